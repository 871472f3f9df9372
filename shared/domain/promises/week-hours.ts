import type { Calendar, DayHours, Weekday } from '../catalogue.ts';
import type { Interval } from '../interval.ts';

const WEEKDAYS: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

export const WEEK_MS = 7 * DAY;

/** Hours of a weekday as milliseconds since Monday, 00:00, as they are worded. */
export interface WeekHours extends Interval {
  readonly day: Weekday;
  readonly worded: string;
}

/** The stretches of a usual week without holidays and changes of the clock, Monday first; those of Sunday may reach beyond. */
export function weekHours({ week }: Pick<Calendar, 'week'>): WeekHours[] {
  return WEEKDAYS.flatMap((day, index) =>
    (week[day] ?? []).map((hours) => ({ day, worded: wordedHours(hours), ...after(index * DAY, hours) })),
  );
}

/** `wordedHours({ from: '08:00', to: '18:00' })  //=> '08:00-18:00'` */
export function wordedHours({ from, to }: DayHours): string {
  return `${from}-${to}`;
}

/** Hours of a day that begins at `midnight`, ms; over midnight where the end is not after the start. */
export function after(midnight: number, { from, to }: DayHours): Interval {
  const [start, end] = [minutesOf(from) * MINUTE, minutesOf(to) * MINUTE];
  return { start: midnight + start, end: midnight + (end > start ? end : end + DAY) };
}

function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}
