import { Temporal } from 'temporal-polyfill';
import { InvalidInputError } from './errors.ts';
import { utcText } from './utc-text.ts';

// A date, a time, optional fraction, and an offset that must be there: an instant without one means another moment on
// every machine. Field ranges are checked by Temporal, which refuses 30 February where Date.parse accepts it.
const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/i;

/**
 * Epoch milliseconds of an ISO 8601 instant with an offset; digits below the millisecond are cut off.
 *
 * @throws InvalidInputError when the offset is missing or the text is no instant
 * @example parseInstant('2026-10-25T03:00:00+01:00')  //=> 1792893600000
 */
export function parseInstant(text: string): number {
  if (!WITH_OFFSET.test(text)) {
    throw new InvalidInputError(
      `expected an ISO 8601 time with an offset, such as 2026-10-01T00:00:00Z; got "${text}"`,
    );
  }
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch (cause) {
    throw new InvalidInputError(`expected an existing date and time; got "${text}"`, { cause });
  }
}

/**
 * The instant as ISO 8601: in UTC with milliseconds, or in a zone with its offset.
 *
 * @example formatInstant(0)                   //=> '1970-01-01T00:00:00.000Z'
 * @example formatInstant(0, 'Europe/Berlin')  //=> '1970-01-01T01:00:00+01:00'
 */
export function formatInstant(epochMs: number, timeZone?: string): string {
  if (timeZone === undefined) return utcText(epochMs);
  return Temporal.Instant.fromEpochMilliseconds(epochMs)
    .toZonedDateTimeISO(timeZone)
    .toString({ timeZoneName: 'never', offset: 'auto' });
}

/**
 * Milliseconds of an ISO 8601 duration of fixed length. Years and months are refused: they have no length of their own.
 *
 * @example parseDuration('PT48H')  //=> 172800000
 */
export function parseDuration(text: string): number {
  const duration = durationOf(text);
  if (duration.years !== 0 || duration.months !== 0 || duration.sign < 0) {
    throw new InvalidInputError(
      `expected a duration in weeks, days, hours, minutes or seconds, such as PT4H; got "${text}"`,
    );
  }
  return duration.total({ unit: 'milliseconds', relativeTo: '1970-01-01' });
}

function durationOf(text: string): Temporal.Duration {
  try {
    return Temporal.Duration.from(text);
  } catch (cause) {
    throw new InvalidInputError(`expected an ISO 8601 duration such as PT5M or P3D; got "${text}"`, { cause });
  }
}

/** An ISO 8601 duration in hours, minutes and seconds: `formatDuration(5_400_000)  //=> 'PT1H30M'`. */
export function formatDuration(ms: number): string {
  return Temporal.Duration.from({ milliseconds: ms }).round({ largestUnit: 'hours' }).toString();
}
