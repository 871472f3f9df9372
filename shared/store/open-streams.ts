import { utcDay, utcDays } from '../domain/bucket.ts';
import { type Change, mergeRollups, type Rollup } from '../domain/fold.ts';
import type { Hearer, Listener, OpenStream } from '../domain/standing.ts';
import { PointedDays } from './pointed-days.ts';
import { readRollups } from './rollups.ts';
import { StreamDays } from './stream-days.ts';
import { type Stream, streamOf, streamsOf } from './stream-index.ts';
import type { Table } from './table.ts';

const DAY_MS = 86_400_000;

/** What was known of some monitors' streams when they were last looked at. */
export interface StreamsKnown {
  /** Up to when (epoch ms) events are accounted for, and when all streams that ever were have been looked at. */
  readonly readAt: number;
  readonly readAllAt: number;
  readonly open: readonly OpenStream[];
  /** The streams that the monitors have ever heard. */
  readonly names: readonly Hearer[];
}

/**
 * The streams of some monitors that are in trouble. Once a day it looks at the last word of each stream that ever was; in
 * between it only reads the days since, and the one before, of each service: an event that comes later than that for an
 * earlier day shows up with the next look at all.
 */
export async function streamsNow(
  table: Table,
  listeners: readonly Listener[],
  { known, now }: { readonly known: StreamsKnown | undefined; readonly now: number },
): Promise<StreamsKnown> {
  if (known === undefined || now - known.readAllAt >= DAY_MS || now < known.readAt) {
    const words = (await Promise.all(listeners.map((listener) => everyLastWord(table, listener)))).flat();
    return { readAt: now, readAllAt: now, open: words.flatMap(openStream), names: words.map(hearerOf) };
  }
  const days = utcDays({ start: known.readAt - DAY_MS, end: now + 1 });
  const words = (await Promise.all(listeners.map((listener) => lastWordsIn(table, listener, days)))).flat();
  const told = new Map(words.map((word) => [nameOf(word), word]));
  const held = known.open.filter((it) => isHeard(it, listeners) && !isOutdated(it, told.get(nameOf(it))));
  const kept = new Set(held.map(nameOf));
  const before = new Map(known.open.map((it) => [nameOf(it), it]));
  const remembered = (it: OpenStream) => heardLast(it, before.get(nameOf(it)));
  return {
    readAt: now,
    readAllAt: known.readAllAt,
    open: [
      ...held,
      ...words
        .filter((word) => !kept.has(nameOf(word)))
        .flatMap(openStream)
        .map(remembered),
    ],
    names: [...new Map([...known.names, ...words].map((it) => [nameOf(it), hearerOf(it)])).values()],
  };
}

// What bore an earlier word out bears the same word out that repeats it.
function heardLast(open: OpenStream, before: OpenStream | undefined): OpenStream {
  if (before?.heardAt === undefined || before.state !== open.state) return open;
  return { ...open, heardAt: Math.max(open.heardAt ?? before.heardAt, before.heardAt) };
}

/** The last change of a stream that is at hand, and since when on its day the same has been said. */
interface LastWord extends Hearer {
  readonly last: Change;
  readonly since: number;
}

const AFTER_ALL_DAYS = '9999-12-31';

async function everyLastWord(table: Table, listener: Listener): Promise<LastWord[]> {
  const streams = await streamsOf(table, listener.service);
  const own = streams.filter(({ monitor }) => listener.monitors.includes(monitor));
  return lastWords(await lastDays(table, listener.service, own), listener);
}

async function lastWordsIn(table: Table, listener: Listener, days: readonly string[]): Promise<LastWord[]> {
  const rollups = await readRollups(
    table,
    days.map((span) => ({ subject: listener.service, span })),
  );
  return lastWords(rollups, listener);
}

/** The rollups of the days with the last word on each of these streams of a service. */
async function lastDays(table: Table, service: string, streams: readonly Stream[]): Promise<Rollup[]> {
  const index = new StreamDays(table, service);
  const days = new PointedDays(table, service);
  const before = (stream: Stream) => (bound: string) => index.lastBefore(stream, bound);
  const last = await Promise.all(streams.map((stream) => before(stream)(AFTER_ALL_DAYS)));
  await days.readAhead(last.filter((day) => day !== undefined));
  await Promise.all(streams.map((stream) => days.nearest(stream, before(stream), AFTER_ALL_DAYS)));
  return days.found();
}

function lastWords(rollups: readonly Rollup[], { service, monitors }: Listener): LastWord[] {
  const { streams } = mergeRollups(rollups);
  return streams.flatMap(({ monitor, stream, changes }): LastWord[] => {
    const last = changes.at(-1);
    if (last === undefined || !monitors.includes(monitor)) return [];
    // Of the days before some may be missing.
    const ofDay = changes.filter(({ at }) => utcDay(at) === utcDay(last.at));
    const other = ofDay.findLastIndex(({ state }) => state !== last.state);
    const run = changes.slice(changes.findLastIndex(({ state }) => state !== last.state) + 1);
    const heardAt = run.map((it) => it.heardAt ?? Number.NEGATIVE_INFINITY).reduce((a, b) => Math.max(a, b));
    const borneOut = Number.isFinite(heardAt) ? { ...last, heardAt } : last;
    return [{ service, monitor, stream, last: borneOut, since: ofDay[other + 1]?.at ?? last.at }];
  });
}

function openStream({ service, monitor, stream, last, since }: LastWord): OpenStream[] {
  const { state, at, heardAt } = last;
  if (state === 'up') return [];
  return [{ service, monitor, stream, state, since, saidAt: at, ...(heardAt !== undefined && { heardAt }) }];
}

/** Whether there is a word that is not older than what is remembered. */
function isOutdated({ saidAt }: OpenStream, word: LastWord | undefined): boolean {
  return word !== undefined && word.last.at >= saidAt;
}

function isHeard({ service, monitor }: OpenStream, listeners: readonly Listener[]): boolean {
  return listeners.some((it) => it.service === service && it.monitors.includes(monitor));
}

function hearerOf({ service, monitor, stream }: Hearer): Hearer {
  return { service, monitor, stream };
}

function nameOf({ service, monitor, stream }: Hearer): string {
  return JSON.stringify([service, monitor, stream]);
}

/** The last that the ledger says of a stream; nothing where it has never heard of it. */
export async function lastChangeOf(table: Table, name: Hearer): Promise<Change | undefined> {
  const stream = await streamOf(table, name);
  if (stream === undefined) return undefined;
  const listener = { service: name.service, monitors: [name.monitor] };
  const words = lastWords(await lastDays(table, name.service, [stream]), listener);
  return words.find((word) => word.stream === name.stream)?.last;
}
