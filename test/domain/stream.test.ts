import { describe, expect, it } from 'vitest';
import type { StateEvent } from '../../shared/domain/event.ts';
import { compareText, StreamTable } from '../../shared/domain/stream.ts';

type Told = Pick<StateEvent, 'at' | 'state' | 'previous' | 'heardAt'>;

/** The changes of one stream, told in this order. */
function changesOf(...told: readonly Told[]) {
  const stream = new StreamTable().of({ monitor: 'probe', stream: 'a' });
  for (const said of told) {
    stream.append({ kind: 'state', service: 'checkout', monitor: 'probe', stream: 'a', ...said });
  }
  return stream.withoutRepeats().changes;
}

describe('a stream', () => {
  it('has a change with what was said of it and nothing else', () => {
    expect(changesOf({ at: 10, state: 'up' }, { at: 20, state: 'down', previous: 'up', heardAt: 25 })).toStrictEqual([
      { at: 10, state: 'up' },
      { at: 20, state: 'down', previous: 'up', heardAt: 25 },
    ]);
  });

  it('drops a repeat that came in place of another word of the same instant', () => {
    const told = [
      { at: 10, state: 'up' },
      { at: 20, state: 'down' },
      { at: 30, state: 'up' },
      { at: 40, state: 'degraded' },
      { at: 40, state: 'up' },
      { at: 50, state: 'down' },
    ] as const;
    expect(changesOf(...told).map(({ at }) => at)).toEqual([10, 20, 30, 50]);
  });

  it('was heard when the latest word of the same instant says so, and not by a word of another state', () => {
    const heardAt = (...told: readonly Told[]) => changesOf(...told).at(-1)?.heardAt;
    const down = { at: 10, state: 'down' } as const;
    expect(heardAt({ ...down, heardAt: 50 }, down)).toBe(50);
    expect(heardAt({ ...down, heardAt: 50 }, { ...down, heardAt: 40 })).toBe(50);
    expect(heardAt({ ...down, heardAt: 50 }, { ...down, state: 'degraded' })).toBeUndefined();
  });
});

describe('the streams of a table', () => {
  it('are one for each monitor and name, in the order of both', () => {
    const table = new StreamTable();
    const names = [
      ['b', 'x'],
      ['a', 'y'],
      ['b', 'x'],
      ['a', 'x'],
      ['b', 'a'],
    ] as const;
    for (const [monitor, stream] of names) table.of({ monitor, stream });
    expect(table.all().map(({ monitor, stream }) => `${monitor}/${stream}`)).toEqual(['a/x', 'a/y', 'b/a', 'b/x']);
  });
});

describe('text', () => {
  it('is in the order of its code units, whatever the locale', () => {
    expect([compareText('a', 'b'), compareText('b', 'a'), compareText('a', 'a')]).toEqual([-1, 1, 0]);
    expect(['b', 'ä', 'B', 'a'].sort(compareText)).toEqual(['B', 'a', 'b', 'ä']);
  });
});
