import type { Classified, ClassRun } from './classify.ts';
import { type Condition, thousandthsDown, unknownCause } from './condition.ts';
import type { AccountingMethod, Treatment, UnknownTreatment } from './method.ts';

/** What one stretch of a class contributes to the ratio under a method. */
export interface Contribution {
  /** Part of agreed time: it is in the denominator. */
  readonly agreed: boolean;
  /** Share of it that is downtime, in thousandths. */
  readonly weight: number;
  /** Left out because nothing is known: it could have been up or down. */
  readonly uncertain: boolean;
}

export const LEFT_OUT: Contribution = { agreed: false, weight: 0, uncertain: false };
const UNCERTAIN: Contribution = { agreed: false, weight: 0, uncertain: true };
export const AS_UP: Contribution = { agreed: true, weight: 0, uncertain: false };
const AS_DOWN: Contribution = { agreed: true, weight: 1000, uncertain: false };

export function contributionOf(run: ClassRun, method: AccountingMethod): Contribution {
  switch (run.class) {
    case 'notInForce':
    case 'outOfHours':
    case 'excluded':
      return LEFT_OUT;
    case 'maintenance':
      return method.maintenance === 'ignore' ? LEFT_OUT : treated(method.maintenance);
    case 'unknown':
      return ofUnknown(method.unknown[unknownCause(run.condition) ?? 'reported']);
    case 'degraded':
      return { agreed: true, weight: thousandthsDown(run.condition) ?? method.degradedWeight, uncertain: false };
    case 'down':
      return AS_DOWN;
  }
}

function treated(treatment: Treatment): Contribution {
  switch (treatment) {
    case 'exclude':
      return LEFT_OUT;
    case 'countAsUp':
      return AS_UP;
    case 'countAsDown':
      return AS_DOWN;
  }
}

function ofUnknown(treatment: UnknownTreatment): Contribution {
  switch (treatment) {
    case 'omit':
      return LEFT_OUT;
    case 'exclude':
    case 'carry':
      return UNCERTAIN;
    case 'countAsUp':
    case 'countAsDown':
      return treated(treatment);
  }
}

/** What classified time adds up to. Sums of parts are the sum of the whole. */
export interface Account {
  readonly agreedMs: number;
  /** Downtime in thousandths of a millisecond: degraded time may weigh a fraction. */
  readonly downtimeThousandths: number;
  /** Time left out because nothing is known of it. */
  readonly uncertainMs: number;
}

export function account({ upMs, runs }: Classified, method: AccountingMethod): Account {
  let agreedMs = upMs;
  let downtimeThousandths = 0;
  let uncertainMs = 0;
  for (const run of runs) {
    const ms = run.end - run.start;
    const { agreed, weight, uncertain } = contributionOf(run, method);
    if (agreed) agreedMs += ms;
    if (uncertain) uncertainMs += ms;
    downtimeThousandths += ms * weight;
  }
  return { agreedMs, downtimeThousandths, uncertainMs };
}

/** The account of several windows that do not overlap. */
export function sumAccounts(accounts: readonly Account[]): Account {
  return accounts.reduce(
    (sum, it) => ({
      agreedMs: sum.agreedMs + it.agreedMs,
      downtimeThousandths: sum.downtimeThousandths + it.downtimeThousandths,
      uncertainMs: sum.uncertainMs + it.uncertainMs,
    }),
    { agreedMs: 0, downtimeThousandths: 0, uncertainMs: 0 },
  );
}

/** Whether the method leaves this condition out because nothing is known: it could have been up or down. */
export function isUncertain(condition: Condition, method: AccountingMethod): boolean {
  const cause = unknownCause(condition);
  return cause !== undefined && ofUnknown(method.unknown[cause]).uncertain;
}
