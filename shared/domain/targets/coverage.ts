import { contributionOf } from '../account.ts';
import type { CoverageTarget } from '../catalogue.ts';
import { decimals, percentage, truncate } from '../decimal.ts';
import type { CoverageResult } from '../result.ts';
import { verdictOf } from '../verdict.ts';
import type { Counted, Measured } from './measured.ts';
import { promiseOf } from './promise.ts';

/**
 * Share of the agreed time of which something is known. Unknown time is what the class says, whatever the method makes of
 * it; the time allowed to be unknown is of the whole period, from its first day.
 */
export function coverageResult({ kind, target }: CoverageTarget, { stretches }: Measured): CoverageResult {
  const { unknownMs, leftOutMs } = sumUnknown(stretches);
  const passedMs = leftOutMs + stretches.reduce((ms, { account }) => ms + account.agreedMs, 0);
  const wholeMs = passedMs + stretches.reduce((ms, { agreedAheadMs }) => ms + agreedAheadMs, 0);
  const { numerator, denominator } = percentage(target);
  const allowedMs = Number((BigInt(wholeMs) * (denominator - numerator)) / denominator);
  const exceeds = unknownMs > allowedMs;
  return {
    kind,
    target: promiseOf({ kind, target }),
    verdict: verdictOf({ total: wholeMs, certainMiss: exceeds, certainMet: !exceeds, tolerated: true }),
    percent:
      passedMs === 0 ? null : truncate(100n * BigInt(passedMs - unknownMs), BigInt(passedMs), decimals(target) + 1),
    allowedMs,
    usedMs: unknownMs,
    remainingMs: allowedMs - unknownMs,
  };
}

function sumUnknown(stretches: readonly Counted[]): { unknownMs: number; leftOutMs: number } {
  let unknownMs = 0;
  let leftOutMs = 0;
  for (const { classified, method } of stretches) {
    for (const run of classified.runs) {
      if (run.class !== 'unknown') continue;
      unknownMs += run.end - run.start;
      if (!contributionOf(run, method).agreed) leftOutMs += run.end - run.start;
    }
  }
  return { unknownMs, leftOutMs };
}
