import { describe, expect, it } from 'vitest';
import type { Target } from '../../../shared/domain/catalogue.ts';
import { DAY, HOUR, MINUTE, resultOf, was } from './october.ts';

const A_WEEK: Target = { kind: 'mtbf', atLeastMs: 7 * DAY };

const A_MILLISECOND = 1 / MINUTE;

describe('at least 7 days between outages', () => {
  it('are met by four outages in 31 days, of an hour each: 740 h ÷ 4 = 185 h = 7 d 17 h', () => {
    const signals = ['03', '10', '17', '24'].flatMap((day) => was('down', `${day}T10:00`, 60));
    expect(resultOf(A_WEEK, signals)).toEqual({
      kind: 'mtbf',
      target: 'at least 7 d between outages',
      verdict: 'met',
      atLeastMs: 604_800_000,
      meanMs: 185 * HOUR,
      outages: 4,
      allowed: 4,
    });
  });

  it('are missed by five: 739 h ÷ 5 = 147 h 48 min', () => {
    const signals = ['03', '10', '17', '24', '28'].flatMap((day) => was('down', `${day}T10:00`, 60));
    expect(resultOf(A_WEEK, signals)).toMatchObject({
      verdict: 'missed',
      meanMs: 147 * HOUR + 48 * MINUTE,
      outages: 5,
    });
  });

  it('are exact: 28 days of up and 4 outages are met, a millisecond more down is not', () => {
    const three = ['03', '10', '17'].flatMap((day) => was('down', `${day}T10:00`, 60));
    const lastOf = (minutes: number) => [...three, ...was('down', '20T00:00', minutes)];
    expect(resultOf(A_WEEK, lastOf(69 * 60))).toMatchObject({ verdict: 'met', meanMs: 168 * HOUR });
    expect(resultOf(A_WEEK, lastOf(69 * 60 + A_MILLISECOND))).toMatchObject({ verdict: 'missed' });
  });

  it('are met without an outage', () => {
    expect(resultOf(A_WEEK, [])).toMatchObject({ verdict: 'met', meanMs: null, outages: 0 });
  });

  it('take each stretch of unknown time for an outage at worst', () => {
    const four = ['03', '10', '17', '24'].flatMap((day) => was('down', `${day}T10:00`, 60));
    expect(resultOf(A_WEEK, [...four, ...was('unknown', '28T10:00', 5)])).toMatchObject({ verdict: 'notMeasured' });
    const three = four.slice(2);
    expect(resultOf(A_WEEK, [...three, ...was('unknown', '28T10:00', 5)])).toMatchObject({
      verdict: 'met',
      outages: 3,
    });
  });

  it('are within reach while the rest of the month may be up', () => {
    // Down for an hour on the 2nd: 34 h up until then, and 743 h if nothing more happens.
    const early = resultOf(A_WEEK, was('down', '02T10:00', 60), { until: '02T11:00' });
    expect(early).toMatchObject({ verdict: 'met', meanMs: 34 * HOUR, allowed: 4 });
  });
});
