import { Temporal } from 'temporal-polyfill';
import type { PeriodKind } from './catalogue.ts';
import { InvalidInputError } from './errors.ts';
import { parseInstant } from './instant.ts';
import type { Interval } from './interval.ts';
import { KINDS, type KindRule } from './period-kind.ts';

/** A reporting period: local calendar dates of a zone as an interval of instants. */
export interface Period extends Interval {
  /** `2026-10`, `2026-Q4`, `2026`, `2026-W41`, `2026-10-14/30d`, or the text of an explicit `START/END`. */
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
  // A window of days of another length is no start and end.
  if (start === undefined || end === undefined || rest.length > 0 || /^\d+d$/.test(end)) throw unreadable(text);
  return explicitPeriod(text, start, end, timeZone);
}

/** The period of this kind that the instant lies in. */
export function periodContaining(instant: number, kind: PeriodKind, timeZone: string): Period {
  const date = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate();
  const rule = ruleOf(kind);
  return calendarPeriod(rule.first(date), rule, timeZone);
}

/**
 * The period of the same kind before or after: `shiftPeriod(october, 'month', -1)` is September. Of rolling windows those
 * that are reported, which end with a month: before `2026-10-14/30d` comes `2026-09-30/30d`.
 */
export function shiftPeriod(period: Period, kind: PeriodKind, by: number): Period {
  const rule = ruleOf(kind);
  const date = Temporal.Instant.fromEpochMilliseconds(period.start).toZonedDateTimeISO(period.timeZone).toPlainDate();
  const first = rule.pattern.test(period.name) ? rule.from(period.name) : rule.first(date);
  return calendarPeriod(rule.shifted(first, by), rule, period.timeZone);
}

/**
 * Whether a period is one of those that an agreement goes by: for a month, October is, and so are its first and last
 * instant as START/END; the fourth quarter is none.
 */
export function isOfKind(period: Omit<Period, 'name'>, kind: PeriodKind): boolean {
  const known = kindsAsked.get(period) ?? new Map<PeriodKind, boolean>();
  const answer = known.get(kind) ?? askWhetherOfKind(period, kind);
  kindsAsked.set(period, known.set(kind, answer));
  return answer;
}

// Zones are slow to ask, and every service under an agreement asks the same of one period.
const kindsAsked = new WeakMap<Omit<Period, 'name'>, Map<PeriodKind, boolean>>();

function askWhetherOfKind({ start, end, timeZone }: Omit<Period, 'name'>, kind: PeriodKind): boolean {
  const own = periodContaining(end - 1, kind, timeZone);
  return own.start === start && own.end === end;
}

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

function unreadable(text: string): InvalidInputError {
  return new InvalidInputError(
    `expected a period such as 2026-10, 2026-Q4, 2026, 2026-W41, 2026-10-14/30d or START/END in ISO 8601 with offsets; got "${text}"`,
  );
}
