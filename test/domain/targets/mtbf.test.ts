import { describe, expect, it } from 'vitest';
import type { Target } from '../../../shared/domain/catalogue.ts';
import { DAY, HOUR, MINUTE, type October, october, resultOf, was } from './october.ts';

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

  it('are certainly missed only if they would be had all unknown time been up', () => {
    // Four weeks are 672 h of 744. Down for 70 h and unknown for 10, at most 674 h were up; down for 73, at most 671.
    const three = ['03', '10', '17'].flatMap((day) => was('down', `${day}T10:00`, 60));
    const lastOf = (hours: number) => [
      ...three,
      ...was('down', '20T00:00', hours * 60),
      ...was('unknown', '28T10:00', 600),
    ];
    const asked = { terms: { unknownToleranceMillionths: 100_000 } };
    expect(resultOf(A_WEEK, lastOf(67), asked)).toMatchObject({ verdict: 'notMeasured', outages: 4 });
    expect(resultOf(A_WEEK, lastOf(70), asked)).toMatchObject({ verdict: 'missed', outages: 4 });
  });

  it('allow as many outages as fit into what is left if all unknown time was down', () => {
    // 744 h less 100 are 644 h, in which three weeks fit.
    expect(resultOf(A_WEEK, was('unknown', '10T00:00', 6_000))).toMatchObject({ outages: 0, allowed: 3 });
  });

  describe('take unknown time for one outage at worst', () => {
    // An hour down and 20 min unknown leave 742 h 40 min: enough for 4 outages (672 h), not for 5 (840 h).
    const three = ['03', '10', '24'].flatMap((day) => was('down', `${day}T10:00`, 20));

    it('over a change of the wording of other targets', () => {
      const before = { day: '15', targets: [A_WEEK, { kind: 'downtime', atMostMs: DAY }] as const };
      const signals = [...three, ...was('unknown', '14T23:50', 20)];
      expect(resultOf(A_WEEK, signals, { before })).toMatchObject({ verdict: 'met', outages: 3, allowed: 4 });
    });

    it('over a night without service hours, and over time that is excluded', () => {
      const hours = [{ from: '06:00', to: '22:00' }];
      const week = { monday: hours, tuesday: hours, wednesday: hours, thursday: hours, friday: hours };
      const calendars: October['calendars'] = {
        days: { timeZone: 'UTC', week: { ...week, saturday: hours, sunday: hours }, holidays: [] },
      };
      const [start, end] = [october('15T06:30'), october('15T06:40')];
      const terms = { hours: 'days', exclusions: [{ start, end, reason: 'Failover', approvedBy: 'Lena' }] };
      // 31 days of 16 hours, less 10 min, are 495 h 50 min; from 21:30 to 06:50 it is unknown, of which 70 min count.
      const promise: Target = { kind: 'mtbf', atLeastMs: 100 * HOUR };
      const signals = [...three, ...was('unknown', '14T21:30', 9 * 60 + 20)];
      expect(resultOf(promise, signals, { calendars, terms })).toMatchObject({
        verdict: 'met',
        outages: 3,
        allowed: 4,
      });
    });

    it('around an outage in time that is excluded', () => {
      const [start, end] = [october('14T10:05'), october('14T10:10')];
      const exclusions = [{ start, end, reason: 'Failover', approvedBy: 'Lena' }];
      const around = [
        ...was('unknown', '14T10:00', 5),
        ...was('down', '14T10:05', 5),
        ...was('unknown', '14T10:10', 5),
      ];
      const signals = [...three, ...around];
      expect(resultOf(A_WEEK, signals, { terms: { exclusions } })).toMatchObject({ verdict: 'met', outages: 3 });
    });

    it('but of two if the service was up between them, or down in time that counts', () => {
      const apart = [...three, ...was('unknown', '14T10:00', 5), ...was('unknown', '14T10:06', 5)];
      expect(resultOf(A_WEEK, apart)).toMatchObject({ verdict: 'notMeasured', outages: 3 });
      const around = [
        ...three.slice(4),
        ...was('unknown', '14T10:00', 5),
        ...was('down', '14T10:05', 5),
        ...was('unknown', '14T10:10', 5),
      ];
      // 2 outages and 2 stretches of unknown time make 4 at worst.
      expect(resultOf(A_WEEK, around)).toMatchObject({ verdict: 'met', outages: 2 });
    });
  });

  it('are within reach while the rest of the month may be up', () => {
    // Down for an hour on the 2nd: 34 h up until then, and 743 h if nothing more happens.
    const early = resultOf(A_WEEK, was('down', '02T10:00', 60), { until: '02T11:00' });
    expect(early).toMatchObject({ verdict: 'met', meanMs: 34 * HOUR, allowed: 4 });
  });
});
