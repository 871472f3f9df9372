import { Temporal } from 'temporal-polyfill';
import type { Calendar, DayHours, Weekday } from './catalogue.ts';
import { clip, type Interval, union } from './interval.ts';
import { startOfDay } from './period.ts';

const WEEKDAYS: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** The calendar id that needs no entry: every hour of every day. */
export const AROUND_THE_CLOCK = '24x7';

/**
 * The service hours of a calendar inside a window, as sorted disjoint intervals.
 *
 * Wall times that a clock change skips begin at the first instant after the gap; of wall times that come twice, the
 * first is meant (Temporal's `compatible`, as iCalendar and java.time do).
 */
export function serviceHours(calendar: Calendar | typeof AROUND_THE_CLOCK, window: Interval): Interval[] {
  if (calendar === AROUND_THE_CLOCK) return union([window]);
  const holidays = new Set(calendar.holidays);
  const hours: Interval[] = [];
  const last = localDate(window.end, calendar.timeZone);
  for (let date = localDate(window.start, calendar.timeZone); !isAfter(date, last); date = date.add({ days: 1 })) {
    if (holidays.has(date.toString())) continue;
    for (const day of calendar.week[weekday(date)] ?? []) hours.push(onDate(day, date, calendar.timeZone));
  }
  return clip(union(hours), window);
}

function onDate({ from, to }: DayHours, date: Temporal.PlainDate, timeZone: string): Interval {
  const end = to === '24:00' ? startOfDay(date.add({ days: 1 }), timeZone) : wallTime(date, to, timeZone);
  return { start: wallTime(date, from, timeZone), end };
}

function wallTime(date: Temporal.PlainDate, time: string, timeZone: string): number {
  if (time === '00:00') return startOfDay(date, timeZone);
  return date.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds;
}

function localDate(instant: number, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate();
}

function weekday(date: Temporal.PlainDate): Weekday {
  const name = WEEKDAYS[date.dayOfWeek - 1];
  if (name === undefined) throw new RangeError(`no weekday ${date.dayOfWeek}`);
  return name;
}

function isAfter(date: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(date, other) > 0;
}
