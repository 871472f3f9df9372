import { average, thousandths } from './average.ts';
import type { RollUpRule } from './catalogue.ts';
import { ABSENT } from './condition.ts';
import type { Interval } from './interval.ts';
import { combined, type Track, worstOf } from './track.ts';
import { worstButSome } from './worst.ts';

/** A monitor that is rolled up: its name and what it was. */
export interface RolledUp {
  readonly id: string;
  readonly track: Track;
}

/** Whether the rule makes a service down in part. */
export function averages({ type }: RollUpRule): boolean {
  return type === 'weighted' || type === 'monitorSeconds';
}

/**
 * The state of a service from its monitors', of which there is at least one. `atLeast: k` is the k-th worst of them: down
 * while k are down, and unknown only where that depends on what is not known.
 */
export function rollUp(rule: RollUpRule, monitors: readonly RolledUp[], window: Interval): Track {
  const tracks = monitors.map(({ track }) => track);
  switch (rule.type) {
    case 'anyDown':
      return worstOf(tracks, window, ABSENT);
    case 'allDown':
      return combined(tracks, window, (all) => worstButSome(all, all.length - 1));
    case 'atLeast':
      return combined(tracks, window, (all) => worstButSome(all, rule.monitors - 1));
    case 'weighted':
      return averaged(monitors, window, ({ id }) => rule.weights[id] ?? 0);
    case 'monitorSeconds':
      return averaged(monitors, window, () => 1);
  }
}

function averaged(monitors: readonly RolledUp[], window: Interval, weightOf: (monitor: RolledUp) => number): Track {
  const shares = thousandths(monitors.map(weightOf));
  return combined(
    monitors.map(({ track }) => track),
    window,
    (all) => average(all, shares),
  );
}
