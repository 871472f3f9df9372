import { describe, expect, it } from 'vitest';
import type { Waterfall } from '../../shared/domain/waterfall.ts';
import { seenBy, waterfallText } from '../../shared/reports/waterfall-words.ts';

const MINUTE = 60_000;

/** A day of 1,440 minutes, 10 of them down, and 120 degraded that the method does not count. */
const day: Waterfall = {
  periodMs: 1_440 * MINUTE,
  leftOut: [],
  agreedMs: 1_440 * MINUTE,
  downtime: [{ class: 'down', ms: 10 * MINUTE, intervals: [] }],
  upMs: 1_430 * MINUTE,
  countedAsUp: [
    {
      class: 'degraded',
      ms: 120 * MINUTE,
      intervals: [{ start: '2026-10-12T01:00:00Z', end: '2026-10-12T03:00:00Z', ms: 120 * MINUTE }],
    },
  ],
  outages: [],
};

describe('how a period comes about, for a terminal', () => {
  it('ends with what of the time up was something else', () => {
    const place = { agreement: 'acme', service: 'checkout', period: '2026-10-12' };
    expect(waterfallText(place, day, 'UTC').split('\n').slice(2)).toEqual([
      '  period                                                  1,440 min',
      '= agreed time                                             1,440 min',
      '− down                                                       10 min',
      '= up                                                      1,430 min',
      '  of which degraded, counted as up                          120 min',
      '    12 Oct 01:00–03:00 UTC  120 min',
      '',
      'No outages.',
      '',
    ]);
  });
});

describe('who saw an outage', () => {
  it('is its monitors, and the corrections that say so', () => {
    expect(seenBy({ monitors: ['probe', 'ping'] })).toBe('probe, ping');
    expect(seenBy({ monitors: [], corrections: ['COR-1'] })).toBe('correction COR-1');
    expect(seenBy({ monitors: ['probe'], corrections: ['COR\n1'] })).toBe('probe, correction COR 1');
  });
});
