import { type Interval, intersect, subtract, union } from './interval.ts';
import type { TimeClass } from './result.ts';

/** A piece of a window in which the agreement, not the monitors, decides the class; `open` where the monitors do. */
export interface Layer extends Interval {
  readonly class: Extract<TimeClass, 'notInForce' | 'outOfHours' | 'excluded' | 'maintenance'> | 'open';
  readonly reason?: string;
}

/** A claim on time, with why: the earlier a claim stands in the list, the more it is heard. */
export interface Claim {
  readonly class: Exclude<Layer['class'], 'open'>;
  readonly intervals: readonly Interval[];
  readonly reason?: string;
}

/** Cuts the window into layers: each instant belongs to the first claim that covers it, or is open. Sorted, no gaps. */
export function layersOf(window: Interval, claims: readonly Claim[]): Layer[] {
  const layers: Layer[] = [];
  let rest = union([window]);
  for (const claim of claims) {
    if (claim.intervals.length === 0) continue;
    const taken = intersect(rest, union(claim.intervals));
    if (taken.length === 0) continue;
    for (const piece of taken) layers.push(layerOf(claim, piece));
    rest = subtract(rest, taken);
  }
  for (const { start, end } of rest) layers.push({ start, end, class: 'open' });
  return layers.sort((a, b) => a.start - b.start);
}

function layerOf({ class: name, reason }: Claim, { start, end }: Interval): Layer {
  return reason === undefined ? { start, end, class: name } : { start, end, class: name, reason };
}
