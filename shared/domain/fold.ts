import { digest } from './digest.ts';
import {
  type CountEvent,
  compareEvents,
  type IdentifiedEvent,
  type IncidentEvent,
  type MaintenanceEvent,
  type StateEvent,
} from './event.ts';
import type { MonitorState, PreviousState } from './signal.ts';

/** What a set of events says, whatever order they came in and however often: run-length timelines and records. */
export interface Rollup {
  readonly streams: readonly StreamHistory[];
  /** Times of beats, ascending, of the feed whose bucket this is. */
  readonly beats: readonly number[];
  /** The version of each maintenance that holds, by id. */
  readonly maintenance: readonly MaintenanceEvent[];
  readonly incidents: readonly IncidentEvent[];
  readonly counts: readonly CountEvent[];
}

/** The changes of one stream of one monitor, ascending; what it was before the first is not known here. */
export interface StreamHistory {
  readonly monitor: string;
  readonly stream: string;
  readonly changes: readonly Change[];
}

export interface Change {
  readonly at: number;
  readonly state: MonitorState;
  readonly previous?: PreviousState;
}

/**
 * Folds a set of events. Pure, and independent of order and duplication: the events are sorted by their total order and
 * equal ids count once.
 */
export function fold(events: readonly IdentifiedEvent[]): Rollup {
  const streams = new Map<string, OpenStream>();
  const beats: number[] = [];
  const maintenance: MaintenanceEvent[] = [];
  const incidents: IncidentEvent[] = [];
  const counts: CountEvent[] = [];
  for (const { event } of inOrder(events)) {
    switch (event.kind) {
      case 'state':
        appendChange(streams, event);
        break;
      case 'heartbeat':
        if (beats.at(-1) !== event.at) beats.push(event.at);
        break;
      case 'maintenance':
        maintenance.push(event);
        break;
      case 'incident':
        incidents.push(event);
        break;
      case 'count':
        counts.push(event);
        break;
    }
  }
  return {
    streams: [...streams.values()].map(withoutRepeats).sort(byMonitorAndStream),
    beats,
    maintenance: latestMaintenance(maintenance),
    incidents,
    counts: fullestCounts(counts),
  };
}

/** Identity of a set of events: the digest of its sorted ids. Equal sets, equal roots. */
export function setRoot(events: readonly IdentifiedEvent[]): string {
  return digest([...new Set(events.map(({ id }) => id))].sort());
}

/** One rollup from those of several buckets of the same subject. */
export function mergeRollups(rollups: readonly Rollup[]): Rollup {
  const streams = new Map<string, OpenStream>();
  for (const { streams: parts } of rollups) {
    for (const { monitor, stream, changes } of parts) openStream(streams, monitor, stream).changes.push(...changes);
  }
  for (const { changes } of streams.values()) changes.sort((a, b) => a.at - b.at);
  return {
    streams: [...streams.values()].sort(byMonitorAndStream),
    beats: rollups.flatMap((it) => it.beats).sort((a, b) => a - b),
    maintenance: latestMaintenance(rollups.flatMap((it) => it.maintenance)),
    incidents: rollups.flatMap((it) => it.incidents).sort((a, b) => a.at - b.at),
    counts: fullestCounts(rollups.flatMap((it) => it.counts)),
  };
}

interface OpenStream extends StreamHistory {
  readonly changes: Change[];
}

function inOrder(events: readonly IdentifiedEvent[]): readonly IdentifiedEvent[] {
  const sorted = isSorted(events) ? events : events.toSorted(compareEvents);
  return sorted.filter(({ id }, index) => id !== sorted[index - 1]?.id);
}

// A ledger query returns events sorted already: looking is cheaper than sorting.
function isSorted(events: readonly IdentifiedEvent[]): boolean {
  return events.every((event, index) => {
    const before = events[index - 1];
    return before === undefined || compareEvents(before, event) <= 0;
  });
}

// Of several words at one instant the last one in the total order holds.
function appendChange(streams: Map<string, OpenStream>, event: StateEvent): void {
  const { changes } = openStream(streams, event.monitor, event.stream);
  if (changes.at(-1)?.at === event.at) changes.pop();
  const previous = event.previous === undefined ? {} : { previous: event.previous };
  changes.push({ at: event.at, state: event.state, ...previous });
}

// A repeat of the same state says nothing new and is dropped, unless it bounds a stretch that some methods leave out:
// when it names `pending` as the state before it, or the change after it does. The last change of a bucket is kept, as
// the next one lies in another bucket.
function withoutRepeats({ monitor, stream, changes }: OpenStream): StreamHistory {
  const says = ({ state, previous }: Change, index: number): boolean => {
    const next = changes[index + 1];
    if (next === undefined || state !== changes[index - 1]?.state) return true;
    return previous === 'pending' || next.previous === 'pending';
  };
  return { monitor, stream, changes: changes.filter(says) };
}

function openStream(streams: Map<string, OpenStream>, monitor: string, stream: string): OpenStream {
  const key = `${monitor}\n${stream}`;
  const known = streams.get(key);
  if (known !== undefined) return known;
  const opened: OpenStream = { monitor, stream, changes: [] };
  streams.set(key, opened);
  return opened;
}

function byMonitorAndStream(a: StreamHistory, b: StreamHistory): number {
  return compareText(a.monitor, b.monitor) || compareText(a.stream, b.stream);
}

// The announcement made last holds; of two made at once, the one that cancels, then the one with the larger digest.
function latestMaintenance(events: readonly MaintenanceEvent[]): MaintenanceEvent[] {
  const latest = new Map<string, MaintenanceEvent>();
  for (const event of events) {
    const known = latest.get(event.maintenance);
    if (known === undefined || compareAnnouncements(known, event) < 0) latest.set(event.maintenance, event);
  }
  return [...latest.values()].sort((a, b) => a.start - b.start || compareText(a.maintenance, b.maintenance));
}

function compareAnnouncements(a: MaintenanceEvent, b: MaintenanceEvent): number {
  return (
    a.announcedAt - b.announcedAt || (a.cancelledAt ?? 0) - (b.cancelledAt ?? 0) || compareText(digest(a), digest(b))
  );
}

// The same indicator counted twice over the same time: the count with more requests is the more complete one.
function fullestCounts(events: readonly CountEvent[]): CountEvent[] {
  const fullest = new Map<string, CountEvent>();
  for (const event of events) {
    const key = `${event.indicator}\n${event.start}\n${event.end}`;
    const known = fullest.get(key);
    if (known === undefined || known.total < event.total || (known.total === event.total && known.good < event.good)) {
      fullest.set(key, event);
    }
  }
  return [...fullest.values()].sort((a, b) => a.start - b.start || compareText(a.indicator, b.indicator));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
