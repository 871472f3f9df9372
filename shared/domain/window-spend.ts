import { contributionOf } from './account.ts';
import type { ClassRun } from './classify.ts';
import { unknownCause } from './condition.ts';
import { type Knowledge, type PassedTerm, passedTerms, type Question } from './evaluate.ts';
import { gaps, type Interval } from './interval.ts';

/** What a stretch of time cost: agreed time in it, and how much of that was bad. */
export interface WindowSpend {
  readonly agreedMs: number;
  /** Downtime in thousandths of a millisecond. */
  readonly downtimeThousandths: number;
  /** False if some of it lies before the agreement was in force or its monitors were first heard of. */
  readonly complete: boolean;
}

/** What windows inside the question's period cost, counted as the period itself is. */
export function windowSpends(
  question: Question,
  knowledge: Knowledge,
  windows: readonly Interval[],
): readonly WindowSpend[] {
  const parts = passedTerms(question, knowledge);
  return windows.map((window) => spendOf(parts, window));
}

function spendOf(parts: readonly PassedTerm[], window: Interval): WindowSpend {
  let agreedMs = 0;
  let downtimeThousandths = 0;
  let complete = gaps(parts, window).length === 0;
  for (const { start, end, classified, method } of parts) {
    agreedMs += overlap({ start, end }, window);
    for (const run of classified.runs) {
      const ms = overlap(run, window);
      if (ms === 0) continue;
      const { agreed, weight } = contributionOf(run, method);
      if (!agreed) agreedMs -= ms;
      downtimeThousandths += ms * weight;
      if (isBeforeHistory(run)) complete = false;
    }
  }
  return { agreedMs, downtimeThousandths, complete };
}

function isBeforeHistory({ class: name, condition }: ClassRun): boolean {
  if (name === 'notInForce') return true;
  const cause = name === 'unknown' ? unknownCause(condition) : undefined;
  return cause === 'neverSeen' || cause === 'noMonitor';
}

function overlap(one: Interval, other: Interval): number {
  return Math.max(0, Math.min(one.end, other.end) - Math.max(one.start, other.start));
}
