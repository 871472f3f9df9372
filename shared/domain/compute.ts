import { wordingAt, wordingsOf } from './amendment.ts';
import { heldMaintenance } from './announcement.ts';
import { type AssessedFrom, assessment } from './assessment.ts';
import { earlierPeriods } from './billing.ts';
import { bucketOf, feedSubject, INCIDENTS_WITHOUT_SERVICE } from './bucket.ts';
import type { Agreement } from './catalogue.ts';
import { correctionsKnown } from './correction.ts';
import { coverageWords } from './coverage.ts';
import { dependenciesOf } from './dependency.ts';
import { NotFoundError } from './errors.ts';
import type { Knowledge, Question } from './evaluate.ts';
import { type IdentifiedEvent, identify } from './event.ts';
import { fold, type Rollup } from './fold.ts';
import { heldCounts } from './held-counts.ts';
import { inForce, life } from './in-force.ts';
import type { Interval } from './interval.ts';
import { type AccountingMethod, methodNamed } from './method.ts';
import { normalise, type Speaker, signalTime } from './normalise.ts';
import { type Period, parsePeriod, periodContaining, shiftPeriod } from './period.ts';
import type { Attainment } from './result.ts';
import { recentQuestion } from './running.ts';
import { incidentsOf } from './service-incidents.ts';
import type { Signal } from './signal.ts';
import { termsOf } from './term.ts';
import { type CatalogueVersion, inEffect, inOrderOfEffect, versionAt } from './version.ts';

/** Which attainments are wanted: all of the catalogue's unless narrowed down. */
export interface Selection {
  readonly agreement?: string | undefined;
  readonly service?: string | undefined;
  /** Name of a period; without one, each agreement's current period. */
  readonly period?: string | undefined;
  /** Name of a method that replaces the agreements' own. */
  readonly method?: string | undefined;
}

/** One question for each agreement and service of the selection, in the catalogue's order. */
export function questionsOf(versions: readonly CatalogueVersion[], selection: Selection, now: number): Question[] {
  const method = selection.method === undefined ? undefined : methodNamed(selection.method, ownMethods(versions, now));
  const questions = agreementsOf(versions, now, selection.agreement)
    .flatMap((agreement) => {
      const period = periodOf(agreement, selection.period, now);
      return questionsOfPeriod(versions, agreement, { period, now, method });
    })
    .filter(({ service }) => selection.service === undefined || selection.service === service);
  if (questions.length === 0) refuse(versions, selection, now);
  return questions;
}

/** The methods of all versions that have taken effect; of one name the newest comes first. */
export function ownMethods(versions: readonly CatalogueVersion[], now: number): AccountingMethod[] {
  return inEffect(versions, now)
    .toReversed()
    .flatMap(({ catalogue }) => catalogue.methods ?? []);
}

/** All questions of the period that `now` lies in and of the one before: what late events and passing time may change. */
export function currentAndPreviousQuestions(versions: readonly CatalogueVersion[], now: number): Question[] {
  return agreementsOf(versions, now).flatMap((agreement) => {
    const current = periodOf(agreement, undefined, now);
    const periods = [shiftPeriod(current, agreement.period, -1), current];
    return periods.flatMap((period) => questionsOfPeriod(versions, agreement, { period, now }));
  });
}

/** One question for each service of an agreement in a period. */
export function questionsOfPeriod(
  versions: readonly CatalogueVersion[],
  agreement: Agreement,
  { period, now, method }: { period: Period; now: number; method?: AccountingMethod | undefined },
): Question[] {
  return servicesOf(versions, agreement.id).flatMap((service) => {
    const terms = termsOf(versions, { agreement: agreement.id, service, method }, period);
    if (terms.length === 0) return [];
    return [{ agreement: agreement.id, service, period, until: Math.min(period.end, now), now, terms }];
  });
}

/** Whether the agreement holds for the service in any part of the period that is asked about. */
export function isInForce({ terms }: Question): boolean {
  return terms.some((term) => overlaps(term, inForce(term.agreement, term.service)));
}

/** Whether the service lives in any part of the period: a report has no line of one before its go-live or after its end. */
export function isLive({ terms }: Question): boolean {
  return terms.some((term) => overlaps(term, life(term.service, term.agreement.timeZone)));
}

function overlaps(a: Interval, b: Interval): boolean {
  return Math.max(a.start, b.start) < Math.min(a.end, b.end);
}

/** The newest of the catalogue versions that answer these questions: the one whose targets and method they end with. */
export function versionUsed(questions: readonly Question[]): CatalogueVersion | undefined {
  return inOrderOfEffect(questions.flatMap(({ terms }) => terms.map(({ version }) => version))).at(-1);
}

/** The period that a name means for an agreement; without a name, the one that `now` lies in. */
export function periodOf(agreement: Agreement, name: string | undefined, now: number): Period {
  if (name === undefined) return periodContaining(now, agreement.period, agreement.timeZone);
  return parsePeriod(name, agreement.timeZone);
}

/**
 * Each agreement as it is worded now in the version of the catalogue that took effect last, oldest agreements first: one
 * that was removed still has its past, and what is to take effect later says nothing yet.
 */
export function agreementsOf(versions: readonly CatalogueVersion[], now: number, id?: string): Agreement[] {
  const newest = new Map<string, Agreement>();
  for (const { catalogue } of inEffect(versions, now)) {
    for (const agreement of catalogue.agreements) newest.set(agreement.id, wordingAt(agreement, now));
  }
  return [...newest.values()].filter((agreement) => id === undefined || agreement.id === id);
}

function servicesOf(versions: readonly CatalogueVersion[], agreementId: string): string[] {
  const services = inOrderOfEffect(versions)
    .flatMap(({ catalogue }) => catalogue.agreements)
    .filter(({ id }) => id === agreementId)
    .flatMap(wordingsOf)
    .flatMap(({ agreement }) => agreement.services.map(({ service }) => service));
  return [...new Set(services)];
}

/** @throws NotFoundError where no agreement covers the service, or did at another time: then with when that was */
export function refuse(versions: readonly CatalogueVersion[], { agreement, service }: Selection, now: number): void {
  const known = agreementsOf(versions, now);
  if (agreement !== undefined && known.every(({ id }) => id !== agreement)) {
    throw new NotFoundError(`No agreement named "${agreement}"; known: ${known.map(({ id }) => id).join(', ')}`);
  }
  if (service === undefined) return;
  const asked = known.filter(({ id }) => agreement === undefined || id === agreement);
  const services = new Set(asked.flatMap(({ id }) => servicesOf(versions, id)));
  if (services.has(service)) {
    const when = asked.flatMap(({ id }) => coverageWords(versions, { agreement: id, service }));
    throw new NotFoundError(`No agreement covered "${service}" in the period asked for; ${when.join('; ')}`);
  }
  const who = agreement === undefined ? 'No agreement covers' : `Agreement "${agreement}" does not cover`;
  throw new NotFoundError(`${who} a service named "${service}"; known: ${[...services].join(', ')}`);
}

/** Signals that found no service, with the source that was assumed and why. */
export interface Unmapped {
  readonly signal: Signal;
  readonly reason: string;
}

/** A set of signals, folded: what an offline computation knows. */
export interface Folded {
  readonly rollups: ReadonlyMap<string, Rollup>;
  readonly unmapped: readonly Unmapped[];
}

/** A signal and the source it came by. Without one, it is taken as coming from whichever source a monitor listens to. */
export interface SourcedSignal {
  readonly signal: Signal;
  readonly source?: string | undefined;
}

/**
 * Folds signals subject by subject, as the store does bucket by bucket: the two give the same figures, because a fold
 * only drops what says nothing new.
 */
export function foldSignals(versions: readonly CatalogueVersion[], signals: readonly SourcedSignal[]): Folded {
  const unmapped: Unmapped[] = [];
  const events = new Map<string, IdentifiedEvent>();
  for (const { signal, source } of signals) {
    const version = versionAt(versions, signalTime(signal));
    if (version === undefined) continue;
    const speaker = source === undefined ? undefined : speakerOf(version, source);
    const result = normalise(signal, { catalogue: version.catalogue, source: speaker });
    if (result.unmapped !== undefined) unmapped.push({ signal, reason: result.unmapped });
    for (const event of result.events.map(identify)) events.set(event.id, event);
  }
  const bySubject = Map.groupBy(events.values(), ({ event }) => bucketOf(event).subject);
  return { rollups: new Map([...bySubject].map(([subject, own]) => [subject, fold(own)])), unmapped };
}

// A source that the catalogue does not have speaks for nobody but itself.
function speakerOf({ catalogue }: CatalogueVersion, id: string): Speaker {
  return catalogue.sources.find((source) => source.id === id) ?? { id, relay: false };
}

/** What a folded set of signals knows of a service and of the feeds in its catalogue. */
export function knowledgeOf({ rollups }: Folded, question: Question): Knowledge {
  const { service, terms } = question;
  const own = rollups.get(service);
  const feeds = new Set(terms.flatMap(({ version }) => version.catalogue.sources.map(({ id }) => id)));
  const behind = dependenciesOf(question);
  const corrections = correctionsKnown(
    own,
    behind.map((id) => rollups.get(id)),
  );
  return {
    streams: own?.streams ?? [],
    dependencies: Object.fromEntries(behind.map((id) => [id, rollups.get(id)?.streams ?? []])),
    maintenance: heldMaintenance(own?.maintenance ?? []),
    beats: Object.fromEntries([...feeds].map((id) => [id, rollups.get(feedSubject(id))?.beats ?? []])),
    counts: heldCounts(own?.counts ?? []),
    ...(corrections.length > 0 && { corrections }),
    incidents: incidentsOf(
      { named: own?.incidents ?? [], unnamed: rollups.get(INCIDENTS_WITHOUT_SERVICE)?.incidents ?? [] },
      question,
    ),
  };
}

/** Offline attainment: what `attain compute` prints. The count ends at `now`; later signals are the caller's to leave out. */
export function computeAttainments(
  versions: readonly CatalogueVersion[],
  folded: Folded,
  { now, ...selection }: Selection & { readonly now: number },
): Attainment[] {
  return questionsOf(versions, selection, now).map(
    (question) => assessment(versions, question, assessedFrom(versions, folded, question)).attainment,
  );
}

/**
 * What a folded set of signals has for the assessment of a question. What is `supposed` of earlier periods stands in place
 * of what they come to.
 */
export function assessedFrom(
  versions: readonly CatalogueVersion[],
  folded: Folded,
  question: Question,
  supposed: readonly Attainment[] = [],
): AssessedFrom {
  return {
    knowledge: knowledgeOf(folded, question),
    recent: knowledgeOf(folded, recentQuestion(versions, question) ?? question),
    earlier: earlierAttainments(versions, folded, question, supposed),
  };
}

/** The attainments of the earlier periods whose credits count towards the caps of a question's, each with its credit. */
function earlierAttainments(
  versions: readonly CatalogueVersion[],
  folded: Folded,
  { agreement, service, ...rest }: Question,
  supposed: readonly Attainment[],
): Attainment[] {
  const earlier: Attainment[] = [];
  for (const period of earlierPeriods({ agreement, service, ...rest })) {
    const known = supposed.find((it) => it.period.name === period.name);
    if (known !== undefined) {
      earlier.push(known);
      continue;
    }
    const terms = termsOf(versions, { agreement, service }, period);
    if (terms.length === 0) continue;
    const question = { agreement, service, period, until: period.end, now: rest.now ?? rest.until, terms };
    const knowledge = knowledgeOf(folded, question);
    earlier.push(assessment(versions, question, { knowledge, recent: knowledge, earlier }).attainment);
  }
  return earlier;
}
