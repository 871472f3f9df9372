import { digest } from './digest.ts';
import type { MaintenanceEvent } from './event.ts';
import { compareText } from './stream.ts';

/**
 * The version of each maintenance that holds, of all that was ever announced of it, in the order of their start: the one
 * announced last; of two announced at once, the one that cancels, then the one with the larger digest.
 *
 * Status pages announce a window again with each of their updates. A repeat takes nothing from the notice: the window that
 * holds is announced since the first announcement of the same start and end after the last one that said something else.
 * One that was cancelled and is announced once more is announced anew. Their order is as they are told; where a source is not
 * trusted with that, notice runs from the first receipt of the same start and end (`receivedAt`).
 *
 *  heldMaintenance([{ …window, announcedAt: 10 }, { …window, announcedAt: 90 }])  //=> [{ …window, announcedAt: 10 }]
 */
export function heldMaintenance(announcements: readonly MaintenanceEvent[]): MaintenanceEvent[] {
  const byId = Map.groupBy(announcements, ({ maintenance }) => maintenance);
  return [...byId.values()]
    .map((own) => own.toSorted(compareAnnouncements).reduce(followedBy))
    .sort((a, b) => a.start - b.start || compareText(a.maintenance, b.maintenance));
}

function followedBy(held: MaintenanceEvent, next: MaintenanceEvent): MaintenanceEvent {
  const isRepeat = next.start === held.start && next.end === held.end;
  const isRevived = held.cancelledAt !== undefined && next.cancelledAt === undefined;
  if (!isRepeat || isRevived) return next;
  const { receivedAt: _received, ...same } = next;
  const known = Math.min(knownSince(held), knownSince(next));
  return { ...same, announcedAt: held.announcedAt, ...(known > held.announcedAt && { receivedAt: known }) };
}

/** From when notice of maintenance runs, epoch ms: no earlier than an untrusted announcement was received. */
export function knownSince({ announcedAt, receivedAt = announcedAt }: Announced): number {
  return Math.max(announcedAt, receivedAt);
}

type Announced = Pick<MaintenanceEvent, 'announcedAt' | 'receivedAt'>;

function compareAnnouncements(a: MaintenanceEvent, b: MaintenanceEvent): number {
  return (
    a.announcedAt - b.announcedAt || (a.cancelledAt ?? 0) - (b.cancelledAt ?? 0) || compareText(digest(a), digest(b))
  );
}
