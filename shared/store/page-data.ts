import { assessment } from '../domain/assessment.ts';
import { questionsOf, type Selection } from '../domain/compute.ts';
import type { Attainment } from '../domain/result.ts';
import type { CatalogueVersion } from '../domain/version.ts';
import { readAssessedFrom } from './assessed-from.ts';
import type { Table } from './table.ts';

/** When and with which catalogue a page is asked for. */
export interface Asked {
  readonly versions: readonly CatalogueVersion[];
  /** Epoch ms. */
  readonly now: number;
}

/** The attainments of a selection, worked out afresh from the ledger. @throws NotFoundError, InvalidInputError */
export async function attainmentData(
  table: Table,
  { versions, now }: Asked,
  selection: Selection,
): Promise<Attainment[]> {
  const questions = questionsOf(versions, selection, now);
  return await Promise.all(
    questions.map(async (question) => {
      const known = await readAssessedFrom(table, versions, question);
      return assessment(versions, question, known).attainment;
    }),
  );
}
