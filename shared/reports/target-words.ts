import type { Attainment, TargetResult } from '../domain/result.ts';
import { lengthWords } from '../domain/targets/promise.ts';
import { type Spent, spentOf } from '../domain/targets/spent.ts';
import { clockWords } from './clock-words.ts';
import { type BudgetWords, budgetWords, grouped, lostTime, timeLeft, usedOf } from './format.ts';
import type { TargetLine, ToldVerdict } from './target-lines.ts';
import { boundWords, capitalised, plural, VERDICT_NOUNS } from './words.ts';

/**
 * What is promised, as a table of such lines says it. Where availability is all that is promised a percentage says enough.
 *
 * @example targetWords(line, lines)  //=> '99.9 %', or beside other kinds '99.9 % availability'
 */
export function targetWords({ target }: TargetLine, lines: readonly TargetLine[]): string {
  if (target === null) return '–';
  if (target.kind !== 'availability') return target.target;
  return holdsWords(lines) ? `${target.target} % availability` : `${target.target} %`;
}

/** Whether some promise is more than a percentage: then the column of targets holds words. */
export function holdsWords(lines: readonly TargetLine[]): boolean {
  return lines.some(({ target }) => target !== null && target.kind !== 'availability');
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
  acknowledge: 'Time to acknowledge',
  restore: 'Time to restore',
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
      return open ? `${target.low}–${plural(target.high, 'outage')}` : plural(target.count, 'outage');
    case 'longestOutage':
    case 'downtime':
      return open ? `${lostTime(target.usedMs)} to ${lostTime(target.highMs)}` : lostTime(target.usedMs);
    case 'requests':
    case 'latency':
      if (target.percent === null) return 'none counted';
      return open ? `only ${grouped(target.total)} counted` : `${target.percent} %`;
    case 'mtbf':
      return target.meanMs === null ? 'no outage' : roughLength(target.meanMs);
    case 'coverage':
      return target.percent === null ? '–' : `${target.percent} %`;
    case 'acknowledge':
    case 'restore':
      return clockWords(target);
  }
}

const HOUR = 3_600_000;

// Days and hours say enough of a mean over weeks; cut off, as it is better the longer it is.
function roughLength(ms: number): string {
  return ms < 48 * HOUR ? timeLeft(ms) : lengthWords(Math.floor(ms / HOUR) * HOUR);
}

/** A verdict as a table says it: `Met`, `Missed by 83 min`, `Missed by 2 outages`, `Not measured`. */
export function verdictWords({ target, verdict }: Pick<TargetLine, 'target' | 'verdict'>): string {
  if (target === null) return 'No target';
  const { over, remaining } = spentWords(target);
  if (verdict === 'missed' && over) return `Missed by ${remaining}`;
  return capitalised(VERDICT_NOUNS[verdict]);
}

/** The same beside what was used and allowed, which says what a number is of: `Missed by 2`. */
export function shortVerdictWords(line: Pick<TargetLine, 'target' | 'verdict'>): string {
  const isTime = line.target === null || 'allowedMs' in line.target;
  return isTime ? verdictWords(line) : verdictWords(line).replace(/^(Missed by [\d,]+) .*$/, '$1');
}

/** Allowed, used and what is left, in the unit of the target. */
export function spentWords(target: TargetResult): BudgetWords {
  return wordsOf(target.kind, spentOf(target));
}

/** How much of what is allowed is used: `128 of 44 min used`, `2 outages, 1 allowed`. */
export function usedWords(kind: TargetResult['kind'], spent: Spent): string {
  if ('usedMs' in spent) return kind === 'coverage' ? usedOf(spent).replace(/used$/, 'unknown') : usedOf(spent);
  return `${counted(spent.used, kind)}, ${grouped(spent.allowed)} allowed`;
}

/** The same with what is left: `128 of 44 min used, over by 83 min`, `11 of 44 min used, 33 min left`. */
export function budgetSentence(target: TargetResult): string {
  const spent = spentOf(target);
  const { remaining, over } = wordsOf(target.kind, spent);
  const used = usedWords(target.kind, spent);
  if (!('usedMs' in spent)) return used;
  return `${used}, ${over ? `over by ${remaining}` : `${remaining} left`}`;
}

function counted(count: number, kind: TargetResult['kind']): string {
  return `${grouped(count)} ${NOUNS[kind]}${count === 1 ? '' : 's'}`;
}

function wordsOf(kind: TargetResult['kind'], spent: Spent): BudgetWords {
  if ('usedMs' in spent) return budgetWords({ ...spent, remainingMs: spent.allowedMs - spent.usedMs });
  const { allowed, used } = spent;
  return {
    allowed: grouped(allowed),
    used: grouped(used),
    remaining: counted(Math.abs(allowed - used), kind),
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
  acknowledge: 'late incident',
  restore: 'late incident',
};
