import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldSignals, knowledgeOf, questionsOf } from '../../shared/domain/compute.ts';
import { evaluate } from '../../shared/domain/evaluate.ts';
import { formatInstant } from '../../shared/domain/instant.ts';
import { windowSpends } from '../../shared/domain/window-spend.ts';
import type { Scenario } from '../oracle/scenario.ts';
import { scenarios, signalsOf, versionsOf } from '../support/arbitraries.ts';
import { runs } from '../support/property-runs.ts';

/** The question about a scenario's period and what is known; undefined if nothing is agreed in it. */
function asked(scenario: Scenario) {
  const versions = versionsOf(scenario);
  const folded = foldSignals(
    versions,
    signalsOf(scenario).map((signal) => ({ signal })),
  );
  const period = `${formatInstant(scenario.start)}/${formatInstant(scenario.end)}`;
  const [question] = questionsOf(versions, { period }, scenario.now);
  return question && { question, knowledge: knowledgeOf(folded, question) };
}

describe('what windows cost', () => {
  it('adds up to what the period costs, wherever it is cut', () => {
    fc.assert(
      fc.property(scenarios({ longest: 30 }), fc.nat(28), (scenario, at) => {
        const it = asked(scenario);
        if (it === undefined || it.question.until <= scenario.start) return;
        const { start, until } = { ...it.question.period, until: it.question.until };
        const cut = start + (at % (until - start));
        const windows = [
          { start, end: cut },
          { start: cut, end: until },
        ];
        const [before, after] = windowSpends(it.question, it.knowledge, windows);
        const { agreedMs, downtimeMs } = evaluate(it.question, it.knowledge);
        expect((before?.agreedMs ?? 0) + (after?.agreedMs ?? 0)).toBe(agreedMs);
        const thousandths = (before?.downtimeThousandths ?? 0) + (after?.downtimeThousandths ?? 0);
        expect(Math.ceil(thousandths / 1000)).toBe(downtimeMs);
      }),
      { numRuns: runs(1000) },
    );
  });
});
