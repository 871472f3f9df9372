import type { Calendar } from '../../../shared/domain/catalogue.ts';
import type { Interval } from '../../../shared/domain/interval.ts';
import { openingHours } from '../../../shared/domain/recount/opening-hours.ts';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** A calendar with the same hours, such as `08:00-18:00`, every day. */
export function daily(timeZone: string, ...hours: readonly string[]): Calendar {
  const written = hours.map((text) => ({ from: text.slice(0, 5), to: text.slice(6) }));
  return { timeZone, week: Object.fromEntries(DAYS.map((day) => [day, written])), holidays: [] };
}

/** Where it is open within the window, as the fewest stretches. */
export function open(calendar: Calendar, window: Interval): Interval[] {
  const { opens, closesBy } = openingHours(calendar, window);
  const found: { start: number; end: number }[] = [];
  for (const [index, opening] of opens.entries()) {
    const start = Math.max(opening, window.start);
    const end = Math.min(closesBy[index] ?? 0, window.end);
    const last = found.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else if (start < end) found.push({ start, end });
  }
  return found;
}
