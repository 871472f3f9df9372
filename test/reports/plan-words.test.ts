import { describe, expect, it } from 'vitest';
import type { PlanChange, PlanLine, PlannedFigures } from '../../shared/domain/plan.ts';
import { planWords } from '../../shared/reports/plan-words.ts';

const MET: PlannedFigures = {
  verdict: 'met',
  target: '99.9',
  percent: '99.95',
  exact: '0.9995',
  missed: [],
  credit: null,
};
const MISSED: PlannedFigures = { ...MET, verdict: 'missed', target: '99.99', missed: ['99.99'] };

function line(change: PlanChange, after: PlannedFigures = MET): PlanLine {
  return { agreement: 'acme', service: 'shop', period: '2026-10', before: MET, after, change };
}

function summary(...lines: readonly PlanLine[]): readonly string[] {
  return planWords(lines, []).summary;
}

describe('what a plan says in sentences', () => {
  it('is of one in the singular', () => {
    expect(summary(line('flipped', MISSED))).toEqual([
      'Of 1 closed period of a service, 1 verdict changes: 1 met → missed',
    ]);
    expect(summary(line('target'))).toEqual([
      'Of 1 closed period of a service, no verdict changes',
      '1 other has another target and comes out the same',
    ]);
  });

  it('is of several in the plural', () => {
    expect(summary(line('flipped', MISSED), line('flipped', MISSED), line('target'), line('target'))).toEqual([
      'Of 4 closed periods of a service, 2 verdicts change: 2 met → missed',
      '2 others have another target and come out the same',
    ]);
  });

  it('is that there is nothing to say where nobody listened', () => {
    expect(summary()).toEqual(['No closed period of a service was observed']);
  });
});
