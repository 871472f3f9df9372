import { NotRecountableError } from '../errors.ts';
import { asTaken } from './alert-spells.ts';
import { lifeOf } from './life.ts';
import { reclassifiedAt } from './reclassified.ts';
import { rolledUp } from './roll-up-seen.ts';
import { lastAtOrBefore } from './search.ts';
import { nthWorst, type Seen, seenAs, type Word } from './seen.ts';
import { type Said, type StreamWords, saidAt, streamWords } from './stream-words.ts';
import type {
  AccountingMethod,
  Catalogue,
  CorrectionEvent,
  Dependency,
  Knowledge,
  Monitor,
  Service,
  StreamHistory,
  Term,
} from './types.ts';

/** Says what something is seen to be at an instant. */
export type Watch = (instant: number) => Seen;

/** The same of a service that is depended on: undefined while it is not live, and has nothing to say. */
type WatchLive = (instant: number) => Seen | undefined;

interface Surroundings {
  readonly term: Term;
  /** Its streams are corrected already. */
  readonly knowledge: Knowledge;
  /** All that are in force. */
  readonly corrections: readonly CorrectionEvent[];
}

/** The service of a term as its monitors and what it depends on see it. */
export function watchTerm(around: Surroundings): Watch {
  return watchService(around.term.service, around.knowledge.streams, around, []);
}

function watchService(
  service: Service,
  streams: readonly StreamHistory[],
  around: Surroundings,
  path: readonly string[],
): Watch {
  if (path.includes(service.id)) {
    throw new NotRecountableError(`expected services that do not depend on themselves; "${service.id}" does`);
  }
  const dependencies = (service.dependsOn ?? []).map((it) => watchDependency(it, around, [...path, service.id]));
  const monitors = service.monitors.map((it) => watchMonitor(it, streams, around));
  const unwatched = seenAs('noMonitor', 0);
  if (monitors.length === 0 && dependencies.length === 0) return () => unwatched;
  if (monitors.length === 0) return (instant) => worst(dependencies, instant) ?? unwatched;
  const roll = rolledUp(path.length === 0 ? averaging(service, around.term.method) : service);
  const own: Watch = (instant) => roll(monitors.map((watch) => watch(instant)));
  return dependencies.length === 0 ? own : (instant) => worst([own, ...dependencies], instant) ?? unwatched;
}

function worst(watches: readonly WatchLive[], instant: number): Seen | undefined {
  const live = liveOf(watches, instant);
  return live.length === 0 ? undefined : nthWorst(live, 1);
}

function liveOf(watches: readonly WatchLive[], instant: number): Seen[] {
  return watches.map((watch) => watch(instant)).filter((seen) => seen !== undefined);
}

// The method may ask for the average of the service itself; others are rolled up as they say.
function averaging(service: Service, { rollUp }: AccountingMethod): Service {
  return rollUp === undefined ? service : { ...service, rollUp: { type: rollUp } };
}

function watchDependency(dependency: Dependency, around: Surroundings, path: readonly string[]): WatchLive {
  const watch = (id: string): WatchLive => watchOther(id, around, path);
  if (dependency.type === 'service') return watch(dependency.service);
  const { services, atLeast } = dependency;
  const all = services.map(watch);
  // So many may fail that only as many as must work are left: the next one that is bad is felt. Those that are not live
  // help nobody.
  return (instant) => {
    const live = liveOf(all, instant);
    return live.length === 0 ? undefined : nthWorst(live, Math.max(live.length - atLeast, 0) + 1);
  };
}

// What somebody else's service is decided to have been tells on this one.
function watchOther(id: string, around: Surroundings, path: readonly string[]): WatchLive {
  const { term, knowledge } = around;
  const service = serviceOf(term.version.catalogue, id);
  const watch = watchService(service, knowledge.dependencies[id] ?? [], around, path);
  const corrections = around.corrections.filter((it) => it.service === id && it.action === 'reclassify');
  const life = lifeOf(service, term.agreement.timeZone);
  return (instant) => {
    if (instant < life.start || instant >= life.end) return undefined;
    return reclassifiedAt(corrections, instant, term.method) ?? watch(instant);
  };
}

function serviceOf({ services }: Catalogue, id: string): Service {
  const service = services.find((it) => it.id === id);
  if (service === undefined) throw new NotRecountableError(`expected a service; none is named "${id}"`);
  return service;
}

function watchMonitor(monitor: Monitor, streams: readonly StreamHistory[], { term, knowledge }: Surroundings): Watch {
  const heard = streams
    .filter((it) => it.monitor === monitor.id)
    .map((it) => ({ ...it, changes: asTaken(it.changes, monitor.alertRules) }))
    .map((it) => streamWords(it, term.start, term.method));
  const silence = saidInSilence(monitor, term.method);
  const { degradedWeight } = term.method;
  const said = new Map(LOUDNESS.map((it) => [it, seenAs(it === 'absent' ? silence : it, degradedWeight)]));
  const heardAt: Watch = (instant) => said.get(loudest(heard, instant)) ?? UNSEEN;
  const feed = feedOf(monitor, term);
  if (feed === undefined || term.method.unknown.feedSilent === 'carry') return heardAt;
  const beats = knowledge.beats[feed.id] ?? [];
  const silent = seenAs('feedSilent', 0);
  return (instant) => (isAlive(beats, feed.lastsMs, instant) ? heardAt(instant) : silent);
}

/** The feed of a monitor if it promises signs of life, and how long one lasts. */
function feedOf(monitor: Monitor, { version }: Term): { id: string; lastsMs: number } | undefined {
  const source = version.catalogue.sources.find(({ id }) => id === monitor.source);
  if (source?.heartbeat === undefined) return undefined;
  return { id: source.id, lastsMs: source.heartbeat.allowedGapMs };
}

function isAlive(beats: readonly number[], lastsMs: number, instant: number): boolean {
  const beat = beats[lastAtOrBefore(beats.length, (index) => beats[index] ?? 0, instant)];
  return beat !== undefined && instant < beat + lastsMs;
}

/** What is said by a monitor of which no stream has a say. */
function saidInSilence({ silenceMeans }: Monitor, { initialState }: AccountingMethod): Word {
  const from = initialState.find((it) => it === 'silence' || it === 'up');
  return from === 'up' || silenceMeans === 'up' ? 'up' : 'neverSeen';
}

const UNSEEN = seenAs('neverSeen', 0);
const LOUDNESS: readonly Said[] = ['absent', 'pending', 'up', 'degraded', 'reported', 'down'];

// One stream that says something is enough, so what is pending is not heard beside it.
function loudest(streams: readonly StreamWords[], instant: number): Said {
  let heard = 0;
  for (const stream of streams) heard = Math.max(heard, LOUDNESS.indexOf(saidAt(stream, instant)));
  return LOUDNESS[heard] ?? 'absent';
}
