import { InvalidInputError } from '../../domain/errors.ts';
import { parseInstant } from '../../domain/instant.ts';

/** A sender's clock may run this far ahead of ours before its word on the time is not taken. */
const LARGEST_LEAD_MS = 5 * 60_000;
const EARLIEST = Date.UTC(2000, 0, 1);

/** The label of a signal whose time is not the sender's word, and says what it is instead. */
export const TIME_LABEL = 'attain_time';

/**
 * When a sender says that something happened, or nothing when that cannot be: no time, a clock that was never set
 * (before 2000, or the year 1 that stands for "none" in Go), or a moment later than receipt by more than 5 minutes.
 */
export function eventTime(text: unknown, receivedAt: number): number | undefined {
  const at = instantOf(text);
  return at !== undefined && isPlausible(at, receivedAt) ? at : undefined;
}

export function isPlausible(at: number, receivedAt: number): boolean {
  return EARLIEST <= at && at <= receivedAt + LARGEST_LEAD_MS;
}

/** Epoch milliseconds of an ISO 8601 time with an offset, if that is what the value is. */
export function instantOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    return parseInstant(value);
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined;
    throw error;
  }
}
