import { type Bucket, bucketOf, isYearly } from '../domain/bucket.ts';
import { type IdentifiedEvent, type LedgerEvent, occurredAt } from '../domain/event.ts';
import { formatInstant } from '../domain/instant.ts';
import type { DeliveryPointer } from './deliveries.ts';
import { type Key, ledgerKey, ledgerPartition } from './keys.ts';
import { indexMaintenance } from './maintenance-years.ts';
import { indexStream } from './stream-index.ts';
import { putIfAbsent, query, type Table } from './table.ts';

/** Which delivery first told us, and when: never part of an event's identity. */
export interface Provenance {
  readonly delivery: DeliveryPointer;
  /** Epoch ms. */
  readonly recordedAt: number;
}

/**
 * Appends an event to its bucket if it is not there, and says in the index on which day its stream has events.
 * The index is written first: an event that nothing points to would be missed, a pointer to nothing is stepped over.
 */
export async function appendEvent(table: Table, { id, event }: IdentifiedEvent, provenance: Provenance): Promise<void> {
  if (event.kind === 'state') await indexStream(table, event, bucketOf(event).span);
  if (isYearly(event)) await indexMaintenance(table, event.service, bucketOf(event).span);
  await putIfAbsent(table, placeInLedger({ id, event }), {
    event,
    delivery: provenance.delivery,
    recordedAt: formatInstant(provenance.recordedAt),
  });
}

export function placeInLedger({ id, event }: IdentifiedEvent): Key {
  return ledgerKey(bucketOf(event), { occurredAt: formatInstant(occurredAt(event)), id });
}

/** An event as the ledger holds it. */
export interface RecordedEvent extends IdentifiedEvent {
  /** Epoch ms of when it was first put. */
  readonly recordedAt: number;
}

/** All events of a bucket that were recorded by the table's moment, in the ledger's order. Strongly consistent, all pages. */
export async function eventsOf(table: Table, bucket: Bucket): Promise<RecordedEvent[]> {
  const { asOf = Number.POSITIVE_INFINITY } = table;
  const items = await query(table, { pk: ledgerPartition(bucket) });
  const events = items.map(({ sk, event, recordedAt }) => ({
    id: idIn(sk),
    event: event as LedgerEvent,
    recordedAt: Date.parse(String(recordedAt)),
  }));
  const known = events.filter(({ recordedAt }) => recordedAt <= asOf);
  table.witness?.(known);
  return known;
}

/** An event with the delivery that first told of it. */
export interface ToldEvent extends IdentifiedEvent {
  readonly delivery: DeliveryPointer;
}

/** All events of a bucket, each with where it came from. */
export async function toldIn(table: Table, bucket: Bucket): Promise<ToldEvent[]> {
  const items = await query(table, { pk: ledgerPartition(bucket) });
  return items.map(({ sk, event, delivery }) => ({
    id: idIn(sk),
    event: event as LedgerEvent,
    delivery: delivery as DeliveryPointer,
  }));
}

function idIn(sk: unknown): string {
  return String(sk).split('#')[1] ?? '';
}
