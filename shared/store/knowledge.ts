import { feedSubject, INCIDENTS_WITHOUT_SERVICE, utcDay, utcDays } from '../domain/bucket.ts';
import { isOfStream } from '../domain/correct-streams.ts';
import { type CorrectionRecord, correctionsKnown } from '../domain/correction.ts';
import { dependenciesOf, servicesBehind } from '../domain/dependency.ts';
import type { Knowledge, Question } from '../domain/evaluate.ts';
import type { IncidentEvent } from '../domain/event.ts';
import { mergeRollups, type Rollup, type StreamHistory } from '../domain/fold.ts';
import type { Interval } from '../domain/interval.ts';
import { heldOf } from '../domain/retraction.ts';
import { hearsIncidents, incidentWindow } from '../domain/service-incidents.ts';
import { streamName } from '../domain/stream-name.ts';
import type { StreamName } from './keys.ts';
import { maintenanceYears } from './maintenance-years.ts';
import { PointedDays } from './pointed-days.ts';
import { readRollups } from './rollups.ts';
import { StreamDays } from './stream-days.ts';
import { streamsOf } from './stream-index.ts';
import type { Table } from './table.ts';

/**
 * Reads what a question needs: the rollups of its days, the years' maintenance, the feeds' beats, and for each stream
 * the nearest events before and after. The cost grows with the days asked about and with the number of streams, not
 * with the length of history.
 */
export async function readKnowledge(table: Table, question: Question): Promise<Knowledge> {
  const window = { start: question.period.start, end: Math.max(question.until, question.period.start + 1) };
  const years = readYears(table, question.service);
  // Of an allowance that began before the period, maintenance that streams told of since has used its part.
  const since = question.terms.flatMap(({ before = [] }) => before.map(({ start }) => start));
  const counted = { start: Math.min(window.start, ...since), end: window.end };
  const [own, behind, { maintenance, ...recorded }, beats, more] = await Promise.all([
    readService(table, question.service, counted, years),
    readDependencies(table, question, window),
    years,
    readBeats(table, question, window),
    readMoreIncidents(table, question, window),
  ]);
  const { streams, counts } = own;
  const told = { maintenance, counts, named: [...own.incidents, ...more.named], unnamed: more.unnamed };
  const corrections = correctionsKnown(
    recorded,
    behind.map(({ years: its }) => its),
  );
  return {
    streams,
    dependencies: Object.fromEntries(behind.map((it) => [it.id, it.streams])),
    beats,
    ...(corrections.length > 0 && { corrections }),
    ...heldOf(told, question, { service: recorded.corrections, unnamed: more.corrections }),
  };
}

async function readService(
  table: Table,
  service: string,
  window: Interval,
  years: Promise<Pick<Rollup, 'corrections'>>,
): Promise<Rollup> {
  const inside = await readRollups(
    table,
    utcDays(window).map((span) => ({ subject: service, span })),
  );
  const { corrections = [] } = await years;
  const outside = await readNeighbours(table, service, window, {
    inside: mergeRollups(inside).streams,
    corrected: streamsCorrected(corrections),
  });
  return mergeRollups([...inside, ...outside]);
}

/** What is known of a service that another depends on. */
interface Behind {
  readonly id: string;
  readonly streams: readonly StreamHistory[];
  readonly years: Pick<Rollup, 'corrections'>;
}

async function readDependencies(table: Table, question: Question, window: Interval): Promise<Behind[]> {
  return await Promise.all(
    dependenciesOf(question).map(async (id) => {
      const years = readYears(table, id);
      const { streams } = await readService(table, id, window, years);
      return { id, streams, years: await years };
    }),
  );
}

// Later phases of an incident often name no service. They are all in one place, so they are read only where they count; so
// is what happened to the service's incidents after the last day that was read anyway.
async function readMoreIncidents(
  table: Table,
  question: Question,
  window: Interval,
): Promise<{ named: readonly IncidentEvent[]; unnamed: readonly IncidentEvent[] } & Pick<Rollup, 'corrections'>> {
  if (!hearsIncidents(question.terms)) return { named: [], unnamed: [] };
  const days = utcDays(incidentWindow(question));
  const known = new Set(utcDays(window));
  const later = days.filter((day) => !known.has(day));
  const [named, unnamed, { corrections = [] }] = await Promise.all([
    readIncidents(table, question.service, later),
    readIncidents(table, INCIDENTS_WITHOUT_SERVICE, days),
    readYears(table, INCIDENTS_WITHOUT_SERVICE),
  ]);
  return { named, unnamed, corrections };
}

async function readIncidents(table: Table, subject: string, days: readonly string[]) {
  const buckets = days.map((span) => ({ subject, span }));
  return mergeRollups(await readRollups(table, buckets)).incidents;
}

/**
 * All maintenance and corrections of a service: the version of a window that holds may start years from the one that it
 * replaces, and a correction may be approved years after.
 */
export async function readYears(table: Table, service: string): Promise<Rollup> {
  const years = await maintenanceYears(table, service);
  const rollups = await readRollups(
    table,
    years.map((span) => ({ subject: service, span })),
  );
  return mergeRollups(rollups);
}

const LEAST_LOOK_BACK_MS = 86_400_000;

async function readBeats(table: Table, { terms }: Question, window: Interval): Promise<Knowledge['beats']> {
  const watched = terms.flatMap(({ service, version }) => [service, ...servicesBehind(service, version.catalogue)]);
  const listened = new Set(watched.flatMap(({ monitors }) => monitors.map(({ source }) => source)));
  const feeds = terms
    .flatMap(({ version }) => version.catalogue.sources)
    .filter(({ id, heartbeat }) => listened.has(id) && heartbeat !== undefined);
  const gap = Math.max(LEAST_LOOK_BACK_MS, ...feeds.map(({ heartbeat }) => heartbeat?.allowedGapMs ?? 0));
  const days = utcDays({ start: window.start - gap, end: window.end });
  const entries = [...new Set(feeds.map(({ id }) => id))].map(async (id): Promise<[string, readonly number[]]> => {
    const rollups = await readRollups(
      table,
      days.map((span) => ({ subject: feedSubject(id), span })),
    );
    return [id, mergeRollups(rollups).beats];
  });
  return Object.fromEntries(await Promise.all(entries));
}

// The state at the start comes from the last event before it, or failing that from what the first later event names,
// or from the newest event of all; a later event may also say that the stretch before it was pending.
async function readNeighbours(
  table: Table,
  service: string,
  window: Interval,
  { inside, corrected }: { inside: readonly StreamHistory[]; corrected: readonly InService[] },
): Promise<Rollup[]> {
  const index = new StreamDays(table, service);
  const days = new PointedDays(table, service);
  const searches = (await streamsOf(table, service)).map((stream) => ({
    stream,
    before: (bound: string) => index.lastBefore(stream, bound),
    after: (bound: string) => index.firstAfter(stream, bound),
    saysAtStart: saysAt(window.start, inside, stream),
  }));
  const [startDay, lastDay] = [utcDay(window.start), utcDay(window.end - 1)];
  const first = searches.flatMap(({ before, after, saysAtStart }) => [
    ...(saysAtStart ? [] : [before(startDay)]),
    after(lastDay),
  ]);
  // What is voided or moved may be any change, and then the one before it counts: all days of such a stream are read.
  const streams = searches.map(({ stream }) => stream);
  const whole = streams.filter((stream) => corrected.some((it) => isSame(it, stream))).map((it) => index.all(it));
  const beyond = (await Promise.all(whole)).flat().filter((day) => day < startDay || day > lastDay);
  await days.readAhead([...(await Promise.all(first)).filter((day) => day !== undefined), ...beyond]);
  await Promise.all(
    searches.map(async ({ stream, before, after, saysAtStart }) => {
      if (!saysAtStart) await days.nearest(stream, before, startDay);
      if (await days.nearest(stream, after, lastDay)) await days.nearest(stream, before, AFTER_ALL_DAYS);
    }),
  );
  return days.found();
}

/** Whether the period's own events leave no question about the state at its start. */
function saysAt(start: number, inside: readonly StreamHistory[], { monitor, stream }: StreamName): boolean {
  const own = inside.find((it) => isSame(it, { monitor, stream }))?.changes ?? [];
  return (own[0]?.at ?? Number.POSITIVE_INFINITY) <= start;
}

/** A stream of the service that is asked about. */
type InService = Omit<StreamName, 'service'>;

function isSame(a: InService, b: InService): boolean {
  return a.monitor === b.monitor && a.stream === b.stream;
}

function streamsCorrected(records: readonly CorrectionRecord[]): InService[] {
  return records.flatMap((it) => {
    if (it.kind !== 'correction' || !isOfStream(it)) return [];
    return [{ monitor: it.monitor, stream: streamName(it.signal) }];
  });
}

const AFTER_ALL_DAYS = '9999-12-31';
