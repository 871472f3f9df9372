import type { Parsed } from '../source.ts';
import { eventTime } from './event-time.ts';
import { noted } from './parsed.ts';
import { identity, type Receipt } from './state.ts';

/** What an event is about, in the sender's words. */
export interface Subject {
  readonly stream?: unknown;
  readonly at?: unknown;
}

/** An event that was understood and says nothing about a state, with its stream and its time as far as they can be read. */
export function note(detail: string, subject: Subject, { receivedAt, zone }: Receipt): Parsed {
  const stream = identity(subject.stream);
  const at = eventTime(subject.at, receivedAt, zone);
  return noted(detail, { ...(stream !== undefined && { stream }), ...(at !== undefined && { at }) });
}
