import { describe, expect, it } from 'vitest';
import type { Target } from '../../../shared/domain/catalogue.ts';
import { MINUTE, type October, resultOf, was } from './october.ts';

const AT_MOST_TWO: Target = { kind: 'outages', atMost: 2, longerThanMs: 15 * MINUTE };

describe('at most 2 outages longer than 15 minutes', () => {
  it('is met by two of 20 minutes and one of exactly 15', () => {
    const signals = [...was('down', '05T10:00', 20), ...was('down', '12T10:00', 20), ...was('down', '20T10:00', 15)];
    expect(resultOf(AT_MOST_TWO, signals)).toEqual({
      kind: 'outages',
      target: 'at most 2 outages longer than 15 min',
      verdict: 'met',
      atMost: 2,
      longerThanMs: 900_000,
      count: 2,
      low: 2,
      high: 2,
    });
  });

  it('is missed by a third of 16 minutes', () => {
    const signals = [...was('down', '05T10:00', 20), ...was('down', '12T10:00', 20), ...was('down', '20T10:00', 16)];
    expect(resultOf(AT_MOST_TWO, signals)).toMatchObject({ verdict: 'missed', count: 3, low: 3 });
  });

  it('is open if unknown time can have hidden the third: 20 minutes do, 15 do not', () => {
    const two = [...was('down', '05T10:00', 20), ...was('down', '12T10:00', 20)];
    const blind = (minutes: number) => resultOf(AT_MOST_TWO, [...two, ...was('unknown', '20T10:00', minutes)]);
    expect(blind(20)).toMatchObject({ verdict: 'notMeasured', count: 2, low: 2, high: 3 });
    expect(blind(15)).toMatchObject({ verdict: 'met', count: 2, low: 2, high: 2 });
  });

  it('is open if unknown time can have made one of two: 20 down, 5 unknown, 20 down', () => {
    const one: Target = { ...AT_MOST_TWO, atMost: 1 };
    const signals = [...was('down', '05T10:00', 20), ...was('unknown', '05T10:20', 5), ...was('down', '05T10:25', 20)];
    expect(resultOf(one, signals)).toMatchObject({ verdict: 'notMeasured', count: 2, low: 1, high: 2 });
  });

  it('takes an hour of unknown time for three at worst: three of 15 min 1 ms fit, four do not', () => {
    // Each needs 15 min and a millisecond, and a millisecond of up between: 4 × 15 min and 7 ms are more than an hour.
    expect(resultOf(AT_MOST_TWO, was('unknown', '05T10:00', 60))).toMatchObject({ count: 0, low: 0, high: 3 });
  });

  it('counts of an outage what lies in service hours', () => {
    const calendars: October['calendars'] = {
      office: { timeZone: 'UTC', week: { monday: [{ from: '08:00', to: '18:00' }] }, holidays: [] },
    };
    // Monday 5 October: down from 17:50 to 18:20, of which 10 minutes count.
    const asked = { calendars, terms: { hours: 'office' } };
    expect(resultOf(AT_MOST_TWO, was('down', '05T17:50', 30), asked)).toMatchObject({ count: 0, high: 0 });
  });

  it('counts of an outage that goes over the edge of the month what lies in it', () => {
    // From 23:50 on 31 October on, for 30 minutes: 10 of them are October's.
    expect(resultOf(AT_MOST_TWO, was('down', '31T23:50', 30))).toMatchObject({ count: 0 });
    expect(resultOf(AT_MOST_TWO, was('down', '31T23:44', 30))).toMatchObject({ count: 1 });
  });

  it('is judged over the days that it is worded so', () => {
    const before = { day: '15', targets: [{ ...AT_MOST_TWO, atMost: 5 }] };
    const signals = ['01', '02', '03', '20'].flatMap((day) => was('down', `${day}T10:00`, 20));
    expect(resultOf(AT_MOST_TWO, signals, { before })).toMatchObject({ verdict: 'met', count: 1 });
    const same = { day: '15', targets: [AT_MOST_TWO] };
    expect(resultOf(AT_MOST_TWO, signals, { before: same })).toMatchObject({ verdict: 'missed', count: 4 });
  });
});

describe('at most 3 outages', () => {
  it('is about outages of any length', () => {
    const signals = ['01', '02', '03', '04'].flatMap((day) => was('down', `${day}T10:00`, 1));
    expect(resultOf({ kind: 'outages', atMost: 3, longerThanMs: 0 }, signals)).toMatchObject({
      target: 'at most 3 outages',
      verdict: 'missed',
      count: 4,
    });
  });
});
