import { formatInstant, parseInstant } from '../domain/instant.ts';
import { deliveriesOfMinute, type UnreadDelivery } from './deliveries.ts';
import { deliveryName } from './kept-delivery.ts';
import type { Table } from './table.ts';

/** Deliveries in the order in which they were received, and where to go on. */
export interface DeliveryPage {
  readonly deliveries: readonly PositionedDelivery[];
  /** The position to ask from next. */
  readonly next: string;
  /** Whether there is more to read already; else what is newest has been read. */
  readonly more: boolean;
}

export interface PositionedDelivery extends UnreadDelivery {
  readonly position: string;
}

const MINUTE_MS = 60_000;
/** Each is four queries: a page that finds nothing must end, too. */
const MINUTES_A_PAGE = 15;
/** A delivery is put a moment after it was received: until then the newest are read again. */
const SETTLED_MS = 10_000;

/**
 * The deliveries received after a position: an instant, or what `next` was before. Those of the last ten seconds come with
 * the next page again, as one that was received before them may be put after them; whoever reads on knows them by their
 * position.
 *
 * @throws InvalidInputError when the position cannot be read
 */
export async function deliveriesAfter(
  table: Table,
  after: string,
  { now, limit }: { readonly now: number; readonly limit: number },
): Promise<DeliveryPage> {
  const [instant = '', ...id] = after.split('~');
  const from = parseInstant(instant);
  const begin = [formatInstant(from), ...id].join('~');
  const first = Math.floor(from / MINUTE_MS);
  const last = Math.floor(now / MINUTE_MS);
  const until = Math.min(last, first + MINUTES_A_PAGE - 1);
  const found: PositionedDelivery[] = [];
  for (let minute = first; minute <= until && found.length <= limit; minute++) {
    const received = await deliveriesOfMinute(table, formatInstant(minute * MINUTE_MS).slice(0, 16));
    const placed = received.map((delivery) => ({ ...delivery, position: positionOf(delivery) }));
    found.push(...placed.filter(({ position }) => position > begin).sort(byPosition));
  }
  const deliveries = found.slice(0, limit);
  if (found.length > limit) return { deliveries, next: deliveries.at(-1)?.position ?? begin, more: true };
  if (until < last) return { deliveries, next: formatInstant((until + 1) * MINUTE_MS), more: true };
  const settled = formatInstant(now - SETTLED_MS);
  return { deliveries, next: settled > begin ? settled : begin, more: false };
}

function positionOf({ pointer, receipt }: UnreadDelivery): string {
  return deliveryName({ receivedAt: formatInstant(receipt.receivedAt), sk: pointer.sk });
}

function byPosition(a: PositionedDelivery, b: PositionedDelivery): number {
  return a.position < b.position ? -1 : 1;
}
