import { digest } from './digest.ts';
import type {
  ApprovalSignal,
  CorrectiveAction,
  Decision,
  IncidentPhase,
  MonitorState,
  PreviousState,
  Proposal,
  Trouble,
} from './signal.ts';

/**
 * What the ledger holds: a signal once it is known which service it speaks of. Immutable; its identity is the digest of
 * all it says, so the same fact delivered twice is the same event.
 */
export type LedgerEvent =
  | StateEvent
  | IncidentEvent
  | MaintenanceEvent
  | CountEvent
  | HeartbeatEvent
  | CorrectionEvent
  | ApprovalEvent;

export interface StateEvent {
  readonly kind: 'state';
  readonly service: string;
  /** The catalogue's monitor, and the stream of signals that it picked up (one alert, one probe). */
  readonly monitor: string;
  readonly stream: string;
  readonly state: MonitorState;
  readonly at: number;
  readonly previous?: PreviousState;
  readonly ends?: Trouble;
  readonly heardAt?: number;
  readonly maintenance?: true;
  readonly title?: string;
  readonly url?: string;
}

export interface IncidentEvent {
  readonly kind: 'incident';
  /** `null` when the signal names no service: later phases of an incident often do not. */
  readonly service: string | null;
  /** Who said so, where no service is named and the source may not speak for every service. */
  readonly source?: string;
  readonly incident: string;
  readonly phase: IncidentPhase;
  readonly priority: string;
  readonly at: number;
  readonly title?: string;
  readonly url?: string;
}

export interface MaintenanceEvent {
  readonly kind: 'maintenance';
  readonly service: string;
  readonly maintenance: string;
  readonly start: number;
  readonly end: number;
  readonly announcedAt: number;
  /** When that was received, where it was later and the source is not trusted with when it announced: notice runs from here. */
  readonly receivedAt?: number;
  readonly cancelledAt?: number;
  readonly title?: string;
}

export interface CountEvent {
  readonly kind: 'count';
  readonly service: string;
  readonly indicator: string;
  readonly good: number;
  readonly total: number;
  readonly start: number;
  readonly end: number;
}

export interface HeartbeatEvent {
  readonly kind: 'heartbeat';
  readonly feed: string;
  readonly at: number;
  readonly every: number;
}

/**
 * Takes an event of the ledger back, as if it had never been said: maintenance, or a phase of an incident. Made by reading
 * deliveries again, and by nothing else.
 */
export interface Retraction {
  readonly action: 'retract';
  /** Its identity, and what it is: `maintenance CHG-1`. */
  readonly event: string;
  readonly what: string;
  /** The time that it speaks of. */
  readonly start: number;
  readonly end: number;
}

/** A proposed correction of one service, or of incidents that name none. */
export type CorrectionEvent = Omit<Proposal, 'services'> &
  (CorrectiveAction | Retraction) & { readonly service: string };

/** A decision on the correction of one service. */
export type ApprovalEvent = Omit<ApprovalSignal, 'services' | 'decision'> & {
  readonly service: string;
  /** `revoked` takes an approval back, as reading deliveries again does where they say once more what was voided. */
  readonly decision: Decision | 'revoked';
};

/** An event with its identity. */
export interface IdentifiedEvent {
  readonly id: string;
  readonly event: LedgerEvent;
}

export function identify(event: LedgerEvent): IdentifiedEvent {
  return { id: digest(event), event };
}

/** When the event happened, epoch ms: what the ledger is ordered by. */
export function occurredAt(event: LedgerEvent): number {
  return 'start' in event ? event.start : event.at;
}

// Of two states of one stream at one instant the worse one holds: an alert that fires again the moment it resolves is
// firing. After the states come the kinds that change none.
const STATE_RANK: Readonly<Record<MonitorState, number>> = { up: 0, degraded: 1, unknown: 2, down: 3 };

function rank(event: LedgerEvent): number {
  return event.kind === 'state' ? STATE_RANK[event.state] : 4;
}

/**
 * The total order `(occurredAt, rank, id)`: whatever order events arrive in, this is the one they are folded in.
 */
export function compareEvents(a: IdentifiedEvent, b: IdentifiedEvent): number {
  const byTime = occurredAt(a.event) - occurredAt(b.event);
  if (byTime !== 0) return byTime;
  const byRank = rank(a.event) - rank(b.event);
  if (byRank !== 0) return byRank;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
