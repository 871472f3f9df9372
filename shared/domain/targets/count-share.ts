import type { CountShare, LatencyTarget, RequestsTarget } from '../catalogue.ts';
import { decimals, percentage, truncate } from '../decimal.ts';
import type { CountEvent } from '../event.ts';
import type { LatencyResult, RequestsResult, Verdict } from '../result.ts';
import { type Counted, type Measured, measuredTime } from './measured.ts';
import { promiseOf } from './promise.ts';

/** The share of requests that succeeded. */
export function requestsResult(target: RequestsTarget, measured: Measured): RequestsResult {
  return { kind: target.kind, target: promiseOf(target), ...shareOf(target, measured) };
}

/** The share of requests that were fast enough: the same arithmetic on an indicator of its own. */
export function latencyResult(target: LatencyTarget, measured: Measured): LatencyResult {
  return { kind: target.kind, target: promiseOf(target), ...shareOf(target, measured) };
}

// Counts are what they are: what nobody counted is no request, and too few say nothing.
function shareOf({ indicator, target, minimum }: CountShare, measured: Measured) {
  const { good, total } = sumCounts(measured, indicator);
  const { numerator, denominator } = percentage(target);
  const isEnough = total >= Math.max(1, minimum);
  const isReached = good * denominator >= total * numerator;
  return {
    verdict: verdict({ wholeMs: measuredTime(measured).wholeMs, isEnough, isReached }),
    indicator,
    minimum,
    good: Number(good),
    total: Number(total),
    allowed: Number((total * (denominator - numerator)) / denominator),
    percent: total === 0n ? null : truncate(100n * good, total, decimals(target) + 1),
  };
}

function verdict({
  wholeMs,
  isEnough,
  isReached,
}: {
  wholeMs: number;
  isEnough: boolean;
  isReached: boolean;
}): Verdict {
  if (wholeMs === 0) return 'noAgreedTime';
  if (!isEnough) return 'notMeasured';
  return isReached ? 'met' : 'missed';
}

// In big integers: each count is exact as a number, the sum of many need not be.
function sumCounts({ stretches, counts }: Measured, indicator: string): { good: bigint; total: bigint } {
  const own = counts.filter((it) => it.indicator === indicator);
  const counted = stretches.flatMap((stretch) => startingInService(stretch, own));
  return counted.reduce((sum, it) => ({ good: sum.good + BigInt(it.good), total: sum.total + BigInt(it.total) }), {
    good: 0n,
    total: 0n,
  });
}

// A count is of the moment at which its time starts: whole, and only in service hours that are not excluded nor under
// maintenance. Counts and layers are both in order.
function startingInService({ layers }: Counted, counts: readonly CountEvent[]): CountEvent[] {
  let index = 0;
  return counts.filter(({ start }) => {
    while ((layers[index]?.end ?? Number.POSITIVE_INFINITY) <= start) index++;
    const layer = layers[index];
    return layer !== undefined && layer.start <= start && layer.class === 'open';
  });
}
