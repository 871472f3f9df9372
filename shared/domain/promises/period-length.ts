import type { Agreement, Catalogue, PeriodKind } from '../catalogue.ts';
import { union } from '../interval.ts';
import { WEEK_MS, weekHours } from './week-hours.ts';

const DAYS: Readonly<Record<PeriodKind, number>> = {
  week: 7,
  month: 30,
  quarter: 90,
  year: 365,
  'rolling 7d': 7,
  'rolling 28d': 28,
  'rolling 30d': 30,
  'rolling 90d': 90,
};

/**
 * Agreed time of a usual period, ms: a month has 30 days, and no holidays. Of 50 hours a week, a month of 30 days has
 * 214 h 17 min.
 */
export function usualAgreedMs({ period, hours }: Agreement, { calendars }: Pick<Catalogue, 'calendars'>): number {
  // Around the clock is no calendar of a catalogue.
  const calendar = calendars[hours];
  const weekMs = calendar === undefined ? WEEK_MS : lengthOf(union(weekHours(calendar)));
  return Math.floor((DAYS[period] * weekMs) / 7);
}

function lengthOf(intervals: readonly { start: number; end: number }[]): number {
  return intervals.reduce((ms, { start, end }) => ms + end - start, 0);
}
