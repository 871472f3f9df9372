import type { DowntimeTarget } from '../catalogue.ts';
import type { DowntimeResult } from '../result.ts';
import { verdictOf } from '../verdict.ts';
import { type Measured, measuredTime } from './measured.ts';
import { promiseOf } from './promise.ts';

/** All counted downtime; lowest if all unknown time had been up, highest if all of it had been down. */
export function downtimeResult(target: DowntimeTarget, measured: Measured): DowntimeResult {
  const { downtimeThousandths, uncertainMs, wholeMs, tolerated } = measuredTime(measured);
  const allowedMs = target.atMostMs;
  // Rounded up to whole milliseconds it exceeds a whole number of them if, and only if, it did before.
  const usedMs = Math.ceil(downtimeThousandths / 1000);
  const highMs = usedMs + uncertainMs;
  return {
    kind: target.kind,
    target: promiseOf(target),
    verdict: verdictOf({
      total: wholeMs,
      certainMiss: usedMs > allowedMs,
      certainMet: highMs <= allowedMs,
      tolerated,
    }),
    allowedMs,
    usedMs,
    remainingMs: allowedMs - usedMs,
    highMs,
  };
}
