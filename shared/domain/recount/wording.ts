import { NotRecountableError } from '../errors.ts';
import { allowedMaintenance } from './allowance.ts';
import type { Wording } from './claims.ts';
import { lifeOf } from './life.ts';
import { type OpeningHours, openingHours } from './opening-hours.ts';
import { plannedInTime } from './planned.ts';
import type { CorrectionEvent, Knowledge, Term } from './types.ts';

/** What the agreement of a term says, with the corrections of its service. */
export function wordingOf(
  term: Term,
  known: Pick<Knowledge, 'maintenance' | 'streams'>,
  corrections: readonly CorrectionEvent[],
): Wording {
  const wording = unlimitedWording(term, known, corrections);
  if (term.agreement.maintenanceAllowance === undefined) return wording;
  const earlier = (term.before ?? []).map((it) => ({ term: it, wording: unlimitedWording(it, known, corrections) }));
  return { ...wording, maintenance: allowedMaintenance([...earlier, { term, wording }]) };
}

function unlimitedWording(
  term: Term,
  known: Pick<Knowledge, 'maintenance' | 'streams'>,
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

function hoursOf({ agreement, version, start, end }: Term): OpeningHours | undefined {
  if (agreement.hours === '24x7') return undefined;
  const calendar = version.catalogue.calendars[agreement.hours];
  if (calendar === undefined) throw new NotRecountableError(`expected a calendar; none is named "${agreement.hours}"`);
  return openingHours(calendar, { start, end });
}
