import type { CorrectionEvent } from './event.ts';
import type { Interval } from './interval.ts';
import { type Change, type StreamHistory, saysTheSame } from './stream.ts';
import { streamName } from './stream-name.ts';

/** A correction of what one stream said. */
export type StreamCorrection = Extract<CorrectionEvent, { action: 'void' | 'amend' }>;

export function isOfStream(correction: CorrectionEvent): correction is StreamCorrection {
  return correction.action === 'void' || correction.action === 'amend';
}

/** Streams after a correction, and the time whose state it changes: undefined if it finds no change to correct. */
export interface CorrectedStreams {
  readonly streams: readonly StreamHistory[];
  readonly reach: Interval | undefined;
}

/**
 * Voids what a stream said from one change until its next, as if it had never been said, or moves the change. Repeats of
 * a state say nothing new and go with the change that they repeat, so only the first of equal states can be named. A
 * change cannot be moved past its neighbours.
 */
export function correctStream(streams: readonly StreamHistory[], correction: StreamCorrection): CorrectedStreams {
  const stream = streamName(correction.signal);
  const own = streams.find((it) => it.monitor === correction.monitor && it.stream === stream);
  const run = own && runAt(own.changes, correction.at);
  if (own === undefined || run === undefined) return { streams, reach: undefined };
  const changed = correction.action === 'void' ? voided(run) : amended(run, correction.to);
  if (changed === undefined) return { streams, reach: undefined };
  const replaced = { ...own, changes: changed.changes };
  return { streams: streams.map((it) => (it === own ? replaced : it)), reach: changed.reach };
}

/** A change with the repeats of its state, what lies before it and what after: at least the change itself. */
interface Run {
  readonly before: readonly Change[];
  readonly first: Change;
  readonly repeats: readonly Change[];
  readonly after: readonly Change[];
}

function runAt(changes: readonly Change[], at: number): Run | undefined {
  const start = changes.findIndex((change) => change.at === at);
  const first = changes[start];
  const last = changes[start - 1];
  if (first === undefined || (last !== undefined && saysTheSame(last, first))) return undefined;
  const end = changes.findIndex((change, index) => index > start && !saysTheSame(change, first));
  const over = end < 0 ? changes.length : end;
  return {
    before: changes.slice(0, start),
    first,
    repeats: changes.slice(start + 1, over),
    after: changes.slice(over),
  };
}

interface Corrected {
  readonly changes: readonly Change[];
  readonly reach: Interval;
}

// The change after it names the voided state as the one before: what it follows now is what the voided one followed.
function voided({ before, first, after: [next, ...rest] }: Run): Corrected {
  const reach = { start: first.at, end: next?.at ?? Number.POSITIVE_INFINITY };
  if (next === undefined) return { changes: before, reach };
  const { previous: followed, ...said } = next;
  const previous = followed === 'pending' ? followed : first.previous;
  const following: Change = { ...said, ...(previous !== undefined && { previous }) };
  return { changes: [...before, following, ...rest], reach };
}

function amended({ before, first, repeats, after }: Run, to: number): Corrected | undefined {
  const last = before.at(-1);
  const other = before.findLastIndex((change) => last !== undefined && !saysTheSame(change, last));
  const from = before[other + 1]?.at ?? Number.NEGATIVE_INFINITY;
  if (to <= from || to >= (after[0]?.at ?? Number.POSITIVE_INFINITY)) return undefined;
  const moved = { ...first, at: to };
  const changes = [...before.filter(({ at }) => at < to), moved, ...repeats.filter(({ at }) => at > to), ...after];
  return { changes, reach: { start: Math.min(first.at, to), end: Math.max(first.at, to) } };
}
