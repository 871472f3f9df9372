import type { Attainment } from '../domain/result.ts';
import { isAtRisk, mayRecover } from '../domain/targets/spent.ts';
import type { TargetLine } from './target-lines.ts';
import { TONES, type Tone, VERDICT_NOUNS } from './words.ts';

/** How a target of a running period stands. */
export interface Standing {
  readonly words: string;
  readonly tone: Tone;
}

/**
 * While a period runs nothing is met yet: its budget is kept to, or nearly used up. Null where the verdict speaks for itself.
 *
 * @example standingOf({ target, verdict: 'met', … })?.words  //=> 'within budget'
 */
export function standingOf({ target, verdict }: Pick<TargetLine, 'target' | 'verdict'>): Standing | null {
  if (target === null) return null;
  if (verdict === 'missed') return mayRecover(target) ? { words: 'below target so far', tone: 'unsure' } : null;
  if (verdict === 'noAgreedTime') return null;
  if (verdict !== 'notMeasured' && isAtRisk(target)) return { words: 'at risk', tone: 'unsure' };
  const words = verdict === 'met' ? 'within budget' : `${VERDICT_NOUNS[verdict]} so far`;
  return { words, tone: TONES[verdict] };
}

/** Whether the period had begun and was not over when it was counted. */
export function isRunning({ until, period }: Pick<Attainment, 'until' | 'period'>): boolean {
  return until !== period.start && until !== period.end;
}
