import { contributionOf } from './account.ts';
import type { Classified, ClassRun } from './classify.ts';
import { unknownCause } from './condition.ts';
import { InvariantError } from './errors.ts';
import { countedPeriod, evaluate, type Knowledge, type Question } from './evaluate.ts';
import { formatInstant } from './instant.ts';
import type { AccountingMethod } from './method.ts';
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
  /** What each outage cost, and its share of the error budget in per cent with two decimals; null without a budget. */
  readonly outages: readonly (Outage & { readonly budgetPercent: string | null })[];
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
  /** Why: the reason of an exclusion, the title of a maintenance, the cause of an unknown. */
  readonly because?: string;
}

/** @throws InvariantError if the steps do not add up: then nothing is explained by them */
export function waterfall(question: Question, knowledge: Knowledge): Waterfall {
  const { counted, whole } = countedPeriod(question, knowledge);
  const { ms, agreedMs, downtimeMs, outages, targets } = evaluate(question, knowledge);
  const pieces = piecesOf(whole, counted);
  const allowedMs = targets.find((it) => it.kind === 'availability')?.allowedMs ?? 0;
  const explained: Waterfall = {
    periodMs: ms.period,
    leftOut: stepsOf(pieces.filter(({ isAgreed }) => !isAgreed)),
    agreedMs,
    downtime: stepsOf(pieces.filter(({ weight }) => weight > 0)),
    upMs: agreedMs - downtimeMs,
    countedAsUp: stepsOf(pieces.filter(({ isAgreed, weight }) => isAgreed && weight === 0)),
    outages: outages.map((it) => ({ ...it, budgetPercent: percentOf(it.countedMs, allowedMs) })),
  };
  assertAddsUp(explained, downtimeMs);
  return explained;
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
function stepsOf(pieces: readonly Piece[]): WaterfallStep[] {
  let carried = 0;
  return CLASSES.flatMap((name) => {
    const own = pieces.filter(({ run }) => run.class === name);
    if (own.length === 0) return [];
    const before = Math.ceil(carried / 1000);
    carried += own.reduce((sum, { run, weight }) => sum + (run.end - run.start) * (weight === 0 ? 1000 : weight), 0);
    return [{ class: name, ms: Math.ceil(carried / 1000) - before, intervals: intervalsOf(own.map(({ run }) => run)) }];
  });
}

function intervalsOf(runs: readonly ClassRun[]): WaterfallInterval[] {
  const joined: { start: number; end: number; because: string | undefined }[] = [];
  for (const run of runs) {
    const because = run.layer.reason ?? unknownCause(run.condition);
    const last = joined.at(-1);
    if (last !== undefined && last.end === run.start && last.because === because) last.end = run.end;
    else joined.push({ start: run.start, end: run.end, because });
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
