import { Temporal } from 'temporal-polyfill';
import type { Agreement, Catalogue } from '../catalogue.ts';
import type { PromiseFinding } from './finding.ts';

/** Agreements that end just before the last day of a month: `to` is the first day on which they no longer hold. */
export function lastDays({ agreements }: Catalogue): PromiseFinding[] {
  return agreements.flatMap((agreement, index) => {
    const date = lastDayLeftOut(agreement);
    if (date === undefined) return [];
    return {
      level: 'warning',
      lint: 'last-day-left-out',
      path: ['agreements', index, 'to'],
      message: `Agreement "${agreement.id}" ends when ${date} begins, so that day is not covered`,
      why: 'to is the first moment at which the agreement no longer holds',
      advice:
        date.year === LAST_YEAR ? 'leave to out of what has no end' : `write ${date.add({ days: 1 })} to cover it`,
    };
  });
}

/** A year that stands for ever: the day after it cannot be written with four digits. */
const LAST_YEAR = 9999;

function lastDayLeftOut({ to, timeZone }: Agreement): Temporal.PlainDate | undefined {
  if (to === undefined) return undefined;
  const end = Temporal.Instant.fromEpochMilliseconds(to).toZonedDateTimeISO(timeZone);
  const date = end.toPlainDate();
  return end.equals(end.startOfDay()) && date.day === date.daysInMonth ? date : undefined;
}
