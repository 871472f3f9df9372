import { wordingAt } from './amendment.ts';
import type { Agreement, Catalogue } from './catalogue.ts';
import { graceOf, pastPeriods } from './closing.ts';
import { agreementsOf, isInForce, questionsOfPeriod } from './compute.ts';
import type { Question } from './evaluate.ts';
import { parseInstant } from './instant.ts';
import type { Attainment, CreditResult, Verdict } from './result.ts';
import { availabilityTarget } from './running.ts';
import type { CatalogueVersion } from './version.ts';

/** What a catalogue made of one service in one closed period. */
export interface PlannedFigures {
  readonly verdict: Verdict;
  /** Of the availability target, per cent; null without one. */
  readonly target: string | null;
  /** Availability, cut off; null without agreed time. */
  readonly percent: string | null;
  /** The same to 20 decimals, as a ratio. */
  readonly exact: string | null;
  /** Promises that are missed, as the agreement words them. */
  readonly missed: readonly string[];
  /** Null where none is agreed. */
  readonly credit: Pick<CreditResult, 'currency' | 'amount'> | null;
}

/** `target`: what is promised differs, and what came of it does not. */
export type PlanChange = 'flipped' | 'figures' | 'added' | 'removed' | 'target' | 'none';

/** A closed period as it was counted, and as the changed catalogue would have counted it. */
export interface PlanLine {
  readonly agreement: string;
  readonly service: string;
  readonly period: string;
  /** Null: the catalogue that holds has no such agreement in this period, or the changed one has none. */
  readonly before: PlannedFigures | null;
  readonly after: PlannedFigures | null;
  readonly change: PlanChange;
}

/**
 * A changed catalogue as if it had held all along. What it lets begin later, agreements and amendments, is taken to have
 * begun long ago: else it would say nothing of the past.
 */
export function asIfAllAlong(catalogue: Catalogue, now: number): Catalogue {
  return { ...catalogue, agreements: catalogue.agreements.map((agreement) => begun(agreement, now)) };
}

function begun(agreement: Agreement, now: number): Agreement {
  const isAhead = agreement.amendments?.some(({ from }) => from > now) ?? false;
  const worded = isAhead ? wordingAt(agreement, Number.POSITIVE_INFINITY) : agreement;
  return worded.from > now ? { ...worded, from: 0 } : worded;
}

/** One question for each agreement, service and closed period, of the latest so many periods of each agreement, oldest first. */
export function closedQuestions(
  versions: readonly CatalogueVersion[],
  { now, periods }: { readonly now: number; readonly periods: number },
): Question[] {
  return agreementsOf(versions, now).flatMap((agreement) =>
    pastPeriods(agreement, { now, graceOf: graceOf(versions, agreement) }, periods)
      .toReversed()
      .flatMap((period) => questionsOfPeriod(versions, agreement, { period, now }).filter(isInForce)),
  );
}

/** Both counts side by side, by agreement and service, oldest period first. */
export function planLines(before: readonly Attainment[], after: readonly Attainment[]): PlanLine[] {
  const [old, changed] = [before, after].map((list) => new Map(list.map((it) => [keyOf(it), it])));
  const all = [...new Map([...before, ...after].map((it) => [keyOf(it), it])).values()];
  const lines = [...Map.groupBy(all, ({ agreement, service }) => `${agreement} ${service}`).values()];
  return lines.flatMap((group) =>
    group
      .toSorted((a, b) => parseInstant(a.period.start) - parseInstant(b.period.start))
      .map((it) => lineOf(it, { before: old?.get(keyOf(it)), after: changed?.get(keyOf(it)) })),
  );
}

function keyOf({ agreement, service, period }: Attainment): string {
  return JSON.stringify([agreement, service, period.name]);
}

function lineOf(
  { agreement, service, period }: Attainment,
  counted: { before: Attainment | undefined; after: Attainment | undefined },
): PlanLine {
  const before = counted.before === undefined ? null : figuresOf(counted.before);
  const after = counted.after === undefined ? null : figuresOf(counted.after);
  return { agreement, service, period: period.name, before, after, change: changeOf(before, after) };
}

function figuresOf(attainment: Attainment): PlannedFigures {
  const { verdict, availability, targets, credit } = attainment;
  return {
    verdict,
    target: availabilityTarget(attainment)?.target ?? null,
    percent: availability?.percent ?? null,
    exact: availability?.exact ?? null,
    missed: targets.filter((it) => it.verdict === 'missed').map(({ target }) => target),
    credit: credit === undefined ? null : { currency: credit.currency, amount: credit.amount },
  };
}

function changeOf(before: PlannedFigures | null, after: PlannedFigures | null): PlanChange {
  if (before === null) return 'added';
  if (after === null) return 'removed';
  if (before.verdict !== after.verdict) return 'flipped';
  if (before.exact !== after.exact || before.credit?.amount !== after.credit?.amount) return 'figures';
  if (before.missed.length !== after.missed.length) return 'figures';
  return before.target === after.target ? 'none' : 'target';
}
