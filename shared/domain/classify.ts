import { type Condition, DEGRADED, DOWN, unknownCause } from './condition.ts';
import { InvariantError } from './errors.ts';
import type { Interval } from './interval.ts';
import type { Layer } from './layer.ts';
import { CLASSES, type ClassMilliseconds, type TimeClass } from './result.ts';
import type { Track } from './track.ts';

/** A stretch of one class, under one layer, in one condition of the service. */
export interface ClassRun extends Interval {
  readonly class: TimeClass;
  readonly condition: Condition;
  readonly layer: Layer;
}

/** Joins the agreement's layers with what the service was: every millisecond of the layers gets exactly one class. */
export function classify(track: Track, layers: readonly Layer[]): ClassRun[] {
  const runs: ClassRun[] = [];
  let index = 0;
  for (const layer of layers) {
    let start = layer.start;
    while (start < layer.end) {
      while (index + 1 < track.starts.length && (track.starts[index + 1] ?? track.end) <= start) index++;
      const end = Math.min(layer.end, track.starts[index + 1] ?? track.end);
      const condition = track.conditions[index] ?? Number.NaN;
      runs.push({ start, end, class: layer.class === 'open' ? classOf(condition) : layer.class, condition, layer });
      start = end;
    }
  }
  return runs;
}

function classOf(condition: Condition): TimeClass {
  if (condition === DOWN) return 'down';
  if (unknownCause(condition) !== undefined) return 'unknown';
  return condition === DEGRADED ? 'degraded' : 'up';
}

/**
 * Milliseconds of each class; `period` is the length of the window.
 *
 * @throws InvariantError if they do not add up to the window: then no figure may be printed from them
 */
export function sumClasses(runs: readonly ClassRun[], window: Interval): ClassMilliseconds {
  const sums: Record<TimeClass, number> = {
    notInForce: 0,
    outOfHours: 0,
    excluded: 0,
    maintenance: 0,
    unknown: 0,
    down: 0,
    degraded: 0,
    up: 0,
  };
  for (const run of runs) sums[run.class] += run.end - run.start;
  const period = window.end - window.start;
  const sum = CLASSES.reduce((total, name) => total + sums[name], 0);
  if (sum !== period) throw new InvariantError(`the classes sum to ${sum} ms, the period has ${period} ms`);
  return { period, ...sums };
}
