import { feedSubject, utcDay, utcDays } from '../domain/bucket.ts';
import type { Catalogue, Source } from '../domain/catalogue.ts';
import { mergeRollups } from '../domain/fold.ts';
import { type HeardStream, type Relabelled, type SourceHealth, sourceHealth } from '../domain/source-health.ts';
import type { OpenStream } from '../domain/standing.ts';
import type { StreamHistory } from '../domain/stream.ts';
import { type Unmatched, type UnmatchedGroup, unmatchedGroups } from '../domain/unmatched.ts';
import { versionAt } from '../domain/version.ts';
import { eventsOf } from './ledger.ts';
import { streamsNow } from './open-streams.ts';
import type { Asked } from './page-data.ts';
import { readPollMemory } from './poll-memory.ts';
import { listQuarantine, type Quarantined } from './quarantine.ts';
import { readRollups } from './rollups.ts';
import { readSeen } from './source-seen.ts';
import type { Table } from './table.ts';

/** So far back streams are looked at; further only for those that were left open. */
const DAYS_MS = 7 * 86_400_000;

export interface SourceData {
  readonly sources: readonly SourceHealth[];
  /** What belongs to no service, each stream or name of its own. */
  readonly unmatched: readonly Unmatched[];
  /** The same, joined where one line of the catalogue would map it. */
  readonly unmatchedGroups: readonly UnmatchedGroup[];
  /** Whether more is in quarantine than was looked at: then there may be more of all that is counted in it. */
  readonly isQuarantineCut: boolean;
}

const NONE: SourceData = { sources: [], unmatched: [], unmatchedGroups: [], isQuarantineCut: false };

/** The health of every source of the catalogue in force, and what belongs to no service. */
export async function sourceData(table: Table, { versions, now }: Asked): Promise<SourceData> {
  const catalogue = versionAt(versions, now)?.catalogue;
  if (catalogue === undefined) return NONE;
  const [found, streams] = await Promise.all([
    listQuarantine(table, MOST_QUARANTINED + 1),
    streamsOf(table, catalogue, now),
  ]);
  const quarantined = found.slice(0, MOST_QUARANTINED);
  const bySource = Map.groupBy(quarantined, ({ source }) => source);
  const sources = await Promise.all(
    catalogue.sources.map(async (source) => {
      const heard = {
        ...(await readSeen(table, source.id)),
        beats: await beatsOf(table, source, now),
        poll: source.reconcile && (await readPollMemory(table, source.id))?.health,
        quarantined: bySource.get(source.id)?.length ?? 0,
        streams: streams.filter(({ listening }) => listening.source === source.id),
      };
      const health = sourceHealth(source, heard, now);
      return { ...health, relabelled: await withOneTitle(table, health.relabelled) };
    }),
  );
  const unmatched = unmatchedIn([...bySource.values()].flatMap((its) => its.slice(0, MOST_OF_SOURCE)));
  const isLarge = [...bySource.values()].some((its) => its.length > MOST_OF_SOURCE);
  const isQuarantineCut = isLarge || found.length > quarantined.length;
  return { sources, unmatched, unmatchedGroups: unmatchedGroups(unmatched, catalogue), isQuarantineCut };
}

/** The newest: each is some hundred bytes, and all of them are read for the page. */
const MOST_QUARANTINED = 20_000;
/** So many of one source are put together: a flood of one leaves room for the others. */
const MOST_OF_SOURCE = 5_000;

/** The beats that can still bear a promised feed at `now`; of one that promises none, none. */
async function beatsOf(table: Table, { id, heartbeat }: Source, now: number): Promise<readonly number[]> {
  if (heartbeat === undefined) return [];
  const days = utcDays({ start: now - heartbeat.allowedGapMs, end: now + 1 });
  return mergeRollups(
    await readRollups(
      table,
      days.map((span) => ({ subject: feedSubject(id), span })),
    ),
  ).beats;
}

/** The streams heard in the last days, and those that were left open before. */
async function streamsOf(table: Table, { services }: Catalogue, now: number): Promise<HeardStream[]> {
  const heard = services.map(async ({ id, monitors }): Promise<HeardStream[]> => {
    const [lately, open] = await Promise.all([
      streamsLately(table, id, now),
      streamsNow(table, [{ service: id, monitors: monitors.map((it) => it.id) }], { known: undefined, now }),
    ]);
    const names = new Set(lately.map(nameOf));
    return [...lately, ...open.open.filter((it) => !names.has(nameOf(it))).map(asOpened)].flatMap((stream) => {
      const listening = monitors.find((monitor) => monitor.id === stream.monitor);
      return listening === undefined ? [] : [{ ...stream, service: id, listening }];
    });
  });
  return (await Promise.all(heard)).flat();
}

async function streamsLately(table: Table, subject: string, now: number): Promise<readonly StreamHistory[]> {
  const days = utcDays({ start: now - DAYS_MS, end: now + 1 });
  const rollups = await readRollups(
    table,
    days.map((span) => ({ subject, span })),
  );
  return mergeRollups(rollups).streams;
}

function asOpened({ monitor, stream, state, since, heardAt }: OpenStream): StreamHistory {
  return { monitor, stream, changes: [{ at: since, state, ...(heardAt !== undefined && { heardAt }) }] };
}

function nameOf({ monitor, stream }: Pick<StreamHistory, 'monitor' | 'stream'>): string {
  return JSON.stringify([monitor, stream]);
}

// An edited label leaves an alert its name, as far as both were told with one.
async function withOneTitle(table: Table, found: readonly Relabelled[]): Promise<Relabelled[]> {
  const pairs = found.slice(0, MOST_RELABELLED).map(async (it) => {
    const { service, from, to, openedAt, openSince } = it;
    const titles = [
      await titleOf(table, { service, stream: from, at: openedAt }),
      await titleOf(table, { service, stream: to, at: openSince }),
    ];
    return titles[0] === titles[1] ? [it] : [];
  });
  return (await Promise.all(pairs)).flat();
}

/** More of them are one big change of rules, and each costs two queries. */
const MOST_RELABELLED = 20;

async function titleOf(
  table: Table,
  { service, stream, at }: { readonly service: string; readonly stream: string; readonly at: number },
): Promise<string | undefined> {
  const events = await eventsOf(table, { subject: service, span: utcDay(at) });
  const told = events.find(({ event }) => event.kind === 'state' && event.stream === stream && event.at === at)?.event;
  return told?.kind === 'state' ? told.title : undefined;
}

const NO_MONITOR = /^no (monitor|service|source)\b/;

/** The most frequent first. */
export function unmatchedIn(quarantined: readonly Quarantined[]): Unmatched[] {
  const matching = quarantined.filter(({ reason }) => NO_MONITOR.test(reason));
  const groups = Map.groupBy(matching, ({ source, reason }) => `${source}\n${reason}`);
  return [...groups.values()]
    .map((items): Unmatched => {
      const times = items.map(({ receivedAt }) => receivedAt).sort();
      const { source = '', reason = '' } = items[0] ?? {};
      return { source, reason, count: items.length, first: times.at(0) ?? '', last: times.at(-1) ?? '' };
    })
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}
