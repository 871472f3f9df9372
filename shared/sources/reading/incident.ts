import type { IncidentPhase, IncidentSignal } from '../../domain/signal.ts';
import { preview } from '../signals/signal-json.ts';
import { LONGEST_PRIORITY } from '../signals/signal-schema.ts';
import type { Parsed } from '../source.ts';
import { type Description, described } from './described.ts';
import { eventTime } from './event-time.ts';
import { foundIn, refused } from './parsed.ts';
import { identity, type Receipt } from './state.ts';
import { cleaned } from './text.ts';

/** The words of a sender about a milestone of an incident. */
export interface IncidentWords extends Description {
  readonly incident: unknown;
  readonly phase: IncidentPhase;
  /** Left out, or no text: the priority stays what it was. */
  readonly priority?: unknown;
  /** The sender's event time; without one that can be true the time of receipt counts, and the signal is marked. */
  readonly at?: unknown;
  /** When the trouble began, which an acknowledgement or an end may say as well. */
  readonly startedAt?: unknown;
}

/** The signal of a milestone in the life of an incident. It moves clocks and never a state. */
export function incident(words: IncidentWords, { receivedAt, zone }: Receipt): Parsed {
  const id = identity(words.incident);
  if (id === undefined) return refused('invalid', `expected the id of an incident; got ${preview(words.incident)}`);
  const { priority } = words;
  const at = eventTime(words.at, receivedAt, zone);
  const signal: IncidentSignal = {
    kind: 'incident',
    incident: id,
    phase: words.phase,
    priority: cleaned(typeof priority === 'string' ? priority : '', LONGEST_PRIORITY),
    at: at ?? receivedAt,
    ...described(words, at === undefined ? 'receipt' : undefined),
  };
  return foundIn(eventTime(words.startedAt, receivedAt, zone), signal);
}
