import { type Track, TrackBuilder } from './track.ts';

interface Run {
  readonly start: number;
  readonly condition: number;
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
  const runs: Run[] = [];
  for (const [index, start] of track.starts.entries()) {
    const condition = track.conditions[index] ?? Number.NaN;
    if (runs.at(-1)?.condition === condition) continue;
    if (isInterruption(runs, { start, condition }, shorterThan)) runs.pop();
    else runs.push({ start, condition });
  }
  return trackOf(runs, track.end);
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
