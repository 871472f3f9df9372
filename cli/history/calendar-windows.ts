import { Temporal } from 'temporal-polyfill';
import { InvalidInputError } from '../../shared/domain/errors.ts';
import type { Interval } from '../../shared/domain/interval.ts';
import { dateOf, dayNumber, recurringDays } from '../../shared/domain/recurrence.ts';
import { parseRecurrence } from '../../shared/domain/recurrence-rule.ts';
import { preview } from '../../shared/sources/signals/signal-json.ts';
import type { CalendarEvent, Property } from './calendar-lines.ts';
import { type CalendarTime, calendarTime, instantAt, type Zones } from './calendar-time.ts';

/** One window of an event; of an event that repeats one of them, named by when it was to begin. */
export interface Window extends Interval {
  /** Epoch ms of the begin by the rule, where the event repeats. */
  readonly occurrence?: number;
}

/**
 * The windows of an event that touch the period: one, or as many as its rule gives.
 *
 * @throws InvalidInputError for times or a rule that cannot be read, and for a rule without a period to apply it to
 */
export function windowsOf(
  event: CalendarEvent,
  { zones, period }: { zones: Zones; period: Interval | undefined },
): Window[] {
  const begin = timeNamed('DTSTART', event, zones);
  if (begin === undefined) throw new InvalidInputError('DTSTART: expected the begin of the event; got none');
  const endOf = lengthOf(event, begin, zones);
  const starts = startsOf(event, begin, { zones, period });
  const touches = ({ start, end }: Interval) => period === undefined || (start < period.end && period.start < end);
  return starts
    .map(({ time, occurrence }) => ({
      start: time.at,
      end: endOf(time),
      ...(occurrence !== undefined && { occurrence }),
    }))
    .filter(touches);
}

/** The occurrence of a series that an event takes the place of, epoch ms. */
export function replacedBy(event: CalendarEvent, zones: Zones): number | undefined {
  return timeNamed('RECURRENCE-ID', event, zones)?.at;
}

export function propertyNamed(name: string, { properties }: CalendarEvent): Property | undefined {
  return properties.find((property) => property.name === name);
}

export function timeNamed(name: string, event: CalendarEvent, zones: Zones): CalendarTime | undefined {
  const property = propertyNamed(name, event);
  return property === undefined ? undefined : calendarTime(property, zones);
}

/** When an occurrence that begins then ends: as many milliseconds later, or as many days, as the event lasts. */
function lengthOf(event: CalendarEvent, begin: CalendarTime, zones: Zones): (time: CalendarTime) => number {
  const end = timeNamed('DTEND', event, zones);
  if (end !== undefined) {
    if (end.at <= begin.at) throw new InvalidInputError('DTEND: expected a time after DTSTART; got an earlier one');
    if (begin.time !== undefined) return ({ at }) => at + end.at - begin.at;
    return daysLater(dayNumber(end.date) - dayNumber(begin.date));
  }
  const duration = propertyNamed('DURATION', event)?.value;
  if (duration !== undefined) return durationLater(duration);
  if (begin.time === undefined) return daysLater(1);
  throw new InvalidInputError('expected DTEND or DURATION beside a DTSTART with a time of day; got neither');
}

function daysLater(days: number): (time: CalendarTime) => number {
  return (time) => instantAt({ ...time, date: dateOf(dayNumber(time.date) + days) });
}

function durationLater(text: string): (time: CalendarTime) => number {
  try {
    const duration = Temporal.Duration.from(text);
    if (duration.sign <= 0) throw new RangeError('no length');
    return ({ at, zone }) =>
      Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).add(duration).epochMilliseconds;
  } catch (cause) {
    throw new InvalidInputError(`DURATION: expected a length such as PT2H; got ${preview(text)}`, { cause });
  }
}

interface Start {
  readonly time: CalendarTime;
  readonly occurrence?: number;
}

function startsOf(
  event: CalendarEvent,
  begin: CalendarTime,
  { zones, period }: { zones: Zones; period: Interval | undefined },
): Start[] {
  const rule = propertyNamed('RRULE', event)?.value;
  const added = timesNamed('RDATE', event, zones);
  if (rule === undefined && added.length === 0) return [{ time: begin }];
  const left = new Set(timesNamed('EXDATE', event, zones).map(({ at }) => at));
  const ruled = rule === undefined ? [begin] : ruledTimes(rule, begin, period);
  const times = new Map([...ruled, ...added].map((time) => [time.at, time]));
  return [...times.values()].filter(({ at }) => !left.has(at)).map((time) => ({ time, occurrence: time.at }));
}

function timesNamed(name: string, { properties }: CalendarEvent, zones: Zones): CalendarTime[] {
  return properties
    .filter((property) => property.name === name)
    .flatMap((property) => property.value.split(',').map((value) => calendarTime({ ...property, value }, zones)));
}

function ruledTimes(text: string, begin: CalendarTime, period: Interval | undefined): CalendarTime[] {
  if (period === undefined) {
    throw new InvalidInputError('RRULE: expected --period, in which the event is to be repeated; got none');
  }
  const rule = parseRecurrence(withoutWeekStart(text));
  const first = dayNumber(begin.date);
  // A window may begin long before the period and reach into it, and a zone may be a day away.
  const from = Math.max(first, dayNumber(utcDate(period.start)) - LONGEST_DAYS);
  const days = recurringDays(rule, first, { from, to: dayNumber(utcDate(period.end)) + 2 });
  const until = rule.until ?? Number.POSITIVE_INFINITY;
  return days
    .map((day) => ({ ...begin, date: dateOf(day) }))
    .map((time) => ({ ...time, at: instantAt(time) }))
    .filter(({ date, at }) => (typeof until === 'string' ? date <= until : at <= until));
}

const LONGEST_DAYS = 367;

function utcDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

// Where a week begins matters only to rules of every second week and rarer; those are refused unless it is Monday.
function withoutWeekStart(text: string): string {
  const isPlain = !/(^|;)INTERVAL=(?!1(;|$))/.test(text);
  return isPlain ? text.replace(/;WKST=\w\w|WKST=\w\w;/, '') : text.replace(/;WKST=MO|WKST=MO;/, '');
}
