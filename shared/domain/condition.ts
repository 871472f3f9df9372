import type { UnknownCause } from './result.ts';
import type { MonitorState } from './signal.ts';

/**
 * What a stream, a monitor or a service is at an instant, as a number that grows with severity, so that the worst of
 * several is their maximum. `ABSENT` has no say: nothing was ever seen of it.
 */
export const ABSENT = 0;
export const PENDING = 1;
export const UP = 2;
export const DEGRADED = 3;
export const NEVER_SEEN = 4;
export const NO_MONITOR = 5;
export const WAS_PENDING = 6;
export const FEED_SILENT = 7;
export const REPORTED_UNKNOWN = 8;
export const DOWN = 9;

export type Condition = number;

// A power of two above all thousandths: what is divided by it is exact, and lies between DEGRADED and what is worse.
const PARTS = 1024;

/** Degraded so far that this many thousandths of it are downtime, from 1 to 1000: the more, the worse. */
export function partlyDown(thousandths: number): Condition {
  return DEGRADED + thousandths / PARTS;
}

/** How many thousandths of the condition are downtime; undefined unless it is partly down. */
export function thousandthsDown(condition: Condition): number | undefined {
  return condition > DEGRADED && condition < NEVER_SEEN ? (condition - DEGRADED) * PARTS : undefined;
}

/** The condition of a monitor that says this of itself. */
export function conditionOf(state: MonitorState): Condition {
  switch (state) {
    case 'up':
      return UP;
    case 'degraded':
      return DEGRADED;
    case 'unknown':
      return REPORTED_UNKNOWN;
    case 'down':
      return DOWN;
  }
}

const CAUSES: Readonly<Record<Condition, UnknownCause>> = {
  [NEVER_SEEN]: 'neverSeen',
  [NO_MONITOR]: 'noMonitor',
  [WAS_PENDING]: 'pending',
  [FEED_SILENT]: 'feedSilent',
  [REPORTED_UNKNOWN]: 'reported',
};

/** Why the condition is unknown; undefined when it is not. */
export function unknownCause(condition: Condition): UnknownCause | undefined {
  return CAUSES[condition];
}

/** What people call it. */
export type ConditionName = 'absent' | 'pending' | 'up' | 'degraded' | 'down' | `unknown: ${UnknownCause}`;

export function conditionName(condition: Condition): ConditionName {
  const cause = unknownCause(condition);
  if (cause !== undefined) return `unknown: ${cause}`;
  if (condition === DOWN) return 'down';
  if (condition >= DEGRADED) return 'degraded';
  if (condition === UP) return 'up';
  return condition === PENDING ? 'pending' : 'absent';
}
