import { type Account, account, sumAccounts } from './account.ts';
import { canonicalJson } from './canonical-json.ts';
import type { AvailabilityTarget, Target } from './catalogue.ts';
import { type Classified, classify, sumClasses, together } from './classify.ts';
import { ABSENT } from './condition.ts';
import { applyCorrections, withTruth } from './corrected.ts';
import type { CorrectionRecord } from './correction.ts';
import { decimals, truncate } from './decimal.ts';
import { servicesBehind } from './dependency.ts';
import type { CorrectionEvent, CountEvent, IncidentEvent, MaintenanceEvent } from './event.ts';
import type { FeedLife } from './feed.ts';
import type { StreamHistory } from './fold.ts';
import { formatInstant } from './instant.ts';
import { clip, gaps, type Interval } from './interval.ts';
import { layersOf } from './layer.ts';
import { refusedMaintenance } from './maintenance.ts';
import { type AccountingMethod, methodHash } from './method.ts';
import { notRepeatedIn } from './not-repeated.ts';
import { notCountedOf, notKnownOf, outagesOf } from './outage.ts';
import { isOfKind, type Period } from './period.ts';
import type { Attainment, Availability, TargetResult, TimeClass } from './result.ts';
import { incidentWindow } from './service-incidents.ts';
import type { Counted } from './targets/measured.ts';
import { targetResult } from './targets/target-result.ts';
import { layersOfTerm, type Term } from './term.ts';
import { type ServiceTimeline, serviceTimeline } from './timeline.ts';
import { constantTrack } from './track.ts';
import { gravest } from './verdict.ts';
import { changedWordings } from './wording.ts';

/** What the ledger knows of a service and of the feeds that watch it. */
export interface Knowledge {
  readonly streams: readonly StreamHistory[];
  /** Streams of the services that it depends on, by service id. */
  readonly dependencies: Readonly<Record<string, readonly StreamHistory[]>>;
  readonly maintenance: readonly MaintenanceEvent[];
  /** Beats of each feed, epoch ms ascending. */
  readonly beats: Readonly<Record<string, readonly number[]>>;
  /** Counts of the service's indicators, by their start ascending. */
  readonly counts: readonly CountEvent[];
  /** Incidents of the service: phases that name no service are those of incidents known to be its own. */
  readonly incidents: readonly IncidentEvent[];
  /** Proposed corrections of the service and of those that it depends on, and decisions on them, if there are any. */
  readonly corrections?: readonly CorrectionRecord[];
  /** Where an event was taken back: what is known with it, for what the figures would be without corrections. */
  readonly asRecorded?: Partial<Pick<Knowledge, 'maintenance' | 'incidents' | 'counts'>>;
  /** The corrections in force, once those of streams have been applied (see `applyCorrections`). */
  readonly inForce?: readonly CorrectionEvent[];
}

/** The question: one service under one agreement over one period, counted until a moment (at most the period's end). */
export interface Question {
  readonly agreement: string;
  readonly service: string;
  readonly period: Period;
  readonly until: number;
  /** The moment of asking, if it is another one: what expires has expired by then, and incidents go on after the period. */
  readonly now?: number;
  /** In order; at least one. */
  readonly terms: readonly Term[];
}

/**
 * The attainment of a service: classes, ratio with bounds, budget and verdict per target, outages. Pure, and the only
 * way a figure is made: the pipeline, the command line and the pages all call it.
 *
 * @throws InvariantError if the classes do not add up to the time counted
 */
export function evaluate(question: Question, knowledge: Knowledge): Attainment {
  return withTruth(question, applyCorrections(question, knowledge), figureOf);
}

function figureOf(question: Question, knowledge: Knowledge): Attainment {
  const { agreement, service, period, until, terms } = question;
  const last = lastTerm(terms);
  const { counted, whole: classified } = countedPeriod(question, knowledge);
  const window = { start: period.start, end: Math.max(period.start, until) };
  const notRepeated = notRepeatedIn(terms, knowledge, window);
  const targets = targetResults(question, knowledge, counted);
  const totals = sumAccounts(counted.map((it) => it.account));
  return {
    agreement,
    service,
    method: last.method.name,
    methodHash: methodHash(last.method),
    period: {
      name: period.name,
      start: formatInstant(period.start),
      end: formatInstant(period.end),
      timeZone: period.timeZone,
    },
    until: formatInstant(window.end),
    ms: sumClasses(classified, window),
    agreedMs: totals.agreedMs,
    downtimeMs: Math.ceil(totals.downtimeThousandths / 1000),
    availability: availability(totals, terms),
    targets,
    verdict: gravest(targets.map(({ verdict }) => verdict)),
    outages: outagesOf(counted, { until: window.end, end: period.end }),
    notCounted: notCountedOf(counted),
    ...refusedIn(terms, knowledge, window),
    notKnown: notKnownOf(classified),
    ...(notRepeated.length > 0 && { notRepeated }),
    assumedAlive: feedsAssumedAlive(last),
    ...changedWordings(terms),
    ...foreignPeriod(question),
  };
}

function foreignPeriod({ period, terms }: Question): Pick<Attainment, 'agreedPeriod'> {
  const isAgreed = terms.some(({ agreement }) => isOfKind(period, agreement.period));
  return isAgreed ? {} : { agreedPeriod: lastTerm(terms).agreement.period };
}

function refusedIn(
  terms: readonly Term[],
  knowledge: Knowledge,
  window: Interval,
): Pick<Attainment, 'maintenanceRefused'> {
  const refused = terms.flatMap((term) =>
    clip([term], window).flatMap((passed) => refusedMaintenance(term, knowledge, passed)),
  );
  return refused.length === 0 ? {} : { maintenanceRefused: refused };
}

/** A stretch of one class. */
export interface ClassStretch extends Interval {
  readonly class: TimeClass;
}

/** What the period consists of until the moment of asking, in order and without gaps: for whoever draws it. */
export function classStretches(question: Question, knowledge: Knowledge): ClassStretch[] {
  const { period, until } = question;
  const { runs } = countedPeriod(question, knowledge).whole;
  const up = gaps(runs, { start: period.start, end: until }).map((gap): ClassStretch => ({ ...gap, class: 'up' }));
  return [...runs, ...up].sort((a, b) => a.start - b.start);
}

/** The part of a term that has passed, and what its time was. */
export interface PassedTerm extends Interval {
  readonly classified: Classified;
  readonly method: AccountingMethod;
}

/** The question's terms until the moment of asking: for whoever looks at shorter windows in it. */
export function passedTerms(question: Question, knowledge: Knowledge): PassedTerm[] {
  const { terms, until } = question;
  const applied = applyCorrections(question, knowledge).knowledge;
  return terms.map((term) => {
    const { classified, method } = countTerm(term, applied, until);
    return { start: term.start, end: Math.max(term.start, Math.min(term.end, until)), classified, method };
  });
}

/** What is agreed of the time after the moment of asking, in order: it is not assumed to be up or down. */
export function agreedAheadOf(question: Question, knowledge: Knowledge): Interval[] {
  const { terms, until } = question;
  const applied = applyCorrections(question, knowledge).knowledge;
  return terms.flatMap((term) => agreedIn(term, applied, { start: Math.max(term.start, until), end: term.end }));
}

/** The stretches that a question is counted by, and the whole period that they make up. For whoever explains a figure. */
export function countedPeriod(
  question: Question,
  knowledge: Knowledge,
): { readonly counted: readonly Counted[]; readonly whole: Classified } {
  const applied = applyCorrections(question, knowledge).knowledge;
  const counted = question.terms.map((term) => countTerm(term, applied, question.until));
  return { counted, whole: wholePeriod(question, counted) };
}

function countTerm(term: Term, knowledge: Knowledge, until: number): Counted {
  const passed = { start: term.start, end: Math.max(term.start, Math.min(term.end, until)) };
  const ahead = { start: passed.end, end: Math.max(passed.end, term.end) };
  const timeline = timelineOf(term, knowledge, passed);
  const layers = layersOfTerm(term, knowledge, passed);
  const classified = classify(timeline.service, layers, term.method);
  return {
    term,
    layers,
    timeline,
    classified,
    method: term.method,
    account: account(classified, term.method),
    agreedAheadMs: agreedAhead(term, knowledge, ahead),
  };
}

function timelineOf(term: Term, knowledge: Knowledge, window: Interval): ServiceTimeline {
  const { streams, dependencies, beats, inForce = [] } = knowledge;
  const feeds: Record<string, FeedLife> = {};
  const { sources, services } = term.version.catalogue;
  for (const { id, heartbeat } of sources) {
    if (heartbeat !== undefined) feeds[id] = { beats: beats[id] ?? [], allowedGapMs: heartbeat.allowedGapMs };
  }
  const observations = { streams, dependencies, feeds, inForce };
  return serviceTimeline(term.service, observations, {
    window,
    method: term.method,
    services,
    timeZone: term.agreement.timeZone,
  });
}

// What is ahead is agreed unless the agreement already says otherwise; it is not assumed to be up or down.
function agreedAhead(term: Term, knowledge: Knowledge, ahead: Interval): number {
  return agreedIn(term, knowledge, ahead).reduce((ms, { start, end }) => ms + end - start, 0);
}

function agreedIn(term: Term, knowledge: Knowledge, window: Interval): Interval[] {
  if (window.start >= window.end) return [];
  return layersOfTerm(term, knowledge, window).filter(
    (layer) => layer.class === 'open' || (layer.class === 'maintenance' && term.method.maintenance !== 'exclude'),
  );
}

// Parts of the period without a term are in no agreement's force.
function wholePeriod({ period, until }: Question, counted: readonly Counted[]): Classified {
  const window = { start: period.start, end: Math.max(period.start, until) };
  const uncovered = gaps(
    counted.map(({ term }) => term),
    window,
  );
  const outside = uncovered.map((gap) =>
    classify(constantTrack(gap, ABSENT), layersOf(gap, [{ class: 'notInForce', intervals: [gap] }])),
  );
  return together([...counted.map(({ classified }) => classified), ...outside]);
}

function targetResults(
  question: Question,
  { counts, incidents }: Knowledge,
  stretches: readonly Counted[],
): TargetResult[] {
  const { terms, until, period } = question;
  const { agreement } = lastTerm(terms);
  const incidentsUntil = incidentWindow(question).end;
  const toleranceMillionths = agreement.unknownToleranceMillionths;
  const measured = { stretches, counts, incidents, incidentsUntil, until, end: period.end, toleranceMillionths };
  const results = targetsOf(terms).map((target) => targetResult(target, measured));
  // Before a period begins nothing is met in it.
  return until > period.start ? results : results.map((result) => ({ ...result, verdict: 'notMeasured' }));
}

// As worded last; then what was promised before and is no more, which was to be kept while it was. The availability is one
// target, however it is worded.
function targetsOf(terms: readonly Term[]): Target[] {
  const { targets } = lastTerm(terms);
  if (terms.length === 1) return [...targets];
  const availability = terms.flatMap((term) => term.targets.filter(isAvailability)).at(-1);
  const before = [
    ...(availability === undefined || targets.some(isAvailability) ? [] : [availability]),
    ...terms.flatMap((term) => term.targets.filter((target) => !isAvailability(target))),
  ];
  return [...new Map([...targets, ...before].map((target) => [canonicalJson(target), target])).values()];
}

function isAvailability(target: Target): target is AvailabilityTarget {
  return target.kind === 'availability';
}

const EXACT_DIGITS = 20;
const DIGITS_WITHOUT_TARGET = 2;

function availability(
  { agreedMs, downtimeThousandths, uncertainMs }: Account,
  terms: readonly Term[],
): Availability | null {
  if (agreedMs === 0) return null;
  const agreed = BigInt(agreedMs) * 1000n;
  const uncertain = BigInt(uncertainMs) * 1000n;
  const up = agreed - BigInt(downtimeThousandths);
  const promised = targetsOf(terms).filter(isAvailability);
  const digits =
    lastTerm(terms).method.displayDigits ??
    Math.max(DIGITS_WITHOUT_TARGET, ...promised.map(({ target }) => decimals(target) + 1));
  return {
    percent: truncate(up * 100n, agreed, digits),
    exact: truncate(up, agreed, EXACT_DIGITS),
    low: truncate(up, agreed + uncertain, EXACT_DIGITS),
    high: truncate(up + uncertain, agreed + uncertain, EXACT_DIGITS),
  };
}

function feedsAssumedAlive({ service, version }: Term): string[] {
  const watched = [service, ...servicesBehind(service, version.catalogue)];
  return version.catalogue.sources
    .filter(({ heartbeat }) => heartbeat === undefined)
    .map(({ id }) => id)
    .filter((id) => watched.some(({ monitors }) => monitors.some(({ source }) => source === id)))
    .sort();
}

function lastTerm(terms: readonly Term[]): Term {
  const last = terms.at(-1);
  if (last === undefined) throw new RangeError('a question needs at least one term');
  return last;
}
