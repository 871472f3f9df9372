import type { Knowledge, Question } from '../domain/evaluate.ts';
import { waterfall } from '../domain/waterfall.ts';
import { whyAt } from '../domain/why.ts';
import { waterfallText } from './waterfall-words.ts';
import { whyFacts, whyText } from './why-words.ts';

/** Why a moment counts as it does, or where the time of a period went: as text for a terminal and as facts for programs. */
export interface Explanation {
  readonly text: string;
  readonly facts: object;
}

/** @throws InvalidInputError for a moment (epoch ms) that lies outside the period, or that has not come yet */
export function explanation(question: Question, knowledge: Knowledge, at: number | undefined): Explanation {
  const { agreement, service, period } = question;
  const about = { service, agreement, period: period.name };
  if (at === undefined) {
    const answer = waterfall(question, knowledge);
    return { text: waterfallText(about, answer, period.timeZone), facts: { ...about, ...answer } };
  }
  const why = whyAt(question, knowledge, at);
  return { text: whyText(about, why, period.timeZone), facts: { ...about, ...whyFacts(why, period.timeZone) } };
}
