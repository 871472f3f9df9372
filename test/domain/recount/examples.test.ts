import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCatalogue } from '../../../shared/catalogue/parse-catalogue.ts';
import { foldSignals, knowledgeOf, questionsOf } from '../../../shared/domain/compute.ts';
import { evaluate } from '../../../shared/domain/evaluate.ts';
import { METHOD_NAMES } from '../../../shared/domain/method.ts';
import { assertRecounted } from '../../../shared/domain/recount/assert-recounted.ts';
import { parseSignalLines } from '../../../shared/sources/signals/signal-lines.ts';

const file = 'examples/catalogue.yaml';
const catalogue = parseCatalogue(readFileSync(file, 'utf8'), { file });
const versions = [{ hash: 'c0ffee', publishedAt: 0, catalogue }];
const folded = foldSignals(
  versions,
  parseSignalLines(readFileSync('examples/signals.ndjson', 'utf8')).map((signal) => ({ signal })),
);
const PERIODS = ['2026-07', '2026-08', '2026-09', '2026-10', '2026-Q3', '2026-W40', '2026-10-14/30d'];

describe('the example catalogue and its signals', () => {
  it.each([undefined, ...METHOD_NAMES])('are counted alike by both calculators, with method %s', (method) => {
    // In the middle of October, while it runs.
    const now = Date.UTC(2026, 9, 15, 9, 30);
    const questions = PERIODS.flatMap((period) => questionsOf(versions, { period, method }, now));
    expect(questions.length).toBeGreaterThan(PERIODS.length * 3);
    for (const question of questions) {
      const knowledge = knowledgeOf(folded, question);
      expect(() => assertRecounted(evaluate(question, knowledge), question, knowledge)).not.toThrow();
    }
  });
});
