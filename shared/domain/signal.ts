/**
 * A signal is the canonical event: what every source is translated into, what NDJSON files hold and what the `generic`
 * source takes as its body. Instants are epoch milliseconds here and ISO 8601 with an offset at the edges.
 */

/** What a monitor says of a service. `degraded` is worse than planned but not down. */
export type MonitorState = 'up' | 'degraded' | 'down' | 'unknown';

/** What a monitor was before: a check that had never run is `pending` (Icinga's word). */
export type PreviousState = MonitorState | 'pending';

/** What an alert or a check tells of that is not well. */
export type Trouble = 'down' | 'degraded';

export type IncidentPhase =
  | 'opened'
  | 'acknowledged'
  | 'restored'
  | 'closed'
  | 'reopened'
  | 'cancelled'
  | 'paused'
  | 'resumed'
  /** Something else about it changed, such as its priority. */
  | 'updated';

export type Labels = Readonly<Record<string, string>>;

/**
 * A change of state of one monitor (or of one alert stream) at `at`.
 *
 * `previous` names the state up to `at`; `since` says when that state began, as an Alertmanager resolve does. A signal
 * with both heals a lost opening: it is evidence for the whole interval `[since, at)`. Of trouble that is over and of which
 * nobody says since when, `ends` names the state in place of `previous`: what was before is what silence means.
 */
export interface StateSignal {
  readonly kind: 'state';
  readonly monitor: string;
  readonly state: MonitorState;
  readonly at: number;
  readonly previous?: PreviousState;
  readonly since?: number;
  readonly ends?: Trouble;
  /** When the sender was last heard to say so, for senders that repeat what is open: evidence that it still is. */
  readonly heardAt?: number;
  /** That the sender does not look, as it is being maintained; beside `unknown`. It ends with whatever it says next. */
  readonly maintenance?: true;
  readonly labels?: Labels;
  readonly title?: string;
  readonly url?: string;
}

export interface IncidentSignal {
  readonly kind: 'incident';
  readonly incident: string;
  readonly phase: IncidentPhase;
  /** `''` where the source does not say: the priority stays what it was. */
  readonly priority: string;
  readonly at: number;
  readonly services?: readonly string[];
  /** Where no service is named: it is of the services whose monitors these pick. */
  readonly labels?: Labels;
  readonly title?: string;
  readonly url?: string;
}

/** Announced maintenance of services over `[start, end)`. A later announcement of the same id replaces the earlier. */
export interface MaintenanceSignal {
  readonly kind: 'maintenance';
  readonly maintenance: string;
  /** Empty where `labels` say whose it is. */
  readonly services: readonly string[];
  /** It is of the services whose monitors these pick, too. */
  readonly labels?: Labels;
  readonly start: number;
  readonly end: number;
  readonly announcedAt: number;
  readonly cancelledAt?: number;
  readonly title?: string;
}

/** Good and total requests of an indicator over `[start, end)`. */
export interface CountSignal {
  readonly kind: 'count';
  readonly indicator: string;
  readonly good: number;
  readonly total: number;
  readonly start: number;
  readonly end: number;
}

/** A sign of life of a feed (a configured source), promised again within `every` milliseconds. */
export interface HeartbeatSignal {
  readonly kind: 'heartbeat';
  readonly feed: string;
  readonly at: number;
  readonly every: number;
}

export const CORRECTION_REASONS = [
  'force-majeure',
  'customer-caused',
  'third-party',
  'false-alarm',
  'wrong-time',
  'duplicate',
  'agreed-test',
  'other',
] as const;

/** Who proposes a correction of which services, why, and on what grounds. */
export interface Proposal {
  readonly kind: 'correction';
  readonly correction: string;
  readonly services: readonly string[];
  readonly proposedBy: string;
  readonly proposedAt: number;
  readonly reason: (typeof CORRECTION_REASONS)[number];
  readonly note?: string;
  /** Web address of the evidence. */
  readonly evidence?: string;
  /** Clause of the contract that it rests on. */
  readonly clause?: string;
  /** From then on it can no longer be approved. */
  readonly expiresAt?: number;
}

/**
 * What a correction does: leave a stretch out, take it back in, say what the service was in it, remove what one stream
 * said from `at` until its next change, or move that change of the stream to another time.
 */
export type CorrectiveAction =
  | { readonly action: 'exclude' | 'include'; readonly start: number; readonly end: number }
  | { readonly action: 'reclassify'; readonly start: number; readonly end: number; readonly state: MonitorState }
  | { readonly action: 'void'; readonly monitor: string; readonly signal: string; readonly at: number }
  | {
      readonly action: 'amend';
      readonly monitor: string;
      readonly signal: string;
      readonly at: number;
      readonly to: number;
    };

/** A proposal to correct what is counted. It changes nothing until somebody else approves it. */
export type CorrectionSignal = Proposal & CorrectiveAction;

export type Decision = 'approved' | 'rejected' | 'withdrawn';

/** A decision on a correction. The first that counts holds. */
export interface ApprovalSignal {
  readonly kind: 'approval';
  readonly correction: string;
  readonly services: readonly string[];
  readonly approvedBy: string;
  readonly at: number;
  readonly decision: Decision;
}

export type Signal =
  | StateSignal
  | IncidentSignal
  | MaintenanceSignal
  | CountSignal
  | HeartbeatSignal
  | CorrectionSignal
  | ApprovalSignal;
