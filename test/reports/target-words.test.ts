import { describe, expect, it } from 'vitest';
import type { TargetResult } from '../../shared/domain/result.ts';
import { type TargetLine, targetLines } from '../../shared/reports/target-lines.ts';
import {
  budgetSentence,
  resultWords,
  shortVerdictWords,
  targetWords,
  verdictWords,
} from '../../shared/reports/target-words.ts';
import { standingLine, verdictLine } from '../../shared/reports/verdict-line.ts';
import { buildAttainment } from '../support/attainment-builder.ts';
import { RESULTS } from '../support/target-samples.ts';

function linesOf(...others: TargetResult[]): TargetLine[] {
  const attainment = buildAttainment({ service: 'checkout', others });
  return targetLines([{ id: 'checkout', name: 'Checkout API', attainment }]);
}

function lineOf(result: TargetResult): TargetLine {
  const line = linesOf(result).find(({ target }) => target === result);
  if (line === undefined) throw new Error(`expected a line for ${result.kind}`);
  return line;
}

describe('a target of each kind', () => {
  it.each([
    [RESULTS.outages, '2 outages', 'Missed by 1 outage', '2 outages, 1 allowed'],
    [RESULTS.longestOutage, '24 min', 'Met', '24 of 60 min used, 36 min left'],
    [RESULTS.downtime, '42 min to 62 min', 'Not measured', '42 of 60 min used, 18 min left'],
    [RESULTS.requests, '99.923 %', 'Missed by 1,110 failed requests', '3,170 failed requests, 2,060 allowed'],
    [RESULTS.latency, 'only 613 counted', 'Not measured', '2 slow requests, 6 allowed'],
    [RESULTS.mtbf, '15 d 12 h', 'Met', '2 outages, 4 allowed'],
    [RESULTS.coverage, '99.9 %', 'Met', '20 of 447 min unknown, 427 min left'],
  ] as const)('has its result, verdict and budget in words: $kind', (result, said, verdict, budget) => {
    const line = lineOf(result);
    expect(resultWords(line.service.attainment, line)).toBe(said);
    expect(verdictWords(line)).toBe(verdict);
    expect(budgetSentence(result)).toBe(budget);
  });

  it('shows bounds where no verdict is given', () => {
    const open = lineOf({ ...RESULTS.outages, verdict: 'notMeasured', count: 1, low: 0, high: 3 });
    expect(resultWords(open.service.attainment, open)).toBe('0–3 outages');
  });

  it('says what there is nothing of', () => {
    const calm = lineOf({ ...RESULTS.mtbf, meanMs: null, outages: 0 });
    expect(resultWords(calm.service.attainment, calm)).toBe('no outage');
    const idle = lineOf({ ...RESULTS.latency, good: 0, total: 0, allowed: 0, percent: null });
    expect(resultWords(idle.service.attainment, idle)).toBe('none counted');
    const none = lineOf({ ...RESULTS.downtime, verdict: 'noAgreedTime' });
    expect(resultWords(none.service.attainment, none)).toBe('–');
  });

  it('is named without its unit where that stands beside it', () => {
    expect(shortVerdictWords(lineOf(RESULTS.requests))).toBe('Missed by 1,110');
    expect(
      shortVerdictWords(lineOf({ ...RESULTS.downtime, verdict: 'missed', remainingMs: -60_000, usedMs: 3_660_000 })),
    ).toBe('Missed by 1 min');
  });

  it('is told apart from availability where both are promised', () => {
    const words = (lines: readonly TargetLine[]) => lines.map((line) => targetWords(line, lines));
    expect(words(linesOf())).toEqual(['99.9 %']);
    expect(words(linesOf(RESULTS.mtbf)).toSorted()).toEqual(['99.9 % availability', 'at least 7 d between outages']);
  });
});

describe('several targets of one service, in one line', () => {
  it('name it once for what it missed and once for each state', () => {
    expect(verdictLine(linesOf(RESULTS.outages, RESULTS.requests))).toBe(
      '1 of 3 targets met; Checkout API missed by 1 outage and by 1,110 failed requests',
    );
    expect(verdictLine(linesOf(RESULTS.downtime, RESULTS.latency))).toBe(
      '1 of 3 targets met; Checkout API not measured',
    );
  });

  it('call nothing missed while it may recover', () => {
    expect(standingLine(linesOf(RESULTS.requests))).toBe(
      '1 of 2 targets within budget; Checkout API below target so far',
    );
  });
});
