import type { Recurrence } from './types.ts';
import { DAY_MS } from './wall-clock.ts';

/** Days since 1970-01-01. */
type Day = number;

/**
 * The dates of a rule (RFC 5545's RRULE as the catalogue has it) in `[from, to]`, one stretch after the other: each
 * `interval`-th day, week, month or year from that of the first date on.
 */
export function recurringDates(
  rule: Recurrence,
  first: Day,
  { from, to, happens }: { from: Day; to: Day; happens: (day: Day) => boolean },
): Day[] {
  const found: Day[] = [];
  let counted = 0;
  // What is not counted need not be gone through.
  let place = rule.count === undefined ? stretchesBefore(rule, first, from) : 0;
  for (;;) {
    const stretch = daysOfStretch(rule, first, place++ * rule.interval);
    const [begins] = stretch;
    if (begins === undefined || begins > to) return found;
    for (const day of datesAmong(rule, first, stretch)) {
      if (day < first || !happens(day)) continue;
      if (day > to || counted++ === rule.count) return found;
      if (day >= from) found.push(day);
    }
  }
}

const LONGEST = { DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 };

function stretchesBefore({ frequency, interval }: Recurrence, first: Day, from: Day): number {
  return Math.max(0, Math.floor((from - first) / (LONGEST[frequency] * interval)) - 1);
}

function datesAmong(rule: Recurrence, first: Day, stretch: readonly Day[]): Day[] {
  const days = stretch.filter((day) => isMet(rule, first, day));
  if (rule.bySetPos === undefined) return days;
  const places = rule.bySetPos.map((place) => (place > 0 ? place - 1 : days.length + place));
  return days.filter((_, index) => places.includes(index));
}

function daysOfStretch({ frequency }: Recurrence, first: Day, further: number): Day[] {
  const { year, month, weekday } = partsOf(first);
  switch (frequency) {
    case 'DAILY':
      return [first + further];
    case 'WEEKLY':
      return range(first - weekday + 7 * further, first - weekday + 7 * further + 7);
    case 'MONTHLY':
      return range(dayOf(year, month + further, 1), dayOf(year, month + further + 1, 1));
    case 'YEARLY':
      return range(dayOf(year + further, 0, 1), dayOf(year + further + 1, 0, 1));
  }
}

function range(from: Day, to: Day): Day[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

/** `month` from 0; one beyond December is of the next year. */
function dayOf(year: number, month: number, date: number): Day {
  return Date.UTC(year, month, date) / DAY_MS;
}

function partsOf(day: Day): { year: number; month: number; date: number; weekday: number } {
  const at = new Date(day * DAY_MS);
  const weekday = (at.getUTCDay() + 6) % 7;
  return { year: at.getUTCFullYear(), month: at.getUTCMonth(), date: at.getUTCDate(), weekday };
}

function isMet(rule: Recurrence, first: Day, day: Day): boolean {
  const { month, date, weekday } = partsOf(day);
  const began = partsOf(first);
  const { frequency, byMonth, byMonthDay, byDay } = rule;
  const saysDays = byMonthDay !== undefined || byDay !== undefined;
  const months = byMonth ?? (frequency === 'YEARLY' && !saysDays ? [began.month + 1] : undefined);
  const dates = byMonthDay ?? (saysDays || frequency === 'DAILY' || frequency === 'WEEKLY' ? undefined : [began.date]);
  const days = byDay ?? (frequency === 'WEEKLY' && !saysDays ? [{ weekday: began.weekday }] : undefined);
  if (months?.includes(month + 1) === false) return false;
  if (dates !== undefined && !dates.some((it) => it === date || it === date - lengthOfMonth(day) - 1)) return false;
  return days?.some((it) => it.weekday === weekday && isAtPlace(it.ordinal, rule, day)) ?? true;
}

function lengthOfMonth(day: Day): number {
  const { year, month } = partsOf(day);
  return dayOf(year, month + 1, 1) - dayOf(year, month, 1);
}

// The same weekday, so many weeks further on or back, is still in the month or year, and one more is not.
function isAtPlace(ordinal: number | undefined, { frequency, byMonth }: Recurrence, day: Day): boolean {
  if (ordinal === undefined) return true;
  const unit = (it: Day): number => {
    const { year, month } = partsOf(it);
    return frequency === 'YEARLY' && byMonth === undefined ? year : year * 12 + month;
  };
  const towardsEdge = ordinal > 0 ? -7 : 7;
  const steps = Math.abs(ordinal);
  return unit(day + towardsEdge * (steps - 1)) === unit(day) && unit(day + towardsEdge * steps) !== unit(day);
}
