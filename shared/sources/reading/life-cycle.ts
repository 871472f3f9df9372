import type { IncidentPhase } from '../../domain/signal.ts';
import { preview } from '../signals/signal-json.ts';
import type { Parsed } from '../source.ts';
import type { Description } from './described.ts';
import { incident } from './incident.ts';
import { NOTHING, refused, together } from './parsed.ts';
import { identity, occurrence, type Receipt, state } from './state.ts';

/** An incident in the words of a system that opens, acknowledges and closes incidents: a stream of states as well. */
export interface Incident extends Description {
  /** Its id, which is the stream's too. */
  readonly id: unknown;
  /** When the trouble began, or began anew after the incident was reopened. */
  readonly startedAt?: unknown;
  /** When the incident was opened for the first time, if that is not when the trouble began. */
  readonly openedAt?: unknown;
  /** What the service is while it is open. */
  readonly trouble?: 'down' | 'degraded';
  readonly priority?: unknown;
}

/**
 * A turn in the life of an incident: what it says of the state (an acknowledgement or an update says nothing), and the
 * milestone. The end of one carries its opening along, state and milestone, so that a lost opening heals.
 *
 * @param at when, in the sender's notation
 */
export function turn(phase: IncidentPhase, at: unknown, about: Incident, receipt: Receipt): Parsed {
  if (identity(about.id) === undefined) {
    return refused('invalid', `expected the id of an incident; got ${preview(about.id)}`);
  }
  return together([stateAfter(phase, at, about, receipt), ...milestones(phase, at, about, receipt)]);
}

/** The state alone of an incident that is open, for a word that repeats it. */
export function stillOpen(at: unknown, about: Incident, receipt: Receipt): Parsed {
  const { id, trouble = 'down' } = about;
  return state({ ...about, monitor: id, state: trouble, at }, receipt);
}

/** The milestone alone, for a word that comes beside another about the state. */
export function milestone(phase: IncidentPhase, at: unknown, about: Incident, receipt: Receipt): Parsed {
  return incident({ ...about, incident: about.id, phase, at }, receipt);
}

function stateAfter(phase: IncidentPhase, at: unknown, about: Incident, receipt: Receipt): Parsed {
  const { id, trouble = 'down' } = about;
  switch (phase) {
    case 'opened':
      return stillOpen(at, about, receipt);
    case 'reopened':
      return stillOpen(at, { ...about, startedAt: at }, receipt);
    case 'restored':
    case 'closed':
      return occurrence({ ...about, monitor: id, state: trouble, endedAt: at ?? null }, receipt);
    case 'cancelled':
      // It may never have been said to be down, so it is not said now that it was.
      return state({ ...about, monitor: id, state: 'up', at }, receipt);
    case 'acknowledged':
    case 'updated':
    case 'paused':
    case 'resumed':
      return NOTHING;
  }
}

function milestones(phase: IncidentPhase, at: unknown, about: Incident, receipt: Receipt): Parsed[] {
  const { startedAt, openedAt = startedAt } = about;
  const isEnd = phase === 'restored' || phase === 'closed';
  const told = milestone(phase, at, phase === 'reopened' ? { ...about, startedAt: at } : about, receipt);
  if (!isEnd || openedAt === undefined || openedAt === null) return [told];
  return [milestone('opened', openedAt, withoutPriority({ ...about, startedAt: openedAt }), receipt), told];
}

/** The incident as it was before: what its priority is now it need not have been then. */
export function withoutPriority({ priority: _priority, ...about }: Incident): Incident {
  return about;
}
