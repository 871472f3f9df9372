import type { Signal } from '../../domain/signal.ts';
import type { Parsed, Rejection, RejectionReason } from '../source.ts';

export const NOTHING: Parsed = { signals: [], rejected: [] };

export function found(...signals: readonly Signal[]): Parsed {
  return { signals, rejected: [] };
}

/** The same with when the occurrence began that the signal speaks of, if that is known. */
export function foundIn(occurrenceStart: number | undefined, signal: Signal): Parsed {
  if (occurrenceStart === undefined) return found(signal);
  return { ...found(signal), occurrenceStarts: new Map([[signal, occurrenceStart]]) };
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
  const occurrenceStarts = new Map(parts.flatMap((part) => [...(part.occurrenceStarts ?? [])]));
  return {
    signals: parts.flatMap((part) => part.signals),
    rejected: shortened(parts.flatMap((part) => part.rejected)),
    ...(occurrenceStarts.size > 0 && { occurrenceStarts }),
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
