import { describe, expect, it } from 'vitest';
import {
  ABSENT,
  conditionName,
  conditionOf,
  DEGRADED,
  DOWN,
  FEED_SILENT,
  NEVER_SEEN,
  NO_MONITOR,
  PENDING,
  partlyDown,
  REPORTED_UNKNOWN,
  thousandthsDown,
  UP,
  unknownCause,
  WAS_PENDING,
} from '../../shared/domain/condition.ts';

describe('a condition', () => {
  it.each([
    [ABSENT, 'absent'],
    [PENDING, 'pending'],
    [UP, 'up'],
    [DEGRADED, 'degraded'],
    [partlyDown(1), 'degraded'],
    [partlyDown(1000), 'degraded'],
    [NEVER_SEEN, 'unknown: neverSeen'],
    [NO_MONITOR, 'unknown: noMonitor'],
    [WAS_PENDING, 'unknown: pending'],
    [FEED_SILENT, 'unknown: feedSilent'],
    [REPORTED_UNKNOWN, 'unknown: reported'],
    [DOWN, 'down'],
  ] as const)('%d is called %s', (condition, name) => {
    expect(conditionName(condition)).toBe(name);
  });

  it('of what a monitor says is what it says', () => {
    expect((['up', 'degraded', 'unknown', 'down'] as const).map(conditionOf)).toEqual([
      UP,
      DEGRADED,
      REPORTED_UNKNOWN,
      DOWN,
    ]);
  });

  it('that is known has no cause', () => {
    expect([ABSENT, PENDING, UP, DEGRADED, partlyDown(500), DOWN].map(unknownCause)).toEqual(Array(6).fill(undefined));
  });
});

describe('a condition that is partly down', () => {
  it('keeps its thousandths', () => {
    expect([1, 300, 999, 1000].map((it) => thousandthsDown(partlyDown(it)))).toEqual([1, 300, 999, 1000]);
  });

  it('is none when it is merely degraded, unknown, up or down', () => {
    expect([DEGRADED, NEVER_SEEN, UP, DOWN].map(thousandthsDown)).toEqual(Array(4).fill(undefined));
  });

  it('is worse the more of it is down, and never worse than unknown', () => {
    expect(partlyDown(1)).toBeGreaterThan(DEGRADED);
    expect(partlyDown(2)).toBeGreaterThan(partlyDown(1));
    expect(partlyDown(1000)).toBeLessThan(NEVER_SEEN);
  });
});
