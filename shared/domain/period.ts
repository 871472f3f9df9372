import { Temporal } from 'temporal-polyfill';
import type { PeriodKind } from './catalogue.ts';
import { InvalidInputError } from './errors.ts';
import { parseInstant } from './instant.ts';
import type { Interval } from './interval.ts';

/** A reporting period: local calendar dates of a zone as an interval of instants. */
export interface Period extends Interval {
  /** `2026-10`, `2026-Q4`, `2026`, `2026-W41`, or the text of an explicit `START/END`. */
  readonly name: string;
  readonly timeZone: string;
}

/**
 * The period that a name means in a zone.
 *
 * October 2026 has 44,700 minutes in Europe/Berlin: lengths come from the zone's calendar, never from 31 × 1,440.
 *
 * @throws InvalidInputError for any other text, or an end that is not after its start
 * @example parsePeriod('2026-10', 'Europe/Berlin')  //=> { name: '2026-10', start: 1790805600000, end: 1793487600000, … }
 */
export function parsePeriod(text: string, timeZone: string): Period {
  const kind = KINDS.find(({ pattern }) => pattern.test(text) && !text.startsWith('0000'));
  if (kind !== undefined) return calendarPeriod(kind.from(text), kind, timeZone);
  const [start, end, ...rest] = text.split('/');
  if (start === undefined || end === undefined || rest.length > 0) throw unreadable(text);
  return explicitPeriod(text, start, end, timeZone);
}

/** The period of this kind that the instant lies in. */
export function periodContaining(instant: number, kind: PeriodKind, timeZone: string): Period {
  const date = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate();
  const rule = ruleOf(kind);
  return calendarPeriod(rule.first(date), rule, timeZone);
}

/** The period of the same kind before or after: `shiftPeriod(october, 'month', -1)` is September. */
export function shiftPeriod(period: Period, kind: PeriodKind, by: number): Period {
  const rule = ruleOf(kind);
  const date = Temporal.Instant.fromEpochMilliseconds(period.start).toZonedDateTimeISO(period.timeZone).toPlainDate();
  const first = rule.first(date);
  return calendarPeriod(first.add(times(rule.length, by)), rule, period.timeZone);
}

interface KindRule {
  readonly kind: PeriodKind;
  readonly pattern: RegExp;
  /** First day of the period of that name, or of the one that a date lies in. */
  readonly from: (name: string) => Temporal.PlainDate;
  readonly first: (date: Temporal.PlainDate) => Temporal.PlainDate;
  readonly length: Temporal.DurationLike;
  readonly name: (first: Temporal.PlainDate) => string;
}

const KINDS: readonly KindRule[] = [
  {
    kind: 'month',
    pattern: /^\d{4}-(0[1-9]|1[0-2])$/,
    from: (name) => Temporal.PlainYearMonth.from(name).toPlainDate({ day: 1 }),
    first: (date) => date.with({ day: 1 }),
    length: { months: 1 },
    name: (first) => first.toString().slice(0, 7),
  },
  {
    kind: 'quarter',
    pattern: /^\d{4}-Q[1-4]$/,
    from: (name) => Temporal.PlainDate.from({ year: year(name), month: Number(name.at(-1)) * 3 - 2, day: 1 }),
    first: (date) => date.with({ month: date.month - ((date.month - 1) % 3), day: 1 }),
    length: { months: 3 },
    name: (first) => `${first.toString().slice(0, 4)}-Q${(first.month + 2) / 3}`,
  },
  {
    kind: 'year',
    pattern: /^\d{4}$/,
    from: (name) => Temporal.PlainDate.from({ year: year(name), month: 1, day: 1 }),
    first: (date) => date.with({ month: 1, day: 1 }),
    length: { years: 1 },
    name: (first) => first.toString().slice(0, 4),
  },
  {
    // ISO 8601 weeks start on Monday; week 1 is the one with 4 January in it.
    kind: 'week',
    pattern: /^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/,
    from: weekStart,
    first: (date) => date.subtract({ days: date.dayOfWeek - 1 }),
    length: { weeks: 1 },
    name: (first) => `${first.yearOfWeek}-W${String(first.weekOfYear).padStart(2, '0')}`,
  },
];

function ruleOf(kind: PeriodKind): KindRule {
  const rule = KINDS.find((it) => it.kind === kind);
  if (rule === undefined)
    throw new InvalidInputError(`expected a period of ${KINDS.map((it) => it.kind)}; got "${kind}"`);
  return rule;
}

function calendarPeriod(first: Temporal.PlainDate, rule: KindRule, timeZone: string): Period {
  return {
    name: rule.name(first),
    start: startOfDay(first, timeZone),
    end: startOfDay(first.add(rule.length), timeZone),
    timeZone,
  };
}

/** The first instant of a local day; not always 00:00, as 531 local days since 2000 begin later. */
export function startOfDay(date: Temporal.PlainDate, timeZone: string): number {
  return date.toZonedDateTime(timeZone).epochMilliseconds;
}

function explicitPeriod(name: string, from: string, to: string, timeZone: string): Period {
  const start = parseInstant(from);
  const end = parseInstant(to);
  if (end <= start) throw new InvalidInputError(`expected a period that ends after its start; got "${name}"`);
  if (end - start > LONGEST_MS) throw new InvalidInputError(`expected a period of at most ten years; got "${name}"`);
  return { name, start, end, timeZone };
}

/** Every day of a period is looked at: a range without a bound would be work without one. */
const LONGEST_MS = 3_653 * 86_400_000;

function weekStart(name: string): Temporal.PlainDate {
  const fourth = Temporal.PlainDate.from({ year: year(name), month: 1, day: 4 });
  const monday = fourth.subtract({ days: fourth.dayOfWeek - 1 }).add({ weeks: Number(name.slice(6)) - 1 });
  if (monday.yearOfWeek !== year(name)) throw new InvalidInputError(`expected an ISO week that exists; got "${name}"`);
  return monday;
}

function year(name: string): number {
  return Number(name.slice(0, 4));
}

function times(length: Temporal.DurationLike, factor: number): Temporal.DurationLike {
  return Object.fromEntries(Object.entries(length).map(([unit, amount]) => [unit, Number(amount) * factor]));
}

function unreadable(text: string): InvalidInputError {
  return new InvalidInputError(
    `expected a period such as 2026-10, 2026-Q4, 2026, 2026-W41 or START/END in ISO 8601 with offsets; got "${text}"`,
  );
}
