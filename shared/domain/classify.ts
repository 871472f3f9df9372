import { type Condition, DEGRADED, DOWN, UP, unknownCause } from './condition.ts';
import { InvariantError } from './errors.ts';
import type { Interval } from './interval.ts';
import type { Layer } from './layer.ts';
import type { AccountingMethod } from './method.ts';
import { CLASSES, type ClassMilliseconds, type TimeClass } from './result.ts';
import type { Track } from './track.ts';

/** A stretch of one class, under one layer, in one condition of the service. */
export interface ClassRun extends Interval {
  readonly class: Exclude<TimeClass, 'up'>;
  readonly condition: Condition;
  readonly layer: Layer;
}

/** What a window consists of: all that was not up, in ascending order, and how much was: up is what lies between. */
export interface Classified {
  readonly runs: readonly ClassRun[];
  readonly upMs: number;
}

/** What of a method decides on classes; all else of it weighs them. */
export type Precedence = Pick<AccountingMethod, 'unknownBeforeMaintenance' | 'upInMaintenanceIsUp'>;

/** Joins the agreement's layers with what the service was: every millisecond of the layers gets exactly one class. */
export function classify(
  { starts, conditions, end: last }: Track,
  layers: readonly Layer[],
  precedence: Precedence = {},
): Classified {
  const runs: ClassRun[] = [];
  let upMs = 0;
  let index = 0;
  let next = starts[1] ?? last;
  for (const layer of layers) {
    for (let start = layer.start; start < layer.end; ) {
      while (next <= start) next = starts[++index + 1] ?? last;
      const end = Math.min(layer.end, next);
      const condition = conditions[index] ?? Number.NaN;
      const name = classUnder(layer, condition, precedence);
      if (name === 'up') upMs += end - start;
      else runs.push({ start, end, class: name, condition, layer });
      start = end;
    }
  }
  return { upMs, runs };
}

function classUnder(layer: Layer, condition: Condition, precedence: Precedence): TimeClass {
  if (layer.class === 'maintenance') {
    if (precedence.unknownBeforeMaintenance && isUnseen(condition)) return 'unknown';
    if (precedence.upInMaintenanceIsUp && condition === UP) return 'up';
  }
  return layer.class === 'open' ? classOf(condition) : layer.class;
}

// A monitor that says it does not know was looking all the same.
function isUnseen(condition: Condition): boolean {
  const cause = unknownCause(condition);
  return cause !== undefined && cause !== 'reported';
}

function classOf(condition: Condition): TimeClass {
  // What is partly down lies between two whole conditions, and is degraded.
  return CLASS_OF[Math.trunc(condition)] ?? 'up';
}

const CLASS_OF: readonly TimeClass[] = Array.from({ length: DOWN + 1 }, (_, condition) => {
  if (condition === DOWN) return 'down';
  if (unknownCause(condition) !== undefined) return 'unknown';
  return condition === DEGRADED ? 'degraded' : 'up';
});

/** Several windows that do not overlap, as one. */
export function together(parts: readonly Classified[]): Classified {
  const [only, ...others] = parts;
  if (only !== undefined && others.length === 0) return only;
  return {
    upMs: parts.reduce((sum, { upMs }) => sum + upMs, 0),
    runs: parts.flatMap(({ runs }) => runs).sort((a, b) => a.start - b.start),
  };
}

/**
 * Milliseconds of each class; `period` is the length of the window.
 *
 * @throws InvariantError if they do not add up to the window: then no figure may be printed from them
 */
export function sumClasses({ upMs, runs }: Classified, window: Interval): ClassMilliseconds {
  const sums: Record<TimeClass, number> = {
    notInForce: 0,
    outOfHours: 0,
    excluded: 0,
    maintenance: 0,
    unknown: 0,
    down: 0,
    degraded: 0,
    up: upMs,
  };
  // By condition first: naming a property at every step would take most of the time.
  const open = CLASS_OF.map(() => 0);
  for (const { start, end, class: name, condition, layer } of runs) {
    const whole = Math.trunc(condition);
    if (layer.class === 'open') open[whole] = (open[whole] ?? 0) + end - start;
    else sums[name] += end - start;
  }
  open.forEach((ms, condition) => {
    sums[classOf(condition)] += ms;
  });
  const period = window.end - window.start;
  const sum = CLASSES.reduce((total, name) => total + sums[name], 0);
  if (sum !== period) throw new InvariantError(`the classes sum to ${sum} ms, the period has ${period} ms`);
  return { period, ...sums };
}
