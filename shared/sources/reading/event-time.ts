import { Temporal } from 'temporal-polyfill';
import { InvalidInputError } from '../../domain/errors.ts';
import { parseInstant } from '../../domain/instant.ts';
import { hourOfDay, isoOf, offsetOf, twoDigits } from './written-time.ts';

/** A sender's clock may run this far ahead of ours before its word on the time is not taken. */
const LARGEST_LEAD_MS = 5 * 60_000;
const EARLIEST = Date.UTC(2000, 0, 1);
const DAY_MS = 24 * 3_600_000;

/** The label of a signal whose time is not the sender's word, and says what it is instead. */
export const TIME_LABEL = 'attain_time';

/**
 * When a sender says that something happened, in any notation that senders are known to use, or nothing when that
 * cannot be: no time, a clock that was never set (before 2000, or the year 1 that stands for "none" in Go), or a moment
 * later than receipt by more than 5 minutes. Of a date that can be read in two orders the reading of the day before receipt is meant:
 * who notifies does it at once.
 *
 * @param zone of times without an offset, IANA name
 * @example eventTime('2019-10-02T17:04:40.989+0000', now)  //=> 1570035880989
 */
export function eventTime(value: unknown, receivedAt: number, zone = 'UTC'): number | undefined {
  const readings = [timeOf(value, zone), dayFirstTime(value, zone)].filter(
    (at): at is number => at !== undefined && isPlausible(at, receivedAt),
  );
  return readings.find((at) => receivedAt - at < DAY_MS) ?? readings[0];
}

/** The first of a sender's times that can be true. */
export function firstTime(
  values: readonly unknown[],
  { receivedAt, zone }: { readonly receivedAt: number; readonly zone?: string },
): number | undefined {
  return values.map((value) => eventTime(value, receivedAt, zone)).find((at) => at !== undefined);
}

export function isPlausible(at: number, receivedAt: number): boolean {
  return EARLIEST <= at && at <= receivedAt + LARGEST_LEAD_MS;
}

/** Epoch milliseconds of an ISO 8601 time with an offset, if that is what the value is. */
export function instantOf(value: unknown): number | undefined {
  return typeof value === 'string' ? attempt(() => parseInstant(value)) : undefined;
}

/**
 * Epoch milliseconds of a time as senders write it, digits below the millisecond cut off: ISO 8601 with or without an
 * offset or the abbreviation of a zone, `T`, a blank or a comma and a blank between date and time, as Go prints it (`2026-11-20 10:47:16 +0000 UTC m=+8.5`); epoch
 * seconds, milliseconds, microseconds or nanoseconds as a number or as digits; `3/22/2019 1:36:31 PM` and,
 * as Nagios writes it, `03-22-2019 13:36:31` (in American order unless that is no date); `22.3.2019 13:36:31`; RFC 1123, `Fri Mar 22 13:36:31 UTC 2019`, `March 22, 2019 1:36 PM EDT`.
 * Nothing if it is none of these.
 *
 * @example timeOf(1570035880, 'UTC')                               //=> 1570035880000
 * @example timeOf('2026-11-20 10:47:16.061', 'Europe/Berlin')       //=> 1795168036061
 */
export function timeOf(value: unknown, zone: string): number | undefined {
  if (typeof value === 'number') return epochMs(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/^\d{18,19}$/.test(text)) return Number(BigInt(text) / 1_000_000n);
  if (/^\d{9,17}(\.\d+)?$/.test(text)) return epochMs(Number(text));
  return (
    isoTime(text, zone) ??
    writtenTime(text, zone) ??
    americanTime(text, zone) ??
    dashedTime(text, zone) ??
    dottedTime(text, zone)
  );
}

// From 1973 (s) and 1973 (ms, µs, ns) on no two units share a magnitude.
function epochMs(value: number): number | undefined {
  if (!Number.isFinite(value) || value <= 0) return undefined;
  if (value < 1e11) return Math.floor(value * 1_000);
  if (value < 1e14) return Math.floor(value);
  if (value < 1e17) return Math.floor(value / 1_000);
  // A number holds nanoseconds to some 256 of them: whole microseconds are what is meant.
  return Math.floor(Math.round(value / 1_000) / 1_000);
}

const ISO =
  /^(\d{4}-\d{2}-\d{2})(?:T|,? )(\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?) ?(Z|[A-Z]{3,5}|[+-]\d{2}(?::?\d{2})?)?$/i;

/** What Go prints behind an offset: the name of the zone, and the reading of its monotonic clock. */
const BEHIND_OFFSET = /( [+-]\d{4}) (?:[a-z]{1,5}|[+-]\d{2,4})(?: m=[+-][\d.]+)?$/i;

function isoTime(text: string, zone: string): number | undefined {
  const [, date, time, offset] = ISO.exec(text.replace(BEHIND_OFFSET, '$1')) ?? [];
  if (date === undefined || time === undefined) return undefined;
  if (offset === undefined) return zonedTime(`${date}T${time}`, zone);
  const named = /^[a-z]/i.test(offset) ? offsetOf(offset) : offset;
  if (named === undefined) return undefined;
  return attempt(() => parseInstant(`${date}T${time}${named.length === 3 ? `${named}:00` : named}`));
}

function writtenTime(text: string, zone: string): number | undefined {
  const iso = isoOf(text);
  return iso === undefined ? undefined : isoTime(iso, zone);
}

const AMERICAN = /^(\d{1,2})\/(\d{1,2})\/(\d{4}),? (\d{1,2}):(\d{2})(:\d{2})?(?: (AM|PM))?$/i;

function americanTime(text: string, zone: string): number | undefined {
  const [, month = '', day = '', year, hour = '', minute, second = ':00', half] = AMERICAN.exec(text) ?? [];
  if (year === undefined) return undefined;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return zonedTime(`${date}T${twoDigits(hourOfDay(Number(hour), half))}:${minute}${second}`, zone);
}

const DASHED = /^(\d{1,2})-(\d{1,2})-(\d{4})(?= \d)/;

/** Nagios writes `$SHORTDATETIME$` in American order, or with the day first where its `date_format` is `euro`. */
function dashedTime(text: string, zone: string): number | undefined {
  return americanTime(text.replace(DASHED, '$1/$2/$3'), zone) ?? dayFirstTime(text, zone);
}

const NUMBERED = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})(?=,? \d)/;

/** In most of the world the day stands first in a date with slashes, as PRTG and others write it where they are set up so. */
function dayFirstTime(value: unknown, zone: string): number | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  return NUMBERED.test(text) ? americanTime(text.replace(NUMBERED, '$2/$1/$3'), zone) : undefined;
}

const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4}),? (\d{1,2}:\d{2}(?::\d{2})?)$/;

function dottedTime(text: string, zone: string): number | undefined {
  const [, day = '', month = '', year, time = ''] = DOTTED.exec(text) ?? [];
  if (year === undefined) return undefined;
  return isoTime(
    `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${time.padStart(time.length < 6 ? 5 : 8, '0')}`,
    zone,
  );
}

function zonedTime(local: string, zone: string): number | undefined {
  return attempt(() => Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds);
}

function attempt(read: () => number): number | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof InvalidInputError || error instanceof RangeError) return undefined;
    throw error;
  }
}
