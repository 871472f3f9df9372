import {
  computeAttainments,
  type Folded,
  knowledgeOf,
  questionsOf,
  type Selection,
} from '../../shared/domain/compute.ts';
import { assertRecounted } from '../../shared/domain/recount/assert-recounted.ts';
import type { Attainment } from '../../shared/domain/result.ts';
import type { CatalogueVersion } from '../../shared/domain/version.ts';

/** The attainments of a selection, each counted by both calculators: throws where they differ. */
export function countTwice(
  versions: readonly CatalogueVersion[],
  folded: Folded,
  { now, ...selection }: Selection & { readonly now: number },
): Attainment[] {
  const attainments = computeAttainments(versions, folded, { now, ...selection });
  for (const [index, question] of questionsOf(versions, selection, now).entries()) {
    const attainment = attainments[index];
    if (attainment === undefined) throw new Error(`expected an attainment of ${question.service}`);
    assertRecounted(attainment, question, knowledgeOf(folded, question));
  }
  return attainments;
}
