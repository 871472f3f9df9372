import { type AssessedFrom, creditDue } from './assessment.ts';
import { agreedAheadOf, type Question } from './evaluate.ts';
import { formatInstant } from './instant.ts';
import { clip, total } from './interval.ts';
import type { Attainment, CreditResult } from './result.ts';

/** What an outage from now on would cost: the credit if it ended now, and if it lasts. */
export interface Exposure {
  readonly agreement: string;
  readonly service: string;
  readonly period: string;
  readonly from: string;
  /** ISO instant: the end of the outage that is supposed. */
  readonly to: string;
  /** Agreed time of the period in it. */
  readonly downMs: number;
  readonly ifItEnds: CreditResult;
  readonly ifItLasts: CreditResult;
}

/**
 * A dry run: the service is taken as down from the moment of asking for so long, and as up after. What of it lies
 * beyond the period or outside agreed time costs nothing in this period. Undefined where no credits are agreed or the
 * period is over.
 */
export function exposureOf(
  question: Question,
  { attainment, knowledge, earlier }: Omit<AssessedFrom, 'recent'> & { readonly attainment: Attainment },
  lastsMs: number,
): Exposure | undefined {
  const { agreement, service, period, until } = question;
  const outage = { start: until, end: until + lastsMs };
  const downMs = total(clip(agreedAheadOf(question, knowledge), outage));
  const creditable = { attainment, knowledge, earlier };
  const [ifItEnds, ifItLasts] = [creditDue(question, creditable), creditDue(question, creditable, downMs)];
  if (ifItEnds === undefined || ifItLasts === undefined || until >= period.end) return undefined;
  const [from, to] = [formatInstant(outage.start), formatInstant(outage.end)];
  return { agreement, service, period: period.name, from, to, downMs, ifItEnds, ifItLasts };
}
