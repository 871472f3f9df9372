import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import { conditionOf } from '../../shared/domain/condition.ts';
import type { Interval } from '../../shared/domain/interval.ts';
import type { MonitorState, StateSignal } from '../../shared/domain/signal.ts';
import type { Unread } from './rows.ts';

/**
 * Rows in which no two whole outages (those told by their end) of one monitor with the same labels overlap or touch: the
 * end of one would close the other. While several last the worst counts, with the title and the link of the first that
 * says so. Outages that stand alone, and all other rows, stay as they are.
 *
 * @example down from 0:00 to 2:00 and from 1:00 to 1:30  //=> up at 2:00, down since 0:00
 */
export function mergeOutages(rows: readonly Unread[]): Unread[] {
  const merged = new Map<Unread, readonly Unread[]>();
  const outages = rows.flatMap((row) => outageOf(row) ?? []);
  for (const ofOne of Map.groupBy(outages, streamOf).values()) {
    for (const joined of joinedOf(ofOne).filter(({ length }) => length > 1)) {
      const told = signalsOfStretches(stretchesOf(joined)).map((signal) => ({ signal }));
      joined.forEach(({ row }, index) => {
        merged.set(row, index === 0 ? told : []);
      });
    }
  }
  return rows.flatMap((row) => merged.get(row) ?? [row]);
}

interface Outage extends Interval {
  readonly row: Unread;
  readonly signal: StateSignal;
  readonly state: MonitorState;
}

function outageOf(row: Unread): Outage | undefined {
  if (!('signal' in row) || row.signal.kind !== 'state') return undefined;
  const { signal } = row;
  const { since, at, previous } = signal;
  if (signal.state !== 'up' || since === undefined || previous === undefined || previous === 'pending')
    return undefined;
  return { row, signal, state: previous, start: since, end: at };
}

// Labels say of which service it is.
function streamOf({ signal: { monitor, labels } }: Outage): string {
  return canonicalJson([monitor, labels ?? {}]);
}

/** Those that overlap or touch, together. */
function joinedOf(outages: readonly Outage[]): Outage[][] {
  const joined: Outage[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const outage of outages.toSorted((a, b) => a.start - b.start)) {
    if (outage.start <= end) joined.at(-1)?.push(outage);
    else joined.push([outage]);
    end = Math.max(end, outage.end);
  }
  return joined;
}

/** From change to change of the worst state, of outages by their start that leave no gap. */
function stretchesOf(outages: readonly Outage[]): Outage[] {
  const bounds = [...new Set(outages.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const stretches: Outage[] = [];
  let lasting: readonly Outage[] = [];
  const waiting = outages.toReversed();
  for (const [index, end] of bounds.slice(1).entries()) {
    const start = bounds[index] ?? end;
    lasting = lasting.filter((it) => it.end > start);
    for (let it = waiting.at(-1); it !== undefined && it.start <= start; it = waiting.at(-1)) {
      lasting = [...lasting, it];
      waiting.pop();
    }
    const [worst] = lasting.toSorted((a, b) => conditionOf(b.state) - conditionOf(a.state));
    if (worst === undefined) continue;
    const last = stretches.at(-1);
    if (last?.state === worst.state) stretches.splice(-1, 1, { ...last, end });
    else stretches.push({ ...worst, start, end });
  }
  return stretches;
}

/** Each stretch but a lone one opens by itself; the last one is closed. */
function signalsOfStretches(stretches: readonly Outage[]): StateSignal[] {
  const opened = stretches.map(({ signal, state, start }): StateSignal => {
    const { previous: _previous, since: _since, ...said } = signal;
    return { ...said, state, at: start };
  });
  const closed = stretches.slice(-1).map(({ signal, state, start, end }): StateSignal => {
    return { ...signal, at: end, previous: state, since: start };
  });
  return stretches.length > 1 ? [...opened, ...closed] : closed;
}
