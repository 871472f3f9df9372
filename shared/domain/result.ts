import type { ClockType, MaintenanceAllowance, PeriodKind } from './catalogue.ts';
import type { CorrectionState } from './correction.ts';
import type { CorrectionEvent } from './event.ts';
import type { PriorityTurn } from './priority.ts';
import type { MonitorState } from './signal.ts';

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
  /** Maintenance that does not count as such, and why; only where there is any. */
  readonly maintenanceRefused?: readonly RefusedMaintenance[];
  /** Stretches of agreed time of which nothing is known. */
  readonly notKnown: readonly NotKnown[];
  /** Alerts that were open though their source had stopped repeating them; only there where there are any. */
  readonly notRepeated?: readonly NotRepeated[];
  /** Feeds without a declared heartbeat, assumed alive throughout. */
  readonly assumedAlive: readonly string[];
  /** What is to be expected; only while the period runs, and of an availability target. */
  readonly forecast?: Forecast;
  /** What the figures would be without exclusions and corrections; only there where there are any. */
  readonly withoutCorrections?: Pick<Attainment, 'availability' | 'downtimeMs' | 'verdict'>;
  /** Corrections that touch the period, whatever became of them, by the time of proposal; only there where there are any. */
  readonly corrections?: readonly CorrectionResult[];
  /** The service credit; only under an agreement with credits and an availability target. */
  readonly credit?: CreditResult;
  /** What was agreed from when on, in order; only where it changed within the period. */
  readonly wordings?: readonly Wording[];
  /** What the agreement goes by; only where the period asked for is none of these. */
  readonly agreedPeriod?: PeriodKind;
}

/** An alert of a monitor that counts as unknown, as nobody repeated it and nobody ended it. ISO instants. */
export interface NotRepeated {
  readonly monitor: string;
  readonly start: string;
  readonly end: string;
}

/** What an agreement says of a service from an instant (ISO) on, until the next of them. */
export interface Wording {
  readonly from: string;
  /** SHA-256 of the catalogue version that says so. */
  readonly catalogue: string;
  readonly method: string;
  /** Id of a calendar, or `24x7`. */
  readonly hours: string;
  /** As in the results of targets: an availability in per cent, other kinds in words. */
  readonly targets: readonly Pick<TargetResult, 'kind' | 'target'>[];
  /** How long before its start maintenance has to be announced; only where that is agreed. */
  readonly maintenanceNoticeMs?: number;
  /** Only where one is agreed. */
  readonly maintenanceAllowance?: MaintenanceAllowance;
}

/** A service credit. Amounts are whole minor units of the currency, such as cents. */
export interface CreditResult {
  /** `soFar`: of a period that runs, owed even if all stays up from now. `notMeasured`: none by itself. */
  readonly state: 'due' | 'none' | 'notMeasured' | 'soFar';
  /** ISO 4217. */
  readonly currency: string;
  readonly amount: number;
  /** The tier that pays; null if the attainment is below none. */
  readonly tier: { readonly below: string; readonly percent: string } | null;
  /** Started units of downtime beyond the error budget; 0 if none is agreed. */
  readonly units: number;
  /** The cap that cut the amount off. */
  readonly cappedBy: 'month' | 'year' | null;
  /** What the amount would be without the caps; only where one cut it off. */
  readonly uncapped?: number;
  /** ISO instant by which it has to be claimed; null if no deadline is agreed. */
  readonly claimBy: string | null;
}

/** Where a running period leads. Instants are ISO 8601, null where the budget outlasts the period. */
export interface Forecast {
  /** When the budget is used up at the pace of the period so far; null too if it is used up already. */
  readonly lostAt: string | null;
  /** Percentage at the end if all stays up from now; cut off, with the digits that the availability has. */
  readonly bestPercent: string;
  /** How much longer the service may be down; negative: over by. */
  readonly leftMs: number;
  /** The pairs of windows that give alarm, the shortest first. */
  readonly burning: readonly BurningWindow[];
}

export interface BurningWindow {
  /** The long window, ISO 8601: `PT1H`. */
  readonly window: string;
  /** Burn rate from which it gives alarm, cut off after three decimals. */
  readonly factor: string;
  /** Burn rate in it, cut off after two decimals; null where nothing at all may be lost. */
  readonly rate: string | null;
  /** When the budget is used up at this pace. */
  readonly lostAt: string | null;
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

/** What one target came to; the kinds differ in what they measure. */
export type TargetResult =
  | AvailabilityResult
  | OutagesResult
  | LongestOutageResult
  | DowntimeResult
  | RequestsResult
  | LatencyResult
  | MtbfResult
  | CoverageResult
  | AcknowledgeResult
  | RestoreResult;

interface Judged {
  /** The promise: for availability per cent, as the agreement says it; for other kinds in words. */
  readonly target: string;
  readonly verdict: Verdict;
}

/** Time allowed over the whole period; used until now; what is left (negative: over by). */
export interface TimeBudget {
  readonly allowedMs: number;
  readonly usedMs: number;
  readonly remainingMs: number;
}

export interface AvailabilityResult extends Judged, TimeBudget {
  readonly kind: 'availability';
}

export interface OutagesResult extends Judged {
  readonly kind: 'outages';
  readonly atMost: number;
  readonly longerThanMs: number;
  /** Outages of which more than `longerThanMs` counts. */
  readonly count: number;
  /** The fewest and the most that there can have been, whatever the unknown time was. */
  readonly low: number;
  readonly high: number;
}

/** Used is the counted time of the longest outage. */
export interface LongestOutageResult extends Judged, TimeBudget {
  readonly kind: 'longestOutage';
  /** The longest if all unknown time had been down. */
  readonly highMs: number;
  /** Counted time of the outage that lasts, 0 if none does. */
  readonly lastingMs: number;
}

export interface DowntimeResult extends Judged, TimeBudget {
  readonly kind: 'downtime';
  /** Downtime if all unknown time had been down. */
  readonly highMs: number;
}

/** A share of counts: of `total`, `good` were. */
export interface CountShareResult extends Judged {
  readonly indicator: string;
  readonly minimum: number;
  /** Beyond 2^53 the nearest number there is; verdict and percentage are made from the exact sums. */
  readonly good: number;
  readonly total: number;
  /** How many of `total` may be bad. */
  readonly allowed: number;
  /** Cut off, one digit more than the target has; null without counts. */
  readonly percent: string | null;
}

export interface RequestsResult extends CountShareResult {
  readonly kind: 'requests';
}

export interface LatencyResult extends CountShareResult {
  readonly kind: 'latency';
}

export interface MtbfResult extends Judged {
  readonly kind: 'mtbf';
  readonly atLeastMs: number;
  /** (agreed time − downtime) ÷ outages until now, cut off; null without an outage. */
  readonly meanMs: number | null;
  readonly outages: number;
  /** How many outages the whole period may have, if what is ahead is up. */
  readonly allowed: number;
}

/** Used is the time of which nothing is known. */
export interface CoverageResult extends Judged, TimeBudget {
  readonly kind: 'coverage';
  /** Share of the agreed time until now of which something is known, cut off; null when there is none. */
  readonly percent: string | null;
}

/** Incidents of one priority, and how many came to something in time. */
export interface ClockResult extends Judged {
  readonly priority: string;
  readonly clock: ClockType;
  readonly withinMs: number;
  /** All incidents detected in the period: in time, late, and those that run with time left. */
  readonly total: number;
  readonly inTime: number;
  readonly late: number;
  readonly pending: number;
  /** How many of `total` may be late. */
  readonly allowed: number;
  /** In time ÷ (in time + late), cut off, one digit more than the target has; null without either. */
  readonly percent: string | null;
  /** Mean time from detection to acknowledgement (MTTA) or restoration (MTTR), by the wall, rounded up; null without any. */
  readonly meanMs: number | null;
  readonly incidents: readonly ClockedIncident[];
}

export interface AcknowledgeResult extends ClockResult {
  readonly kind: 'acknowledge';
}

export interface RestoreResult extends ClockResult {
  readonly kind: 'restore';
}

/** The clock of one incident. Instants are ISO 8601. */
export interface ClockedIncident {
  readonly incident: string;
  readonly detectedAt: string;
  /** The detection, or the rise of the priority where it counts from there. */
  readonly startedAt: string;
  /** Null while it runs. */
  readonly endedAt: string | null;
  readonly usedMs: number;
  readonly allowedMs: number;
  readonly state: 'inTime' | 'late' | 'pending';
  /** The last change of priority: it made this target the one that judges. */
  readonly moved: ClockMove | null;
}

export interface ClockMove {
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly why: PriorityTurn;
}

/** Maintenance in agreed hours that does not count as such. */
export interface RefusedMaintenance {
  readonly maintenance: string;
  readonly title?: string;
  readonly start: string;
  readonly end: string;
  /** How much of it lies in agreed hours and is refused. */
  readonly ms: number;
  /** Announced too late, or beyond the allowance. */
  readonly why: 'notice' | 'allowance';
  readonly announcedAt: string;
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
  /** What is remarkable of an exclusion, in plain words; only there where anything is. */
  readonly flags?: readonly string[];
}

/** A proposed correction and what became of it. Instants are ISO 8601. */
export interface CorrectionResult {
  /** The service that it corrects, where that is one which this service depends on. */
  readonly service?: string;
  readonly correction: string;
  readonly action: CorrectionEvent['action'];
  /** Only an approved one changes anything. */
  readonly state: CorrectionState;
  /** How it came to that state, in plain words. */
  readonly why: string;
  /** The stretch, of `exclude`, `include`, `reclassify` and `retract`. */
  readonly start?: string;
  readonly end?: string;
  /** The event that is retracted, in words. */
  readonly what?: string;
  /** What a reclassified stretch counts as. */
  readonly becomes?: MonitorState;
  /** Which change of which stream is voided or amended, and when it happened instead. */
  readonly monitor?: string;
  readonly signal?: string;
  readonly at?: string;
  readonly to?: string;
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly decidedBy?: string;
  readonly decidedAt?: string;
  readonly reason: string;
  readonly note?: string;
  readonly evidence?: string;
  readonly clause?: string;
  readonly expiresAt?: string;
  /** What is remarkable of it, in plain words; only there where anything is. */
  readonly flags?: readonly string[];
}

export interface NotKnown {
  readonly start: string;
  readonly end: string;
  readonly ms: number;
  readonly cause: UnknownCause;
}
