import { contributionOf } from './account.ts';
import type { Classified, ClassRun } from './classify.ts';
import { unknownCause } from './condition.ts';
import { cutByReclassification, type Reclassification, reclassifications } from './correct-time.ts';
import { applyCorrections } from './corrected.ts';
import { InvariantError } from './errors.ts';
import { countedPeriod, evaluate, type Knowledge, type Question } from './evaluate.ts';
import { formatInstant } from './instant.ts';
import type { Interval } from './interval.ts';
import type { AccountingMethod } from './method.ts';
import { correctionsBehind } from './outage-corrections.ts';
import { CLASSES, type Outage, type TimeClass } from './result.ts';

/**
 * How a figure comes about, from the period down to the time up, each step with the intervals it is made of:
 * period − what leaves both sides = agreed − downtime = up. Every line is an integer of milliseconds and they add up.
 */
export interface Waterfall {
  /** What has passed of the period. */
  readonly periodMs: number;
  /** Taken out of both sides, by class in the order in which classes apply. */
  readonly leftOut: readonly WaterfallStep[];
  readonly agreedMs: number;
  /** Agreed time that is lost, by class. */
  readonly downtime: readonly WaterfallStep[];
  readonly upMs: number;
  /** Agreed time of other classes that the method counts as up: part of `upMs`, told for its intervals. */
  readonly countedAsUp: readonly WaterfallStep[];
  readonly outages: readonly OutageCost[];
}

/** What an outage cost, and its share of the error budget in per cent with two decimals; null without a budget. */
export interface OutageCost extends Outage {
  readonly budgetPercent: string | null;
  /** Ids of the corrections that say what the service was in it; only there where any do. */
  readonly corrections?: readonly string[];
}

export interface WaterfallStep {
  readonly class: TimeClass;
  /** Of degraded time, the share that counts as lost. */
  readonly ms: number;
  readonly intervals: readonly WaterfallInterval[];
}

export interface WaterfallInterval {
  readonly start: string;
  readonly end: string;
  readonly ms: number;
  /** Why: the reason of an exclusion, the title of a maintenance, the cause of an unknown, the correction that says so. */
  readonly because?: string;
}

/** @throws InvariantError if the steps do not add up: then nothing is explained by them */
export function waterfall(question: Question, knowledge: Knowledge): Waterfall {
  const { counted, whole } = countedPeriod(question, knowledge);
  const { ms, agreedMs, downtimeMs, outages, targets, corrections } = evaluate(question, knowledge);
  const { inForce = [] } = applyCorrections(question, knowledge).knowledge;
  const said = reclassifications(inForce, question.service);
  const pieces = piecesOf(whole, counted);
  const stepsOf = (of: readonly Piece[]) => steps(of, said);
  const allowedMs = targets.find((it) => it.kind === 'availability')?.allowedMs ?? 0;
  const explained: Waterfall = {
    periodMs: ms.period,
    leftOut: stepsOf(pieces.filter(({ isAgreed }) => !isAgreed)),
    agreedMs,
    downtime: stepsOf(pieces.filter(({ weight }) => weight > 0)),
    upMs: agreedMs - downtimeMs,
    countedAsUp: stepsOf(pieces.filter(({ isAgreed, weight }) => isAgreed && weight === 0)),
    outages: outages.map((it) => ({
      ...it,
      budgetPercent: percentOf(it.countedMs, allowedMs),
      ...behind(correctionsBehind(it, corrections)),
    })),
  };
  assertAddsUp(explained, downtimeMs);
  return explained;
}

function behind(corrections: readonly string[]): Pick<OutageCost, 'corrections'> {
  return corrections.length === 0 ? {} : { corrections };
}

/** A run with what it contributes: `weight` in thousandths of lost time. */
interface Piece {
  readonly run: ClassRun;
  readonly isAgreed: boolean;
  readonly weight: number;
}

function piecesOf(whole: Classified, counted: ReturnType<typeof countedPeriod>['counted']): Piece[] {
  const methods = new Map<ClassRun, AccountingMethod>(
    counted.flatMap(({ classified, method }) => classified.runs.map((run) => [run, method] as const)),
  );
  return whole.runs.map((run) => {
    const method = methods.get(run);
    // Outside all terms no method applies: the time is nobody's.
    if (method === undefined) return { run, isAgreed: false, weight: 0 };
    const { agreed, weight } = contributionOf(run, method);
    return { run, isAgreed: agreed, weight };
  });
}

// Fractions of a millisecond are carried from class to class, so that the steps add up to the downtime, rounded up.
function steps(pieces: readonly Piece[], said: readonly Reclassification[]): WaterfallStep[] {
  let carried = 0;
  return CLASSES.flatMap((name) => {
    const own = pieces.filter(({ run }) => run.class === name);
    if (own.length === 0) return [];
    const before = Math.ceil(carried / 1000);
    carried += own.reduce((sum, { run, weight }) => sum + (run.end - run.start) * (weight === 0 ? 1000 : weight), 0);
    const runs = own.flatMap(({ run }) => reasonsOf(run, said));
    return [{ class: name, ms: Math.ceil(carried / 1000) - before, intervals: intervalsOf(runs) }];
  });
}

interface Reasoned extends Interval {
  readonly because: string | undefined;
}

// Where the agreement leaves it to the monitors, a correction may have said what the service was in a part of it.
function reasonsOf(run: ClassRun, said: readonly Reclassification[]): Reasoned[] {
  const because = run.layer.reason ?? unknownCause(run.condition);
  if (run.layer.class !== 'open') return [{ start: run.start, end: run.end, because }];
  return cutByReclassification(run, said).map(({ start, end, reason = because }) => ({ start, end, because: reason }));
}

function intervalsOf(runs: readonly Reasoned[]): WaterfallInterval[] {
  const joined: { start: number; end: number; because: string | undefined }[] = [];
  for (const { start, end, because } of runs) {
    const last = joined.at(-1);
    if (last !== undefined && last.end === start && last.because === because) last.end = end;
    else joined.push({ start, end, because });
  }
  return joined.map(({ start, end, because }) => ({
    start: formatInstant(start),
    end: formatInstant(end),
    ms: end - start,
    ...(because === undefined ? {} : { because }),
  }));
}

function percentOf(part: number, whole: number): string | null {
  if (whole === 0) return null;
  const hundredths = (BigInt(part) * 10_000n) / BigInt(whole);
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`;
}

function assertAddsUp({ periodMs, leftOut, agreedMs, downtime, upMs }: Waterfall, downtimeMs: number): void {
  const out = leftOut.reduce((sum, { ms }) => sum + ms, 0);
  const lost = downtime.reduce((sum, { ms }) => sum + ms, 0);
  if (periodMs - out === agreedMs && lost === downtimeMs && agreedMs - lost === upMs) return;
  throw new InvariantError(`${periodMs} − ${out} = ${agreedMs} − ${lost} = ${upMs} ms does not add up`);
}
