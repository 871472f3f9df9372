/** How long something took, over repeated runs. */
export interface Timing {
  readonly medianMs: number;
  readonly fastestMs: number;
  readonly runs: number;
}

/** Runs until enough time has passed for the median to hold still: after warming up, at least five times. */
export function measure(work: () => unknown, { forMs }: { forMs: number }): Timing {
  repeat(work, { forMs: forMs / 2, atLeast: 2 });
  const times = repeat(work, { forMs, atLeast: 5 }).sort((a, b) => a - b);
  const median = times[times.length >> 1];
  const [fastest] = times;
  if (median === undefined || fastest === undefined) throw new Error('expected at least one run');
  return { medianMs: median, fastestMs: fastest, runs: times.length };
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
