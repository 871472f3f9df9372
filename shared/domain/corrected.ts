import { correctStream, isOfStream } from './correct-streams.ts';
import { type Correction, correctionsOf, inForce, tellsOnDependents } from './correction.ts';
import { correctionResult } from './correction-result.ts';
import type { Knowledge, Question } from './evaluate.ts';
import type { CorrectionEvent } from './event.ts';
import { type EnteredExclusion, exclusionsOf, withoutExclusions } from './exclusion.ts';
import { exclusionFlags, helpFlags, type Sides } from './exclusion-flags.ts';
import { parseInstant } from './instant.ts';
import { type Interval, overlaps } from './interval.ts';
import { outageBegin } from './outage-begin.ts';
import type { Attainment, CorrectionResult, NotCounted } from './result.ts';

/** Knowledge before and after the corrections in force, and how far each correction reaches, if it finds anything. */
export interface Applied {
  readonly before: Knowledge;
  readonly knowledge: Knowledge;
  readonly corrections: readonly Correction[];
  readonly reach: ReadonlyMap<CorrectionEvent, Interval | undefined>;
}

/** Corrects what the streams said; corrections of time are left to whoever lays out the time. Pure. */
export function applyCorrections({ service, until, now = until }: Question, knowledge: Knowledge): Applied {
  if (knowledge.corrections === undefined) return { before: knowledge, knowledge, corrections: [], reach: new Map() };
  const { corrections: records, asRecorded, ...known } = knowledge;
  const before = { ...known, ...asRecorded };
  const reach = new Map<CorrectionEvent, Interval | undefined>();
  const corrections = correctionsOf(records, now).filter(
    ({ proposal }) => proposal.service === service || tellsOnDependents(proposal),
  );
  const holding = inForce(corrections);
  const streams: Record<string, Knowledge['streams']> = { ...known.dependencies, [service]: known.streams };
  for (const correction of holding.filter(isOfStream)) {
    const corrected = correctStream(streams[correction.service] ?? [], correction);
    reach.set(correction, corrected.reach);
    streams[correction.service] = corrected.streams;
  }
  for (const { proposal } of corrections) {
    if (!isOfStream(proposal)) reach.set(proposal, proposal);
    else if (!reach.has(proposal)) reach.set(proposal, correctStream(streams[proposal.service] ?? [], proposal).reach);
  }
  const { [service]: own = [], ...dependencies } = streams;
  return { before, knowledge: { ...known, streams: own, dependencies, inForce: holding }, corrections, reach };
}

/**
 * The attainment with everything that was excluded or corrected said beside it: what the figures would be without, each
 * correction that touches the period whatever became of it, and what is remarkable of them.
 */
export function withTruth(
  question: Question,
  applied: Applied,
  figureOf: (question: Question, knowledge: Knowledge) => Attainment,
): Attainment {
  const figure = figureOf(question, applied.knowledge);
  const touching = applied.corrections.filter(({ proposal }) => touches(question.period, proposal, applied));
  const exclusions = exclusionsOf(question, applied.knowledge.inForce ?? []);
  if (exclusions.length === 0 && touching.length === 0) return figure;
  const isChanged = exclusions.length > 0 || touching.some(({ state }) => state === 'approved');
  const plain = isChanged ? figureOf(withoutExclusions(question), applied.before) : figure;
  const { availability, downtimeMs, verdict } = plain;
  const sides = { figure, plain, outages: wholeOutages(question, applied.before, plain) };
  return {
    ...figure,
    notCounted: figure.notCounted.map((it) => flagged(it, exclusions, sides)),
    ...(isChanged && { withoutCorrections: { availability, downtimeMs, verdict } }),
    ...(touching.length > 0 && {
      corrections: touching.map((it) => ({ ...ofOther(it, question), ...told(it, applied, sides) })),
    }),
  };
}

// The outages of the figure; one that lasted already as the first term started, from its real begin.
function wholeOutages({ terms }: Question, knowledge: Knowledge, { outages, until }: Attainment): Interval[] {
  return outages.map((outage) => {
    const [start, end] = [parseInstant(outage.start), parseInstant(outage.end ?? until)];
    const [first] = terms;
    return { start: first?.start === start ? outageBegin(first, knowledge) : start, end };
  });
}

// One that finds no change to correct is shown where it looked for it.
function touches(period: Interval, proposal: CorrectionEvent, { reach }: Applied): boolean {
  const found = reach.get(proposal);
  if (found !== undefined) return overlaps(found, period);
  return 'at' in proposal && period.start <= proposal.at && proposal.at < period.end;
}

// What is corrected of a service that this one depends on is named.
function ofOther({ proposal }: Correction, { service }: Question): Pick<CorrectionResult, 'service'> {
  return proposal.service === service ? {} : { service: proposal.service };
}

function told(correction: Correction, { reach }: Applied, sides: Sides): CorrectionResult {
  const { proposal, state } = correction;
  const found = reach.get(proposal);
  if (state !== 'approved') return correctionResult(correction);
  if (found === undefined) return correctionResult(correction, { note: 'finds no such change to correct' });
  const isExclusion = proposal.action === 'exclude';
  const exclusion = { ...found, enteredAt: proposal.proposedAt };
  return correctionResult(correction, {
    flags: isExclusion ? exclusionFlags(exclusion, sides) : helpFlags(found, sides),
  });
}

// What an exclusion takes out may be in several pieces: the hours of a few days.
function flagged(item: NotCounted, exclusions: readonly EnteredExclusion[], sides: Sides): NotCounted {
  if (item.class !== 'excluded') return item;
  const piece = { start: parseInstant(item.start), end: parseInstant(item.end) };
  const own = exclusions.filter((it) => it.reason === item.reason && overlaps(it, piece));
  const flags = [...new Set(own.flatMap((it) => exclusionFlags(it, sides)))];
  return flags.length === 0 ? item : { ...item, flags };
}
