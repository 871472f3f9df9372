import { gaps, type Interval, union } from './interval.ts';

/** A feed's signs of life: epoch ms, ascending, and how long one lasts. */
export interface FeedLife {
  readonly beats: readonly number[];
  readonly allowedGapMs: number;
}

/**
 * When a feed with a declared heartbeat says nothing: from the last beat plus the allowed gap until the next beat.
 * Before the first beat nothing is known either.
 */
export function silentIntervals({ beats, allowedGapMs }: FeedLife, window: Interval): Interval[] {
  return gaps(union(beats.map((at) => ({ start: at, end: at + allowedGapMs }))), window);
}
