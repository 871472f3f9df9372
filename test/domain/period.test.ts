import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { PeriodKind } from '../../shared/domain/catalogue.ts';
import { isOfKind, parsePeriod, periodContaining, shiftPeriod, startOfDay } from '../../shared/domain/period.ts';
import { isRolling } from '../../shared/domain/period-kind.ts';

const HOUR = 3_600_000;

// No clock changes; an hour; an hour, elsewhere; half an hour; and a day that was left out.
const ZONES = ['Europe/Istanbul', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'];
const KINDS: readonly PeriodKind[] = ['week', 'month', 'quarter', 'year'];

function hours(name: string, timeZone: string): number {
  const { start, end } = parsePeriod(name, timeZone);
  return (end - start) / HOUR;
}

describe('a period', () => {
  it('begins and ends at local midnight', () => {
    // Berlin: summer time at its start, winter time at its end.
    expect(parsePeriod('2026-10', 'Europe/Berlin')).toEqual({
      name: '2026-10',
      start: Date.UTC(2026, 8, 30, 22),
      end: Date.UTC(2026, 9, 31, 23),
      timeZone: 'Europe/Berlin',
    });
  });

  it.each([
    ['2026-10', 'Europe/Istanbul', 31 * 24],
    ['2026-10', 'Europe/Berlin', 31 * 24 + 1],
    ['2026-03', 'Europe/Berlin', 31 * 24 - 1],
    ['2026-11', 'America/New_York', 30 * 24 + 1],
    ['2026-03', 'America/New_York', 31 * 24 - 1],
    ['2026-10', 'Australia/Lord_Howe', 31 * 24 - 0.5],
    ['2026-04', 'Australia/Lord_Howe', 30 * 24 + 0.5],
    ['2011-12', 'Pacific/Apia', 30 * 24],
    ['2011-W52', 'Pacific/Apia', 6 * 24],
    ['2026-02', 'UTC', 28 * 24],
    ['2028-02', 'UTC', 29 * 24],
    ['2026-Q4', 'Europe/Berlin', 92 * 24 + 1],
    ['2026', 'Europe/Berlin', 365 * 24],
    ['2026-W43', 'Europe/Berlin', 7 * 24 + 1],
  ])('%s in %s has %d hours', (name, timeZone, expected) => {
    expect(hours(name, timeZone)).toBe(expected);
  });

  it('of a week is ISO 8601: it begins on Monday, and week 1 has 4 January in it', () => {
    expect(parsePeriod('2026-W01', 'UTC')).toMatchObject({ start: Date.UTC(2025, 11, 29), end: Date.UTC(2026, 0, 5) });
    expect(parsePeriod('2026-W53', 'UTC')).toMatchObject({ start: Date.UTC(2026, 11, 28), end: Date.UTC(2027, 0, 4) });
  });

  it('of a week 53 must exist', () => {
    expect(() => parsePeriod('2027-W53', 'UTC')).toThrow('expected an ISO week that exists; got "2027-W53"');
  });

  it('may be given by its two ends', () => {
    const name = '2026-10-01T00:00:00+02:00/2026-10-01T00:00:00Z';
    expect(parsePeriod(name, 'Europe/Berlin')).toEqual({
      name,
      start: Date.UTC(2026, 8, 30, 22),
      end: Date.UTC(2026, 9, 1),
      timeZone: 'Europe/Berlin',
    });
  });

  it('lasts ten years at most: 3,653 days', () => {
    const ten = '2020-01-01T00:00:00Z/2030-01-01T00:00:00Z';
    expect(parsePeriod(ten, 'UTC').end).toBe(Date.UTC(2030, 0, 1));
    const longer = '2020-01-01T00:00:00Z/2030-01-01T00:00:00.001Z';
    expect(() => parsePeriod(longer, 'UTC')).toThrow(`expected a period of at most ten years; got "${longer}"`);
  });

  it('ends after its start', () => {
    const name = '2026-10-01T00:00:00Z/2026-10-01T00:00:00Z';
    expect(() => parsePeriod(name, 'UTC')).toThrow(`expected a period that ends after its start; got "${name}"`);
  });

  it.each([
    '2026-13',
    '2026-00',
    '0000',
    '0000-01',
    '0000-Q1',
    '0000-W01',
    '2026-Q5',
    '2026-W54',
    '2026-W00',
    '26-10',
    'October',
    '',
    '2026-10-01',
    'a/b/c',
  ])('is not "%s"', (name) => {
    expect(() => parsePeriod(name, 'UTC')).toThrow(
      `expected a period such as 2026-10, 2026-Q4, 2026, 2026-W41, 2026-10-14/30d or START/END in ISO 8601 with offsets; got "${name}"`,
    );
  });
});

describe.each(ZONES)('in %s', (timeZone) => {
  it.each(KINDS)('one %s follows the other without gap or overlap, for twenty years', (kind) => {
    let period = periodContaining(Date.UTC(2009, 11, 30), kind, timeZone);
    while (period.start < Date.UTC(2030, 0, 1)) {
      const next = shiftPeriod(period, kind, 1);
      expect(next.start).toBe(period.end);
      expect(next.end).toBeGreaterThan(next.start);
      expect(parsePeriod(period.name, timeZone)).toEqual(period);
      period = next;
    }
  });

  it.each(KINDS)('each instant of a %s belongs to it, the end to the next', (kind) => {
    for (let instant = Date.UTC(2011, 10, 15); instant < Date.UTC(2012, 10, 15); instant += 5 * 24 * HOUR) {
      const period = periodContaining(instant, kind, timeZone);
      expect(period.start).toBeLessThanOrEqual(instant);
      expect(period.end).toBeGreaterThan(instant);
      expect(periodContaining(period.start, kind, timeZone)).toEqual(period);
      expect(periodContaining(period.end - 1, kind, timeZone)).toEqual(period);
      expect(periodContaining(period.end, kind, timeZone)).toEqual(shiftPeriod(period, kind, 1));
      expect(shiftPeriod(shiftPeriod(period, kind, 1), kind, -1)).toEqual(period);
    }
  });

  it('the months make up the quarters, and the quarters the year', () => {
    for (const year of [2010, 2011, 2012, 2026]) {
      const quarters = [1, 2, 3, 4].map((quarter) => parsePeriod(`${year}-Q${quarter}`, timeZone));
      const months = Array.from({ length: 12 }, (_, index) =>
        parsePeriod(`${year}-${String(index + 1).padStart(2, '0')}`, timeZone),
      );
      expect(months.map(({ start }) => start).filter((_, index) => index % 3 === 0)).toEqual(
        quarters.map(({ start }) => start),
      );
      const whole = parsePeriod(String(year), timeZone);
      for (const parts of [quarters, months]) {
        expect(parts.reduce((sum, { start, end }) => sum + end - start, 0)).toBe(whole.end - whole.start);
      }
    }
  });

  it('the local days of a month sum up to it', () => {
    for (const name of ['2011-12', '2026-03', '2026-04', '2026-10', '2026-11']) {
      const { start, end } = parsePeriod(name, timeZone);
      let sum = 0;
      let day = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(timeZone);
      for (; day.epochMilliseconds < end; day = day.add({ days: 1 })) sum += day.hoursInDay * HOUR;
      expect(sum).toBe(end - start);
    }
  });
});

describe('a local day', () => {
  it('does not always begin at midnight', () => {
    // São Paulo, 4 November 2018: 00:00 became 01:00, which is 03:00 UTC.
    expect(startOfDay(Temporal.PlainDate.from('2018-11-04'), 'America/Sao_Paulo')).toBe(Date.UTC(2018, 10, 4, 3));
  });

  it('that a zone leaves out begins and ends with the next one', () => {
    const left = Temporal.PlainDate.from('2011-12-30');
    expect(startOfDay(left, 'Pacific/Apia')).toBe(startOfDay(left.add({ days: 1 }), 'Pacific/Apia'));
  });
});

describe('the periods that an agreement goes by', () => {
  it.each([
    ['2026-10', 'month', true],
    ['2026-Q4', 'month', false],
    ['2026-Q4', 'quarter', true],
    ['2026-10-01T00:00:00+02:00/2026-11-01T00:00:00+01:00', 'month', true],
    ['2026-10-01T00:00:00+02:00/2026-10-31T00:00:00+01:00', 'month', false],
    ['2026-10-14/30d', 'rolling 30d', true],
    ['2026-10-14/7d', 'rolling 30d', false],
    ['2026-10', 'rolling 30d', false],
  ] as const)('%s of a %s: %s', (name, kind, expected) => {
    expect(isOfKind(parsePeriod(name, 'Europe/Berlin'), kind)).toBe(expected);
  });
});

describe('a rolling period', () => {
  it('has so many local days and ends with the one that it is named by', () => {
    // 15 September 00:00 to 15 October 00:00, both at +2.
    expect(parsePeriod('2026-10-14/30d', 'Europe/Berlin')).toEqual({
      name: '2026-10-14/30d',
      start: Date.UTC(2026, 8, 14, 22),
      end: Date.UTC(2026, 9, 14, 22),
      timeZone: 'Europe/Berlin',
    });
  });

  it.each([
    ['2026-10-31/7d', 'Europe/Berlin', 7 * 24 + 1],
    ['2026-10-31/28d', 'Europe/Istanbul', 28 * 24],
    ['2026-04-05/90d', 'Australia/Lord_Howe', 90 * 24 + 0.5],
    ['2011-12-31/7d', 'Pacific/Apia', 6 * 24],
  ])('%s in %s has %d hours', (name, timeZone, expected) => {
    expect(hours(name, timeZone)).toBe(expected);
  });

  it('that is current ends today, by the clock of its zone', () => {
    // 22:30 UTC on 14 October is 00:30 on the 15th in Berlin.
    const late = Date.UTC(2026, 9, 14, 22, 30);
    expect(periodContaining(late, 'rolling 30d', 'Europe/Berlin').name).toBe('2026-10-15/30d');
    expect(periodContaining(late, 'rolling 30d', 'UTC').name).toBe('2026-10-14/30d');
  });

  it('comes after the one that ended with the month before, and before the one that ends with its month', () => {
    const middle = parsePeriod('2026-10-14/30d', 'Europe/Berlin');
    expect(shiftPeriod(middle, 'rolling 30d', -1).name).toBe('2026-09-30/30d');
    expect(shiftPeriod(middle, 'rolling 30d', -2).name).toBe('2026-08-31/30d');
    expect(shiftPeriod(middle, 'rolling 30d', 0).name).toBe('2026-10-31/30d');
    const february = parsePeriod('2028-02-29/7d', 'UTC');
    expect([-1, 1].map((by) => shiftPeriod(february, 'rolling 7d', by).name)).toEqual([
      '2028-01-31/7d',
      '2028-03-31/7d',
    ]);
  });

  it('ends on a date that exists', () => {
    expect(() => parsePeriod('2026-02-30/30d', 'UTC')).toThrow('expected a date that exists; got "2026-02-30/30d"');
    expect(() => parsePeriod('2026-10-14/31d', 'UTC')).toThrow('expected a period such as');
  });
});

describe('whether a period moves on by days', () => {
  it('is said by its name, and only by the whole of it', () => {
    expect(['2026-10-14/30d', '2026-10-14/7d'].every(isRolling)).toBe(true);
    expect(['2026-10', 'x2026-10-14/30d', '2026-10-14/30days', '2026-10-14'].some(isRolling)).toBe(false);
  });
});
