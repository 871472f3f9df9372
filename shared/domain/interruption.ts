import type { Condition } from './condition.ts';
import { type Interval, isWithin } from './interval.ts';
import { type Track, TrackBuilder } from './track.ts';

interface Run {
  readonly start: number;
  readonly condition: Condition;
}

/** A stretch that is taken for what is on both sides of it, and what it was itself. */
export interface Interruption extends Interval {
  readonly condition: Condition;
}

/**
 * The track with every state that lasts shorter than a bound taken for the one on both sides of it, if they agree. What
 * was bridged may itself be short and be bridged in turn. The first and the last state stay as they are: what is on
 * their other side lies outside the window.
 *
 * @param shorterThan ms; 0 leaves all as it is
 * @example up 10 min, down 1 min, up 10 min, with 2 min  //=> up 21 min
 */
export function withoutShortInterruptions(track: Track, shorterThan: number): Track {
  if (shorterThan <= 0) return track;
  return trackOf(bridged(track, shorterThan), track.end);
}

/**
 * The interruption that an instant is part of and that is bridged: of one inside another the outer one.
 *
 * @example up until 10, down until 11, up until 21, with 2, at 10  //=> { start: 10, end: 11, condition: DOWN }
 */
export function interruptionAt(track: Track, shorterThan: number, at: number): Interruption | undefined {
  let found: Interruption | undefined;
  // What is inside another is bridged before it.
  bridged(track, shorterThan, (interruption) => {
    if (isWithin(at, interruption)) found = interruption;
  });
  return found;
}

function bridged({ starts, conditions }: Track, shorterThan: number, onBridged?: (it: Interruption) => void): Run[] {
  const runs: Run[] = [];
  for (const [index, start] of starts.entries()) {
    const condition = conditions[index] ?? Number.NaN;
    if (runs.at(-1)?.condition === condition) continue;
    if (!isInterruption(runs, { start, condition }, shorterThan)) {
      runs.push({ start, condition });
      continue;
    }
    const short = runs.pop();
    if (short !== undefined) onBridged?.({ ...short, end: start });
  }
  return runs;
}

// The run before the new one is short, and the one before that goes on with the new one.
function isInterruption(runs: readonly Run[], { start, condition }: Run, shorterThan: number): boolean {
  const short = runs.at(-1);
  return runs.at(-2)?.condition === condition && short !== undefined && start - short.start < shorterThan;
}

function trackOf(runs: readonly Run[], end: number): Track {
  const track = new TrackBuilder();
  for (const { start, condition } of runs) track.add(start, condition);
  return track.build(end);
}
