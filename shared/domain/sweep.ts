import { ENGINE } from './engine.ts';

const MINUTE_MS = 60_000;
/** Younger deliveries may still be on their way through the queue, or wait there for their first retry. */
const IN_FLIGHT_MS = 7 * MINUTE_MS;
/** Minutes that are swept once more, for clocks that disagree. */
const OVERLAP_MS = 10 * MINUTE_MS;
/** Where the first sweep ever begins. */
const FIRST_LOOK_BACK_MS = 60 * MINUTE_MS;
/** A long backlog is swept in several runs, so that each one ends in time. */
const MOST_MINUTES = 360;

/** Up to which moment (epoch ms) deliveries have been swept, and which engine every bucket was last folded by. */
export interface SweepCursor {
  readonly sweptUntil: number;
  readonly engine: string;
}

export function firstCursor(now: number): SweepCursor {
  return { sweptUntil: now - FIRST_LOOK_BACK_MS, engine: ENGINE };
}

/** The UTC minutes, `yyyy-mm-ddThh:mm` ascending, that a sweep looks at, and up to when all is swept after each. */
export function minutesToSweep(
  sweptUntil: number,
  now: number,
): { readonly minute: string; readonly sweptUntil: number }[] {
  const from = floor(sweptUntil - OVERLAP_MS);
  const to = Math.min(floor(now - IN_FLIGHT_MS), from + MOST_MINUTES * MINUTE_MS);
  const minutes = Array.from({ length: Math.max(0, (to - from) / MINUTE_MS) }, (_, index) => from + index * MINUTE_MS);
  return minutes.map((start) => ({
    minute: new Date(start).toISOString().slice(0, 16),
    sweptUntil: start + MINUTE_MS,
  }));
}

function floor(instant: number): number {
  return instant - (instant % MINUTE_MS);
}
