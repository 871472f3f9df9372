import type { TimeKnowledge } from './agreed-time.ts';
import { knownSince } from './announcement.ts';
import type { Interval } from './interval.ts';
import { occurrences } from './maintenance-window.ts';
import { streamMaintenance } from './stream-maintenance.ts';
import type { Term } from './term.ts';

/** Maintenance as it was announced, until it was cancelled: by a signal, by a window of the agreement, or as it began. */
export interface Planned extends Interval {
  readonly maintenance: string;
  readonly title?: string;
  readonly announcedAt: number;
  readonly receivedAt?: number;
}

/**
 * The maintenance that is planned for a window of time, signals first; one that is cancelled before it begins is not. What a
 * monitor calls maintenance while it lasts was announced as it began.
 */
export function plannedIn(
  { windows = [], service }: Pick<Term, 'windows' | 'service'>,
  { maintenance, streams = [] }: TimeKnowledge,
  window: Interval,
): Planned[] {
  const signalled = maintenance.map((it): Planned => ({ ...it, end: Math.min(it.end, it.cancelledAt ?? it.end) }));
  const recurring = windows.flatMap(({ window: it, announcedAt }) =>
    occurrences(it, window).map(
      (occurrence): Planned => ({
        ...occurrence,
        maintenance: it.id,
        ...(it.title !== undefined && { title: it.title }),
        announcedAt,
      }),
    ),
  );
  const begun = streamMaintenance(service, streams).map(
    ({ monitor, stream, start, end }): Planned => ({
      maintenance: `${monitor}/${stream}`,
      start,
      end,
      announcedAt: start,
    }),
  );
  return [...signalled, ...recurring, ...begun];
}

/** Whether maintenance was announced with the notice that the agreement asks for. */
export function isInTime(planned: Planned, term: Pick<Term, 'agreement'>): boolean {
  return noticeFrom(planned, term) <= planned.start - term.agreement.maintenanceNoticeMs;
}

/**
 * From when notice runs, epoch ms. Who asks for none asks nobody when they heard of it: many senders tell of maintenance once
 * it is over.
 */
export function noticeFrom(planned: Planned, { agreement }: Pick<Term, 'agreement'>): number {
  return agreement.maintenanceNoticeMs === 0 ? planned.announcedAt : knownSince(planned);
}
