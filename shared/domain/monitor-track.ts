import { byAlertRules } from './alert-rules.ts';
import type { Monitor, SilenceMeaning } from './catalogue.ts';
import { ABSENT, type Condition, conditionOf, FEED_SILENT, NEVER_SEEN, PENDING, UP, WAS_PENDING } from './condition.ts';
import { type FeedLife, silentIntervals } from './feed.ts';
import type { Change, StreamHistory } from './fold.ts';
import type { Interval } from './interval.ts';
import type { AccountingMethod, InitialState } from './method.ts';
import { overlay, settle, type Track, TrackBuilder, worstOf } from './track.ts';

/** What is heard of a monitor: the streams of its service, and the signs of life of feeds by source id. */
export interface Heard {
  readonly streams: readonly StreamHistory[];
  /** A source without an entry declares no heartbeat and is assumed alive. */
  readonly feeds: Readonly<Record<string, FeedLife>>;
}

/** From the histories of its streams to the state of a monitor at every millisecond of the window. */
export function monitorTrack(
  monitor: Monitor,
  { streams, feeds }: Heard,
  { window, method }: { window: Interval; method: AccountingMethod },
): Track {
  const own = streams.filter((it) => it.monitor === monitor.id);
  const seen = worstOf(
    own.map(({ changes }) => streamTrack(byAlertRules(changes, monitor.alertRules), window, method)),
    window,
    ABSENT,
  );
  const silent = silence(monitor.silenceMeans, method);
  const known = settle(seen, UP, (condition) => (condition === PENDING ? WAS_PENDING : silent));
  const life = monitor.source === undefined ? undefined : feeds[monitor.source];
  if (life === undefined || method.unknown.feedSilent === 'carry') return known;
  return overlay(known, silentIntervals(life, window), FEED_SILENT);
}

// Both always have an answer, so the first of them in the chain is the one that is asked.
function silence(meaning: SilenceMeaning, { initialState }: AccountingMethod): Condition {
  const asked = initialState.find((it) => it === 'silence' || it === 'up');
  return meaning === 'up' || asked === 'up' ? UP : NEVER_SEEN;
}

// Between two changes the earlier one's state holds. A change that names `pending` as the state before it says that
// nothing was known until then, whatever the change before had claimed.
function streamTrack(changes: readonly Change[], window: Interval, method: AccountingMethod): Track {
  const track = new TrackBuilder();
  let index = firstAfter(changes, window.start);
  let change = changes[index];
  let held = change?.previous === 'pending' ? PENDING : initialCondition(changes, index, method);
  track.add(window.start, held);
  while (change !== undefined && change.at < window.end) {
    const following: Change | undefined = changes[++index];
    held = following?.previous === 'pending' ? PENDING : conditionFrom(change, held, method);
    track.add(change.at, held);
    change = following;
  }
  return track.build(window.end);
}

// What is carried on is a state; where nothing was known before, nothing is known now.
function conditionFrom({ state }: Change, before: Condition, method: AccountingMethod): Condition {
  const isKnown = before !== ABSENT && before !== PENDING;
  return state === 'unknown' && isKnown && carriesUnknown(method) ? before : conditionOf(state);
}

// The index of the first change after an instant: everything before is the past of the window.
function firstAfter(changes: readonly Change[], instant: number): number {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle]?.at ?? instant) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

function initialCondition(changes: readonly Change[], next: number, method: AccountingMethod): Condition {
  for (const step of method.initialState) {
    const condition = initialFrom(step, { changes, next, method });
    if (condition !== undefined) return condition;
  }
  return ABSENT;
}

function initialFrom(
  step: InitialState,
  { changes, next, method }: { changes: readonly Change[]; next: number; method: AccountingMethod },
): Condition | undefined {
  switch (step) {
    case 'lastBefore':
      return lastKnown(changes[next - 1], method);
    case 'previousNamed':
      return namedCondition(changes[next]?.previous);
    case 'currentState':
      return namedCondition(changes.at(-1)?.state);
    case 'silence':
      return ABSENT;
    case 'up':
      return UP;
  }
}

function carriesUnknown({ unknown }: AccountingMethod): boolean {
  return unknown.reported === 'carry';
}

// Of the past the last change is at hand and no more: what was known before an unknown is what that change names.
function lastKnown(last: Change | undefined, method: AccountingMethod): Condition | undefined {
  const carried = last?.state === 'unknown' && carriesUnknown(method) ? last.previous : undefined;
  return namedCondition(carried === undefined || carried === 'pending' ? last?.state : carried);
}

function namedCondition(state: Change['previous']): Condition | undefined {
  if (state === undefined) return undefined;
  return state === 'pending' ? PENDING : conditionOf(state);
}
