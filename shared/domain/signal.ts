/**
 * A signal is the canonical event: what every source is translated into, what NDJSON files hold and what the `generic`
 * source takes as its body. Instants are epoch milliseconds here and ISO 8601 with an offset at the edges.
 */

/** What a monitor says of a service. `degraded` is worse than planned but not down. */
export type MonitorState = 'up' | 'degraded' | 'down' | 'unknown';

/** What a monitor was before: a check that had never run is `pending` (Icinga's word). */
export type PreviousState = MonitorState | 'pending';

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
 * with both heals a lost opening: it is evidence for the whole interval `[since, at)`.
 */
export interface StateSignal {
  readonly kind: 'state';
  readonly monitor: string;
  readonly state: MonitorState;
  readonly at: number;
  readonly previous?: PreviousState;
  readonly since?: number;
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
  readonly title?: string;
  readonly url?: string;
}

/** Announced maintenance of services over `[start, end)`. A later announcement of the same id replaces the earlier. */
export interface MaintenanceSignal {
  readonly kind: 'maintenance';
  readonly maintenance: string;
  readonly services: readonly string[];
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

export type Signal = StateSignal | IncidentSignal | MaintenanceSignal | CountSignal | HeartbeatSignal;
