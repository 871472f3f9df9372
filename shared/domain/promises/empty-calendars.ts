import type { Catalogue } from '../catalogue.ts';
import type { PromiseFinding } from './finding.ts';

/** Calendars without an hour in them. */
export function emptyCalendars({ calendars }: Catalogue): PromiseFinding[] {
  return Object.entries(calendars).flatMap(([id, { week, extra = [] }]) => {
    if (Object.keys(week).length > 0 || extra.length > 0) return [];
    return {
      level: 'error',
      lint: 'empty-calendar',
      path: ['calendars', id, 'hours'],
      message: `Calendar "${id}" has no hours`,
      why: 'under it no time is agreed, so nothing is ever measured or missed',
      advice: 'write hours by weekday, such as monday-friday: 08:00-18:00',
    };
  });
}
