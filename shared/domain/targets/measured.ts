import { type Account, sumAccounts } from '../account.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { Target } from '../catalogue.ts';
import type { CountEvent, IncidentEvent } from '../event.ts';
import type { Layer } from '../layer.ts';
import type { CountedStretch } from '../outage.ts';
import type { Term } from '../term.ts';
import { isShareAtMost } from '../verdict.ts';

/** A stretch that was counted: a term's part of the period that has passed, and what of it is still to come. */
export interface Counted extends CountedStretch {
  readonly term: Term;
  readonly layers: readonly Layer[];
  readonly account: Account;
  /** Agreed time of the term after `until`: it is part of the budget from the first day. */
  readonly agreedAheadMs: number;
}

/** All that a target of any kind is measured by. */
export interface Measured {
  readonly stretches: readonly Counted[];
  readonly counts: readonly CountEvent[];
  readonly incidents: readonly IncidentEvent[];
  /** Epoch ms: incidents are looked at until then, in the grace after the period too. */
  readonly incidentsUntil: number;
  /** Epoch ms: end of the time that is counted, and of the period. */
  readonly until: number;
  readonly end: number;
  /** Share of measured time that may be unknown before nothing is called met, in millionths. */
  readonly toleranceMillionths: number;
}

/** The part of a period in which the target was worded just so: a target of this wording is judged over no more. */
export function underWording(target: Target, measured: Measured): Measured {
  const wording = canonicalJson(target);
  const stretches = measured.stretches.filter(({ term }) => term.targets.some((it) => canonicalJson(it) === wording));
  return { ...measured, stretches };
}

/** The account of what has passed, with what the verdicts of all kinds ask of it. */
export interface MeasuredTime extends Account {
  /** Agreed time of the whole period, unknown time included, ms. */
  readonly wholeMs: number;
  /** Whether no more is unknown than is tolerated. */
  readonly tolerated: boolean;
}

export function measuredTime({ stretches, toleranceMillionths }: Measured): MeasuredTime {
  const passed = sumAccounts(stretches.map(({ account }) => account));
  const ahead = stretches.reduce((ms, { agreedAheadMs }) => ms + agreedAheadMs, 0);
  const wholeMs = passed.agreedMs + passed.uncertainMs + ahead;
  return { ...passed, wholeMs, tolerated: isShareAtMost(passed.uncertainMs, wholeMs, toleranceMillionths) };
}
