/** The classes of design: every millisecond of a period is in exactly one; the first that applies wins, in this order. */
export const CLASSES = [
  'notInForce',
  'outOfHours',
  'excluded',
  'maintenance',
  'unknown',
  'down',
  'degraded',
  'up',
] as const;

export type TimeClass = (typeof CLASSES)[number];

export type Verdict = 'met' | 'missed' | 'notMeasured' | 'noAgreedTime';

/** Why nothing is known of a stretch: see `docs/accounting`. */
export type UnknownCause = 'reported' | 'feedSilent' | 'neverSeen' | 'pending' | 'noMonitor';

/** Milliseconds per class; `period` is their sum. */
export type ClassMilliseconds = Readonly<Record<TimeClass, number>> & { readonly period: number };

/**
 * The attainment of one service under one agreement over one period, in the shape that `attain compute --json`,
 * `/api/attainment` and report snapshots share. Instants are ISO 8601 with offset, durations integer milliseconds,
 * ratios decimal strings, so it can be printed, hashed and compared byte for byte.
 */
export interface Attainment {
  readonly agreement: string;
  readonly service: string;
  readonly method: string;
  readonly methodHash: string;
  readonly period: {
    readonly name: string;
    readonly start: string;
    readonly end: string;
    readonly timeZone: string;
  };
  /** End of the time that is counted: the period's end, or the moment of computing while the period runs. */
  readonly until: string;
  readonly ms: ClassMilliseconds;
  readonly agreedMs: number;
  readonly downtimeMs: number;
  /** Null when there is no agreed time. */
  readonly availability: Availability | null;
  readonly targets: readonly TargetResult[];
  readonly verdict: Verdict;
  readonly outages: readonly Outage[];
  /** Down or degraded or unmeasured time that does not count, and why. */
  readonly notCounted: readonly NotCounted[];
  /** Stretches of agreed time of which nothing is known. */
  readonly notKnown: readonly NotKnown[];
  /** Feeds without a declared heartbeat, assumed alive throughout. */
  readonly assumedAlive: readonly string[];
}

export interface Availability {
  /** Truncated, one digit more than the target has: 99.8999 against 99.9 prints `99.89`. */
  readonly percent: string;
  /** The ratio to 20 decimals, truncated. */
  readonly exact: string;
  /** The ratio if all unknown time was down; if all was up. To 20 decimals, truncated. */
  readonly low: string;
  readonly high: string;
}

export interface TargetResult {
  readonly kind: 'availability';
  /** Per cent, as the agreement says it. */
  readonly target: string;
  readonly verdict: Verdict;
  /** Downtime allowed over the whole period; used until now; what is left (negative: over by). */
  readonly allowedMs: number;
  readonly usedMs: number;
  readonly remainingMs: number;
}

/** An unbroken stretch of counted downtime. `end` is null while it lasts. */
export interface Outage {
  readonly start: string;
  readonly end: string | null;
  readonly countedMs: number;
  readonly monitors: readonly string[];
}

export interface NotCounted {
  readonly start: string;
  readonly end: string;
  readonly ms: number;
  readonly class: 'excluded' | 'maintenance';
  readonly reason: string;
  /** Of `ms`, how long the service was down. */
  readonly badMs: number;
}

export interface NotKnown {
  readonly start: string;
  readonly end: string;
  readonly ms: number;
  readonly cause: UnknownCause;
}
