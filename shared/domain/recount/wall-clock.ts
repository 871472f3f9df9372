import { Temporal } from 'temporal-polyfill';

export const DAY_MS = 86_400_000;

/**
 * What the clocks on the walls of one zone show. A wall time is the number of milliseconds that the same reading would
 * be in UTC; dates are days since 1970-01-01.
 */
export interface WallClock {
  /** The date that the clocks show at an instant. */
  readonly dateAt: (instant: number) => number;
  /** When they show a wall time: the first time if it comes twice, and read with the offset before if it never comes. */
  readonly instantOf: (wall: number) => number;
  /** Whether they ever show a wall time. */
  readonly shows: (wall: number) => boolean;
  /** The first instant of a date, or of the next one that there is. */
  readonly startOf: (date: number) => number;
}

export function wallClock(timeZone: string): WallClock {
  const known = new Map<number, number>();
  // Asked again and again for the same days.
  const offsetAt = (instant: number): number => {
    const offset = known.get(instant) ?? lookUpOffset(timeZone, instant);
    known.set(instant, offset);
    return offset;
  };
  return {
    dateAt: (instant) => Math.floor((instant + offsetAt(instant)) / DAY_MS),
    instantOf: (wall) => firstReading(offsetAt, wall) ?? wall - offsetsAround(offsetAt, wall).before,
    shows: (wall) => firstReading(offsetAt, wall) !== undefined,
    startOf: (date) => firstReading(offsetAt, date * DAY_MS) ?? clockChange(offsetAt, date * DAY_MS),
  };
}

type OffsetAt = (instant: number) => number;

function lookUpOffset(timeZone: string, instant: number): number {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).offsetNanoseconds / 1_000_000;
}

/**
 * The offsets a day before and two days after: no zone is more than 14 hours from UTC, so a wall time is read with one of
 * them, unless the clocks were changed twice within three days.
 */
function offsetsAround(offsetAt: OffsetAt, wall: number): { before: number; after: number } {
  const { from, to } = around(wall);
  return { before: offsetAt(from), after: offsetAt(to) };
}

function around(wall: number): { from: number; to: number } {
  const midnight = Math.floor(wall / DAY_MS) * DAY_MS;
  return { from: midnight - DAY_MS, to: midnight + 2 * DAY_MS };
}

// A larger offset gives an earlier instant; one is right if it holds at the instant that it gives.
function firstReading(offsetAt: OffsetAt, wall: number): number | undefined {
  const { before, after } = offsetsAround(offsetAt, wall);
  if (before === after) return wall - before;
  const tries = [Math.max(before, after), Math.min(before, after)];
  const offset = tries.find((it) => offsetAt(wall - it) === it);
  return offset === undefined ? undefined : wall - offset;
}

/** When the clocks were changed around a wall time that they left out, by halving. */
function clockChange(offsetAt: OffsetAt, wall: number): number {
  const window = around(wall);
  const { before } = offsetsAround(offsetAt, wall);
  let { from, to } = window;
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2);
    if (offsetAt(middle) === before) from = middle;
    else to = middle;
  }
  return to;
}
