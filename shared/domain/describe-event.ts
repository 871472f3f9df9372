import type { LedgerEvent } from './event.ts';
import { formatInstant } from './instant.ts';

/**
 * An event in one line, for people who have to decide on it.
 *
 * @example describeEvent(outage)  //=> 'down, said by probe (checkout-probe) of 2026-10-14T07:12:00.000Z'
 */
export function describeEvent(event: LedgerEvent): string {
  switch (event.kind) {
    case 'state':
      return `${event.state}${event.maintenance ? ' in maintenance' : ''}, said by ${event.monitor} (${event.stream}) of ${formatInstant(event.at)}`;
    case 'incident':
      return `incident ${event.incident} ${event.phase} of ${formatInstant(event.at)}`;
    case 'maintenance':
      return `maintenance ${event.maintenance} of ${formatInstant(event.start)}, announced ${formatInstant(event.announcedAt)}`;
    case 'count':
      return `${event.good} of ${event.total} good of ${event.indicator} from ${formatInstant(event.start)}`;
    case 'heartbeat':
      return `sign of life of ${event.feed} of ${formatInstant(event.at)}`;
    case 'correction':
      return `correction ${event.correction} proposed by ${event.proposedBy}`;
    case 'approval':
      return `correction ${event.correction} ${event.decision} by ${event.approvedBy}`;
  }
}
