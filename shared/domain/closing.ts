import type { Agreement } from './catalogue.ts';
import { type Period, periodContaining, shiftPeriod } from './period.ts';

/**
 * Periods that are looked back on: a year of months and the one before; of weeks half a year, so that closing may have
 * failed for a quarter and still be made up for.
 */
const LOOK_BACK = 13;
const LOOK_BACK_WEEKS = 26;

/**
 * The periods of an agreement that are over, past their grace and not closed yet, oldest first. With none closed ever,
 * those that ended since the installation began, and at least the latest: one that starts today does not send out a
 * year of old reports, and one that stood still for months owes them all.
 */
export function periodsToClose(
  agreement: Agreement,
  { now, closed, since }: { now: number; closed: ReadonlySet<string>; since: number },
): Period[] {
  const over = pastPeriods(agreement, now).filter(({ end }) => end + agreement.graceMs <= now);
  const lastClosed = over.findIndex(({ name }) => closed.has(name));
  const due = lastClosed < 0 ? over.filter(({ end }, index) => index === 0 || end > since) : over.slice(0, lastClosed);
  return due.toReversed();
}

/**
 * The periods whose grace is over and in which the agreement was in force at all, newest first. Of rolling windows those
 * that end with a month.
 */
export function pastPeriods(agreement: Agreement, now: number): Period[] {
  const open = periodContaining(now - agreement.graceMs, agreement.period, agreement.timeZone);
  const length = agreement.period === 'week' ? LOOK_BACK_WEEKS : LOOK_BACK;
  return Array.from({ length }, (_, index) => shiftPeriod(open, agreement.period, -1 - index)).filter(
    ({ start, end }) => end > agreement.from && start < (agreement.to ?? Number.POSITIVE_INFINITY),
  );
}

const RECOUNTED_ALWAYS = 2;
const HOUR_MS = 3_600_000;

/**
 * Which closed reports are counted again at this run, once an hour, to see whether anything changes them: the newest two
 * always, as most late facts are about them, and all of them in the first hour of a UTC day.
 */
export function dueForRecount<Report>(newestFirst: readonly Report[], now: number): readonly Report[] {
  const isFirstHour = Math.floor(now / HOUR_MS) % 24 === 0;
  return isFirstHour ? newestFirst : newestFirst.slice(0, RECOUNTED_ALWAYS);
}
