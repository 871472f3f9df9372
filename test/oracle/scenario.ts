/**
 * A small world in the oracle's own words: plain numbers, no type shared with the code under test. Instants are
 * milliseconds; periods are so short that every millisecond can be looked at.
 */
export interface Scenario {
  readonly start: number;
  readonly end: number;
  /** Up to when is counted; may lie before the start or after the end. */
  readonly now: number;
  /** At least one, in any order. */
  readonly wordings: readonly Wording[];
  /** In any order, with repetitions. */
  readonly facts: readonly Fact[];
  readonly corrections?: readonly CorrectionFact[];
}

/** What the catalogue says from an instant on; of two from the same instant, the one that stands later. */
export interface Wording {
  readonly from: number;
  /** Whether the agreement names the service at all. */
  readonly agreed: boolean;
  readonly inForce: Span;
  /** From the service's go-live until its retirement; null if it has no dates. */
  readonly life: Span | null;
  /** The only hours that are agreed; null for all of them. */
  readonly hours: Span | null;
  readonly exclusions: readonly Span[];
  readonly noticeMs: number;
  /** How much maintenance counts in each UTC month, quarter or year; null for all of it. */
  readonly allowance: { readonly ms: number; readonly per: 'month' | 'quarter' | 'year' } | null;
  readonly toleranceMillionths: number;
  /** Per cent as text, or null without a target. */
  readonly target: string | null;
  readonly method: 'contract' | 'icinga' | 'strict' | 'checkmk' | 'checkmk-exclude' | 'checkmk-ignore';
  /** Of all services: which one each belongs to is the same in every wording. */
  readonly probes: readonly Probe[];
  readonly rules: Readonly<Record<ServiceName, Rule>>;
  /** What checkout needs, and whether payments needs cards. */
  readonly needs: readonly Need[];
  readonly paymentsNeedsCards: boolean;
  /** From when until when there are the services that others need; null without dates. */
  readonly lives: Readonly<Record<'payments' | 'cards', Span | null>>;
  /** For each feed, how long a beat lasts; null where no heartbeat is declared. */
  readonly feeds: Readonly<Record<string, number | null>>;
}

/** What two people agreed to take out of the count, or back in, in the order in which they agreed. */
export interface CorrectionFact extends Span {
  readonly action: 'exclude' | 'include';
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** `checkout` is the one that is asked about. */
export type ServiceName = 'checkout' | 'payments' | 'cards';

/** So many must be down (at most all); or the service is down by the share of those that are, by weight. */
export type Rule =
  | { readonly what: 'count'; readonly down: number | 'all' }
  | { readonly what: 'share'; readonly weights: 'equal' | readonly number[] };

/** How many of the services must work. */
export interface Need {
  readonly of: readonly ('payments' | 'cards')[];
  readonly work: number;
}

export interface Probe {
  readonly service: ServiceName;
  readonly id: string;
  readonly silence: 'up' | 'unknown';
  readonly feed: string | null;
}

export type Said = 'up' | 'degraded' | 'down' | 'unknown';

export type Fact = StateFact | MaintenanceFact | BeatFact;

export interface StateFact {
  readonly what: 'state';
  readonly probe: string;
  readonly stream: string;
  readonly state: Said;
  readonly at: number;
  readonly previous?: Said | 'pending';
  readonly since?: number;
}

export interface MaintenanceFact {
  readonly what: 'maintenance';
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly announcedAt: number;
  readonly cancelledAt?: number;
}

export interface BeatFact {
  readonly what: 'beat';
  readonly feed: string;
  readonly at: number;
}
