import { truncate } from './decimal.ts';
import type { Attainment } from './result.ts';

/** One closed period of a service, for the question what could have been promised. */
export interface PossibleTarget {
  readonly attainment: Attainment;
  /** Whether no more was unknown than the agreement tolerates. */
  readonly tolerated: boolean;
}

/** The highest availability target that would have been met in all but one of twelve periods. */
export interface HighestTarget {
  readonly agreement: string;
  readonly service: string;
  /** Periods with a figure, and in how many of them the target is met. */
  readonly periods: number;
  readonly met: number;
  /** Periods of which too much is unknown for any target to be met. */
  readonly notMeasured: number;
  /** Per cent, cut off after three decimals; null where too many are not measured. */
  readonly target: string | null;
}

const DIGITS = 3;
// Availabilities are kept as ratios with 20 decimals.
const RATIO = 10n ** 20n;

/**
 * The highest target that so many periods meet is what the least of the best of them came to, with all of its unknown time
 * taken as down. Of each twelve periods one may miss: of 12 it is 11, of fewer all.
 *
 * @example availabilities of 99.9, 99.8 and 99.95 % in three months  //=> 99.800 %, met in 3 of 3
 */
export function highestTarget(periods: readonly PossibleTarget[]): HighestTarget | undefined {
  const measured = periods.filter(({ attainment }) => attainment.availability !== null);
  const [first] = measured;
  if (first === undefined) return undefined;
  const met = measured.length - Math.floor(measured.length / 12);
  const best = measured.map(certainShare).toSorted((a, b) => Number(b - a));
  const least = best[met - 1] ?? NEVER;
  return {
    agreement: first.attainment.agreement,
    service: first.attainment.service,
    periods: measured.length,
    met,
    notMeasured: measured.filter(({ tolerated }) => !tolerated).length,
    target: least === NEVER ? null : truncate(least * 100n, RATIO, DIGITS),
  };
}

/** Below every share: of a period that is not measured no target is met. */
const NEVER = -1n;

function certainShare({ attainment: { availability }, tolerated }: PossibleTarget): bigint {
  if (availability === null || !tolerated) return NEVER;
  return BigInt(availability.low.replace('.', ''));
}
