import { contributionOf } from './account.ts';
import type { ClassRun } from './classify.ts';
import { ABSENT, type ConditionName, conditionName } from './condition.ts';
import { reclassifications } from './correct-time.ts';
import { type Applied, applyCorrections } from './corrected.ts';
import { correctionsAt } from './corrections-at.ts';
import { holdingOf } from './coverage.ts';
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
import { versionAt } from './version.ts';

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
  /** Where the agreement does not name the service at the moment: when it holds for it within the period. */
  readonly covered?: readonly Stretch[];
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

/** ISO instants. */
interface Stretch {
  readonly start: string;
  readonly end: string;
}

/** Which condition lasted from when until when, and below which length the method does not count it as such. */
export interface BridgedInterruption extends Stretch {
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
  const part = counted.find(({ term }) => isWithin(at, term));
  const run = whole.runs.find((it) => isWithin(at, it));
  if (part === undefined) return uncovered(question, run, at);
  const { outages, corrections = [], maintenanceRefused = [] } = evaluate(question, knowledge);
  const refused = maintenanceRefused.filter((it) => isDuring(at, it));
  const outage = outages.find((it) => isDuring(at, it)) ?? null;
  const applied = applyCorrections(question, knowledge);
  const then = { at, service: question.service, term: part.term, knowledge, applied };
  const inForce = correctionsAt(corrections, then);
  return {
    at: formatInstant(at),
    ...stretchOf(part, run, at),
    ...decisionOf(part.term, run, at),
    ...(inForce.length > 0 && { corrections: inForce }),
    ...(refused.length > 0 && { refused }),
    condition: conditionName(conditionAt(part.timeline.service, at)),
    ...takenForOther(part, applied, at),
    rollUp: rollUpOf(part.term),
    hours: part.term.agreement.hours,
    method: part.method.name,
    catalogue: part.term.version.hash,
    monitors: part.timeline.monitors.map((witness) => monitorThen(witness, then)),
    outage,
  };
}

// Between terms nothing is agreed and nobody is heard: what is told of the agreement is what it says next to that.
function uncovered({ terms, period }: Question, run: ClassRun | undefined, at: number): Why {
  const near = terms.findLast(({ end }) => end <= at) ?? terms[0];
  if (near === undefined) throw new RangeError('a question needs at least one term');
  const version = near.versions === undefined ? undefined : versionAt(near.versions, at);
  return {
    at: formatInstant(at),
    class: 'notInForce',
    ...stretch(run ?? period),
    isAgreed: false,
    lostThousandths: 0,
    covered: holdingOf(terms).map(stretch),
    condition: conditionName(ABSENT),
    rollUp: rollUpOf(near),
    hours: near.agreement.hours,
    method: near.method.name,
    catalogue: (version ?? near.version).hash,
    monitors: [],
    outage: null,
  };
}

// The method may have its own, whatever the service asks for.
function rollUpOf({ method, service }: Term): string {
  return method.rollUp ?? service.rollUp.type;
}

function stretch({ start, end }: Interval): Stretch {
  return { start: formatInstant(start), end: formatInstant(end) };
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
        ...stretch(found),
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
  return { class: run.class, ...stretch(run), isAgreed: agreed, lostThousandths: weight };
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
