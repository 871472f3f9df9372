import { creditCase, creditedBefore, creditOf, creditTerms } from './billing.ts';
import type { BurnObservation } from './burn.ts';
import { agreedAheadOf, countedPeriod, evaluate, type Knowledge, type Question } from './evaluate.ts';
import { forecastOf } from './forecast.ts';
import type { Attainment, CreditResult, Forecast } from './result.ts';
import { availabilityTarget, observeBurn } from './running.ts';
import type { CatalogueVersion } from './version.ts';

/** All that an assessment is made from. */
export interface AssessedFrom {
  readonly knowledge: Knowledge;
  /** What is known of the recent days before the moment of asking: see `recentQuestion`. */
  readonly recent: Knowledge;
  /** Attainments of the earlier periods whose credits count towards the caps: see `earlierPeriods`. */
  readonly earlier: readonly Attainment[];
}

/** The attainment with what follows from it, and what burns; undefined where nothing can. */
export interface Assessment {
  readonly attainment: Attainment;
  readonly observations: readonly BurnObservation[] | undefined;
}

/** The attainment of a question, with the forecast where the period still runs, and the credit where one is agreed. */
export function assessment(
  versions: readonly CatalogueVersion[],
  question: Question,
  { knowledge, recent, earlier }: AssessedFrom,
): Assessment {
  const attainment = evaluate(question, knowledge);
  const observations = observeBurn(versions, { question, attainment }, recent);
  const forecast = observations && forecastFor(question, { attainment, observations }, knowledge);
  const credit = creditDue(question, { attainment, knowledge, earlier });
  return { attainment: { ...attainment, ...(forecast && { forecast }), ...(credit && { credit }) }, observations };
}

function forecastFor(
  question: Question,
  { attainment, observations }: { attainment: Attainment; observations: readonly BurnObservation[] },
  knowledge: Knowledge,
): Forecast | undefined {
  const target = availabilityTarget(attainment);
  if (target === undefined) return undefined;
  const { start, end } = question.period;
  return forecastOf({
    attainment,
    target,
    ahead: agreedAheadOf(question, knowledge),
    periodMs: end - start,
    observations,
  });
}

/** An attainment that may be credited. */
export interface Creditable {
  readonly attainment: Attainment;
  readonly knowledge: Knowledge;
  readonly earlier: readonly Attainment[];
}

/** The credit if, of the agreed time ahead, the first `downMs` were down and the rest up. */
export function creditDue(
  question: Question,
  { attainment, knowledge, earlier }: Creditable,
  downMs = 0,
): CreditResult | undefined {
  const target = availabilityTarget(attainment);
  if (target === undefined || creditTerms(question) === undefined) return undefined;
  const { counted } = countedPeriod(question, knowledge);
  return creditOf(question, creditCase(counted, target, downMs), creditedBefore(question, earlier));
}
