import { Temporal } from 'temporal-polyfill';
import { TemplateError } from '../errors.ts';
import type { Due } from './schedule-expression.ts';

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** The six fields of AWS: minutes, hours, day of month, month, day of week (1 is Sunday), year. */
const fields = [
  { from: 0, to: 59, names: [] },
  { from: 0, to: 23, names: [] },
  { from: 1, to: 31, names: [] },
  { from: 1, to: 12, names: months },
  { from: 1, to: 7, names: weekdays },
  { from: 1970, to: 2199, names: [] },
] as const;

interface Field {
  readonly from: number;
  readonly to: number;
  readonly names: readonly string[];
}

/**
 * Compiles the inside of `cron(…)`, wall time in `timeZone`. `L`, `W` and `#` are an error.
 *
 * @example parseCron('0 6 1 * ? *', 'Europe/Berlin', 'Monthly')  // 06:00 on the first of each month
 */
export function parseCron(expression: string, timeZone: string, at: string): Due {
  const parts = expression.trim().split(/\s+/);
  if (parts.length !== 6) throw new TemplateError(`${at}: expected six cron fields, got "${expression}"`);
  const [minutes, hours, days, monthsOfYear, daysOfWeek, years] = fields.map((field, index) =>
    values(parts[index] ?? '', field, at),
  );
  const inDay = (date: Temporal.PlainDate): boolean =>
    days?.has(date.day) === true &&
    monthsOfYear?.has(date.month) === true &&
    daysOfWeek?.has((date.dayOfWeek % 7) + 1) === true &&
    years?.has(date.year) === true;
  const times = [...(hours ?? [])].flatMap((hour) => [...(minutes ?? [])].map((minute) => ({ hour, minute })));
  return { next: (after) => nextIn({ after, timeZone, inDay, times }), startsAtOnce: false };
}

/** Looks four years ahead, enough for 29 February. A wall time that a day skips or has twice is taken once. */
function nextIn({ after, timeZone, inDay, times }: Search): number | undefined {
  const first = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(timeZone).toPlainDate();
  for (let day = 0; day <= 4 * 366; day += 1) {
    const date = first.add({ days: day });
    if (!inDay(date)) continue;
    const instants = times.map((time) => date.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds);
    const due = Math.min(...instants.filter((instant) => instant > after));
    if (Number.isFinite(due)) return due;
  }
  return undefined;
}

interface Search {
  readonly after: number;
  readonly timeZone: string;
  readonly inDay: (date: Temporal.PlainDate) => boolean;
  readonly times: readonly { readonly hour: number; readonly minute: number }[];
}

function values(text: string, field: Field, at: string): ReadonlySet<number> {
  return new Set(text.split(',').flatMap((part) => range(part, field, at)));
}

/** One of `*`, `?`, `5`, `MON`, `1-5`, each with an optional `/step`. */
function range(part: string, field: Field, at: string): readonly number[] {
  const [, body = '', step = '1'] = /^(\*|\?|\w+(?:-\w+)?)(?:\/(\d+))?$/.exec(part) ?? [];
  const [first = '', last = part.includes('/') ? String(field.to) : first] = body.split('-');
  const [from, to] = /^[*?]$/.test(body) ? [field.from, field.to] : [number(first, field), number(last, field)];
  const everyStep = Number(step);
  if (!(from >= field.from && to <= field.to && from <= to && everyStep > 0)) {
    throw new TemplateError(`${at}: no local meaning for the cron field "${part}"; expected ${field.from}-${field.to}`);
  }
  return Array.from({ length: Math.floor((to - from) / everyStep) + 1 }, (_, index) => from + index * everyStep);
}

function number(text: string, { from, names }: Field): number {
  const index = names.indexOf(text.toUpperCase());
  return index < 0 ? Number(text) : from + index;
}
