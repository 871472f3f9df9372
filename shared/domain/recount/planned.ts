import { recurringDates } from './recurring-dates.ts';
import type { Knowledge, MaintenanceWindow, Term } from './types.ts';
import { DAY_MS, type WallClock, wallClock } from './wall-clock.ts';

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Maintenance that may touch a term and was announced with the notice that its agreement asks for, until cancelled. */
export function plannedInTime(
  term: Term,
  { maintenance, streams }: Pick<Knowledge, 'maintenance' | 'streams'>,
): Stretch[] {
  const { maintenanceNoticeMs } = term.agreement;
  const told = maintenance
    .filter((it) => it.start - toldBy(it, maintenanceNoticeMs) >= maintenanceNoticeMs)
    .map(({ start, end, cancelledAt = end }) => ({ start, end: Math.min(end, cancelledAt) }));
  const windows = (term.windows ?? []).flatMap(({ window, announcedAt }) =>
    occurrencesOf(window, term).filter(({ start }) => start - announcedAt >= maintenanceNoticeMs),
  );
  // Told as it begins: with no notice at all.
  const unannounced = maintenanceNoticeMs > 0 ? [] : streams.flatMap((stream) => heldUp(stream, term));
  return [...told, ...windows, ...unannounced].filter(({ start, end }) => start < term.end && end > term.start);
}

// A stream of the service is maintained from its saying so until its next word; not if that takes more than a day.
function heldUp({ monitor, changes }: Knowledge['streams'][number], { service }: Term): Stretch[] {
  if (service.monitors.every(({ id }) => id !== monitor)) return [];
  const stretches: Stretch[] = [];
  let begun: number | undefined;
  for (const { at, maintenance } of changes) {
    if (begun !== undefined && at <= begun + DAY_MS) stretches.push({ start: begun, end: at });
    begun = maintenance ? at : undefined;
  }
  return stretches;
}

// Receipt matters where an agreement asks for notice at all.
function toldBy({ announcedAt, receivedAt }: Told, noticeMs: number): number {
  return noticeMs > 0 && receivedAt !== undefined && receivedAt > announcedAt ? receivedAt : announcedAt;
}

type Told = Knowledge['maintenance'][number];

function occurrencesOf(window: MaintenanceWindow, { start, end }: Stretch): Stretch[] {
  const clock = wallClock(window.timeZone);
  const wall = Date.parse(`${window.from}Z`);
  const first = Math.floor(wall / DAY_MS);
  const wallOn = (day: number): number => day * DAY_MS + wall - first * DAY_MS;
  const days = { from: clock.dateAt(start - window.durationMs) - 1, to: clock.dateAt(end) + 1 };
  const found = datesOf(window, { first, ...days, clock, wallOn });
  return found
    .map((day) => clock.instantOf(wallOn(day)))
    .filter((instant) => !(typeof window.rule?.until === 'number' && instant > window.rule.until))
    .map((instant) => ({ start: instant, end: instant + window.durationMs }));
}

interface Dates {
  readonly first: number;
  readonly from: number;
  readonly to: number;
  readonly clock: WallClock;
  readonly wallOn: (day: number) => number;
}

// One that comes again does not take place on a date whose clocks leave its wall time out; a single one is later then.
function datesOf({ rule, except }: MaintenanceWindow, { first, from, to, clock, wallOn }: Dates): number[] {
  if (rule === undefined) return [first];
  const last = typeof rule.until === 'string' ? Math.min(to, Date.parse(`${rule.until}T00:00:00Z`) / DAY_MS) : to;
  const days = recurringDates(rule, first, { from, to: last, happens: (day) => clock.shows(wallOn(day)) });
  return days.filter((day) => except?.includes(new Date(day * DAY_MS).toISOString().slice(0, 10)) !== true);
}
