import fc from 'fast-check';
import { describe, it } from 'vitest';
import { agreementsOf, foldSignals, knowledgeOf, periodOf, questionsOfPeriod } from '../../../shared/domain/compute.ts';
import { evaluate } from '../../../shared/domain/evaluate.ts';
import { assertRecounted } from '../../../shared/domain/recount/assert-recounted.ts';
import { runs } from '../../support/property-runs.ts';
import { type World, worlds } from '../../support/worlds.ts';

const CASES = 4_000;

/** Throws where the two calculators differ. */
function agree({ versions, signals, period, now }: World): void {
  const folded = foldSignals(
    versions,
    signals.map((signal) => ({ signal })),
  );
  const questions = agreementsOf(versions, now).flatMap((agreement) =>
    questionsOfPeriod(versions, agreement, { period: periodOf(agreement, period, now), now }),
  );
  for (const question of questions) {
    const knowledge = knowledgeOf(folded, question);
    assertRecounted(evaluate(question, knowledge), question, knowledge);
  }
}

describe('the two calculators', () => {
  it(`agree to the millisecond in ${CASES.toLocaleString('en')} random worlds`, () => {
    fc.assert(fc.property(worlds, agree), { numRuns: runs(CASES), seed: 20_261_121 });
  });
});
