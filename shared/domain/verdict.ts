import { type Fraction, percentage } from './decimal.ts';
import type { Verdict } from './result.ts';

/** One stretch of a period under one target: the whole agreed time of it, counted and still to come. */
export interface Stretch {
  /** Agreed time of the whole stretch, ms, of which nothing is unknown. */
  readonly agreedMs: number;
  /** Time left out because nothing is known of it, ms. */
  readonly uncertainMs: number;
  readonly downtimeThousandths: number;
  /** Per cent, decimal text. */
  readonly target: string;
}

/** The error budget of a period in milliseconds: what is allowed over all of it, and the verdict on what was used. */
export interface Budget {
  readonly allowedMs: number;
  readonly usedMs: number;
  readonly remainingMs: number;
  readonly verdict: Verdict;
}

/**
 * Error budget = (1 − target) × agreed time of the whole period, from its first day; a target that changes within the
 * period contributes each part over its own stretch. All comparisons are of exact integers:
 *
 * - `missed` when the downtime exceeds the budget even if all unknown time had been up;
 * - `met` when it does not even if all unknown time had been down, and no more is unknown than is tolerated;
 * - `notMeasured` in between, or above the tolerance.
 *
 * A miss that is certain is a miss, however much else is unknown: blindness must not hide it.
 */
export function budgetOf(stretches: readonly Stretch[], unknownToleranceMillionths: number): Budget {
  const agreed = sum(stretches, ({ agreedMs }) => agreedMs);
  const uncertain = sum(stretches, ({ uncertainMs }) => uncertainMs);
  const downtime = sum(stretches, ({ downtimeThousandths }) => downtimeThousandths);
  const allowed = allowance(stretches, ({ agreedMs }) => agreedMs);
  const allowedMs = Number(allowed.numerator / (allowed.denominator * 1000n));
  const usedMs = Math.ceil(downtime / 1000);
  const withUnknown = allowance(stretches, ({ agreedMs, uncertainMs }) => agreedMs + uncertainMs);
  return {
    allowedMs,
    usedMs,
    remainingMs: allowedMs - usedMs,
    verdict: verdictOf({
      total: agreed + uncertain,
      certainMiss: exceeds(downtime, withUnknown),
      certainMet: !exceeds(downtime + uncertain * 1000, withUnknown),
      tolerated: isShareAtMost(uncertain, agreed + uncertain, unknownToleranceMillionths),
    }),
  };
}

/** What is certain of a target, whatever the unknown time was. */
export interface Certainty {
  /** All time that there is to measure, unknown time included. */
  readonly total: number;
  readonly certainMiss: boolean;
  readonly certainMet: boolean;
  readonly tolerated: boolean;
}

/** A certain miss is a miss; met is what is certainly met, and no more is unknown than is tolerated. */
export function verdictOf({ total, certainMiss, certainMet, tolerated }: Certainty): Verdict {
  if (total === 0) return 'noAgreedTime';
  if (certainMiss) return 'missed';
  return certainMet && tolerated ? 'met' : 'notMeasured';
}

/**
 * How much downtime goes beyond the error budget: downtime − Σ (1 − target) × agreed time, in thousandths of a millisecond,
 * as one exact fraction; negative while some of the budget is left.
 */
export function beyondBudget(stretches: readonly Stretch[]): Fraction {
  const { numerator, denominator } = allowance(stretches, ({ agreedMs }) => agreedMs);
  const downtime = BigInt(sum(stretches, ({ downtimeThousandths }) => downtimeThousandths));
  return { numerator: downtime * denominator - numerator, denominator };
}

// Σ (1 − target) × time in thousandths of a millisecond, as one exact fraction.
function allowance(stretches: readonly Stretch[], timeOf: (stretch: Stretch) => number): Fraction {
  return stretches.reduce<Fraction>(
    (sum, stretch) => {
      const { numerator, denominator } = percentage(stretch.target);
      const part = (denominator - numerator) * BigInt(timeOf(stretch)) * 1000n;
      return {
        numerator: sum.numerator * denominator + part * sum.denominator,
        denominator: sum.denominator * denominator,
      };
    },
    { numerator: 0n, denominator: 1n },
  );
}

function exceeds(thousandths: number, { numerator, denominator }: Fraction): boolean {
  return BigInt(thousandths) * denominator > numerator;
}

// In big integers: a year's milliseconds times a million are beyond what a number counts exactly.
export function isShareAtMost(part: number, whole: number, millionths: number): boolean {
  return BigInt(part) * 1_000_000n <= BigInt(whole) * BigInt(millionths);
}

function sum(stretches: readonly Stretch[], of: (stretch: Stretch) => number): number {
  return stretches.reduce((total, stretch) => total + of(stretch), 0);
}

const SEVERITY: readonly Verdict[] = ['noAgreedTime', 'met', 'notMeasured', 'missed'];

/** The verdict over several targets: the gravest one; without targets there is nothing to miss. */
export function gravest(verdicts: readonly Verdict[]): Verdict {
  const [first = 'met', ...others] = verdicts;
  return others.reduce((worst, it) => (SEVERITY.indexOf(it) > SEVERITY.indexOf(worst) ? it : worst), first);
}
