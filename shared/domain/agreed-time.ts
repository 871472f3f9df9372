import { AROUND_THE_CLOCK, serviceHours } from './calendar.ts';
import type { Calendar, Catalogue } from './catalogue.ts';
import { correctClaims } from './correct-time.ts';
import type { Knowledge } from './evaluate.ts';
import { inForce } from './in-force.ts';
import { gaps, type Interval, subtract, union } from './interval.ts';
import { type Claim, layersOf } from './layer.ts';
import type { Term } from './term.ts';

/** What is known that agreed time depends on: maintenance, what streams say of it, and the corrections in force. */
export type TimeKnowledge = Pick<Knowledge, 'maintenance' | 'inForce'> & Partial<Pick<Knowledge, 'streams'>>;

/** What a term claims of a window before maintenance is asked about. */
export function claimsBeforeMaintenance(
  { agreement, service, version }: Pick<Term, 'agreement' | 'service' | 'version'>,
  window: Interval,
): Claim[] {
  const hours = hoursOfTerm({ agreement, version }, window);
  return [
    { class: 'notInForce', intervals: gaps(union([inForce(agreement, service)]), window) },
    { class: 'outOfHours', intervals: gaps(hours, window) },
    ...agreement.exclusions
      .filter(({ services }) => services?.includes(service.id) ?? true)
      .map(({ reason, start, end }): Claim => ({ class: 'excluded', intervals: [{ start, end }], reason })),
  ];
}

/**
 * The agreed hours in a window that maintenance may take: in force, in hours, not excluded, and not what a correction
 * says must count. As `union` returns them.
 */
export function openHours(
  term: Pick<Term, 'agreement' | 'service' | 'version'>,
  { inForce: corrections = [] }: TimeKnowledge,
  window: Interval,
): Interval[] {
  const claims = correctClaims(claimsBeforeMaintenance(term, window), corrections);
  const open = union(layersOf(window, claims).filter((layer) => layer.class === 'open'));
  const included = corrections.flatMap((it) => (it.action === 'include' ? [{ start: it.start, end: it.end }] : []));
  return subtract(open, union(included));
}

/** The agreed service hours in a window, be it inside the term or not. */
export function hoursOfTerm({ agreement, version }: Pick<Term, 'agreement' | 'version'>, window: Interval): Interval[] {
  return serviceHours(calendarOf(version.catalogue, agreement.hours), window);
}

function calendarOf(catalogue: Catalogue, id: string): Calendar | typeof AROUND_THE_CLOCK {
  return catalogue.calendars[id] ?? AROUND_THE_CLOCK;
}
