import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { hoursOfDate } from '../../shared/domain/calendar.ts';
import type { Calendar, Weekday } from '../../shared/domain/catalogue.ts';
import { union } from '../../shared/domain/interval.ts';
import { startOfDay } from '../../shared/domain/period.ts';

const HOUR = 3_600_000;
const FIRST = Temporal.PlainDate.from('2000-01-01');
const AFTER = Temporal.PlainDate.from('2041-01-01');
const DAYS_IN_ALL = FIRST.until(AFTER).days;

interface Zone {
  readonly timeZone: string;
  /** Local dates on which the clocks are changed, and their neighbours, ascending. */
  readonly dates: readonly Temporal.PlainDate[];
}

/** Every zone that this machine knows, one of each kind of those that change their clocks at the same instants. */
const ZONES: readonly Zone[] = [
  ...new Map(Intl.supportedValuesOf('timeZone').map((timeZone) => zoneWithChanges(timeZone))).values(),
];

function zoneWithChanges(timeZone: string): readonly [string, Zone] {
  let at = FIRST.toZonedDateTime(timeZone);
  const changes = [at.offset];
  const dates = new Map<string, Temporal.PlainDate>();
  for (;;) {
    const change = at.getTimeZoneTransition('next');
    if (change === null || change.year > 2040) break;
    // The clocks show one date before the change and perhaps another after it.
    for (const instant of [change.subtract({ nanoseconds: 1 }), change]) {
      for (const days of [-1, 0, 1]) remember(dates, instant.toPlainDate().add({ days }));
    }
    changes.push(`${change.epochMilliseconds}${change.offset}`);
    at = change;
  }
  return [changes.join(), { timeZone, dates: [...dates.values()].sort(Temporal.PlainDate.compare) }];
}

function remember(dates: Map<string, Temporal.PlainDate>, date: Temporal.PlainDate): void {
  if (Temporal.PlainDate.compare(date, FIRST) >= 0 && Temporal.PlainDate.compare(date, AFTER) < 0) {
    dates.set(date.toString(), date);
  }
}

const DAYS: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

function daily(timeZone: string, ...hours: readonly { from: string; to: string }[]): Calendar {
  return { timeZone, week: Object.fromEntries(DAYS.map((day) => [day, hours])), holidays: [] };
}

describe(`at every change of clocks from 2000 to 2040, in ${ZONES.length} kinds of zones`, () => {
  it('a local day around the clock is one stretch from its first moment to that of the next, of 0 to 27 hours', () => {
    const lengths = new Set<number>();
    for (const { timeZone, dates } of ZONES) {
      const calendar = daily(timeZone, { from: '00:00', to: '24:00' });
      for (const date of dates) {
        const [start, end] = [startOfDay(date, timeZone), startOfDay(date.add({ days: 1 }), timeZone)];
        const hours = union(hoursOfDate(calendar, date));
        lengths.add((end - start) / HOUR);
        if (end === start && hours.length === 0) continue;
        if (hours.length === 1 && hours[0]?.start === start && hours[0].end === end) continue;
        expect(hours, `${timeZone} ${date}`).toEqual([{ start, end }]);
      }
    }
    expect(Math.min(...lengths)).toBe(0);
    expect(Math.max(...lengths)).toBe(27);
  });

  it('the local days sum up to the 41 years', () => {
    for (const { timeZone, dates } of ZONES) {
      const calendar = daily(timeZone, { from: '00:00', to: '24:00' });
      // Far from a change a day has 24 hours.
      let sum = (DAYS_IN_ALL - dates.length) * 24 * HOUR;
      for (const date of dates) for (const { start, end } of hoursOfDate(calendar, date)) sum += end - start;
      expect(sum, timeZone).toBe(startOfDay(AFTER, timeZone) - startOfDay(FIRST, timeZone));
    }
  });

  it('a night shift and the day shift between two of them leave no gap', () => {
    for (const { timeZone, dates } of ZONES) {
      const calendar = daily(timeZone, { from: '22:00', to: '06:00' }, { from: '06:00', to: '22:00' });
      for (const [index, date] of dates.entries()) {
        const next = dates[index + 1];
        if (next === undefined || !date.add({ days: 1 }).equals(next)) continue;
        const hours = union([...hoursOfDate(calendar, date), ...hoursOfDate(calendar, next)]);
        expect(hours.length, `${timeZone} ${date}`).toBeLessThanOrEqual(1);
      }
    }
  });
});
