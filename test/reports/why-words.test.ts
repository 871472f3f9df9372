import { describe, expect, it } from 'vitest';
import type { StreamThen } from '../../shared/domain/monitor-then.ts';
import type { Why } from '../../shared/domain/why.ts';
import { cleanName } from '../../shared/reports/clean.ts';
import { heard, whyRows, whyText } from '../../shared/reports/why-words.ts';

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

  it('marks what was corrected, and tells what holds instead', () => {
    const at = '2026-10-04T10:00:00.000Z';
    const holds = { at: '2026-10-04T08:00:00.000Z', state: 'up' };
    const voided = { at, state: 'down', corrected: { correction: 'COR-1', action: 'void' as const } };
    expect(wordsOf([{ stream: 'a', last: voided, next: null, holds }])).toEqual([
      'a: down at 4 Oct 2026 10:00 UTC, voided by COR-1; then nothing',
      'as corrected: up at 4 Oct 2026 08:00 UTC',
    ]);
    const amended = { correction: 'COR-2', action: 'amend' as const, to: '2026-10-04T09:00:00.000Z' };
    const next = { at, state: 'down', corrected: amended };
    expect(wordsOf([{ stream: 'a', last: null, next, holds: null }])).toEqual([
      'a: nothing; then down at 4 Oct 2026 10:00 UTC, amended to 4 Oct 2026 09:00 UTC by COR-2',
      'as corrected: nothing',
    ]);
    // Of many, a voided word is no trouble.
    const [first] = wordsOf([...many(11, 'up'), { stream: 'v', last: voided, next: null, holds }, stream('z', 'down')]);
    expect(first).toMatch(/^z: down/);
  });

  it('begins with the feed that is silent', () => {
    const feed = {
      source: 'probes',
      lastBeat: '2026-10-04T07:00:00.000Z',
      allowedGapMs: 7_200_000,
      start: '2026-10-04T09:00:00.000Z',
      nextBeat: null,
    };
    const silent = (of: Partial<typeof feed> | object) =>
      heard(
        { monitor: 'm', condition: 'unknown: feedSilent', streams: [stream('a', 'up')], feed: { ...feed, ...of } },
        'UTC',
      );
    expect(silent({})).toEqual([
      'feed probes was silent from 4 Oct 2026 09:00 UTC: its last sign of life came at 4 Oct 2026 07:00 UTC, allowedGap 2 h; none has followed',
      'a: up at 4 Oct 2026 10:00 UTC; then nothing',
    ]);
    expect(silent({ lastBeat: null, start: null, nextBeat: '2026-10-04T12:00:00.000Z' })[0]).toBe(
      'feed probes was silent: no sign of life is known of before; the next came at 4 Oct 2026 12:00 UTC (allowedGap 2 h)',
    );
  });

  it('names streams so that they can be told apart', () => {
    const [one, two] = ['1', '2'].map((end) => stream(`${'fingerprint-'.repeat(8)}${end}`, 'down'));
    const words = wordsOf([one, two].filter((it) => it !== undefined));
    expect(new Set(words).size).toBe(2);
    expect(words[0]).toMatch(/^fingerprint-.{27}…rprint-fingerprint-1: down/);
  });
});

describe('what a moment rests on', () => {
  const why: Why = {
    at: '2026-10-05T10:02:00.000Z',
    class: 'up',
    start: '2026-10-05T00:00:00.000Z',
    end: '2026-10-06T00:00:00.000Z',
    isAgreed: true,
    lostThousandths: 0,
    condition: 'up',
    rollUp: 'anyDown',
    hours: '24x7',
    method: 'short',
    catalogue: 'c0ffee',
    monitors: [],
    outage: null,
  };
  const rowsOf = (more: Partial<Why>) => Object.fromEntries(whyRows({ ...why, ...more }, 'UTC'));

  it('is the roll-up alone where nothing else decides', () => {
    expect(rowsOf({})).toMatchObject({ service: 'up by roll-up anyDown, service hours 24x7' });
    expect(rowsOf({})).not.toHaveProperty('bridged');
  });

  it('is that the agreement does not cover the service, where it does not', () => {
    const outside: Partial<Why> = { class: 'notInForce', isAgreed: false, condition: 'absent' };
    const covered = [{ start: '2026-10-01T00:00:00.000Z', end: '2026-10-05T00:00:00.000Z' }];
    expect(rowsOf({ ...outside, covered })).toEqual({
      class: 'not in force, 5 Oct 00:00 – 6 Oct 00:00 UTC. The agreement does not apply.',
      counts: 'neither as up nor as down: it leaves both sides',
      covered: 'in this period only 1 Oct 00:00 – 5 Oct 00:00 UTC',
      catalogue: 'c0ffee',
    });
    expect(rowsOf({ ...outside, covered: [] })).toMatchObject({ covered: 'at no time of this period' });
    const place = { agreement: 'acme', service: 'checkout', period: '2026-10' };
    expect(whyText(place, { ...why, ...outside, covered }, 'UTC')).not.toContain('Monitors');
  });

  it('names the rule by which the method bridges a short interruption', () => {
    const interruption = {
      start: '2026-10-05T10:00:00.000Z',
      end: '2026-10-05T10:04:59.000Z',
      condition: 'down' as const,
      shorterThanMs: 300_000,
    };
    expect(rowsOf({ rolledUp: 'down', interruption })).toMatchObject({
      bridged:
        'down for 4 min 59 s, 5 Oct 10:00:00–10:04:59 UTC: shorter than the 5 min (shortInterruption) of method short, so it counts as what was before and after it, up',
      service: 'down by roll-up anyDown, taken as up, service hours 24x7',
    });
  });
});

describe('a name that is too long', () => {
  it('keeps its begin and its end', () => {
    expect(cleanName('checkout-alerts-eu-1a', 12)).toBe('checkou…u-1a');
    expect(cleanName('checkout', 8)).toBe('checkout');
    expect(cleanName('a\r\nb')).toBe('a b');
  });
});
