import type { RollUpRule } from './catalogue.ts';
import { ABSENT } from './condition.ts';
import type { Interval } from './interval.ts';
import { type Track, worstOf } from './track.ts';

/** The state of a service from its monitors'. Further rules are further cases: the compiler asks for each. */
export function rollUp(rule: RollUpRule, monitors: readonly Track[], window: Interval): Track {
  switch (rule.type) {
    case 'anyDown':
      return worstOf(monitors, window, ABSENT);
  }
}
