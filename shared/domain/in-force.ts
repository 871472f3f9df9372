import { Temporal } from 'temporal-polyfill';
import type { Agreement, LocalMoment, Service } from './catalogue.ts';
import type { Interval } from './interval.ts';
import { startOfDay } from './period.ts';

/**
 * When an agreement holds for a service: within the agreement's own dates, and from the service's go-live until its
 * retirement. Without a date it is open (infinite); where the two never meet, the end is not after the start.
 */
export function inForce(agreement: Pick<Agreement, 'from' | 'to' | 'timeZone'>, service: Service): Interval {
  const { start, end } = life(service, agreement.timeZone);
  return { start: Math.max(agreement.from, start), end: Math.min(agreement.to ?? Number.POSITIVE_INFINITY, end) };
}

/** From go-live to retirement; a local date means its first moment in the zone. */
export function life({ from, to }: Service, timeZone: string): Interval {
  return {
    start: from === undefined ? Number.NEGATIVE_INFINITY : instantOf(from, timeZone),
    end: to === undefined ? Number.POSITIVE_INFINITY : instantOf(to, timeZone),
  };
}

function instantOf(moment: LocalMoment, timeZone: string): number {
  return typeof moment === 'number' ? moment : startOfDay(Temporal.PlainDate.from(moment), timeZone);
}
