import * as z from 'zod';
import type { DayHours, Weekday } from '../domain/catalogue.ts';
import { list, listOfSome, strict } from './schema-parts.ts';
import { date, dateOrId, dayHours, id, looksLikeDate, timeZone } from './values.ts';

const WEEKDAYS: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

const DAYS = 'a weekday such as monday, or a range such as monday-friday';

const days = z
  .string()
  .regex(new RegExp(`^(${WEEKDAYS.join('|')})(-(${WEEKDAYS.join('|')}))?$`), { error: () => DAYS });

const hoursOfDays = z.union([dayHours, listOfSome(dayHours)]);

const week = z
  .record(days, hoursOfDays, { error: (issue) => (issue.code === 'invalid_key' ? DAYS : 'hours by weekday') })
  .transform((byDays, context) => {
    const hours: Partial<Record<Weekday, DayHours[]>> = {};
    for (const [key, value] of Object.entries(byDays)) {
      for (const day of daysOf(key)) {
        if (hours[day] !== undefined) context.issues.push(repeated(key, day));
        hours[day] = [value].flat();
      }
    }
    return hours;
  });

function repeated(key: string, day: Weekday): z.core.$ZodRawIssue {
  return { code: 'custom', path: [key], message: `each weekday once, but ${day} has hours already`, input: key };
}

/** `daysOf('friday-monday')  //=> ['friday', 'saturday', 'sunday', 'monday']` */
export function daysOf(key: string): Weekday[] {
  const [first, last = first] = key.split('-');
  const start = indexOf(first);
  const length = ((indexOf(last) - start + 7) % 7) + 1;
  return [...WEEKDAYS, ...WEEKDAYS].slice(start, start + length);
}

function indexOf(name: string | undefined): number {
  const names: readonly string[] = WEEKDAYS;
  return names.indexOf(name ?? '');
}

const extraDay = strict({ date, hours: hoursOfDays.transform((hours) => [hours].flat()) });

export const calendar = strict({
  id: id.refine((value) => value !== '24x7', { error: () => 'another id than the built-in 24x7' }),
  timeZone,
  hours: week.meta({ description: 'Local hours by weekday or range of weekdays; days that are not named have none' }),
  holidays: list(dateOrId)
    .default([])
    .meta({ description: 'Local dates on which these hours do not begin, and ids of lists of such dates' }),
  extra: list(extraDay).optional().meta({ description: 'Hours on single dates, besides the others' }),
  closed: list(date).optional().meta({ description: 'Single dates without hours' }),
});

/** Named dates that calendars share. */
export const holidayList = strict({
  id: id.refine((value) => !looksLikeDate(value), { error: () => 'an id that is not a date' }),
  dates: listOfSome(date),
});
