import { type AssessedFrom, assessment } from '../domain/assessment.ts';
import { earlierPeriods } from '../domain/billing.ts';
import type { Question } from '../domain/evaluate.ts';
import type { Attainment } from '../domain/result.ts';
import { recentQuestion } from '../domain/running.ts';
import { termsOf } from '../domain/term.ts';
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
    table.asOf === undefined
      ? attainmentsAt(
          table,
          earlierPeriods(question).map(({ name }) => ({ agreement, service, period: name })),
        )
      : earlierAsOf(table, versions, question),
  ]);
  return { knowledge, recent: recent ?? knowledge, earlier };
}

// Stored figures say what is known now: those of an earlier moment are worked out, the oldest first.
async function earlierAsOf(
  table: Table,
  versions: readonly CatalogueVersion[],
  { agreement, service, ...rest }: Question,
): Promise<Attainment[]> {
  const earlier: Attainment[] = [];
  for (const period of earlierPeriods({ agreement, service, ...rest })) {
    const terms = termsOf(versions, { agreement, service }, period);
    if (terms.length === 0) continue;
    const question = { agreement, service, period, until: period.end, now: rest.now ?? rest.until, terms };
    const knowledge = await readKnowledge(table, question);
    earlier.push(assessment(versions, question, { knowledge, recent: knowledge, earlier }).attainment);
  }
  return earlier;
}
