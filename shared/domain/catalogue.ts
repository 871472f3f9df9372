import type { AlertRules } from './alert-rules.ts';
import type { AccountingMethod } from './method.ts';
import type { Recurrence } from './recurrence.ts';
import type { Labels } from './signal.ts';
import type { SourceAuthentication } from './source-authentication.ts';

/**
 * The catalogue as the rest of the system sees it: validated, ids resolved, defaults filled in, instants and durations
 * in milliseconds. `shared/catalogue` makes one from YAML; it is stored as JSON, hashed over its canonical form.
 */
export interface Catalogue {
  readonly organization: Organization;
  /** Epoch ms from which this version applies. */
  readonly effectiveFrom: number;
  readonly calendars: Readonly<Record<string, Calendar>>;
  /** The team's own accounting methods, beside the built-in ones; absent when there are none. */
  readonly methods?: readonly AccountingMethod[];
  readonly sources: readonly Source[];
  readonly services: readonly Service[];
  readonly agreements: readonly Agreement[];
}

export interface Organization {
  readonly name: string;
  /** Who owns improvement items of services that name no owner. */
  readonly owner: Person;
}

export interface Person {
  readonly name: string;
  readonly email: string;
}

export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

/** Service hours: a weekly schedule in a zone, less holidays and closed days, with extra hours. Dates are `yyyy-mm-dd`. */
export interface Calendar {
  readonly timeZone: string;
  readonly week: Readonly<Partial<Record<Weekday, readonly DayHours[]>>>;
  /** Local dates on which the week's hours do not begin; those of named lists are filled in. */
  readonly holidays: readonly string[];
  /** Hours on single dates, besides the week's and on holidays too. */
  readonly extra?: readonly ExtraDay[];
  /** Single dates without the week's hours. */
  readonly closed?: readonly string[];
}

export interface ExtraDay {
  readonly date: string;
  readonly hours: readonly DayHours[];
}

/**
 * Local wall time `[from, to)`, `HH:MM`; `to` may be `24:00`. Hours whose end is not after their start go over midnight
 * and belong to the day on which they begin.
 */
export interface DayHours {
  readonly from: string;
  readonly to: string;
}

export interface Source {
  /** The id in the webhook's path, `/webhooks/<id>`, and the feed's name in heartbeats. */
  readonly id: string;
  /** Which parser reads it: a key of the registry in `shared/sources`. */
  readonly type: string;
  readonly auth: SourceAuthentication;
  /** Addresses and ranges (CIDR) that its webhooks may come from; not there when they may come from anywhere. */
  readonly allowFrom?: readonly string[];
  /** A feed that promises signs of life; after the last beat plus `allowedGapMs` its monitors are unknown. */
  readonly heartbeat?: { readonly everyMs: number; readonly allowedGapMs: number };
  /** Zone of the times that it sends without an offset; not there for UTC. */
  readonly zone?: string;
  /** Signals that belong to no service, and why nobody minds: they do not go to quarantine. */
  readonly ignore?: readonly { readonly match: Labels; readonly reason: string }[];
  /** Streams that got another name at the sender: what comes under the new one is of the old one. */
  readonly aliases?: readonly StreamAlias[];
  /** What silence of this source's monitors means unless the monitor says otherwise. */
  readonly silenceMeans: SilenceMeaning;
  /** Its signals may speak for the monitors of any source: for importing history and for relays. */
  readonly relay: boolean;
  /** It may send corrections and decisions on them. Only there when it may. */
  readonly corrections?: true;
  /** When it announced maintenance is believed as it says, be it long before it was received; only there where it is. */
  readonly notice?: 'told';
  /** It is asked how its streams stand, for what its webhooks lost; only there when it is. */
  readonly reconcile?: Reconciliation;
}

export interface Reconciliation {
  readonly everyMs: number;
  /** Where its API begins; not there where its type knows. */
  readonly url?: string;
  /** Not there for an API that is open. */
  readonly credential?: ReadCredential;
  /** The receiver that sends here, for senders that tell who gets what; all of them unless named. */
  readonly receiver?: string;
}

/** What a request to a sender's API carries; `prefix` (such as `Token token=`) stands before the secret. */
export type ReadCredential =
  | { readonly type: 'bearer'; readonly secret: string }
  | { readonly type: 'basic'; readonly username: string; readonly secret: string }
  | { readonly type: 'header'; readonly name: string; readonly prefix: string; readonly secret: string };

/** What comes as stream `from` is of stream `to`; one step and no further. */
export interface StreamAlias {
  readonly from: string;
  readonly to: string;
}

export type SilenceMeaning = 'up' | 'unknown';

export interface Service {
  readonly id: string;
  readonly name: string;
  readonly owner?: Person;
  /** Go-live and retirement: outside `[from, to)` no agreement on it is in force. */
  readonly from?: LocalMoment;
  readonly to?: LocalMoment;
  readonly rollUp: RollUpRule;
  /** What it cannot work without; absent when there is nothing. */
  readonly dependsOn?: readonly Dependency[];
  readonly monitors: readonly Monitor[];
  /** Indicators of request counts (`count` signals) that belong to this service. */
  readonly indicators: readonly string[];
}

/** Epoch ms, or a local date `yyyy-mm-dd`, which begins in the zone of each agreement on the service. */
export type LocalMoment = number | string;

/**
 * How the states of its monitors make the state of a service: down while any is, while all are, while at least so many
 * are; or degraded by the share of those that are down, each with a weight of its own or all with the same.
 */
export type RollUpRule =
  | { readonly type: 'anyDown' }
  | { readonly type: 'allDown' }
  | { readonly type: 'atLeast'; readonly monitors: number }
  | { readonly type: 'weighted'; readonly weights: Readonly<Record<string, number>> }
  | { readonly type: 'monitorSeconds' };

/** One service, or several that can stand in for each other, of which at least so many must work. */
export type Dependency =
  | { readonly type: 'service'; readonly service: string }
  | { readonly type: 'anyOf'; readonly services: readonly string[]; readonly atLeast: number };

/** A monitor picks the signals that carry all of `match`; the signal's own `monitor` counts as the label `monitor`. */
export interface Monitor {
  readonly id: string;
  /** Id of the source it listens to; signals of other sources never match. Without one, any source may speak. */
  readonly source?: string;
  readonly match: Labels;
  readonly silenceMeans: SilenceMeaning;
  /** How often it looks, ms. */
  readonly everyMs?: number;
  /** How its alerts are taken: the source's rules, and its own where it has any. */
  readonly alertRules?: AlertRules;
}

export type AgreementKind = 'sla' | 'ola' | 'supplier';
export type PeriodKind =
  | 'month'
  | 'quarter'
  | 'year'
  | 'week'
  | 'rolling 7d'
  | 'rolling 28d'
  | 'rolling 30d'
  | 'rolling 90d';

export interface Agreement {
  readonly id: string;
  readonly kind: AgreementKind;
  /** The customer; for a supplier agreement, the supplier. */
  readonly customer: string;
  /** Epoch ms, `[from, to)`; outside it the agreement is not in force. */
  readonly from: number;
  readonly to?: number;
  readonly period: PeriodKind;
  readonly timeZone: string;
  /** Id of a calendar, or `24x7`. */
  readonly hours: string;
  /** Name of an accounting method, built in or the catalogue's own (see `method.ts`). */
  readonly method: string;
  /** Announcement needed before maintenance counts as such, ms. */
  readonly maintenanceNoticeMs: number;
  /** How much announced maintenance counts as such; without one, all of it. */
  readonly maintenanceAllowance?: MaintenanceAllowance;
  /** Maintenance that the agreement itself announces. */
  readonly maintenanceWindows?: readonly MaintenanceWindow[];
  /** Share of measured time that may be unknown before nothing is called met, in millionths (10,000 = 1 %). */
  readonly unknownToleranceMillionths: number;
  /** After the end of a period the report stays open for late facts this long, ms. */
  readonly graceMs: number;
  readonly services: readonly AgreedService[];
  /** Approved exclusions, entered through the catalogue's own review. */
  readonly exclusions: readonly Exclusion[];
  /** What the customer gets for a missed target; none unless agreed. */
  readonly credits?: Credits;
  /** Local date on which somebody last went through it with the customer. */
  readonly reviewedAt?: string;
  /** Who gets the report by mail. */
  readonly recipients: readonly string[];
  /** Changes of it, each on top of those before, ascending; absent when there are none (see `amendment.ts`). */
  readonly amendments?: readonly Amendment[];
}

/** From an instant on (epoch ms) what it has stands in place of what the agreement said. */
export interface Amendment extends Partial<Pick<Agreement, AmendableKey>> {
  readonly from: number;
}

type AmendableKey =
  | 'hours'
  | 'method'
  | 'maintenanceNoticeMs'
  | 'maintenanceAllowance'
  | 'maintenanceWindows'
  | 'unknownToleranceMillionths'
  | 'graceMs'
  | 'services'
  | 'credits'
  | 'recipients';

/** Service credits. Amounts are whole minor units of the currency, such as cents. */
export interface Credits {
  /** ISO 4217. */
  readonly currency: string;
  /** What one service costs in one period. */
  readonly fee: number;
  /** Below this attainment, this share of the fee; per cent, decimal text. */
  readonly tiers: readonly { readonly below: string; readonly percent: string }[];
  /** An amount for each started stretch of downtime beyond the error budget. */
  readonly beyondBudget?: { readonly amount: number; readonly everyMs: number };
  /** Most that is credited in a calendar month and year, in per cent of the fee, decimal text. */
  readonly capPerMonth?: string;
  readonly capPerYear?: string;
  /** How long after the end of the period a credit can be claimed, ms. */
  readonly claimWithinMs?: number;
}

/** Agreed hours of maintenance in each local calendar month, quarter or year of the agreement. */
export interface MaintenanceAllowance {
  readonly timeMs: number;
  readonly per: 'month' | 'quarter' | 'year';
}

/** A stretch that is set aside for maintenance, once or again and again. */
export interface MaintenanceWindow {
  readonly id: string;
  readonly title?: string;
  /** All services of the agreement unless named. */
  readonly services?: readonly string[];
  /** Wall time of the first one in its zone, `2026-01-04T02:00`: a date that the rule, if there is one, meets. */
  readonly from: string;
  readonly durationMs: number;
  readonly timeZone: string;
  readonly rule?: Recurrence;
  /** Local dates on which none begins. */
  readonly except?: readonly string[];
}

export interface AgreedService {
  readonly service: string;
  readonly targets: readonly Target[];
}

/** A percentage kept as the decimal text that the agreement says, such as `99.9`. */
export interface AvailabilityTarget {
  readonly kind: 'availability';
  readonly target: string;
}

/** At most so many outages of which more than `longerThanMs` counts. */
export interface OutagesTarget {
  readonly kind: 'outages';
  readonly atMost: number;
  readonly longerThanMs: number;
}

export interface LongestOutageTarget {
  readonly kind: 'longestOutage';
  readonly atMostMs: number;
}

/** Downtime in all. */
export interface DowntimeTarget {
  readonly kind: 'downtime';
  readonly atMostMs: number;
}

/** A share of what an indicator counts. Below `minimum` in a period too little was counted to say anything. */
export interface CountShare {
  readonly indicator: string;
  /** Per cent, decimal text. */
  readonly target: string;
  readonly minimum: number;
}

/** Requests that succeeded. */
export interface RequestsTarget extends CountShare {
  readonly kind: 'requests';
}

/** Requests that took no longer than the threshold that the indicator's source counts by. */
export interface LatencyTarget extends CountShare {
  readonly kind: 'latency';
}

/** Mean time between failures. */
export interface MtbfTarget {
  readonly kind: 'mtbf';
  readonly atLeastMs: number;
}

/** Share of agreed time of which something is known, per cent, decimal text. */
export interface CoverageTarget {
  readonly kind: 'coverage';
  readonly target: string;
}

/** Incidents of a priority that come to something in time, as a share of all. */
export interface ClockTarget {
  /** As incidents name it. */
  readonly priority: string;
  readonly withinMs: number;
  /** Per cent, decimal text. */
  readonly target: string;
  /** Whether all time counts, or only agreed service hours. */
  readonly clock: ClockType;
  /** Whether a priority that rises counts from the detection on; if not, from its rise. */
  readonly retroactive: boolean;
}

export type ClockType = 'serviceHours' | 'wallTime';

/** Detected to acknowledged. */
export interface AcknowledgeTarget extends ClockTarget {
  readonly kind: 'acknowledge';
}

/** Detected to restored. */
export interface RestoreTarget extends ClockTarget {
  readonly kind: 'restore';
}

export type Target =
  | AvailabilityTarget
  | OutagesTarget
  | LongestOutageTarget
  | DowntimeTarget
  | RequestsTarget
  | LatencyTarget
  | MtbfTarget
  | CoverageTarget
  | AcknowledgeTarget
  | RestoreTarget;

export interface Exclusion {
  readonly start: number;
  readonly end: number;
  /** All services of the agreement unless named. */
  readonly services?: readonly string[];
  readonly reason: string;
  readonly approvedBy: string;
}
