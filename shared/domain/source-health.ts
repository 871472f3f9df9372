import { byAlertRules, lastWordAt } from './alert-rules.ts';
import type { Monitor, Source } from './catalogue.ts';
import { silentIntervals } from './feed.ts';
import { NEVER_POLLED, type PollHealth } from './poll-health.ts';
import type { Change, StreamHistory } from './stream.ts';

/** What is remembered of a source's latest delivery. Times in epoch ms. */
export interface SourceSeen {
  readonly receivedAt: number;
  /** The latest moment that it told of, if it told of any. */
  readonly toldOf?: number;
  /** Why it counts for nothing, if that is all there is to say of it, such as a test of the connection. */
  readonly noted?: Noted;
}

/** A part of a delivery that made no signal, and why. */
export interface Noted {
  /** A stable word, such as `test`. */
  readonly reason: string;
  readonly detail: string;
}

/** A webhook that was turned away: the first of its hour. */
export interface Refusal {
  readonly at: number;
  readonly reason: string;
}

/** An alert that is open though its source has stopped repeating it: it counts as unknown. */
export interface Forgotten {
  readonly service: string;
  readonly monitor: string;
  readonly stream: string;
  readonly openSince: number;
  readonly heardAt: number;
  /** From when it counts as unknown. */
  readonly givenUpAt: number;
}

/** An alert that has been open for more than a day, and counts as such. */
export interface LongOpen {
  readonly service: string;
  readonly monitor: string;
  readonly stream: string;
  readonly openSince: number;
  readonly openMs: number;
}

/** An end without a beginning: the opening was lost, and the end does not tell when that was. */
export interface Orphan {
  readonly service: string;
  readonly monitor: string;
  readonly stream: string;
  readonly at: number;
}

/** An alert that is open and not repeated, and another of its monitor that opened instead: perhaps the same, with a label edited. */
export interface Relabelled {
  readonly service: string;
  readonly monitor: string;
  /** The stream that opened, and the one that is left open: as in `aliases` of the catalogue. */
  readonly from: string;
  readonly to: string;
  readonly openSince: number;
  readonly openedAt: number;
}

/** How a source is, as far as one can tell from here. */
export interface SourceHealth {
  readonly source: string;
  readonly type: string;
  readonly state: 'never heard' | 'silent' | 'heard';
  readonly seen?: SourceSeen;
  /** From what it told of to when that came, ms: its delay. */
  readonly lagMs?: number;
  /** How far its clock runs ahead of ours at least, ms. */
  readonly aheadMs?: number;
  readonly refusals: readonly Refusal[];
  /** How asking it goes, if it is asked how its streams stand; and how long every poll has failed, ms. */
  readonly poll?: PollHealth & { readonly failingMs?: number };
  readonly quarantined: number;
  readonly forgotten: readonly Forgotten[];
  /** Longest first. */
  readonly longOpen: readonly LongOpen[];
  readonly orphans: readonly Orphan[];
  readonly relabelled: readonly Relabelled[];
}

export interface Heard {
  readonly seen: SourceSeen | undefined;
  readonly refusals: readonly Refusal[];
  /** The signs of life that it promised, of the last days: epoch ms, ascending. */
  readonly beats: readonly number[];
  /** Not there before the first poll. */
  readonly poll?: PollHealth | undefined;
  /** Parts of its deliveries that wait in quarantine. */
  readonly quarantined: number;
  /** The streams of its monitors. */
  readonly streams: readonly HeardStream[];
}

export interface HeardStream extends StreamHistory {
  readonly service: string;
  readonly listening: Monitor;
}

/**
 * The health of one source at `now` (epoch ms). Silent is one that promises signs of life and has not sent any in time,
 * as its monitors are judged: other deliveries are none.
 */
export function sourceHealth(source: Source, heard: Heard, now: number): SourceHealth {
  const { id, type } = source;
  const { seen, refusals, quarantined, streams } = heard;
  const forgotten = streams.flatMap((stream) => forgottenIn(stream, now));
  const delay = seen?.toldOf === undefined ? undefined : seen.receivedAt - seen.toldOf;
  return {
    source: id,
    type,
    state: seen === undefined ? 'never heard' : isSilent(source, heard, now) ? 'silent' : 'heard',
    ...(seen !== undefined && { seen }),
    ...(delay !== undefined && (delay < 0 ? { aheadMs: -delay } : { lagMs: delay })),
    refusals,
    ...(source.reconcile !== undefined && { poll: pollAt(heard.poll ?? NEVER_POLLED, now) }),
    quarantined,
    forgotten,
    longOpen: streams.flatMap((stream) => longOpenIn(stream, now)).sort((a, b) => b.openMs - a.openMs),
    orphans: streams.flatMap(orphansIn),
    relabelled: forgotten.flatMap((alert) => successorOf(alert, streams)),
  };
}

function pollAt(poll: PollHealth, now: number): NonNullable<SourceHealth['poll']> {
  return poll.failingSince === undefined ? poll : { ...poll, failingMs: now - poll.failingSince };
}

function isSilent({ heartbeat }: Source, { beats }: Heard, now: number): boolean {
  if (heartbeat === undefined) return false;
  const life = { beats, allowedGapMs: heartbeat.allowedGapMs };
  return silentIntervals(life, { start: now, end: now + 1 }).length > 0;
}

function forgottenIn({ service, monitor, stream, changes, listening }: HeardStream, now: number): Forgotten[] {
  const open = changes.at(-1);
  if (open === undefined || !isTrouble(open)) return [];
  const held = byAlertRules(changes, listening.alertRules).findLast(({ at }) => at <= now);
  if (held?.state !== 'unknown') return [];
  return [{ service, monitor, stream, openSince: open.at, heardAt: lastWordAt(open), givenUpAt: held.at }];
}

// A sender that does not repeat an alert bears it out by its silence: whether its end was lost, only people can tell.
function longOpenIn({ service, monitor, stream, changes, listening }: HeardStream, now: number): LongOpen[] {
  const since = changes[changes.findLastIndex((it) => !isTrouble(it)) + 1]?.at;
  const held = byAlertRules(changes, listening.alertRules).findLast(({ at }) => at <= now);
  if (since === undefined || held === undefined || !isTrouble(held) || now - since < LONG_MS) return [];
  return [{ service, monitor, stream, openSince: since, openMs: now - since }];
}

const LONG_MS = 86_400_000;

// Of its monitor, never heard of before, and opened after the alert was heard last and before it was given up.
function successorOf(alert: Forgotten, streams: readonly HeardStream[]): Relabelled[] {
  const { service, monitor, stream: to, openSince, heardAt, givenUpAt } = alert;
  const found = streams.find(({ stream, changes: [first], ...its }) => {
    if (its.service !== service || its.monitor !== monitor || stream === to) return false;
    if (first === undefined || !isTrouble(first)) return false;
    return first.at > heardAt && first.at <= givenUpAt;
  });
  const openedAt = found?.changes[0]?.at;
  if (found === undefined || openedAt === undefined) return [];
  return [{ service, monitor, from: found.stream, to, openSince, openedAt }];
}

function orphansIn({ service, monitor, stream, changes }: HeardStream): Orphan[] {
  return changes.flatMap(({ at, state, previous, ends }, index): Orphan[] => {
    const wasTrouble = ends !== undefined || previous === 'down' || previous === 'degraded';
    const before = changes[index - 1];
    const isOrphan = state === 'up' && wasTrouble && (before === undefined || before.state === 'up');
    return isOrphan ? [{ service, monitor, stream, at }] : [];
  });
}

function isTrouble({ state }: Change): boolean {
  return state === 'down' || state === 'degraded';
}
