import { Temporal } from 'temporal-polyfill';
import { TemplateError } from '../errors.ts';
import { parseCron } from './cron.ts';

/** When a schedule is due. */
export interface Due {
  /** The first such instant after `after`, both epoch ms; `undefined` when it is over. */
  readonly next: (after: number) => number | undefined;
  /** A new rate begins with a beat, a wall time waits for itself. */
  readonly startsAtOnce: boolean;
}

const unitMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/**
 * Compiles `rate(…)`, `cron(…)` or `at(…)`; the latter two are wall time in `timeZone`.
 *
 * @throws TemplateError for an expression that has no meaning here
 * @example parseSchedule('rate(5 minutes)', 'UTC', 'Sweep').next(0)  //=> 300000
 */
export function parseSchedule(expression: string, timeZone: string, at: string): Due {
  const [, kind, argument = ''] = /^(rate|cron|at)\((.+)\)$/.exec(expression) ?? [];
  if (kind === 'rate') return rate(argument, at);
  if (kind === 'cron') return parseCron(argument, timeZone, at);
  if (kind === 'at') return once(argument, timeZone);
  throw new TemplateError(`${at}: expected rate(…), cron(…) or at(…), got ${expression}`);
}

function rate(argument: string, at: string): Due {
  const [, count, unit] = /^(\d+) (minute|hour|day)s?$/.exec(argument) ?? [];
  if (count === undefined || unit === undefined || Number(count) === 0) {
    throw new TemplateError(`${at}: expected a rate such as 5 minutes or 1 hour, got ${argument}`);
  }
  const everyMs = Number(count) * unitMs[unit as keyof typeof unitMs];
  return { next: (after) => after + everyMs, startsAtOnce: true };
}

function once(argument: string, timeZone: string): Due {
  const due = Temporal.PlainDateTime.from(argument).toZonedDateTime(timeZone).epochMilliseconds;
  return { next: (after) => (after < due ? due : undefined), startsAtOnce: false };
}
