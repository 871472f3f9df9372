import { type AssessedFrom, creditDue } from './assessment.ts';
import { agreedAheadOf, type Question } from './evaluate.ts';
import { formatInstant } from './instant.ts';
import { clip, type Interval, total } from './interval.ts';
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
  /** How much of the outage lies after the period, agreed or not: its credit is another one. */
  readonly afterMs: number;
  readonly ifItEnds: CreditResult;
  readonly ifItLasts: CreditResult;
}

/** What the credit of a period is worked out from. */
export type ExposedFrom = Omit<AssessedFrom, 'recent'> & { readonly attainment: Attainment };

/**
 * A dry run: the service is taken as down from the moment of asking for so long, and as up after. What of it lies
 * beyond the period or outside agreed time costs nothing in this period. Undefined where no credits are agreed or the
 * period is over.
 */
export function exposureOf(question: Question, from: ExposedFrom, lastsMs: number): Exposure | undefined {
  return exposureTo({ start: question.until, end: question.until + lastsMs }, question, from);
}

/** The same of an outage (epoch ms) that begins in the period or before it. */
export function exposureTo(
  outage: Interval,
  question: Question,
  { attainment, knowledge, earlier }: ExposedFrom,
): Exposure | undefined {
  const { agreement, service, period, until } = question;
  const downMs = total(clip(agreedAheadOf(question, knowledge), outage));
  const creditable = { attainment: begun(question, attainment), knowledge, earlier };
  const [ifItEnds, ifItLasts] = [creditDue(question, creditable), creditDue(question, creditable, downMs)];
  if (ifItEnds === undefined || ifItLasts === undefined || until >= period.end) return undefined;
  const [from, to] = [formatInstant(outage.start), formatInstant(outage.end)];
  const afterMs = Math.max(0, outage.end - period.end);
  return { agreement, service, period: period.name, from, to, downMs, afterMs, ifItEnds, ifItLasts };
}

// Of a period that has not begun nothing is measured; here it is taken as up, but for the outage.
function begun({ period, until }: Question, attainment: Attainment): Attainment {
  if (until > period.start) return attainment;
  return { ...attainment, targets: attainment.targets.map((target) => ({ ...target, verdict: 'met' })) };
}
