import { describe, expect, it } from 'vitest';
import type { Target } from '../../../shared/domain/catalogue.ts';
import { counted, HOUR, type October, resultOf } from './october.ts';

const REQUESTS: Target = { kind: 'requests', indicator: 'orders', target: '99.95', minimum: 1000 };

describe('99.95 % of requests that succeed', () => {
  it('are met by 19,990 of 20,000, which is exactly that, and missed by one fewer', () => {
    // 0.05 % of 20,000 are 10.
    expect(resultOf(REQUESTS, [counted('05T10:00', 9_998, 10_000), counted('06T10:00', 9_992, 10_000)])).toEqual({
      kind: 'requests',
      target: '99.95 % of orders succeed',
      verdict: 'met',
      indicator: 'orders',
      minimum: 1000,
      good: 19_990,
      total: 20_000,
      allowed: 10,
      percent: '99.950',
    });
    expect(resultOf(REQUESTS, [counted('05T10:00', 19_989, 20_000)])).toMatchObject({
      verdict: 'missed',
      percent: '99.945',
    });
  });

  it('are exact beyond what a number counts: 2 ** 53 and a single one of which one failed', () => {
    // All must succeed. As numbers the sums are both 2 ** 53.
    const all: Target = { ...REQUESTS, target: '100' };
    const most = Number.MAX_SAFE_INTEGER;
    const signals = [counted('05T10:00', most, most), counted('05T11:00', 1, 1), counted('05T12:00', 0, 1)];
    expect(resultOf(all, signals)).toMatchObject({ verdict: 'missed', good: 2 ** 53, percent: '99.9' });
  });

  it('are not measured below a thousand, nor without any', () => {
    expect(resultOf(REQUESTS, [counted('05T10:00', 900, 999)])).toMatchObject({ verdict: 'notMeasured', total: 999 });
    expect(resultOf(REQUESTS, [counted('05T10:00', 900, 1_000)])).toMatchObject({ verdict: 'missed' });
    const unguarded: Target = { ...REQUESTS, minimum: 0 };
    expect(resultOf(unguarded, [])).toMatchObject({ verdict: 'notMeasured', percent: null });
    expect(resultOf(unguarded, [counted('05T10:00', 1, 1)])).toMatchObject({ verdict: 'met', percent: '100.000' });
  });

  it('have no verdict where nothing is agreed, whatever was counted', () => {
    const terms = { from: Date.UTC(2026, 10, 1) };
    expect(resultOf(REQUESTS, [counted('05T10:00', 0, 2_000)], { terms })).toMatchObject({ verdict: 'noAgreedTime' });
  });

  it('count in the month in which their time starts, whole', () => {
    // From 23:30 on 31 October to half past midnight; and the hour before the month.
    expect(resultOf(REQUESTS, [counted('31T23:30', 2_000, 2_000)])).toMatchObject({ total: 2_000 });
    const september = { ...counted('01T00:00', 5, 5), start: Date.UTC(2026, 8, 30, 23, 30) };
    expect(resultOf(REQUESTS, [september])).toMatchObject({ total: 0 });
    expect(
      resultOf(REQUESTS, [counted('05T10:00', 7, 7), counted('05T11:00', 9, 9)], { until: '05T11:00' }),
    ).toMatchObject({
      total: 7,
    });
  });

  it('count only if their time starts within service hours, and is not excluded or under maintenance', () => {
    const calendars: October['calendars'] = {
      office: { timeZone: 'UTC', week: { monday: [{ from: '08:00', to: '18:00' }] }, holidays: [] },
    };
    const [start, end] = [Date.UTC(2026, 9, 5, 12), Date.UTC(2026, 9, 5, 14)];
    const terms = { hours: 'office', exclusions: [{ start, end, reason: 'Failover', approvedBy: 'Lena' }] };
    const about = { kind: 'maintenance', services: ['checkout'], maintenance: 'CHG-7' } as const;
    const signals = [
      { ...about, start: start + 3 * HOUR, end: start + 4 * HOUR, announcedAt: start - HOUR },
      counted('05T07:30', 1, 1), // before 08:00, into service hours
      counted('05T08:00', 10, 10),
      counted('05T12:00', 100, 100), // excluded
      counted('05T13:59', 1_000, 1_000), // excluded at its start
      counted('05T14:00', 10_000, 10_000),
      counted('05T15:59', 100_000, 100_000), // under maintenance at its start
      counted('05T17:59', 1_000_000, 1_000_000), // the last minute of service hours
      counted('05T18:00', 10_000_000, 10_000_000), // after them
    ];
    expect(resultOf(REQUESTS, signals, { calendars, terms })).toMatchObject({ total: 1_010_010 });
  });
});

describe('99 % of requests that are in time', () => {
  it('are counted by an indicator of their own', () => {
    const target: Target = { kind: 'latency', indicator: 'fast', target: '99', minimum: 0 };
    const signals = [counted('05T10:00', 100, 5_000), counted('05T10:00', 4_949, 5_000, 'fast')];
    // 1 % of 5,000 are 50; 51 were slow.
    expect(resultOf(target, signals)).toMatchObject({
      target: '99 % of fast in time',
      verdict: 'missed',
      good: 4_949,
      allowed: 50,
      percent: '98.9',
    });
  });
});
