import type { MonitorState, UnknownCause } from './types.ts';

/** What is said of a service in one word; of what is not known, why. */
export type Word = 'up' | 'degraded' | 'down' | UnknownCause;

/**
 * What a monitor or a service is seen to be, and how much of it is downtime, in thousandths: all of what is down, of what
 * is degraded as much as the method or the roll-up says. There is one object of each kind: what is alike is the same.
 */
export interface Seen {
  readonly is: Word;
  readonly lost: number;
}

export function wordOf(state: MonitorState): Word {
  return state === 'unknown' ? 'reported' : state;
}

const FROM_BEST_TO_WORST: readonly Seen[] = [
  { is: 'up', lost: 0 },
  // Every grade of it, by what is lost.
  ...Array.from({ length: 1001 }, (_, lost): Seen => ({ is: 'degraded', lost })),
  { is: 'neverSeen', lost: 0 },
  { is: 'noMonitor', lost: 0 },
  { is: 'pending', lost: 0 },
  { is: 'feedSilent', lost: 0 },
  { is: 'reported', lost: 0 },
  { is: 'down', lost: 1000 },
];
const RANKS = new Map(FROM_BEST_TO_WORST.map((seen, rank) => [seen, rank]));

/** `degradedLost`: thousandths that are lost of what is degraded. */
export function seenAs(is: Word, degradedLost: number): Seen {
  const lowest = FROM_BEST_TO_WORST.findIndex((it) => it.is === is);
  return atRank(is === 'degraded' ? lowest + degradedLost : lowest);
}

/**
 * The one that stands at a place, counted from the worst: of up, down and degraded the second worst is degraded.
 */
export function nthWorst(all: readonly Seen[], place: number): Seen {
  const ranks = all.map((it) => RANKS.get(it) ?? 0);
  if (place === 1) return atRank(Math.max(...ranks));
  ranks.sort((a, b) => b - a);
  return atRank(ranks[Math.min(place, ranks.length) - 1] ?? 0);
}

function atRank(rank: number): Seen {
  const seen = FROM_BEST_TO_WORST[rank];
  if (seen === undefined) throw new RangeError(`expected a rank below ${FROM_BEST_TO_WORST.length}; got ${rank}`);
  return seen;
}

export function isUnknown({ is }: Seen): boolean {
  return is !== 'up' && is !== 'degraded' && is !== 'down';
}
