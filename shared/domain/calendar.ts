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
 * Of a wall time that comes twice, the first is meant; one that a clock change skips is read with the offset from before
 * it, so that 02:30 becomes 03:30 (Temporal's `compatible`, as iCalendar and java.time do). A local date that a zone
 * leaves out has no hours.
 */
export function serviceHours(calendar: Calendar | typeof AROUND_THE_CLOCK, window: Interval): Interval[] {
  if (calendar === AROUND_THE_CLOCK) return union([window]);
  const holidays = new Set(calendar.holidays);
  const hours: Interval[] = [];
  const last = localDate(window.end, calendar.timeZone);
  for (let date = localDate(window.start, calendar.timeZone); !isAfter(date, last); date = date.add({ days: 1 })) {
    const agreed = calendar.week[weekday(date)];
    if (agreed === undefined || holidays.has(date.toString()) || !exists(date, calendar.timeZone)) continue;
    for (const day of agreed) hours.push(onDate(day, date, calendar.timeZone));
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

// Samoa crossed the date line: there was no 30 December 2011.
function exists(date: Temporal.PlainDate, timeZone: string): boolean {
  return localDate(startOfDay(date, timeZone), timeZone).equals(date);
}

function isAfter(date: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(date, other) > 0;
}
