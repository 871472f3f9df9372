import type { AvailabilityTarget } from '../catalogue.ts';
import type { AvailabilityResult } from '../result.ts';
import { budgetOf, type Stretch } from '../verdict.ts';
import type { Counted, Measured } from './measured.ts';

/** Applies over the terms that have an availability target, each with its own percentage. */
export function availabilityResult(
  { kind, target }: AvailabilityTarget,
  { stretches, toleranceMillionths }: Measured,
): AvailabilityResult {
  return { kind, target, ...budgetOf(promisedStretches(stretches), toleranceMillionths) };
}

/** The stretches in which availability is promised, each with the percentage promised in it and the agreed time ahead. */
export function promisedStretches(stretches: readonly Counted[]): Stretch[] {
  return stretches.flatMap(({ term, account: passed, agreedAheadMs }): Stretch[] => {
    const own = term.targets.find((it) => it.kind === 'availability');
    return own === undefined ? [] : [{ ...passed, agreedMs: passed.agreedMs + agreedAheadMs, target: own.target }];
  });
}
