import { describe, expect, it } from 'vitest';
import type { StreamThen } from '../../shared/domain/monitor-then.ts';
import { cleanName } from '../../shared/reports/clean.ts';
import { heard } from '../../shared/reports/why-words.ts';

const said = (state: string) => ({ at: '2026-10-04T10:00:00.000Z', state });

const stream = (name: string, last: string | null): StreamThen => ({
  stream: name,
  last: last === null ? null : said(last),
  next: null,
});

const wordsOf = (streams: readonly StreamThen[]) => heard({ monitor: 'alerts', condition: 'down', streams }, 'UTC');

const many = (count: number, last: string | null, name = 'a') =>
  Array.from({ length: count }, (_, index) => stream(`${name}${index}`, last));

describe('what the streams of a monitor had said', () => {
  it('is told of each, by name', () => {
    expect(wordsOf([])).toEqual(['has never said anything']);
    expect(wordsOf(many(10, 'up'))).toHaveLength(10);
    expect(wordsOf([stream('a', 'down'), stream('b', null)])).toEqual([
      'a: down at 4 Oct 2026 10:00 UTC; then nothing',
      'b: nothing; then nothing',
    ]);
  });

  it('is told of those in trouble where there are too many, with how many there are besides', () => {
    const words = wordsOf([...many(300, 'up'), stream('x', 'degraded'), ...many(5, null, 'n'), stream('z', 'down')]);
    expect(words.slice(0, 3)).toEqual([
      'x: degraded at 4 Oct 2026 10:00 UTC; then nothing',
      'z: down at 4 Oct 2026 10:00 UTC; then nothing',
      'a0: up at 4 Oct 2026 10:00 UTC; then nothing',
    ]);
    expect(words).toHaveLength(11);
    expect(words.at(-1)).toBe('and 297 streams more: 292 up, 5 silent until then');
    expect(wordsOf(many(11, 'down')).at(-1)).toBe('and 1 stream more: 1 down');
    expect(wordsOf([...many(12, 'up'), stream('u', 'unknown')])[0]).toMatch(/^u: unknown/);
  });

  it('names streams so that they can be told apart', () => {
    const [one, two] = ['1', '2'].map((end) => stream(`${'fingerprint-'.repeat(8)}${end}`, 'down'));
    const words = wordsOf([one, two].filter((it) => it !== undefined));
    expect(new Set(words).size).toBe(2);
    expect(words[0]).toMatch(/^fingerprint-.{27}…rprint-fingerprint-1: down/);
  });
});

describe('a name that is too long', () => {
  it('keeps its begin and its end', () => {
    expect(cleanName('checkout-alerts-eu-1a', 12)).toBe('checkou…u-1a');
    expect(cleanName('checkout', 8)).toBe('checkout');
    expect(cleanName('a\r\nb')).toBe('a b');
  });
});
