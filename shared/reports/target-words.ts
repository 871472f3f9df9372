import type { Attainment, TargetResult } from '../domain/result.ts';
import { lengthWords } from '../domain/targets/promise.ts';
import { type Spent, spentOf } from '../domain/targets/spent.ts';
import { type BudgetWords, budgetWords, grouped, lostTime, timeLeft, usedOf } from './format.ts';
import type { TargetLine, ToldVerdict } from './target-lines.ts';
import { boundWords, capitalised, plural, VERDICT_NOUNS } from './words.ts';

/** What is promised, as a table says it: `99.9 %`, `at most 2 outages longer than 15 min`. */
export function promiseWords({ kind, target }: Pick<TargetResult, 'kind' | 'target'>): string {
  return kind === 'availability' ? `${target} %` : target;
}

/** What a target's result is a figure of. */
export const KIND_TITLES: Readonly<Record<TargetResult['kind'], string>> = {
  availability: 'Availability',
  outages: 'Outages',
  longestOutage: 'Longest outage',
  downtime: 'Downtime',
  requests: 'Requests',
  latency: 'Latency',
  mtbf: 'Time between outages',
  coverage: 'Monitored time',
};

/**
 * The result as a table says it: the percentage exactly as the attainment has it, or its bounds where no verdict is given.
 *
 * @example resultWords(attainment, { target, verdict: 'notMeasured' })  //=> '98.51–99.95 %'
 */
export function resultWords(
  attainment: Attainment,
  { target, verdict }: { readonly target: TargetResult | null; readonly verdict: ToldVerdict },
): string {
  if (target === null || target.kind === 'availability') return availabilityWords(attainment, verdict);
  return verdict === 'noAgreedTime' ? '–' : resultOf(target, verdict === 'notMeasured');
}

function availabilityWords({ availability }: Attainment, verdict: ToldVerdict): string {
  if (availability === null) return '–';
  if (verdict !== 'notMeasured') return `${availability.percent} %`;
  const { low, high } = boundWords(availability);
  return `${low}–${high} %`;
}

type OtherResult = Exclude<TargetResult, { readonly kind: 'availability' }>;

function resultOf(target: OtherResult, open: boolean): string {
  switch (target.kind) {
    case 'outages':
      return open && target.low < target.high
        ? `${target.low}–${plural(target.high, 'outage')}`
        : plural(target.count, 'outage');
    case 'longestOutage':
    case 'downtime':
      return open ? `${lostTime(target.usedMs)} – ${lostTime(target.highMs)}` : lostTime(target.usedMs);
    case 'requests':
    case 'latency':
      if (target.percent === null) return 'no requests';
      return open ? `${target.percent} % of only ${grouped(target.total)}` : `${target.percent} %`;
    case 'mtbf':
      return target.meanMs === null ? 'no outage' : roughLength(target.meanMs);
    case 'coverage':
      return target.percent === null ? '–' : `${target.percent} %`;
  }
}

const HOUR = 3_600_000;

// Days and hours say enough of a mean over weeks; cut off, as it is better the longer it is.
function roughLength(ms: number): string {
  return ms < 48 * HOUR ? timeLeft(ms) : lengthWords(Math.floor(ms / HOUR) * HOUR);
}

/** A verdict as a table says it: `Met`, `Missed by 83 min`, `Not measured`. */
export function verdictWords({ target, verdict }: Pick<TargetLine, 'target' | 'verdict'>): string {
  if (target === null) return 'No target';
  const { over, remaining } = spentWords(target);
  if (verdict === 'missed' && over) return `Missed by ${remaining}`;
  return capitalised(VERDICT_NOUNS[verdict]);
}

/** Allowed, used and what is left, in the unit of the target. */
export function spentWords(target: TargetResult): BudgetWords {
  return wordsOf(target.kind, spentOf(target));
}

/** `128 of 44 min used`, `3 of 2 outages`, `12 of 10 failed requests`. */
export function usedWords(kind: TargetResult['kind'], spent: Spent): string {
  if ('usedMs' in spent) return kind === 'coverage' ? usedOf(spent).replace(/used$/, 'unknown') : usedOf(spent);
  return `${grouped(spent.used)} of ${grouped(spent.allowed)} ${NOUNS[kind]}s`;
}

function wordsOf(kind: TargetResult['kind'], spent: Spent): BudgetWords {
  if ('usedMs' in spent) return budgetWords({ ...spent, remainingMs: spent.allowedMs - spent.usedMs });
  const { allowed, used } = spent;
  const remaining = Math.abs(allowed - used);
  return {
    allowed: grouped(allowed),
    used: grouped(used),
    remaining: `${grouped(remaining)} ${NOUNS[kind]}${remaining === 1 ? '' : 's'}`,
    over: used > allowed,
  };
}

// What is counted where it is not time.
const NOUNS: Readonly<Record<TargetResult['kind'], string>> = {
  availability: '',
  outages: 'outage',
  longestOutage: '',
  downtime: '',
  requests: 'failed request',
  latency: 'slow request',
  mtbf: 'outage',
  coverage: '',
};
