import { Temporal } from 'temporal-polyfill';
import type { PeriodKind } from './catalogue.ts';
import { InvalidInputError } from './errors.ts';

/** What there is to know of a kind of period, in local dates. */
export interface KindRule {
  readonly kind: PeriodKind;
  readonly pattern: RegExp;
  /** First day of the period of that name, or of the one that a date lies in. */
  readonly from: (name: string) => Temporal.PlainDate;
  readonly first: (date: Temporal.PlainDate) => Temporal.PlainDate;
  readonly length: Temporal.DurationLike;
  readonly name: (first: Temporal.PlainDate) => string;
  /** First day of the period that stands so many places after the one that begins on a day. */
  readonly shifted: (first: Temporal.PlainDate, by: number) => Temporal.PlainDate;
}

export const KINDS: readonly KindRule[] = [
  {
    kind: 'month',
    pattern: /^\d{4}-(0[1-9]|1[0-2])$/,
    from: (name) => Temporal.PlainYearMonth.from(name).toPlainDate({ day: 1 }),
    first: (date) => date.with({ day: 1 }),
    length: { months: 1 },
    name: (first) => first.toString().slice(0, 7),
    shifted: (first, by) => first.add({ months: by }),
  },
  {
    kind: 'quarter',
    pattern: /^\d{4}-Q[1-4]$/,
    from: (name) => Temporal.PlainDate.from({ year: year(name), month: Number(name.at(-1)) * 3 - 2, day: 1 }),
    first: (date) => date.with({ month: date.month - ((date.month - 1) % 3), day: 1 }),
    length: { months: 3 },
    name: (first) => `${first.toString().slice(0, 4)}-Q${(first.month + 2) / 3}`,
    shifted: (first, by) => first.add({ months: 3 * by }),
  },
  {
    kind: 'year',
    pattern: /^\d{4}$/,
    from: (name) => Temporal.PlainDate.from({ year: year(name), month: 1, day: 1 }),
    first: (date) => date.with({ month: 1, day: 1 }),
    length: { years: 1 },
    name: (first) => first.toString().slice(0, 4),
    shifted: (first, by) => first.add({ years: by }),
  },
  {
    // ISO 8601 weeks start on Monday; week 1 is the one with 4 January in it.
    kind: 'week',
    pattern: /^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/,
    from: weekStart,
    first: (date) => date.subtract({ days: date.dayOfWeek - 1 }),
    length: { weeks: 1 },
    name: (first) => `${first.yearOfWeek}-W${String(first.weekOfYear).padStart(2, '0')}`,
    shifted: (first, by) => first.add({ weeks: by }),
  },
  rolling(7),
  rolling(28),
  rolling(30),
  rolling(90),
];

/**
 * A window of so many local days, named by the last of them: `2026-10-14/30d` ends with 14 October. The current one ends
 * today. It is reported once a month, for the window that ends on the month's last day; those are the places that
 * windows are shifted by.
 */
function rolling(days: 7 | 28 | 30 | 90): KindRule {
  const begin = (last: Temporal.PlainDate) => last.subtract({ days: days - 1 });
  const end = (first: Temporal.PlainDate) => first.add({ days: days - 1 });
  return {
    kind: `rolling ${days}d`,
    pattern: new RegExp(`^\\d{4}-\\d{2}-\\d{2}/${days}d$`),
    from: (name) => begin(existingDate(name)),
    first: begin,
    length: { days },
    name: (first) => `${end(first)}/${days}d`,
    shifted: (first, by) => begin(lastOfMonth(end(first).with({ day: 1 }).add({ months: by }))),
  };
}

function lastOfMonth(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.with({ day: date.daysInMonth });
}

function existingDate(name: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(name.slice(0, 10));
  } catch (cause) {
    throw new InvalidInputError(`expected a date that exists; got "${name}"`, { cause });
  }
}

function weekStart(name: string): Temporal.PlainDate {
  const fourth = Temporal.PlainDate.from({ year: year(name), month: 1, day: 4 });
  const monday = fourth.subtract({ days: fourth.dayOfWeek - 1 }).add({ weeks: Number(name.slice(6)) - 1 });
  if (monday.yearOfWeek !== year(name)) throw new InvalidInputError(`expected an ISO week that exists; got "${name}"`);
  return monday;
}

function year(name: string): number {
  return Number(name.slice(0, 4));
}

/** Whether a period is a window of days up to the one that it is named by: there, to go on means to move. */
export function isRolling(name: string): boolean {
  return /^\d{4}-\d{2}-\d{2}\/\d+d$/.test(name);
}
