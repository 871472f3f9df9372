import { AS_UP, type Contribution, contributionOf, LEFT_OUT } from './account.ts';
import { type Knowledge, type PassedTerm, passedTerms, type Question } from './evaluate.ts';
import { gaps, type Interval } from './interval.ts';
import type { TimeClass } from './result.ts';

/** A stretch of one class, with what it contributes to the ratio. */
export interface WeighedStretch extends Interval {
  readonly class: TimeClass;
  readonly contribution: Contribution;
}

/** All of a period until the moment of asking, in order and without gaps, each stretch with what its method makes of it. */
export function weighedStretches(question: Question, knowledge: Knowledge): WeighedStretch[] {
  const { period, until, terms } = question;
  const window = { start: period.start, end: Math.max(period.start, until) };
  const stretches = passedTerms(question, knowledge).flatMap(weighed);
  const outside = gaps(terms, window).map(
    (gap): WeighedStretch => ({ ...gap, class: 'notInForce', contribution: LEFT_OUT }),
  );
  const known = [...stretches, ...outside].sort((a, b) => a.start - b.start);
  const up = gaps(known, window).map((gap): WeighedStretch => ({ ...gap, class: 'up', contribution: AS_UP }));
  return [...known, ...up].sort((a, b) => a.start - b.start);
}

function weighed({ classified, method }: PassedTerm): WeighedStretch[] {
  return classified.runs.map((run) => ({
    start: run.start,
    end: run.end,
    class: run.class,
    contribution: contributionOf(run, method),
  }));
}
