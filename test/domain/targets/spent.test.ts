import { describe, expect, it } from 'vitest';
import type { ClockedIncident, RestoreResult, TargetResult } from '../../../shared/domain/result.ts';
import { amountsOf, isAtRisk, isClocked, mayRecover, sharesOf, spentOf } from '../../../shared/domain/targets/spent.ts';
import { RESULTS } from '../../support/target-samples.ts';

const MINUTE = 60_000;

const availability: TargetResult = {
  kind: 'availability',
  target: '99.9',
  verdict: 'met',
  allowedMs: 100,
  usedMs: 74,
  remainingMs: 26,
};

/** One late of two, of which one may be; four hours are allowed. */
const restore: RestoreResult = {
  kind: 'restore',
  target: '50 % of P1 restored within 4 h',
  verdict: 'met',
  priority: 'P1',
  clock: 'wallTime',
  withinMs: 240 * MINUTE,
  total: 4,
  inTime: 1,
  late: 1,
  pending: 2,
  allowed: 2,
  percent: '50.0',
  meanMs: null,
  incidents: [],
};

function incident(state: ClockedIncident['state'], usedMinutes: number): ClockedIncident {
  return {
    incident: 'INC-1',
    detectedAt: '2026-10-14T09:00:00.000Z',
    startedAt: '2026-10-14T09:00:00.000Z',
    endedAt: null,
    usedMs: usedMinutes * MINUTE,
    allowedMs: 240 * MINUTE,
    state,
    moved: null,
  };
}

describe('what a target allows and what of it was used', () => {
  it.each<[TargetResult, ReturnType<typeof spentOf>]>([
    [availability, { allowedMs: 100, usedMs: 74 }],
    [RESULTS.outages, { allowed: 1, used: 2 }],
    [RESULTS.longestOutage, { allowedMs: 60 * MINUTE, usedMs: 24 * MINUTE }],
    [RESULTS.downtime, { allowedMs: 60 * MINUTE, usedMs: 42 * MINUTE }],
    // 4,120,000 − 4,116,830, and 613 − 611.
    [RESULTS.requests, { allowed: 2_060, used: 3_170 }],
    [RESULTS.latency, { allowed: 6, used: 2 }],
    [RESULTS.mtbf, { allowed: 4, used: 2 }],
    [RESULTS.coverage, { allowedMs: 447 * MINUTE, usedMs: 20 * MINUTE }],
    [restore, { allowed: 2, used: 1 }],
    [
      { ...restore, kind: 'acknowledge' },
      { allowed: 2, used: 1 },
    ],
  ])('is time or a number of what may go wrong: $kind', (result, spent) => {
    expect(spentOf(result)).toEqual(spent);
  });

  it('is told without what else is said, and compared as two numbers', () => {
    const [time, number] = [
      { period: '2026-10', allowedMs: 5, usedMs: 3 },
      { period: '2026-10', allowed: 2, used: 1 },
    ];
    expect([amountsOf(time), amountsOf(number)]).toEqual([
      { allowedMs: 5, usedMs: 3 },
      { allowed: 2, used: 1 },
    ]);
    expect(sharesOf({ allowedMs: 5, usedMs: 3 })).toEqual({ allowed: 5, used: 3 });
    expect(sharesOf({ allowed: 2, used: 1 })).toEqual({ allowed: 2, used: 1 });
  });
});

describe('a target is at risk', () => {
  it('from three quarters of what it allows on', () => {
    expect([74, 75, 120].map((usedMs) => isAtRisk({ ...availability, usedMs }))).toEqual([false, true, true]);
  });

  it('that allows nothing once something is used', () => {
    expect([0, 1].map((usedMs) => isAtRisk({ ...availability, allowedMs: 0, usedMs }))).toEqual([false, true]);
  });

  it('by the outage that lasts, not by longer ones that are over', () => {
    const longest = { ...RESULTS.longestOutage, usedMs: 90 * MINUTE };
    expect([0, 44, 45].map((minutes) => isAtRisk({ ...longest, lastingMs: minutes * MINUTE }))).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('by requests only where there are enough of them', () => {
    for (const result of [RESULTS.requests, { ...RESULTS.latency, good: 600 }]) {
      expect(isAtRisk({ ...result, verdict: 'missed' })).toBe(true);
      expect(isAtRisk({ ...result, verdict: 'notMeasured' })).toBe(false);
    }
    expect(isAtRisk({ ...RESULTS.downtime, verdict: 'notMeasured', usedMs: 50 * MINUTE })).toBe(true);
  });

  it('by incidents that have used three quarters of their time and still run', () => {
    const risk = (...incidents: readonly ClockedIncident[]) => isAtRisk({ ...restore, incidents });
    // One of two may still be late; the second would be.
    expect([risk(), risk(incident('pending', 179)), risk(incident('pending', 180))]).toEqual([false, false, true]);
    expect(risk(incident('inTime', 200), incident('late', 300))).toBe(false);
    expect(isAtRisk({ ...restore, kind: 'acknowledge', late: 0, incidents: [incident('pending', 239)] })).toBe(false);
  });
});

describe('a target that is missed so far', () => {
  it('may recover if it is a share, and not if what was used only grows', () => {
    const all: readonly TargetResult[] = [availability, ...Object.values(RESULTS), restore];
    const recovering = [...all, { ...restore, kind: 'acknowledge' } as const].filter(mayRecover);
    expect(recovering.map(({ kind }) => kind)).toEqual(['requests', 'latency', 'restore', 'acknowledge']);
    expect(all.filter(isClocked)).toEqual([restore]);
  });
});
