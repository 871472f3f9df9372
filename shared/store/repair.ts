import { type Bucket, bucketOf } from '../domain/bucket.ts';
import { identify, type LedgerEvent, occurredAt } from '../domain/event.ts';
import { formatInstant } from '../domain/instant.ts';
import { type DeliveryPointer, deliveriesOfMinute, getDelivery } from './deliveries.ts';
import { ledgerKey, streamDaysPartition } from './keys.ts';
import { streamsOf } from './ledger.ts';
import { quarantine } from './quarantine.ts';
import { type Recorded, type RecordingContext, readDelivery, recordDeliveries } from './record-deliveries.ts';
import { isFresh, refresh } from './rollups.ts';
import { getAll, query, type Table } from './table.ts';

/** What a sweep had to mend: above zero means that something crashed, was dropped, or is new. */
export interface Repairs {
  readonly deliveries: number;
  readonly rollups: number;
  /** Services whose figures may have changed. */
  readonly services: readonly string[];
}

/** Looks at the deliveries of a UTC minute and records what the queue lost, then folds the buckets that are stale. */
export async function repairMinute(table: Table, minute: string, context: RecordingContext): Promise<Repairs> {
  const deliveries = await deliveriesOfMinute(table, minute);
  const unrecorded: DeliveryPointer[] = [];
  const recorded: LedgerEvent[] = [];
  for (const { delivery, pointer } of deliveries) {
    const { events } = readDelivery(delivery, context);
    if (await holdsAll(table, events)) recorded.push(...events);
    else unrecorded.push(pointer);
  }
  const outcomes = await recordDeliveries(table, unrecorded, context);
  await Promise.all(outcomes.map((outcome) => (outcome.state === 'failed' ? giveUp(table, outcome) : undefined)));
  const mended = outcomes.flatMap((outcome) => (outcome.state === 'failed' ? [] : outcome.events));
  const stale = await refreshStale(table, recorded.map(bucketOf));
  const services = new Set([...mended.map(bucketOf), ...stale].map(({ subject }) => subject));
  return { deliveries: unrecorded.length, rollups: stale.length, services: [...services] };
}

// One delivery that cannot be recorded must not keep the sweep from all later ones: it is shown in quarantine. While the
// table itself fails this fails too, and the sweep comes again.
async function giveUp(table: Table, { pointer, error }: Extract<Recorded, { state: 'failed' }>): Promise<void> {
  const delivery = await getDelivery(table, pointer);
  if (delivery === undefined) throw error;
  const { source, receivedAt } = delivery;
  const detail = error instanceof Error ? error.message : String(error);
  await quarantine(table, { source, receivedAt, delivery: pointer, reason: 'could not be recorded', detail });
}

async function holdsAll(table: Table, events: readonly LedgerEvent[]): Promise<boolean> {
  const keys = events.map((event) =>
    ledgerKey(bucketOf(event), { occurredAt: formatInstant(occurredAt(event)), id: identify(event).id }),
  );
  const unique = [...new Map(keys.map((key) => [`${key.pk} ${key.sk}`, key])).values()];
  return (await getAll(table, unique)).length === unique.length;
}

/** Folds the buckets whose rollup does not say what their ledger says. @returns those that were stale */
export async function refreshStale(table: Table, buckets: readonly Bucket[]): Promise<Bucket[]> {
  const unique = [...new Map(buckets.map((bucket) => [`${bucket.subject} ${bucket.span}`, bucket])).values()];
  const stale: Bucket[] = [];
  for (const bucket of unique) {
    if (await isFresh(table, bucket)) continue;
    await refresh(table, bucket);
    stale.push(bucket);
  }
  return stale;
}

/** All days on which any stream of a service has events: what must be folded again when the engine changes. */
export async function bucketsOfService(table: Table, service: string): Promise<Bucket[]> {
  const streams = await streamsOf(table, service);
  const days = await Promise.all(streams.map((stream) => query(table, { pk: streamDaysPartition(stream) })));
  return [...new Set(days.flat().map(({ sk }) => String(sk)))].map((span) => ({ subject: service, span }));
}
