import {
  type ApprovalEvent,
  type CorrectionEvent,
  type LedgerEvent,
  type MaintenanceEvent,
  occurredAt,
} from './event.ts';
import { utcText } from './utc-text.ts';

/**
 * Where an event lives: a subject (a service, a feed, or incidents that name no service) and a span of UTC time. One
 * event touches one bucket, so a late event changes one rollup.
 */
export interface Bucket {
  readonly subject: string;
  /** A UTC day, `2026-10-14`; for maintenance and corrections, which are rare and long, the UTC year of its start, `2026`. */
  readonly span: string;
}

/** Incidents whose signal names no service. */
export const INCIDENTS_WITHOUT_SERVICE = '@incidents';

export function feedSubject(feed: string): string {
  return `@feed/${feed}`;
}

export function bucketOf(event: LedgerEvent): Bucket {
  const instant = occurredAt(event);
  return { subject: subjectOf(event), span: isYearly(event) ? utcYear(instant) : utcDay(instant) };
}

/** Whether an event lies in a bucket of its service's year rather than day. */
export function isYearly(event: LedgerEvent): event is MaintenanceEvent | CorrectionEvent | ApprovalEvent {
  return event.kind === 'maintenance' || event.kind === 'correction' || event.kind === 'approval';
}

function subjectOf(event: LedgerEvent): string {
  switch (event.kind) {
    case 'heartbeat':
      return feedSubject(event.feed);
    case 'incident':
      return event.service ?? INCIDENTS_WITHOUT_SERVICE;
    case 'state':
    case 'maintenance':
    case 'count':
    case 'correction':
    case 'approval':
      return event.service;
  }
}

export function utcDay(instant: number): string {
  return utcText(instant).slice(0, 10);
}

function utcYear(instant: number): string {
  return utcDay(instant).slice(0, 4);
}

const DAY_MS = 86_400_000;

/** The UTC days that `[start, end)` touches: `utcDays({ start: 0, end: 1 })  //=> ['1970-01-01']`. */
export function utcDays({ start, end }: { readonly start: number; readonly end: number }): string[] {
  const days: string[] = [];
  for (let day = Math.floor(start / DAY_MS) * DAY_MS; day < end; day += DAY_MS) days.push(utcDay(day));
  return days;
}
