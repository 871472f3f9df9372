const HOUR_MS = 3_600_000;
/** The last instant that there is; the hour after it would begin with it. */
const LAST_MS = 8.64e15;

/**
 * The instant in UTC as ISO 8601 with milliseconds, as `Date.prototype.toISOString` has it.
 *
 * A report of a flapping month prints thousands of instants: the text of an hour is made once and the rest looked up,
 * at a twentieth of the cost.
 *
 * @throws RangeError for what is no instant
 * @example utcText(0)  //=> '1970-01-01T00:00:00.000Z'
 */
export function utcText(epochMs: number): string {
  if (!Number.isInteger(epochMs) || epochMs > LAST_MS) return new Date(epochMs).toISOString();
  const hour = Math.floor(epochMs / HOUR_MS);
  const inHour = epochMs - hour * HOUR_MS;
  const second = Math.floor(inHour / 1000);
  return textOfHour(hour) + (SECONDS[second] ?? '') + (MILLISECONDS[inHour - second * 1000] ?? '');
}

const SECONDS = Array.from({ length: 3600 }, (_, s) => `${digits(Math.floor(s / 60), 2)}:${digits(s % 60, 2)}`);
const MILLISECONDS = Array.from({ length: 1000 }, (_, ms) => `.${digits(ms, 3)}Z`);

function digits(number: number, length: number): string {
  return String(number).padStart(length, '0');
}

const hours = new Map<number, string>();
/** Two years of hours. */
const MOST_HOURS = 17_544;

function textOfHour(hour: number): string {
  const known = hours.get(hour);
  if (known !== undefined) return known;
  if (hours.size >= MOST_HOURS) hours.clear();
  const text = new Date(hour * HOUR_MS).toISOString().slice(0, -'00:00.000Z'.length);
  hours.set(hour, text);
  return text;
}
