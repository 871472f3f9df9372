import type { Attainment } from '../domain/result.ts';
import { clean } from './clean.ts';

/**
 * What is to be said of a verdict for a period that the agreement does not go by; empty for one that it does.
 *
 * @example foreignPeriodSentence(quarter)
 *   //=> 'acme-2026 is agreed by the month: it promises nothing of 2026-Q4 as a whole, and no report comes of this verdict.'
 */
export function foreignPeriodSentence({
  agreement,
  agreedPeriod,
  period,
}: Pick<Attainment, 'agreement' | 'agreedPeriod' | 'period'>): string {
  if (agreedPeriod === undefined) return '';
  const kind = agreedPeriod.replace(/^rolling (\d+)d$/, 'window of $1 days');
  return `${clean(agreement)} is agreed by the ${kind}: it promises nothing of ${clean(period.name)} as a whole, and no report comes of this verdict.`;
}
