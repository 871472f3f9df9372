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
  const [ofGood, ofTotal] = [BigInt(good), BigInt(total)];
  const isReached = ofGood * denominator >= ofTotal * numerator;
  return {
    verdict: verdict({ wholeMs: measuredTime(measured).wholeMs, isEnough: total >= Math.max(1, minimum), isReached }),
    indicator,
    minimum,
    good,
    total,
    allowed: Number((ofTotal * (denominator - numerator)) / denominator),
    percent: total === 0 ? null : truncate(100n * ofGood, ofTotal, decimals(target) + 1),
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

function sumCounts({ stretches, counts }: Measured, indicator: string): { good: number; total: number } {
  const own = counts.filter((it) => it.indicator === indicator);
  const counted = stretches.flatMap((stretch) => startingInService(stretch, own));
  return counted.reduce((sum, it) => ({ good: sum.good + it.good, total: sum.total + it.total }), {
    good: 0,
    total: 0,
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
