import { describe, expect, it } from 'vitest';
import { Recording } from '../../../cli/explain/recording.ts';

function stand(content: object) {
  const recording = new Recording();
  return { recording, content: recording.of(content, '') as typeof content };
}

describe('a recording', () => {
  it('notes the plain values that are read, where they stand, each once, in the order of reading', () => {
    const { recording, content } = stand({ a: { b: [1, 'two'] }, c: null, unread: 3, 'x.y': true });
    const { a, c, 'x.y': odd } = content as { a: { b: unknown[] }; c: null; 'x.y': boolean };
    expect([a.b[1], a.b[1], a.b.length, c, odd]).toEqual(['two', 'two', 2, null, true]);
    expect(recording.used).toEqual([
      { path: 'c', value: null },
      { path: '["x.y"]', value: true },
      { path: 'a.b[1]', value: 'two' },
    ]);
  });

  it('notes nothing of what is not there, nor of what every object has', () => {
    const { recording, content } = stand({ a: 1 });
    expect([Reflect.get(content, 'b'), Reflect.get(content, 'toString')]).toEqual([
      undefined,
      Object.prototype.toString,
    ]);
    expect(recording.used).toEqual([]);
  });

  it('stands in for the same part by the same object', () => {
    const { content } = stand({ a: { b: 1 } });
    expect(Reflect.get(content, 'a')).toBe(Reflect.get(content, 'a'));
  });
});
