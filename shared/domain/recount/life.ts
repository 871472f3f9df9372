import type { Stretch } from './planned.ts';
import type { Service } from './types.ts';
import { DAY_MS, wallClock } from './wall-clock.ts';

/** From a service's going live to its retirement; a date is the first moment of it in the zone. */
export function lifeOf({ from, to }: Service, timeZone: string): Stretch {
  const momentOf = (moment: number | string): number =>
    typeof moment === 'number' ? moment : wallClock(timeZone).startOf(Date.parse(`${moment}T00:00:00Z`) / DAY_MS);
  return {
    start: from === undefined ? Number.NEGATIVE_INFINITY : momentOf(from),
    end: to === undefined ? Number.POSITIVE_INFINITY : momentOf(to),
  };
}
