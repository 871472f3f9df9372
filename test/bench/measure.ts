import { median, quantile } from './quantile.ts';
import type { BenchOptions } from './section.ts';

/** How long something took, over repeated runs. */
export interface Timing {
  readonly medianMs: number;
  readonly fastestMs: number;
}

/** Runs until enough time has passed for the median to hold still: after warming up, at least five times. */
export function measure(work: () => unknown, { quick }: BenchOptions): Timing {
  const forMs = quick ? 100 : 1000;
  repeat(work, { forMs: forMs / 2, atLeast: 2 });
  const times = repeat(work, { forMs, atLeast: 5 });
  return { medianMs: median(times), fastestMs: quantile(times, 0) };
}

function repeat(work: () => unknown, { forMs, atLeast }: { forMs: number; atLeast: number }): number[] {
  const times: number[] = [];
  const stop = performance.now() + forMs;
  while (times.length < atLeast || performance.now() < stop) {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  }
  return times;
}
