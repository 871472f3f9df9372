import type { Question } from '../domain/evaluate.ts';
import { type RunningKnowledge, recentQuestion } from '../domain/running.ts';
import type { CatalogueVersion } from '../domain/version.ts';
import { readKnowledge } from './knowledge.ts';
import type { Table } from './table.ts';

/** What is known for a question and for the last days before it: in the first days of a period that is a read more. */
export async function readRunningKnowledge(
  table: Table,
  versions: readonly CatalogueVersion[],
  question: Question,
): Promise<RunningKnowledge> {
  const asked = recentQuestion(versions, question);
  const reachesBack = asked !== undefined && asked.period.start < question.period.start;
  const [knowledge, recent] = await Promise.all([
    readKnowledge(table, question),
    reachesBack ? readKnowledge(table, asked) : undefined,
  ]);
  return { knowledge, recent: recent ?? knowledge };
}
