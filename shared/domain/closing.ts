import type { Agreement } from './catalogue.ts';
import { agreementsOf } from './compute.ts';
import { type Period, periodContaining, shiftPeriod } from './period.ts';
import type { CatalogueVersion } from './version.ts';

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
  { closed, since, ...at }: Looked & { closed: ReadonlySet<string>; since: number },
): Period[] {
  const over = pastPeriods(agreement, at);
  const lastClosed = over.findIndex(({ name }) => closed.has(name));
  const due = lastClosed < 0 ? over.filter(({ end }, index) => index === 0 || end > since) : over.slice(0, lastClosed);
  return due.toReversed();
}

/** When periods are looked at, and the grace (ms) of each as the agreement was worded at its end: see `graceOf`. */
export interface Looked {
  readonly now: number;
  readonly graceOf: (period: Period) => number;
}

/**
 * The periods whose grace is over and in which the agreement was in force at all, newest first: of the latest so many. Of
 * rolling windows those that end with a month.
 */
export function pastPeriods(
  agreement: Agreement,
  { now, graceOf }: Looked,
  latest = agreement.period === 'week' ? LOOK_BACK_WEEKS : LOOK_BACK,
): Period[] {
  const over: Period[] = [];
  let period = periodContaining(now, agreement.period, agreement.timeZone);
  while (over.length < latest) {
    period = shiftPeriod(period, agreement.period, -1);
    if (period.end + graceOf(period) <= now) over.push(period);
  }
  return over.filter(({ start, end }) => end > agreement.from && start < (agreement.to ?? Number.POSITIVE_INFINITY));
}

/** The grace of periods by what was agreed in their last moment: a later change of it is about later periods. */
export function graceOf(versions: readonly CatalogueVersion[], agreement: Agreement): (period: Period) => number {
  return ({ end }) => (agreementsOf(versions, end - 1, agreement.id)[0] ?? agreement).graceMs;
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
