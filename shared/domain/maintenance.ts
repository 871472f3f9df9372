import { openHours, type TimeKnowledge } from './agreed-time.ts';
import { formatInstant } from './instant.ts';
import { clip, type Interval, intersect, subtract, union } from './interval.ts';
import type { Claim } from './layer.ts';
import { countedMaintenance } from './maintenance-allowance.ts';
import { isInTime, noticeFrom, type Planned, plannedIn } from './planned-maintenance.ts';
import type { RefusedMaintenance } from './result.ts';
import type { Term } from './term.ts';

/** What of a window inside a term is maintenance that counts: announced in time, and within the allowance. */
export function maintenanceClaims(term: Term, known: TimeKnowledge, window: Interval): Claim[] {
  if (term.method.maintenance === 'ignore') return [];
  const inTime = plannedIn(term, known, window).filter((it) => isInTime(it, term));
  const counted = term.agreement.maintenanceAllowance && countedMaintenance(term, known, window);
  return inTime.map(({ start, end, title, maintenance: id }) => ({
    class: 'maintenance',
    intervals: counted === undefined ? [{ start, end }] : intersect(clip(union([{ start, end }]), window), counted),
    reason: title ?? id,
  }));
}

/**
 * Maintenance in agreed hours of a window that does not count as such, and why: it was announced too late, or it is more
 * than the allowance. What two of them overlap in is told once. Nothing where the agreement asks for neither.
 */
export function refusedMaintenance(term: Term, known: TimeKnowledge, window: Interval): RefusedMaintenance[] {
  const { maintenanceNoticeMs, maintenanceAllowance } = term.agreement;
  const asksForNothing = maintenanceNoticeMs === 0 && maintenanceAllowance === undefined && term.windows === undefined;
  if (asksForNothing || term.method.maintenance === 'ignore') return [];
  const planned = plannedIn(term, known, window);
  if (planned.length === 0) return [];
  let rest = subtract(openHours(term, known, window), countedMaintenance(term, known, window));
  return planned.flatMap((it) => {
    const pieces = intersect(rest, clip(union([it]), window));
    rest = subtract(rest, pieces);
    const announced = { ...it, announcedAt: noticeFrom(it, term) };
    return pieces.length === 0 ? [] : [refused(announced, pieces, isInTime(it, term) ? 'allowance' : 'notice')];
  });
}

function refused(
  { maintenance, title, announcedAt }: Planned,
  pieces: readonly Interval[],
  why: RefusedMaintenance['why'],
): RefusedMaintenance {
  return {
    maintenance,
    ...(title !== undefined && { title }),
    start: formatInstant(pieces[0]?.start ?? 0),
    end: formatInstant(pieces.at(-1)?.end ?? 0),
    ms: pieces.reduce((ms, { start, end }) => ms + end - start, 0),
    why,
    announcedAt: formatInstant(announcedAt),
  };
}
