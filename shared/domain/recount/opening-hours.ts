import type { Calendar, DayHours } from './types.ts';
import { DAY_MS, type WallClock, wallClock } from './wall-clock.ts';

/** Stretches in which a calendar is open; they may touch and overlap. */
export interface OpeningHours {
  /** Ascending. */
  readonly opens: readonly number[];
  /** For each opening, the latest end of it and of all before it. */
  readonly closesBy: readonly number[];
}

/** The hours of a calendar that may touch `[start, end)`. */
export function openingHours(calendar: Calendar, { start, end }: { start: number; end: number }): OpeningHours {
  const clock = wallClock(calendar.timeZone);
  const stretches: { opens: number; closes: number }[] = [];
  // Hours over midnight may have begun the day before, or two where a zone leaves a date out.
  for (let date = clock.dateAt(start) - 2; date <= clock.dateAt(end) + 1; date++) {
    for (const hours of hoursOn(calendar, clock, date)) stretches.push(stretchOf(hours, clock, date));
  }
  stretches.sort((a, b) => a.opens - b.opens);
  let latest = Number.NEGATIVE_INFINITY;
  const closesBy = stretches.map(({ closes }) => {
    latest = Math.max(latest, closes);
    return latest;
  });
  return { opens: stretches.map(({ opens }) => opens), closesBy };
}

const WEEKDAYS = ['thursday', 'friday', 'saturday', 'sunday', 'monday', 'tuesday', 'wednesday'] as const;

function hoursOn(calendar: Calendar, clock: WallClock, date: number): readonly DayHours[] {
  if (clock.dateAt(clock.startOf(date)) !== date) return [];
  const name = new Date(date * DAY_MS).toISOString().slice(0, 10);
  const extra = (calendar.extra ?? []).filter((it) => it.date === name).flatMap(({ hours }) => hours);
  if (calendar.holidays.includes(name) || calendar.closed?.includes(name)) return extra;
  // 1 January 1970 was a Thursday.
  const weekday = WEEKDAYS[((date % 7) + 7) % 7] ?? 'thursday';
  return [...(calendar.week[weekday] ?? []), ...extra];
}

function stretchOf({ from, to }: DayHours, clock: WallClock, date: number): { opens: number; closes: number } {
  const [opens, closes] = [timeOfDay(from), timeOfDay(to)];
  const closingDate = closes > opens ? date : date + 1;
  return {
    opens: clock.instantOf(date * DAY_MS + opens),
    closes: clock.instantOf(closingDate * DAY_MS + closes),
  };
}

function timeOfDay(text: string): number {
  return (Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))) * 60_000;
}
