import { Temporal } from 'temporal-polyfill';
import { sumAccounts } from './account.ts';
import type { Credits } from './catalogue.ts';
import { type CreditAmount, type CreditCase, type CreditedBefore, creditFor } from './credit.ts';
import type { Question } from './evaluate.ts';
import { formatInstant, parseInstant } from './instant.ts';
import { isOfKind, type Period, shiftPeriod } from './period.ts';
import type { Attainment, AvailabilityResult, CreditResult } from './result.ts';
import { promisedStretches } from './targets/availability.ts';
import type { Counted } from './targets/measured.ts';
import { beyondBudget } from './verdict.ts';

/** What a question's agreement says of credits; undefined if nothing, or if the period is none that is charged for. */
export function creditTerms({ terms, period }: Question): Credits | undefined {
  const agreement = terms.at(-1)?.agreement;
  if (agreement?.credits === undefined || agreement.period.startsWith('rolling')) return undefined;
  return isOfKind(period, agreement.period) ? agreement.credits : undefined;
}

/** The earlier periods whose credits count towards the caps of this one: those that end in the same year, oldest first. */
export function earlierPeriods(question: Question): Period[] {
  const credits = creditTerms(question);
  const kind = question.terms.at(-1)?.agreement.period;
  if (kind === undefined || (credits?.capPerYear === undefined && credits?.capPerMonth === undefined)) return [];
  const found: Period[] = [];
  const year = lastDay(question.period).year;
  for (let period = shiftPeriod(question.period, kind, -1); lastDay(period).year === year; ) {
    found.unshift(period);
    period = shiftPeriod(period, kind, -1);
  }
  return found;
}

/** What attainments of earlier periods were credited. A credit belongs to the month and the year its period ends in. */
export function creditedBefore({ period }: Question, earlier: readonly Attainment[]): CreditedBefore {
  const day = lastDay(period);
  const sum = (attainments: readonly Attainment[]) =>
    attainments.reduce((total, { credit }) => total + (credit?.amount ?? 0), 0);
  const inYear = earlier.filter((it) => lastDay(spanOf(it)).year === day.year);
  return { year: sum(inYear), month: sum(inYear.filter((it) => lastDay(spanOf(it)).month === day.month)) };
}

/** The credit of a period that is over, or what is owed already of one that runs. */
export function creditOf(question: Question, of: CreditCase, before: CreditedBefore): CreditResult | undefined {
  const credits = creditTerms(question);
  if (credits === undefined) return undefined;
  const amount = creditFor(credits, of, before);
  const { period, until } = question;
  const { claimWithinMs } = credits;
  return {
    state: stateOf(of, amount, until < period.end),
    currency: credits.currency,
    ...amount,
    claimBy: claimWithinMs === undefined ? null : formatInstant(period.end + claimWithinMs),
  };
}

/** The case of what was counted, with so much of the time still to come taken as down and the rest as up. */
export function creditCase(counted: readonly Counted[], { verdict }: AvailabilityResult, downMs: number): CreditCase {
  const { agreedMs, downtimeThousandths } = sumAccounts(counted.map(({ account }) => account));
  const aheadMs = counted.reduce((ms, { agreedAheadMs }) => ms + agreedAheadMs, 0);
  const more = downMs * 1000;
  const { numerator, denominator } = beyondBudget(promisedStretches(counted));
  const beyond = { numerator: numerator + BigInt(more) * denominator, denominator };
  return {
    agreedMs: agreedMs + aheadMs,
    downtimeThousandths: downtimeThousandths + more,
    beyond,
    verdict: downMs > 0 && beyond.numerator > 0n ? 'missed' : verdict,
  };
}

function stateOf({ verdict }: CreditCase, { amount }: CreditAmount, running: boolean): CreditResult['state'] {
  if (verdict === 'notMeasured') return 'notMeasured';
  if (running) return 'soFar';
  return amount > 0 ? 'due' : 'none';
}

function spanOf({ period }: Attainment): Pick<Period, 'end' | 'timeZone'> {
  return { end: parseInstant(period.end), timeZone: period.timeZone };
}

function lastDay({ end, timeZone }: Pick<Period, 'end' | 'timeZone'>): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(end - 1)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
}
