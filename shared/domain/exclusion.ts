import { canonicalJson } from './canonical-json.ts';
import type { Exclusion } from './catalogue.ts';
import { reasonOf } from './correct-time.ts';
import type { Question } from './evaluate.ts';
import type { CorrectionEvent } from './event.ts';
import { type Interval, overlaps } from './interval.ts';
import type { Term } from './term.ts';

/** An exclusion, from the catalogue or by a correction, and when (epoch ms) it was entered. */
export interface EnteredExclusion extends Interval {
  readonly reason: string;
  readonly enteredAt: number;
}

/** The exclusions that touch the period of a question. */
export function exclusionsOf({ terms, period }: Question, inForce: readonly CorrectionEvent[]): EnteredExclusion[] {
  const corrections = inForce.flatMap((it): EnteredExclusion[] => {
    if (it.action !== 'exclude' || !overlaps(it, period)) return [];
    return [{ start: it.start, end: it.end, reason: reasonOf(it), enteredAt: it.proposedAt }];
  });
  return [...terms.flatMap(exclusionsOfTerm), ...corrections];
}

/** The same question as if the catalogue excluded nothing. */
export function withoutExclusions(question: Question): Question {
  const terms = question.terms.map((term) => ({
    ...withoutOwnExclusions(term),
    ...(term.before && { before: term.before.map(withoutOwnExclusions) }),
  }));
  return { ...question, terms };
}

function withoutOwnExclusions(term: Term): Term {
  return { ...term, agreement: { ...term.agreement, exclusions: [] } };
}

function exclusionsOfTerm(term: Term): EnteredExclusion[] {
  return term.agreement.exclusions
    .filter((it) => overlaps(it, term) && (it.services?.includes(term.service.id) ?? true))
    .map((it) => ({ start: it.start, end: it.end, reason: it.reason, enteredAt: enteredAt(it, term) }));
}

// What goes on saying the same in later versions was entered with the first of them.
function enteredAt(exclusion: Exclusion, { agreement, version, versions = [] }: Term): number {
  const words = canonicalJson(exclusion);
  const saysSo = versions.filter(({ catalogue }) =>
    catalogue.agreements.some(
      ({ id, exclusions }) => id === agreement.id && exclusions.some((it) => canonicalJson(it) === words),
    ),
  );
  return Math.min(version.publishedAt, ...saysSo.map(({ publishedAt }) => publishedAt));
}
