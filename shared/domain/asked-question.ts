import { agreementsOf, isInForce, questionsOf, type Selection } from './compute.ts';
import { NotFoundError } from './errors.ts';
import type { Question } from './evaluate.ts';
import { periodContaining } from './period.ts';
import type { CatalogueVersion } from './version.ts';

/**
 * The question about one service: under the agreement that is named or, of those that cover it, the first in force; over the
 * period that is named or, without one, that in which `at` lies (epoch ms) or the current one.
 *
 * @throws NotFoundError where no agreement covers the service
 */
export function askedQuestion(
  versions: readonly CatalogueVersion[],
  selection: Selection & { readonly service: string },
  { now, at }: { readonly now: number; readonly at: number | undefined },
): Question {
  const questions = questionsOf(versions, selection, now);
  const question = questions.find(isInForce) ?? questions[0];
  const agreement = agreementsOf(versions, now, question?.agreement)[0];
  if (question === undefined || agreement === undefined) throw new NotFoundError(`no service "${selection.service}"`);
  if (at === undefined || selection.period !== undefined) return question;
  const { name } = periodContaining(at, agreement.period, agreement.timeZone);
  return questionsOf(versions, { ...selection, agreement: agreement.id, period: name }, now)[0] ?? question;
}
