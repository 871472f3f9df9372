import { describe, expect, it } from 'vitest';
import { exclusionEffect } from '../../shared/reports/exclusion-effect.ts';
import { countTargets, targetLines } from '../../shared/reports/target-lines.ts';
import { verdictLine } from '../../shared/reports/verdict-line.ts';
import { type AttainmentFacts, buildAttainment, stretch } from '../support/attainment-builder.ts';

describe('the lines of a report', () => {
  it('begin with what needs attention', () => {
    const lines = targetLines([
      named('Calm', {}),
      named('Close', { down: 40 }),
      named('Blind', { unknown: 300, verdict: 'notMeasured' }),
      named('Missed', { down: 60 }),
      named('Missed more', { down: 128 }),
    ]);
    expect(lines.map(({ service }) => service.name)).toEqual(['Missed more', 'Missed', 'Blind', 'Close', 'Calm']);
    expect(countTargets(lines)).toEqual({ total: 5, met: 2 });
  });
});

describe('the verdict of a report in one line', () => {
  it.each([
    [[named('A', {}), named('B', {}), named('C', {})], 'all 3 targets met'],
    [[named('A', {}), named('B', {})], 'both targets met'],
    [[named('A', {})], 'A met its target'],
    [[named('A', { down: 128 })], 'A missed by 83 min'],
    [[named('A', { down: 128 }), named('B', {})], '1 of 2 targets met; A missed by 83 min'],
    [
      [named('A', { down: 128 }), named('B', { down: 60 }), named('C', {})],
      '1 of 3 targets met; A missed by 83 min, B by 15 min',
    ],
    [
      [named('A', { down: 128 }), named('B', { down: 60 }), named('C', { down: 50 }), named('D', {})],
      '1 of 4 targets met; A missed by 83 min, 2 more missed',
    ],
    [[named('A', { verdict: 'notMeasured' }), named('B', {})], '1 of 2 targets met; A not measured'],
    [[named('A', { verdict: 'notMeasured' })], 'A not measured'],
    [
      [named('A', { verdict: 'noAgreedTime' }), named('B', {}), named('C', {})],
      'both targets met; A without agreed time',
    ],
    [[named('A', { verdict: 'noAgreedTime' })], 'no agreed time'],
    [[], 'no targets agreed'],
  ] as const)('%#: %s', (services, line) => {
    expect(verdictLine(targetLines(services))).toBe(line);
  });
});

describe('a target met only after exclusions', () => {
  const maintenance = (minutes: number, bad: number) =>
    ({
      ...stretch('2026-10-20T02:00:00+02:00', minutes),
      ms: minutes * 60_000,
      class: 'maintenance',
      reason: 'CHG-7',
      badMs: bad * 60_000,
    }) as const;

  it('is said to be, with the result that it would have been', () => {
    // 44,700 minutes in all, 60 of them down: 44,640 / 44,700 = 99.8657 %
    const attainment = buildAttainment({ service: 'shop', notCounted: [maintenance(60, 60)] });
    expect(exclusionEffect(attainment, attainment.targets[0] ?? never())).toEqual({
      badMs: 3_600_000,
      classes: ['maintenance'],
      grossPercent: '99.86',
    });
    expect(targetLines([{ id: 'shop', name: 'Web shop', attainment }])[0]?.verdict).toBe('metAfterExclusions');
  });

  it('is simply met when it would have been met anyway', () => {
    // 44 of 44.7 minutes allowed
    expect(targetLines([named('A', { notCounted: [maintenance(60, 44)] })])[0]?.verdict).toBe('met');
  });

  it('counts the downtime outside too', () => {
    // 20 + 25 = 45 minutes of 44.7
    expect(targetLines([named('A', { down: 20, notCounted: [maintenance(60, 25)] })])[0]?.verdict).toBe(
      'metAfterExclusions',
    );
  });
});

function named(name: string, facts: Omit<AttainmentFacts, 'service'>) {
  return { id: name, name, attainment: buildAttainment({ service: name, ...facts }) };
}

function never(): never {
  throw new Error('expected a target');
}
