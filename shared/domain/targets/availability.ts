import type { AvailabilityTarget } from '../catalogue.ts';
import type { AvailabilityResult } from '../result.ts';
import { budgetOf, type Stretch } from '../verdict.ts';
import type { Measured } from './measured.ts';

/** Applies over the terms that have an availability target, each with its own percentage. */
export function availabilityResult(
  { kind, target }: AvailabilityTarget,
  { stretches, toleranceMillionths }: Measured,
): AvailabilityResult {
  const parts = stretches.flatMap(({ term, account: passed, agreedAheadMs }): Stretch[] => {
    const own = term.targets.find((it) => it.kind === kind);
    return own === undefined ? [] : [{ ...passed, agreedMs: passed.agreedMs + agreedAheadMs, target: own.target }];
  });
  return { kind, target, ...budgetOf(parts, toleranceMillionths) };
}
