import { agreementsOf, isInForce, questionsOf, questionsOfPeriod, refuse, type Selection } from './compute.ts';
import { holdingOf } from './coverage.ts';
import { NotFoundError } from './errors.ts';
import type { Question } from './evaluate.ts';
import { isWithin } from './interval.ts';
import { type Period, periodContaining } from './period.ts';
import type { CatalogueVersion } from './version.ts';

/**
 * The question about one service: under the agreement that is named or, of those that cover it, the first in force; over the
 * period that is named or, without one, that in which `at` lies (epoch ms) or the current one. What is in force now goes
 * before what is not, as long as it was in force at `at` too.
 *
 * @throws NotFoundError where no agreement covers the service
 */
export function askedQuestion(
  versions: readonly CatalogueVersion[],
  selection: Selection & { readonly service: string },
  { now, at }: { readonly now: number; readonly at: number | undefined },
): Question {
  if (at !== undefined && selection.period === undefined) return questionAt(versions, selection, { now, at });
  const questions = questionsOf(versions, selection, now);
  return questions.find(isInForce) ?? questions[0] ?? unknownService(selection);
}

interface Moments {
  readonly now: number;
  readonly at: number;
}

function questionAt(
  versions: readonly CatalogueVersion[],
  selection: Selection & { readonly service: string },
  { now, at }: Moments,
): Question {
  const asked = questionsContaining(versions, selection, { now, at });
  if (asked.length === 0) refuse(versions, selection, now);
  const current = questionsContaining(versions, selection, { now, at: now });
  const preferred = (current.find(isInForce) ?? current[0])?.agreement;
  const [first] = [...asked].sort((a, b) => rank(b, preferred, at) - rank(a, preferred, at));
  return first ?? unknownService(selection);
}

/** For each agreement, in their order, the question over its period in which the moment lies. */
function questionsContaining(
  versions: readonly CatalogueVersion[],
  { agreement: id, service }: Selection,
  { now, at }: Moments,
): Question[] {
  return agreementsOf(versions, now, id)
    .flatMap((agreement) => {
      const period: Period = periodContaining(at, agreement.period, agreement.timeZone);
      return questionsOfPeriod(versions, agreement, { period, now });
    })
    .filter((question) => question.service === service);
}

function rank(question: Question, preferred: string | undefined, at: number): number {
  const holds = holdingOf(question.terms).some((it) => isWithin(at, it));
  return (holds ? 2 : 0) + (question.agreement === preferred ? 1 : 0);
}

function unknownService({ service }: { readonly service: string }): never {
  throw new NotFoundError(`no service "${service}"`);
}
