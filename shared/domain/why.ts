import { contributionOf } from './account.ts';
import type { ClassRun } from './classify.ts';
import { type ConditionName, conditionName } from './condition.ts';
import { reclassifications } from './correct-time.ts';
import { type Applied, applyCorrections } from './corrected.ts';
import { InvalidInputError } from './errors.ts';
import { countedPeriod, evaluate, type Knowledge, type Question } from './evaluate.ts';
import { formatInstant, parseInstant } from './instant.ts';
import { interruptionAt } from './interruption.ts';
import { type Interval, isWithin } from './interval.ts';
import { type MonitorThen, monitorThen } from './monitor-then.ts';
import type { CorrectionResult, Outage, RefusedMaintenance, TimeClass } from './result.ts';
import type { Counted } from './targets/measured.ts';
import type { Term } from './term.ts';
import { conditionAt } from './track.ts';

/** Why a moment of a service counts as it does: the class, what decided it, and what every monitor had said by then. */
export interface Why {
  readonly at: string;
  readonly class: TimeClass;
  /** The unbroken stretch of this class and reason around the moment. */
  readonly start: string;
  readonly end: string;
  /** Part of agreed time; of it, the share that is lost, in thousandths. */
  readonly isAgreed: boolean;
  readonly lostThousandths: number;
  /** What the agreement says of it: the reason of an exclusion, the title of a maintenance. */
  readonly because?: string;
  readonly approvedBy?: string;
  /** Corrections in force that reach over the moment. */
  readonly corrections?: readonly CorrectionResult[];
  /** Maintenance over the moment that was announced and does not count as such, with why. */
  readonly refused?: readonly RefusedMaintenance[];
  readonly condition: ConditionName;
  /** What its monitors come to by the roll-up; only there where the method or a correction takes it for another. */
  readonly rolledUp?: ConditionName;
  /** The short interruption that the method takes for what is on both sides of it. */
  readonly interruption?: BridgedInterruption;
  readonly rollUp: string;
  readonly hours: string;
  readonly method: string;
  /** SHA-256 of the catalogue version that applied. */
  readonly catalogue: string;
  readonly monitors: readonly MonitorThen[];
  /** The outage that the moment is part of. */
  readonly outage: Outage | null;
}

/** Which condition lasted from when until when, and below which length the method does not count it as such. */
export interface BridgedInterruption {
  readonly start: string;
  readonly end: string;
  readonly condition: ConditionName;
  readonly shorterThanMs: number;
}

/** @throws InvalidInputError for a moment that lies outside the period, or that has not come yet */
export function whyAt(question: Question, knowledge: Knowledge, at: number): Why {
  const { period, until } = question;
  if (until <= period.start) {
    throw new InvalidInputError(`expected a moment that has passed; got ${formatInstant(at)}`);
  }
  if (at < period.start || at >= until) {
    const bounds = `${formatInstant(period.start)} and ${formatInstant(until)}`;
    throw new InvalidInputError(`expected a moment between ${bounds}; got ${formatInstant(at)}`);
  }
  const { counted, whole } = countedPeriod(question, knowledge);
  const part = counted.find(({ term }) => term.start <= at && at < term.end);
  if (part === undefined) {
    throw new InvalidInputError(`no catalogue version has the agreement for the service at ${formatInstant(at)}`);
  }
  const run = whole.runs.find((it) => it.start <= at && at < it.end);
  const { outages, corrections = [], maintenanceRefused = [] } = evaluate(question, knowledge);
  const refused = maintenanceRefused.filter((it) => isDuring(at, it));
  const outage = outages.find((it) => isDuring(at, it)) ?? null;
  const applied = applyCorrections(question, knowledge);
  const inForce = correctionsAt(corrections, applied, { at, service: question.service });
  const then = { at, service: question.service, term: part.term, knowledge, applied };
  return {
    at: formatInstant(at),
    ...stretchOf(part, run, at),
    ...decisionOf(part.term, run, at),
    ...(inForce.length > 0 && { corrections: inForce }),
    ...(refused.length > 0 && { refused }),
    condition: conditionName(conditionAt(part.timeline.service, at)),
    ...takenForOther(part, applied, at),
    rollUp: part.term.service.rollUp.type,
    hours: part.term.agreement.hours,
    method: part.method.name,
    catalogue: part.term.version.hash,
    monitors: part.timeline.monitors.map((witness) => monitorThen(witness, then)),
    outage,
  };
}

// Those in force that change what the moment is: of a voided change until the one after it, of an amended one the time between
// then and now. One that finds nothing to correct changes nothing.
function correctionsAt(
  results: readonly CorrectionResult[],
  { corrections, reach }: Applied,
  { at, service }: { readonly at: number; readonly service: string },
): CorrectionResult[] {
  const reaching = corrections.filter(({ proposal, state }) => {
    const reached = reach.get(proposal);
    return state === 'approved' && reached !== undefined && isWithin(at, reached);
  });
  return results.filter(({ correction, state, service: of = service }) => {
    const isNamed = reaching.some(({ proposal }) => proposal.correction === correction && proposal.service === of);
    return state === 'approved' && isNamed;
  });
}

function takenForOther(
  { term, timeline, method }: Counted,
  { knowledge }: Applied,
  at: number,
): Pick<Why, 'rolledUp' | 'interruption'> {
  const { service, rolledUp = service } = timeline;
  const [counted, was] = [conditionAt(service, at), conditionAt(rolledUp, at)];
  if (counted === was) return {};
  const said = reclassifications(knowledge.inForce ?? [], term.service.id);
  const found = said.some((it) => isWithin(at, it))
    ? undefined
    : interruptionAt(rolledUp, method.shortInterruptionMs ?? 0, at);
  return {
    ...(conditionName(counted) !== conditionName(was) && { rolledUp: conditionName(was) }),
    ...(found !== undefined && {
      interruption: {
        start: formatInstant(found.start),
        end: formatInstant(found.end),
        condition: conditionName(found.condition),
        shorterThanMs: method.shortInterruptionMs ?? 0,
      },
    }),
  };
}

function stretchOf({ classified, method, layers }: Counted, run: ClassRun | undefined, at: number) {
  if (run === undefined) {
    // Up is what lies between the runs, within the agreement's layer.
    const { start, end } = upAround(classified.runs, layers, at);
    return { class: 'up' as const, start, end, isAgreed: true, lostThousandths: 0 };
  }
  const { agreed, weight } = contributionOf(run, method);
  const [start, end] = [formatInstant(run.start), formatInstant(run.end)];
  return { class: run.class, start, end, isAgreed: agreed, lostThousandths: weight };
}

function upAround(runs: readonly ClassRun[], layers: readonly Interval[], at: number) {
  const start = Math.max(layers[0]?.start ?? at, ...runs.filter(({ end }) => end <= at).map(({ end }) => end));
  const after = runs.find((it) => it.start > at);
  return { start: formatInstant(start), end: formatInstant(after?.start ?? layers.at(-1)?.end ?? at) };
}

function decisionOf({ agreement, service }: Term, run: ClassRun | undefined, at: number) {
  if (run?.layer.reason === undefined) return {};
  const exclusion = agreement.exclusions.find(
    ({ start, end, services }) => start <= at && at < end && (services?.includes(service.id) ?? true),
  );
  const approvedBy = run.class === 'excluded' ? exclusion?.approvedBy : undefined;
  return { because: run.layer.reason, ...(approvedBy === undefined ? {} : { approvedBy }) };
}

function isDuring(at: number, { start, end }: Pick<Outage, 'start' | 'end'>): boolean {
  return parseInstant(start) <= at && (end === null || at < parseInstant(end));
}
