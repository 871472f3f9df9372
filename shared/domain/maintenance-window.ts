import { Temporal } from 'temporal-polyfill';
import type { MaintenanceWindow } from './catalogue.ts';
import type { Interval } from './interval.ts';
import { dateOf, dayNumber, recurringDays } from './recurrence.ts';

const DAY_MS = 86_400_000;

/**
 * Every occurrence of a window that meets a stretch of time, whole, in order; neighbours may overlap. It begins at a wall time of its
 * zone and then lasts as long as is agreed: two hours are two hours in the night in which the clocks change, too. Of a
 * wall time that comes twice the first is meant; a recurring window does not take place where a clock change skips its
 * wall time (RFC 5545, 3.3.10), a single one begins as much later.
 */
export function occurrences(window: MaintenanceWindow, stretch: Interval): Interval[] {
  if (stretch.end <= stretch.start) return [];
  // A few days to spare on either side: no zone is further from UTC.
  const from = Math.floor((stretch.start - window.durationMs) / DAY_MS) - 2;
  const to = Math.floor(stretch.end / DAY_MS) + 3;
  return daysOf(window, { from, to })
    .map((day) => wallTimeOn(day, window))
    .filter(({ start, end }) => start < stretch.end && end > stretch.start)
    .map(({ start, end }) => ({ start, end }));
}

/** The local dates on which it begins, day numbers `[from, to)`. */
function daysOf(window: MaintenanceWindow, { from, to }: { from: number; to: number }): number[] {
  const { rule, except } = window;
  const first = dayNumber(window.from.slice(0, 10));
  if (rule === undefined) return [first];
  const canHappen = (day: number) => wallTimeOn(day, window).exists;
  return recurringDays(rule, first, { from, to, canHappen }).filter(
    (day) => except?.includes(dateOf(day)) !== true && !isOver(window, rule.until, day),
  );
}

function isOver(window: MaintenanceWindow, until: string | number | undefined, day: number): boolean {
  if (until === undefined) return false;
  return typeof until === 'string' ? dateOf(day) > until : wallTimeOn(day, window).start > until;
}

interface Occurrence extends Interval {
  /** Whether the clocks of that day show the wall time at all. */
  readonly exists: boolean;
}

// Zones are slow to ask, and every service under an agreement asks the same.
const known = new WeakMap<MaintenanceWindow, Map<number, Occurrence>>();

function wallTimeOn(day: number, window: MaintenanceWindow): Occurrence {
  const own = known.get(window) ?? new Map<number, Occurrence>();
  known.set(window, own);
  const occurrence = own.get(day) ?? askFor(day, window);
  own.set(day, occurrence);
  return occurrence;
}

function askFor(day: number, { from, durationMs, timeZone }: MaintenanceWindow): Occurrence {
  const wallTime = Temporal.PlainDateTime.from(`${dateOf(day)}${from.slice(10)}`);
  const zoned = wallTime.toZonedDateTime(timeZone);
  const start = zoned.epochMilliseconds;
  return { start, end: start + durationMs, exists: zoned.toPlainDateTime().equals(wallTime) };
}
