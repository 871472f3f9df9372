import { gunzipSync, gzipSync } from 'node:zlib';
import { canonicalJson } from '../domain/canonical-json.ts';
import { sha256 } from '../domain/digest.ts';
import { formatInstant, parseInstant } from '../domain/instant.ts';
import { DELIVERY_SHARDS, deliveryKey, deliveryPartition, type Key } from './keys.ts';
import { get, getAll, type Item, putIfAbsent, query, type Table } from './table.ts';

/** A webhook's body as it came, byte for byte, with the headers and the query that its source's parser may need. */
export interface Delivery {
  readonly source: string;
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  /** The query string, where some senders put all they have to say; not there when it was empty. */
  readonly query?: string;
  /** Epoch ms. */
  readonly receivedAt: number;
}

/** Where a delivery lies: plain ASCII, fit for a queue. */
export type DeliveryPointer = Key;

/** A compressed body above this does not fit an item of 400 KB beside its headers. */
export const MAX_STORED_BYTES = 350 * 1024;

/** The body is larger than storage takes, even compressed. */
export class DeliveryTooLargeError extends Error {
  readonly code = 'DELIVERY_TOO_LARGE';
  constructor(bytes: number) {
    super(`expected a body of at most ${MAX_STORED_BYTES} bytes when compressed; got ${bytes}`);
    this.name = 'DeliveryTooLargeError';
  }
}

/**
 * Keeps a delivery for good. The same body, headers and query from the same source within the same second are one delivery:
 * putting it again succeeds and changes nothing.
 *
 * @throws DeliveryTooLargeError
 */
export async function putDelivery(table: Table, delivery: Delivery): Promise<DeliveryPointer> {
  const body = gzipSync(delivery.body);
  if (body.byteLength > MAX_STORED_BYTES) throw new DeliveryTooLargeError(body.byteLength);
  const receivedAt = formatInstant(delivery.receivedAt);
  const key = deliveryKey({ receivedAt, digest: deliveryDigest(delivery) });
  const { source, headers, query } = delivery;
  await putIfAbsent(table, key, { source, headers, ...(query !== undefined && { query }), receivedAt, body });
  return key;
}

/**
 * SHA-256 over the source, the headers and the query that are kept, the raw body, and the second of receipt: where a body names no
 * time, or none that can be true, the time of receipt counts, and then the same body again is news.
 */
export function deliveryDigest({ source, headers, query, body, receivedAt }: Delivery): string {
  const second = Math.floor(receivedAt / 1000);
  const about = { source, headers, second, ...(query !== undefined && { query }) };
  return sha256(Buffer.concat([Buffer.from(`${canonicalJson(about)}\n`), body]));
}

export async function getDelivery(table: Table, pointer: DeliveryPointer): Promise<Delivery | undefined> {
  const item = await get(table, pointer);
  return item === undefined ? undefined : deliveryOf(item);
}

/** Reads many deliveries at once, consistently; each is unpacked when it is asked for, so that one cannot spoil the rest. */
export async function loadDeliveries(
  table: Table,
  pointers: readonly DeliveryPointer[],
): Promise<(pointer: DeliveryPointer) => Delivery | undefined> {
  const unique = new Map(pointers.map((pointer) => [textOf(pointer), pointer]));
  const items = await getAll(table, [...unique.values()]);
  const found = new Map(items.map((item) => [textOf(pointerOf(item)), item]));
  return (pointer) => {
    const item = found.get(textOf(pointer));
    return item === undefined ? undefined : deliveryOf(item);
  };
}

function textOf({ pk, sk }: DeliveryPointer): string {
  return `${pk} ${sk}`;
}

/** All deliveries that were received in a UTC minute, `yyyy-mm-ddThh:mm`. */
export async function deliveriesOfMinute(table: Table, minute: string): Promise<PlacedDelivery[]> {
  const shards = Array.from({ length: DELIVERY_SHARDS }, (_, shard) =>
    query(table, { pk: deliveryPartition(minute, shard) }),
  );
  return (await Promise.all(shards)).flat().map((item) => ({ pointer: pointerOf(item), delivery: deliveryOf(item) }));
}

export interface PlacedDelivery {
  readonly pointer: DeliveryPointer;
  readonly delivery: Delivery;
}

function pointerOf({ pk, sk }: Item): DeliveryPointer {
  return { pk: String(pk), sk: String(sk) };
}

function deliveryOf(item: Item): Delivery {
  return {
    source: String(item.source),
    headers: item.headers as Delivery['headers'],
    ...(item.query !== undefined && { query: String(item.query) }),
    receivedAt: parseInstant(String(item.receivedAt)),
    body: gunzipSync(item.body as Uint8Array),
  };
}
