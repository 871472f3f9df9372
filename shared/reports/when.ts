import { Temporal } from 'temporal-polyfill';
import { parseInstant } from '../domain/instant.ts';
import { offsetName } from './offset-name.ts';
import { MONTHS } from './period-words.ts';

/** A local date: `day('2026-10-31T23:00:00Z', 'Europe/Berlin')  //=> '1 Nov 2026'`. */
export function day(instant: string, timeZone: string): string {
  return dated(local(instant, timeZone));
}

/** A local date and time with its zone: `moment(…)  //=> '14 Oct 2026 09:12 CEST'`. */
export function moment(instant: string, timeZone: string): string {
  const at = local(instant, timeZone);
  return `${dated(at)} ${clock(at, at.second !== 0)} ${offsetName(at)}`;
}

/** The same without the year, for a list in a report that names it: `14 Oct 09:12 CEST`. */
export function shortMoment(instant: string, timeZone: string): string {
  const at = local(instant, timeZone);
  return `${shortDay(at)} ${clock(at, at.second !== 0)} ${offsetName(at)}`;
}

/**
 * Moments in their order, each with what happened at it, date and offset said once as long as they stay the same.
 *
 * @example momentList([{ what: 'opened', at: '2026-10-14T07:14:00Z' }, { what: 'closed', at: '2026-10-14T09:20:00Z' }], 'Europe/Berlin')
 *   //=> 'opened 14 Oct 09:14, closed 11:20 CEST'
 */
export function momentList(moments: readonly { what: string; at: string }[], timeZone: string): string {
  const found = moments.map(({ what, at }) => ({ what, at: local(at, timeZone) }));
  return found
    .map(({ what, at }, index) => {
      const before = found[index - 1]?.at;
      const date = before?.toPlainDate().equals(at.toPlainDate()) ? '' : `${shortDay(at)} `;
      const zone = found[index + 1]?.at.offset === at.offset ? '' : ` ${offsetName(at)}`;
      return `${what} ${date}${clock(at, at.second !== 0)}${zone}`;
    })
    .join(', ');
}

/**
 * From–to in the zone, the date said once where it is the same, the offset twice where it changes in between.
 * The year is left out: an interval stands in a report that names its period. Seconds are shown where they matter.
 *
 * @example interval({ start: '2026-10-14T07:12:00Z', end: '2026-10-14T09:20:00Z' }, 'Europe/Berlin')
 *   //=> '14 Oct 09:12–11:20 CEST'
 */
export function interval(bounds: { start: string; end: string | null }, timeZone: string): string {
  if (bounds.end === null) return `since ${shortMoment(bounds.start, timeZone)}`;
  const from = local(bounds.start, timeZone);
  const to = local(bounds.end, timeZone);
  return between({ from, to }, from.second !== 0 || to.second !== 0);
}

/** The same to the minute, for a sentence; the tables have the seconds. */
export function roughInterval({ start, end }: { start: string; end: string | null }, timeZone: string): string {
  if (end === null) return interval({ start, end }, timeZone);
  return between({ from: local(start, timeZone), to: local(end, timeZone) }, false);
}

function between({ from, to }: { from: Temporal.ZonedDateTime; to: Temporal.ZonedDateTime }, seconds: boolean): string {
  const sameOffset = from.offset === to.offset;
  const first = `${shortDay(from)} ${clock(from, seconds)}${sameOffset ? '' : ` ${offsetName(from)}`}`;
  const sameDay = sameOffset && from.toPlainDate().equals(to.toPlainDate());
  return `${first}${sameDay ? '–' : ` – ${shortDay(to)} `}${clock(to, seconds)} ${offsetName(to)}`;
}

/** First and last local day of a period: `1–31 October 2026`. */
export function daySpan({ start, end, timeZone }: { start: string; end: string; timeZone: string }): string {
  const first = local(start, timeZone);
  const last = lastMoment(end, timeZone);
  const month = (at: Temporal.ZonedDateTime): string => MONTHS[at.month - 1] ?? '';
  if (first.year !== last.year) return `${dated(first)} – ${dated(last)}`;
  if (first.month !== last.month) return `${first.day} ${month(first)} – ${last.day} ${month(last)} ${last.year}`;
  return `${first.day}–${last.day} ${month(last)} ${last.year}`;
}

/** Where `now` lies in a period, by local calendar days: `{ day: 14, days: 31, left: 17 }`; null outside it. */
export function dayOfPeriod(
  { start, end, timeZone }: { start: string; end: string; timeZone: string },
  now: string,
): { day: number; days: number; left: number } | null {
  const today = parseInstant(now);
  if (today < parseInstant(start) || today >= parseInstant(end)) return null;
  const first = local(start, timeZone).toPlainDate();
  const last = lastMoment(end, timeZone).toPlainDate();
  const left = local(now, timeZone).toPlainDate().until(last).days;
  const days = first.until(last).days + 1;
  return { day: days - left, days, left };
}

/** The instant in the zone. */
export function local(instant: string, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(parseInstant(instant)).toZonedDateTimeISO(timeZone);
}

// A period ends where the next begins; its last day is the one just before.
function lastMoment(end: string, timeZone: string): Temporal.ZonedDateTime {
  return local(end, timeZone).subtract({ milliseconds: 1 });
}

function dated(at: Temporal.ZonedDateTime): string {
  return `${shortDay(at)} ${at.year}`;
}

/** A date without its year: `14 Oct`. */
export function shortDay(date: { readonly day: number; readonly month: number }): string {
  return `${date.day} ${MONTHS[date.month - 1]?.slice(0, 3)}`;
}

function clock(at: Temporal.ZonedDateTime, seconds: boolean): string {
  const digits = (value: number): string => String(value).padStart(2, '0');
  return `${digits(at.hour)}:${digits(at.minute)}${seconds ? `:${digits(at.second)}` : ''}`;
}
