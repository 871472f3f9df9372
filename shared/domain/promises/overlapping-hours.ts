import type { Calendar, Catalogue } from '../catalogue.ts';
import { overlaps } from '../interval.ts';
import type { PromiseFinding } from './finding.ts';
import { after, WEEK_MS, type WeekHours, weekHours, wordedHours } from './week-hours.ts';

/** Hours of one calendar that are agreed twice. */
export function overlappingHours({ calendars }: Catalogue): PromiseFinding[] {
  return Object.entries(calendars).flatMap(([id, calendar]) => [...inWeek(id, calendar), ...inExtra(id, calendar)]);
}

// Hours of Sunday over midnight may meet those of Monday: the week comes round.
function inWeek(id: string, calendar: Calendar): PromiseFinding[] {
  const hours = weekHours(calendar);
  const round = [...hours, ...hours.map((it) => ({ ...it, start: it.start + WEEK_MS, end: it.end + WEEK_MS }))];
  return hours.flatMap((one, index) => {
    const others = round.slice(index + 1, index + hours.length);
    return others
      .filter((other) => overlaps(one, other))
      .map((other) => {
        const pair = one.day === other.day ? other.worded : `${other.worded} of ${other.day}`;
        return overlapping(id, ['hours', other.day], `${nameOf(one)} and ${pair}`);
      });
  });
}

function nameOf({ day, worded }: WeekHours): string {
  return `${worded} of ${day}`;
}

function inExtra(id: string, { extra = [] }: Calendar): PromiseFinding[] {
  return extra.flatMap(({ date, hours }, place) =>
    hours.flatMap((one, index) =>
      hours
        .slice(index + 1)
        .filter((other) => overlaps(after(0, one), after(0, other)))
        .map((other) =>
          overlapping(id, ['extra', place, 'hours'], `${wordedHours(one)} and ${wordedHours(other)} of ${date}`),
        ),
    ),
  );
}

function overlapping(id: string, path: readonly (string | number)[], pair: string): PromiseFinding {
  return {
    level: 'warning',
    lint: 'overlapping-hours',
    path: ['calendars', id, ...path],
    message: `Hours of calendar "${id}" overlap: ${pair}`,
    why: 'time that is in both counts once, which is less than the hours add up to',
    advice: 'write them as one stretch, or correct the one that is wrong',
  };
}
