import type { Signal } from '../../domain/signal.ts';
import type { Parsed, Rejection, RejectionReason } from '../source.ts';

export const NOTHING: Parsed = { signals: [], rejected: [] };

export function found(...signals: readonly Signal[]): Parsed {
  return { signals, rejected: [] };
}

export function refused(reason: RejectionReason, detail: string, about: Pick<Rejection, 'stream' | 'at'> = {}): Parsed {
  return { signals: [], rejected: [{ reason, detail, ...about }] };
}

/** The same reading with the sender's own id of the delivery, if it gave one. */
export function withDeliveryId(parsed: Parsed, deliveryId: string | undefined): Parsed {
  return deliveryId === undefined || deliveryId === '' ? parsed : { ...parsed, deliveryId };
}

/** More would bury what they tell, and each is stored: the rest are counted. */
const MOST_REJECTIONS = 100;

/** What the parts of a delivery say together: one bad part takes nothing from the others. A part alone keeps its id. */
export function together(parts: readonly Parsed[]): Parsed {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  return {
    signals: parts.flatMap((part) => part.signals),
    rejected: shortened(parts.flatMap((part) => part.rejected)),
  };
}

function shortened(rejected: readonly Rejection[]): readonly Rejection[] {
  if (rejected.length <= MOST_REJECTIONS) return rejected;
  const more = rejected.length - MOST_REJECTIONS;
  return [
    ...rejected.slice(0, MOST_REJECTIONS),
    { reason: 'invalid', detail: `and ${more} more parts of this delivery` },
  ];
}
