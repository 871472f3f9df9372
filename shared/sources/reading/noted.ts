import type { Parsed, Rejection } from '../source.ts';
import { eventTime } from './event-time.ts';
import { refused } from './parsed.ts';
import { identity, type Receipt } from './state.ts';

/** Of what a remark speaks, in the sender's words: of which stream, and when. */
export interface Subject {
  readonly stream?: unknown;
  readonly at?: unknown;
}

/**
 * An event that was understood and says nothing about a state, with its stream and its time as far as they can be read.
 *
 * @example noted('a check that is paused', { stream: 7, at: '2026-10-06T12:00:00Z' }, receipt)
 */
export function noted(detail: string, subject: Subject, receipt: Receipt): Parsed {
  return refused('not-a-signal', detail, about(subject, receipt));
}

/** A stream that is being maintained from now on, for as long as its sender does not tell. */
export function underMaintenance(detail: string, subject: Subject, receipt: Receipt): Parsed {
  return refused('maintenance', detail, about(subject, receipt));
}

/** The same of any rejection, such as a test. */
export function about({ stream, at }: Subject, { receivedAt, zone }: Receipt): Pick<Rejection, 'stream' | 'at'> {
  const id = identity(stream);
  const time = eventTime(at, receivedAt, zone);
  return { ...(id !== undefined && { stream: id }), ...(time !== undefined && { at: time }) };
}
