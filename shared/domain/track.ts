import { ABSENT, type Condition } from './condition.ts';
import type { Interval } from './interval.ts';

/**
 * A condition over a window, run by run: `conditions[i]` holds from `starts[i]` until the next start, the last until
 * `end`. Two flat arrays rather than objects, because this is the loop that everything else waits for.
 */
export interface Track {
  readonly starts: readonly number[];
  readonly conditions: readonly Condition[];
  readonly end: number;
}

interface Run extends Interval {
  readonly condition: Condition;
}

const NONE: Condition = -1;

/** Collects runs in ascending order; equal neighbours merge, and a run that starts where another did replaces it. */
export class TrackBuilder {
  private readonly starts: number[] = [];
  private readonly conditions: Condition[] = [];
  private start = Number.NaN;
  private condition = NONE;

  add(start: number, condition: Condition): void {
    if (start === this.start) this.takeBack();
    if (condition === this.condition) return;
    this.starts.push(start);
    this.conditions.push(condition);
    this.start = start;
    this.condition = condition;
  }

  build(end: number): Track {
    return { starts: this.starts, conditions: this.conditions, end };
  }

  private takeBack(): void {
    this.starts.pop();
    this.conditions.pop();
    this.start = this.starts.at(-1) ?? Number.NaN;
    this.condition = this.conditions.at(-1) ?? NONE;
  }
}

/** The same condition throughout. */
export function constantTrack({ start, end }: Interval, condition: Condition): Track {
  return { starts: [start], conditions: [condition], end };
}

function runsOf({ starts, conditions, end }: Track): Run[] {
  return starts.map((start, index) => ({
    start,
    end: starts[index + 1] ?? end,
    condition: conditions[index] ?? Number.NaN,
  }));
}

/**
 * The worst condition at each instant over several tracks of one window (`anyDown`): their maximum.
 *
 * Merges pairwise, halves by halves: n changes in k tracks take n log k steps.
 */
export function worstOf(tracks: readonly Track[], window: Interval, none: Condition): Track {
  const [first] = tracks;
  if (first === undefined) return constantTrack(window, none);
  if (tracks.length === 1) return first;
  const middle = tracks.length >> 1;
  return worstOfTwo(worstOf(tracks.slice(0, middle), window, none), worstOf(tracks.slice(middle), window, none));
}

function worstOfTwo(a: Track, b: Track): Track {
  const merged = new TrackBuilder();
  let i = 0;
  let j = 0;
  for (let at = a.starts[0] ?? a.end; at < a.end; at = Math.min(a.starts[i + 1] ?? a.end, b.starts[j + 1] ?? b.end)) {
    while (i + 1 < a.starts.length && (a.starts[i + 1] ?? a.end) <= at) i++;
    while (j + 1 < b.starts.length && (b.starts[j + 1] ?? b.end) <= at) j++;
    merged.add(at, Math.max(a.conditions[i] ?? 0, b.conditions[j] ?? 0));
  }
  return merged.build(a.end);
}

/** What several tracks of one window come to at each instant, when nothing less than all of their conditions tells. */
export function combined(
  tracks: readonly Track[],
  window: Interval,
  conditionOf: (conditions: readonly Condition[]) => Condition,
): Track {
  const result = new TrackBuilder();
  const indexes = tracks.map(() => 0);
  for (let at = window.start; at < window.end; ) {
    let next = window.end;
    const conditions = tracks.map(({ starts, conditions: own }, of) => {
      let index = indexes[of] ?? 0;
      while ((starts[index + 1] ?? window.end) <= at) index++;
      indexes[of] = index;
      next = Math.min(next, starts[index + 1] ?? window.end);
      return own[index] ?? ABSENT;
    });
    result.add(at, conditionOf(conditions));
    at = next;
  }
  return result.build(window.end);
}

/** The track with another condition inside the intervals (as `union` returns them). */
export function overlay(track: Track, intervals: readonly Interval[], condition: Condition): Track {
  if (intervals.length === 0) return track;
  const result = new TrackBuilder();
  let next = 0;
  for (const run of runsOf(track)) {
    let at = run.start;
    while (at < run.end) {
      while ((intervals[next]?.end ?? Number.POSITIVE_INFINITY) <= at) next++;
      const covering = intervals[next];
      const inside = covering !== undefined && covering.start <= at;
      result.add(at, inside ? condition : run.condition);
      at = Math.min(run.end, (inside ? covering.end : covering?.start) ?? run.end);
    }
  }
  return result.build(track.end);
}

/** The track with the conditions below a bound given their meaning; neighbours may become alike. */
export function settle(track: Track, below: Condition, meaningOf: (condition: Condition) => Condition): Track {
  const conditions = [...track.conditions];
  for (let index = 0; index < conditions.length; index++) {
    const condition = conditions[index] ?? below;
    if (condition < below) conditions[index] = meaningOf(condition);
  }
  return { ...track, conditions };
}

/** Looks at one stretch of a track after the other, in ascending order, in one walk over all of it. */
export class TrackWalk {
  private readonly track: Track;
  private index = 0;

  constructor(track: Track) {
    this.track = track;
  }

  /** Whether the condition occurs within the interval, which starts no earlier than the one before. */
  meets(condition: Condition, { start, end }: Interval): boolean {
    const { starts, conditions } = this.track;
    while ((starts[this.index + 1] ?? end) <= start) this.index++;
    for (let index = this.index; index === this.index || (starts[index] ?? end) < end; index++) {
      if (conditions[index] === condition) return true;
    }
    return false;
  }
}

/** The condition at an instant (epoch ms) of the track; what is `NaN` lies before its start. */
export function conditionAt({ starts, conditions }: Track, at: number): Condition {
  const next = starts.findIndex((start) => start > at);
  return conditions[(next < 0 ? starts.length : next) - 1] ?? Number.NaN;
}
