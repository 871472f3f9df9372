import { identify } from '../domain/event.ts';
import { formatInstant } from '../domain/instant.ts';
import {
  type DeliveryPointer,
  deliveriesOfMinute,
  nothingIfGone,
  type PlacedDelivery,
  type Receipt,
  type UnreadDelivery,
} from './deliveries.ts';
import { type RecordingContext, readDelivery } from './record-deliveries.ts';
import type { Table } from './table.ts';

const MINUTE_MS = 60_000;
/** How long before and after a delivery it is looked for others that say the same: two senders of one fact are seldom apart. */
const NEAR_MINUTES = 5;

/** An event of the ledger that the delivery which told of it first says no longer; `receivedAt` of that one, epoch ms. */
interface Unsaid {
  readonly id: string;
  readonly receivedAt: number;
}

/**
 * Which events another kept delivery still says, each with the first that was found: the ledger names only the delivery that
 * told of an event first. Reads `others`, and what was received within five minutes of the delivery that told it; nothing at
 * all where every event is said. The cost grows with the deliveries of that time.
 */
export async function stillSaid(
  table: Table,
  unsaid: readonly Unsaid[],
  { chosen, others, context }: Reading,
): Promise<ReadonlyMap<string, Receipt>> {
  const found = new Map<string, Receipt>();
  const wanted = new Set(unsaid.map(({ id }) => id));
  const seen = new Set(chosen.map(({ pointer }) => textOf(pointer)));
  const look = async (deliveries: readonly UnreadDelivery[]) => {
    for (const { pointer, receipt, read } of deliveries) {
      if (wanted.size === 0) return;
      if (seen.has(textOf(pointer))) continue;
      seen.add(textOf(pointer));
      for (const id of idsSaid(await read().catch(nothingIfGone), context)) {
        if (wanted.delete(id)) found.set(id, receipt);
      }
    }
  };
  await look(others);
  const left = unsaid.filter(({ id }) => wanted.has(id));
  for (const minute of minutesNear(left)) {
    if (wanted.size > 0) await look(await deliveriesOfMinute(table, minute));
  }
  return found;
}

interface Reading {
  readonly chosen: readonly PlacedDelivery[];
  readonly others: readonly UnreadDelivery[];
  readonly context: RecordingContext;
}

function idsSaid(placed: PlacedDelivery | undefined, context: RecordingContext): string[] {
  return placed === undefined ? [] : readDelivery(placed.delivery, context).events.map((event) => identify(event).id);
}

function minutesNear(events: readonly Unsaid[]): string[] {
  const minutes = events.flatMap(({ receivedAt }) =>
    Array.from({ length: 2 * NEAR_MINUTES + 1 }, (_, index) => receivedAt + (index - NEAR_MINUTES) * MINUTE_MS),
  );
  return [...new Set(minutes.map((at) => formatInstant(at).slice(0, 16)))];
}

function textOf({ pk, sk }: DeliveryPointer): string {
  return `${pk} ${sk}`;
}
