import type { Knowledge, Question } from './evaluate.ts';
import { isWithin } from './interval.ts';

/**
 * Whether somebody was there to listen by the end of a period: a stream had ever spoken, or a feed gave signs of life in it.
 * From then on a month without a word is a month without an alarm; before it, silence must not be sold as a good month.
 */
export function wasObserved({ period }: Pick<Question, 'period'>, knowledge: Knowledge): boolean {
  const streams = [...knowledge.streams, ...Object.values(knowledge.dependencies).flat()];
  const spoke = streams.some(({ changes }) => changes.some(({ at }) => at < period.end));
  return spoke || Object.values(knowledge.beats).some((beats) => beats.some((at) => isWithin(at, period)));
}
