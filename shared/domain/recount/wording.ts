import { NotRecountableError } from '../errors.ts';
import { allowedMaintenance } from './allowance.ts';
import type { Wording } from './claims.ts';
import { type OpeningHours, openingHours } from './opening-hours.ts';
import { plannedInTime, type Stretch } from './planned.ts';
import type { CorrectionEvent, Knowledge, Service, Term } from './types.ts';
import { DAY_MS, wallClock } from './wall-clock.ts';

/** What the agreement of a term says, with the corrections of its service. */
export function wordingOf(
  term: Term,
  known: Pick<Knowledge, 'maintenance'>,
  corrections: readonly CorrectionEvent[],
): Wording {
  const wording = unlimitedWording(term, known, corrections);
  if (term.agreement.maintenanceAllowance === undefined) return wording;
  const earlier = (term.before ?? []).map((it) => ({ term: it, wording: unlimitedWording(it, known, corrections) }));
  return { ...wording, maintenance: allowedMaintenance([...earlier, { term, wording }]) };
}

function unlimitedWording(
  term: Term,
  known: Pick<Knowledge, 'maintenance'>,
  corrections: readonly CorrectionEvent[],
): Wording {
  const { agreement, service } = term;
  const { from, to = Number.POSITIVE_INFINITY } = agreement;
  return {
    lives: [{ start: from, end: to }, lifeOf(service, agreement.timeZone)],
    hours: hoursOf(term),
    exclusions: agreement.exclusions.filter(({ services }) => services === undefined || services.includes(service.id)),
    maintenance: plannedInTime(term, known),
    corrections,
  };
}

function lifeOf({ from, to }: Service, timeZone: string): Stretch {
  const momentOf = (moment: number | string): number =>
    typeof moment === 'number' ? moment : wallClock(timeZone).startOf(Date.parse(`${moment}T00:00:00Z`) / DAY_MS);
  return {
    start: from === undefined ? Number.NEGATIVE_INFINITY : momentOf(from),
    end: to === undefined ? Number.POSITIVE_INFINITY : momentOf(to),
  };
}

function hoursOf({ agreement, version, start, end }: Term): OpeningHours | undefined {
  if (agreement.hours === '24x7') return undefined;
  const calendar = version.catalogue.calendars[agreement.hours];
  if (calendar === undefined) throw new NotRecountableError(`expected a calendar; none is named "${agreement.hours}"`);
  return openingHours(calendar, { start, end });
}
