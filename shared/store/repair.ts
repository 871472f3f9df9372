import { type Bucket, bucketOf } from '../domain/bucket.ts';
import { identify, type LedgerEvent } from '../domain/event.ts';
import { PoisonDeliveryError, type Suspect, whileMarked } from './begun-readings.ts';
import { type DeliveryPointer, deliveriesOfMinute, getReceipt, type UnreadDelivery } from './deliveries.ts';
import type { Key } from './keys.ts';
import { placeInLedger } from './ledger.ts';
import { partOf, placeInQuarantine, quarantine } from './quarantine.ts';
import { type Recorded, type RecordingContext, readDelivery, recordDeliveries } from './record-deliveries.ts';
import { poisonPart, recordSuspects } from './record-suspects.ts';
import { isStale, refresh } from './rollups.ts';
import { StreamDays } from './stream-days.ts';
import { streamsOf } from './stream-index.ts';
import { getAll, type Table } from './table.ts';

/** What a sweep had to mend: above zero means that something crashed, was dropped, or is new. */
export interface Repairs {
  readonly deliveries: number;
  readonly rollups: number;
  /** Services whose figures may have changed. */
  readonly services: readonly string[];
}

export interface Repairing extends RecordingContext {
  /** Whether an earlier sweep was cut off in this minute: any of its deliveries may be what it died of. */
  readonly isSuspected?: boolean;
}

/** Looks at the deliveries of a UTC minute and records what the queue lost, then folds the buckets that are stale. */
export async function repairMinute(table: Table, minute: string, context: Repairing): Promise<Repairs> {
  const deliveries: Trace[] = [];
  // One after the other: of a flood of large bodies only one is unpacked at a time.
  for (const placed of await deliveriesOfMinute(table, minute)) {
    const isSuspect = placed.begun > 0 || context.isSuspected === true;
    deliveries.push(isSuspect ? await traceOfSuspect(table, placed, context) : await traceOf(placed, context));
  }
  const held = await heldOf(
    table,
    deliveries.flatMap(({ places }) => places ?? []),
  );
  const isRecorded = ({ places }: Trace): boolean => places?.every((place) => held.has(textOf(place))) ?? false;
  const recorded = deliveries.filter(isRecorded).flatMap(({ events }) => events);
  const unrecorded = deliveries.filter((trace) => !isRecorded(trace));
  const suspects = unrecorded.flatMap(({ suspect }) => suspect ?? []);
  const others = unrecorded.filter(({ suspect }) => suspect === undefined).map(({ pointer }) => pointer);
  const outcomes = [
    ...(await recordSuspects(table, suspects, context)),
    ...(await recordDeliveries(table, others, context)),
  ];
  await Promise.all(outcomes.map((outcome) => (outcome.state === 'failed' ? giveUp(table, outcome) : undefined)));
  const mended = outcomes.flatMap((outcome) => (outcome.state === 'failed' ? [] : outcome.events));
  const stale = await refreshStale(table, recorded.map(bucketOf), context.now);
  const services = new Set([...mended.map(bucketOf), ...stale].map(({ subject }) => subject));
  const repaired = outcomes.filter(({ state }) => state === 'recorded').length;
  return { deliveries: repaired, rollups: stale.length, services: [...services] };
}

// One delivery that can never be recorded must not keep the sweep from all later ones: it is shown in quarantine. While
// the table or the way to it fails, this fails too, and the sweep comes again.
async function giveUp(table: Table, { pointer, error }: Extract<Recorded, { state: 'failed' }>): Promise<void> {
  const delivery = await getReceipt(table, pointer);
  if (delivery === undefined || mayPass(error)) throw error;
  const detail = error instanceof Error ? error.message : String(error);
  await quarantine(table, partOf({ pointer, delivery }, { reason: 'could not be recorded', detail }));
}

// A bucket that can never be folded must not stop the sweep either: it stays stale, which the repairs keep counting.
function throwIfItMayPass(error: unknown): void {
  if (mayPass(error)) throw error;
}

// Every failed call carries metadata. Of those only what DynamoDB finds invalid, such as an item too large, stays so.
function mayPass(error: unknown): boolean {
  return error instanceof Error && '$metadata' in error && error.name !== 'ValidationException';
}

/** What a delivery leaves in the table once it has been recorded. */
interface Trace {
  readonly pointer: DeliveryPointer;
  readonly events: readonly LedgerEvent[];
  /** Undefined for one that cannot even be read. */
  readonly places: readonly Key[] | undefined;
  /** For one that an earlier reader may have died of. */
  readonly suspect?: Suspect;
}

async function traceOfSuspect(table: Table, placed: UnreadDelivery, context: RecordingContext): Promise<Trace> {
  const { pointer, begun, receipt } = placed;
  const suspect = { pointer, begun };
  try {
    return { ...(await whileMarked(table, suspect, async () => traceOf(placed, context))), suspect };
  } catch (error) {
    if (!(error instanceof PoisonDeliveryError)) throw error;
    const part = poisonPart({ pointer, delivery: receipt }, error);
    return { pointer, events: [], places: [placeInQuarantine(part)], suspect };
  }
}

async function traceOf({ pointer, read }: UnreadDelivery, context: RecordingContext): Promise<Trace> {
  try {
    const { delivery } = await read();
    const { events, setAside } = readDelivery(delivery, context);
    const inQuarantine = setAside.map((part) => placeInQuarantine(partOf({ pointer, delivery }, part)));
    return { pointer, events, places: [...events.map(identify).map(placeInLedger), ...inQuarantine] };
  } catch {
    // Recording it will fail in the same way, and say why.
    return { pointer, events: [], places: undefined };
  }
}

/** Which of these places hold something. */
async function heldOf(table: Table, places: readonly Key[]): Promise<ReadonlySet<string>> {
  const unique = new Map(places.map((place) => [textOf(place), place]));
  const items = await getAll(table, [...unique.values()]);
  return new Set(items.map(({ pk, sk }) => textOf({ pk: String(pk), sk: String(sk) })));
}

function textOf({ pk, sk }: Key): string {
  return `${pk} ${sk}`;
}

/** Folds the buckets whose rollup does not say what their ledger says. @returns those that were stale */
export async function refreshStale(table: Table, buckets: readonly Bucket[], now: number): Promise<Bucket[]> {
  const unique = [...new Map(buckets.map((bucket) => [`${bucket.subject} ${bucket.span}`, bucket])).values()];
  const stale: Bucket[] = [];
  for (const bucket of unique) {
    if (!(await isStale(table, bucket, now))) continue;
    await refresh(table, bucket).catch(throwIfItMayPass);
    stale.push(bucket);
  }
  return stale;
}

/** All days on which any stream of a service has events: what must be folded again when the engine changes. */
export async function bucketsOfService(table: Table, service: string): Promise<Bucket[]> {
  const streams = await streamsOf(table, service);
  const index = new StreamDays(table, service);
  const days = await Promise.all(streams.map((stream) => index.all(stream)));
  return [...new Set(days.flat())].map((span) => ({ subject: service, span }));
}
