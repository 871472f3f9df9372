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
 * leaves out has no hours. Hours over midnight belong to the date on which they begin: if that is a holiday, they are
 * left out to their end.
 */
export function serviceHours(calendar: Calendar | typeof AROUND_THE_CLOCK, window: Interval): Interval[] {
  if (calendar === AROUND_THE_CLOCK) return union([window]);
  return union(monthsAround(window).flatMap((month) => clip(hoursOfMonth(calendar, month), window)));
}

// Months as counted from the year 0. A few days to spare on either side: no zone is further from UTC.
function monthsAround({ start, end }: Interval): number[] {
  const first = monthOf(start - SPARE_MS);
  return Array.from({ length: monthOf(end + SPARE_MS) - first + 1 }, (_, index) => first + index);
}

const SPARE_MS = 2 * 86_400_000;

function monthOf(instant: number): number {
  const date = new Date(instant);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

// Zones are slow to ask, and every service under an agreement asks the same.
const known = new WeakMap<Calendar, Map<number, readonly Interval[]>>();

function hoursOfMonth(calendar: Calendar, month: number): readonly Interval[] {
  const months = known.get(calendar) ?? new Map<number, readonly Interval[]>();
  const hours = months.get(month) ?? askForMonth(calendar, month);
  known.set(calendar, months.set(month, hours));
  return hours;
}

function askForMonth(calendar: Calendar, month: number): readonly Interval[] {
  const hours: Interval[] = [];
  const first = Temporal.PlainDate.from({ year: Math.floor(month / 12), month: (month % 12) + 1, day: 1 });
  for (let date = first; date.month === first.month; date = date.add({ days: 1 })) {
    hours.push(...hoursOfDate(calendar, date));
  }
  return union(hours);
}

/** The hours that begin on a local date, those over midnight to their end on the next: not sorted, and they may overlap. */
export function hoursOfDate(calendar: Calendar, date: Temporal.PlainDate): Interval[] {
  const agreed = agreedOn(calendar, date);
  if (agreed.length === 0 || !exists(date, calendar.timeZone)) return [];
  return agreed.map((day) => onDate(day, date, calendar.timeZone));
}

function agreedOn({ week, holidays, closed, extra }: Calendar, date: Temporal.PlainDate): readonly DayHours[] {
  const usual = week[weekday(date)] ?? [];
  const name = date.toString();
  const kept = holidays.includes(name) || closed?.includes(name) ? [] : usual;
  const added = extra?.filter((it) => it.date === name).flatMap(({ hours }) => hours) ?? [];
  return [...kept, ...added];
}

function onDate({ from, to }: DayHours, date: Temporal.PlainDate, timeZone: string): Interval {
  return { start: wallTime(date, from, timeZone), end: endOn({ from, to }, date, timeZone) };
}

function endOn({ from, to }: DayHours, date: Temporal.PlainDate, timeZone: string): number {
  if (to === '24:00') return startOfDay(date.add({ days: 1 }), timeZone);
  return wallTime(to > from ? date : date.add({ days: 1 }), to, timeZone);
}

function wallTime(date: Temporal.PlainDate, time: string, timeZone: string): number {
  if (time === '00:00') return startOfDay(date, timeZone);
  return date.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds;
}

function weekday(date: Temporal.PlainDate): Weekday {
  const name = WEEKDAYS[date.dayOfWeek - 1];
  if (name === undefined) throw new RangeError(`no weekday ${date.dayOfWeek}`);
  return name;
}

// Samoa crossed the date line: there was no 30 December 2011.
function exists(date: Temporal.PlainDate, timeZone: string): boolean {
  return date.toZonedDateTime(timeZone).toPlainDate().equals(date);
}
