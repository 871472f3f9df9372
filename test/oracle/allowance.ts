import { type Heard, wordingAt } from './hearing.ts';
import type { MaintenanceFact, Scenario, Wording } from './scenario.ts';

/** Whether an instant is open to maintenance under a wording: in force, in hours, not excluded. */
export type IsOpen = (wording: Wording, instant: number) => boolean;

const IGNORE_MAINTENANCE: readonly Wording['method'][] = ['strict', 'checkmk-ignore'];

/** Whether maintenance covers an instant, up to where it was cancelled. */
export function isPlannedAt({ start, end, cancelledAt = end }: MaintenanceFact, instant: number): boolean {
  return start <= instant && instant < end && instant < cancelledAt;
}

export function isInTime({ start, announcedAt }: MaintenanceFact, { noticeMs }: Wording): boolean {
  return start - announcedAt >= noticeMs;
}

/**
 * The instants that count as maintenance, taken one after the other from the first of the year: each is counted as long
 * as fewer have been since its month, quarter or year began than are allowed.
 */
export function countedInstants(scenario: Scenario, { maintenance }: Heard, isOpen: IsOpen): ReadonlySet<number> {
  const counted: number[] = [];
  for (const instant of plannedInstants(maintenance)) {
    const wording = wordingAt(scenario.wordings, instant);
    if (!wording.agreed || IGNORE_MAINTENANCE.includes(wording.method) || !isOpen(wording, instant)) continue;
    if (!maintenance.some((it) => isPlannedAt(it, instant) && isInTime(it, wording))) continue;
    const since = wording.allowance === null ? 0 : startOfSpan(wording.allowance.per, instant);
    const used = counted.filter((it) => it >= since).length;
    if (wording.allowance === null || used < wording.allowance.ms) counted.push(instant);
  }
  return new Set(counted);
}

function plannedInstants(maintenance: readonly MaintenanceFact[]): number[] {
  const instants = maintenance.flatMap(({ start, end }) =>
    Array.from({ length: Math.max(0, end - start) }, (_, index) => start + index),
  );
  return [...new Set(instants)].sort((a, b) => a - b);
}

function startOfSpan(per: 'month' | 'quarter' | 'year', instant: number): number {
  const date = new Date(instant);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return Date.UTC(year, per === 'year' ? 0 : per === 'quarter' ? month - (month % 3) : month);
}

/** Maintenance in open time that does not count, for each wording in the order in which they come. */
export function refusals(scenario: Scenario, until: number, { heard, isOpen }: { heard: Heard; isOpen: IsOpen }) {
  const counted = countedInstants(scenario, heard, isOpen);
  const wordings: Wording[] = [];
  for (let instant = scenario.start; instant < until; instant++) {
    const wording = wordingAt(scenario.wordings, instant);
    if (wording.agreed && !wordings.includes(wording)) wordings.push(wording);
  }
  return wordings.flatMap((wording) => {
    if (wording.noticeMs === 0 && wording.allowance === null) return [];
    if (IGNORE_MAINTENANCE.includes(wording.method)) return [];
    const told = new Set<number>(counted);
    return heard.maintenance.flatMap((it) => {
      const instants: number[] = [];
      for (let instant = scenario.start; instant < until; instant++) {
        if (wordingAt(scenario.wordings, instant) !== wording || told.has(instant)) continue;
        if (isPlannedAt(it, instant) && isOpen(wording, instant)) instants.push(instant);
      }
      for (const instant of instants) told.add(instant);
      return instants.length === 0 ? [] : [refusal(it, instants, isInTime(it, wording))];
    });
  });
}

function refusal({ id, announcedAt }: MaintenanceFact, instants: readonly number[], inTime: boolean) {
  return {
    maintenance: id,
    start: iso(instants[0] ?? Number.NaN),
    end: iso((instants.at(-1) ?? Number.NaN) + 1),
    ms: instants.length,
    why: inTime ? 'allowance' : 'notice',
    announcedAt: iso(announcedAt),
  };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
