import type { AssessedFrom } from '../domain/assessment.ts';
import { earlierPeriods } from '../domain/billing.ts';
import type { Question } from '../domain/evaluate.ts';
import { recentQuestion } from '../domain/running.ts';
import type { CatalogueVersion } from '../domain/version.ts';
import { attainmentsAt } from './attainments.ts';
import { readKnowledge } from './knowledge.ts';
import type { Table } from './table.ts';

/**
 * What is known for a question. The days before the period are read in its first days only, earlier figures only where
 * credits are capped.
 */
export async function readAssessedFrom(
  table: Table,
  versions: readonly CatalogueVersion[],
  question: Question,
): Promise<AssessedFrom> {
  const { agreement, service, period } = question;
  const asked = recentQuestion(versions, question);
  const reachesBack = asked !== undefined && asked.period.start < period.start;
  const [knowledge, recent, earlier] = await Promise.all([
    readKnowledge(table, question),
    reachesBack ? readKnowledge(table, asked) : undefined,
    attainmentsAt(
      table,
      earlierPeriods(question).map(({ name }) => ({ agreement, service, period: name })),
    ),
  ]);
  return { knowledge, recent: recent ?? knowledge, earlier };
}
