import type { CorrectionRecord } from './correction.ts';
import { digest } from './digest.ts';
import {
  type CountEvent,
  compareEvents,
  type IdentifiedEvent,
  type IncidentEvent,
  type MaintenanceEvent,
} from './event.ts';
import { type StreamHistory, StreamTable } from './stream.ts';

export type { Change, StreamHistory } from './stream.ts';

/** What a set of events says, whatever order they came in and however often: run-length timelines and records. */
export interface Rollup {
  readonly streams: readonly StreamHistory[];
  /** Times of beats, ascending, of the feed whose bucket this is. */
  readonly beats: readonly number[];
  /** Everything that was announced of maintenance, by start; `heldMaintenance` finds what holds. */
  readonly maintenance: readonly MaintenanceEvent[];
  readonly incidents: readonly IncidentEvent[];
  /** Everything that was counted, by start; `heldCounts` finds what holds. */
  readonly counts: readonly CountEvent[];
  /** Proposed corrections and decisions on them, all of them; only there when there are any. */
  readonly corrections?: readonly CorrectionRecord[];
}

/**
 * Folds a set of events. Pure, and independent of order and duplication: the events are sorted by their total order, and
 * saying something once more says the same.
 */
export function fold(events: readonly IdentifiedEvent[]): Rollup {
  const streams = new StreamTable();
  const beats: number[] = [];
  const maintenance: MaintenanceEvent[] = [];
  const incidents: IncidentEvent[] = [];
  const counts: CountEvent[] = [];
  const corrections: CorrectionRecord[] = [];
  let before: string | undefined;
  for (const { id, event } of inOrder(events)) {
    switch (event.kind) {
      case 'state':
        streams.of(event).append(event);
        break;
      case 'heartbeat':
        if (beats.at(-1) !== event.at) beats.push(event.at);
        break;
      case 'maintenance':
        if (id !== before) maintenance.push(event);
        break;
      case 'incident':
        if (id !== before) incidents.push(event);
        break;
      case 'count':
        if (id !== before) counts.push(event);
        break;
      case 'correction':
      case 'approval':
        if (id !== before) corrections.push(event);
        break;
    }
    before = id;
  }
  return {
    streams: streams.all().map((it) => it.withoutRepeats()),
    beats,
    maintenance,
    incidents,
    counts,
    ...(corrections.length > 0 && { corrections }),
  };
}

/** Identity of a set of events: the digest of its sorted ids. Equal sets, equal roots. */
export function setRoot(events: readonly IdentifiedEvent[]): string {
  return digest([...new Set(events.map(({ id }) => id))].sort());
}

/** One rollup from those of several buckets of the same subject. */
export function mergeRollups(rollups: readonly Rollup[]): Rollup {
  const corrections = rollups.flatMap((it) => it.corrections ?? []);
  const streams = new StreamTable();
  for (const part of rollups.flatMap((it) => it.streams)) {
    const { changes } = streams.of(part);
    for (const change of part.changes) changes.push(change);
  }
  return {
    streams: streams.all().map((it) => it.inOrder()),
    beats: rollups.flatMap((it) => it.beats).sort((a, b) => a - b),
    maintenance: rollups.flatMap((it) => it.maintenance).sort((a, b) => a.start - b.start),
    incidents: rollups.flatMap((it) => it.incidents).sort((a, b) => a.at - b.at),
    counts: rollups.flatMap((it) => it.counts).sort((a, b) => a.start - b.start),
    ...(corrections.length > 0 && { corrections }),
  };
}

// A ledger query returns events sorted already: looking is cheaper than sorting.
function inOrder(events: readonly IdentifiedEvent[]): readonly IdentifiedEvent[] {
  let before: IdentifiedEvent | undefined;
  for (const event of events) {
    if (before !== undefined && compareEvents(before, event) > 0) return events.toSorted(compareEvents);
    before = event;
  }
  return events;
}
