import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ABSENT,
  type Condition,
  DEGRADED,
  DOWN,
  FEED_SILENT,
  PENDING,
  UP,
  WAS_PENDING,
} from '../../shared/domain/condition.ts';
import { union } from '../../shared/domain/interval.ts';
import {
  combined,
  conditionAt,
  constantTrack,
  overlay,
  settle,
  type Track,
  TrackBuilder,
  TrackWalk,
  worstOf,
} from '../../shared/domain/track.ts';

const WINDOW = { start: 0, end: 20 };

/** `track(0, UP, 10, DOWN)`: up from 0, down from 10, until 20. */
function track(...runs: readonly number[]): Track {
  const builder = new TrackBuilder();
  for (let index = 0; index < runs.length; index += 2) builder.add(runs[index] ?? 0, runs[index + 1] ?? 0);
  return builder.build(WINDOW.end);
}

describe('a track', () => {
  it('joins neighbours that are the same', () => {
    expect(track(0, UP, 5, UP, 10, DOWN)).toEqual(track(0, UP, 10, DOWN));
  });

  it('lets a later word about one instant replace the earlier', () => {
    expect(track(0, UP, 5, DEGRADED, 5, DOWN)).toEqual(track(0, UP, 5, DOWN));
    expect(track(0, UP, 5, DEGRADED, 5, UP)).toEqual(track(0, UP));
  });
});

describe('the worst of several tracks', () => {
  it('is at each instant what the worst of them is', () => {
    const worst = worstOf([track(0, UP, 5, DOWN, 10, UP), track(0, DEGRADED, 8, UP), track(0, UP)], WINDOW, UP);
    expect(worst).toEqual(track(0, DEGRADED, 5, DOWN, 10, UP));
  });

  it('of none is what none means', () => {
    expect(worstOf([], WINDOW, DEGRADED)).toEqual(constantTrack(WINDOW, DEGRADED));
  });
});

describe('several tracks together', () => {
  it('are at each instant what is made of all of them, and join where that is the same', () => {
    const tracks = [track(0, UP, 5, DOWN, 10, UP), track(0, DEGRADED, 8, UP, 12, DOWN)];
    const least = combined(tracks, WINDOW, (conditions) => Math.min(...conditions));
    expect(least).toEqual(track(0, UP, 5, DEGRADED, 8, UP));
    const seen: number[][] = [];
    combined(tracks, WINDOW, (conditions) => seen.push([...conditions]));
    expect(seen).toEqual([
      [UP, DEGRADED],
      [DOWN, DEGRADED],
      [DOWN, UP],
      [UP, UP],
      [UP, DOWN],
    ]);
  });

  it('are looked at within their window', () => {
    const late = combined([track(0, UP, 5, DOWN)], { start: 3, end: 8 }, ([only = ABSENT]) => only);
    expect(late).toEqual({ starts: [3, 5], conditions: [UP, DOWN], end: 8 });
    expect(combined([], WINDOW, () => UP)).toEqual(track(0, UP));
  });
});

describe('an instant of a track', () => {
  it('is in the condition that began last, and in none before the track', () => {
    const instants = [-1, 0, 4, 5, 19].map((at) => conditionAt(track(0, UP, 5, DOWN), at));
    expect(instants).toEqual([Number.NaN, UP, UP, DOWN, DOWN]);
  });
});

describe('an overlay', () => {
  it('of nothing leaves the track as it was, and within one stretch it is put back after', () => {
    const below = track(0, UP, 5, DOWN);
    expect(overlay(below, [], FEED_SILENT)).toEqual(below);
    const inside = [{ start: 6, end: 8 }];
    expect(overlay(below, inside, FEED_SILENT)).toEqual(track(0, UP, 5, DOWN, 6, FEED_SILENT, 8, DOWN));
    const touching = [{ start: 5, end: 8 }];
    expect(overlay(below, touching, FEED_SILENT)).toEqual(track(0, UP, 5, FEED_SILENT, 8, DOWN));
  });

  it('holds inside its intervals, whatever was there', () => {
    const silent = [
      { start: 3, end: 7 },
      { start: 15, end: 30 },
    ];
    expect(overlay(track(0, UP, 5, DOWN), silent, FEED_SILENT)).toEqual(
      track(0, UP, 3, FEED_SILENT, 7, DOWN, 15, FEED_SILENT),
    );
  });

  it('may cover everything', () => {
    expect(overlay(track(0, UP, 5, DOWN), [WINDOW], FEED_SILENT)).toEqual(track(0, FEED_SILENT));
  });
});

describe('settling what is not said yet', () => {
  it('gives the conditions below a bound their meaning, and leaves the rest', () => {
    const settled = settle(track(0, ABSENT, 5, PENDING, 10, UP, 15, DOWN), UP, (condition) =>
      condition === PENDING ? WAS_PENDING : UP,
    );
    expect(settled).toEqual({ starts: [0, 5, 10, 15], conditions: [UP, WAS_PENDING, UP, DOWN], end: 20 });
  });
});

describe('a walk over a track', () => {
  it('meets a condition in the stretches in which it occurs', () => {
    const walk = new TrackWalk(track(0, UP, 5, DOWN, 10, UP, 16, DOWN));
    const stretches = [
      { start: 0, end: 5 },
      { start: 0, end: 6 },
      { start: 7, end: 8 },
      { start: 9, end: 15 },
      { start: 10, end: 15 },
      { start: 10, end: 17 },
      { start: 19, end: 20 },
    ];
    expect(stretches.map((stretch) => walk.meets(DOWN, stretch))).toEqual([false, true, true, true, false, true, true]);
  });
});

describe('any tracks', () => {
  const condition = fc.constantFrom(UP, DEGRADED, DOWN);
  const tracks = fc
    .tuple(condition, fc.array(fc.tuple(fc.integer({ min: 1, max: 19 }), condition), { maxLength: 8 }))
    .map(([first, runs]) => track(0, first, ...runs.sort(([a], [b]) => a - b).flat()));

  function at({ starts, conditions }: Track, instant: number): Condition | undefined {
    return conditions[starts.findLastIndex((start) => start <= instant)];
  }
  const instants = Array.from({ length: WINDOW.end }, (_, instant) => instant);
  const points = (of: Track): (Condition | undefined)[] => instants.map((instant) => at(of, instant));

  it('are at their worst what an instant-by-instant maximum says', () => {
    fc.assert(
      fc.property(fc.array(tracks, { minLength: 1, maxLength: 5 }), (list) => {
        const expected = instants.map((instant) => Math.max(...list.map((it) => at(it, instant) ?? 0)));
        expect(points(worstOf(list, WINDOW, 0))).toEqual(expected);
      }),
    );
  });

  it('are covered just where the intervals are', () => {
    const bound = fc.integer({ min: -5, max: 25 });
    const intervals = fc.array(fc.record({ start: bound, end: bound }), { maxLength: 5 }).map(union);
    fc.assert(
      fc.property(tracks, intervals, (below, covering) => {
        const expected = instants.map((instant) =>
          covering.some(({ start, end }) => start <= instant && instant < end) ? FEED_SILENT : at(below, instant),
        );
        expect(points(overlay(below, covering, FEED_SILENT))).toEqual(expected);
      }),
    );
  });
});
