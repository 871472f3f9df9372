import { gunzipSync, gzipSync } from 'node:zlib';
import { canonicalJson } from '../domain/canonical-json.ts';
import { sha256 } from '../domain/digest.ts';
import { formatInstant, parseInstant } from '../domain/instant.ts';
import { begunKey, DELIVERY_SHARDS, deliveryKey, deliveryPartition, type Key } from './keys.ts';
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

/** A compressed body above this does not fit an item of 400 KB beside its headers and its query. */
export const MAX_STORED_BYTES = 350 * 1024;

/** The body is larger than an item takes, even compressed, and there is nowhere else to put it. */
export class DeliveryTooLargeError extends Error {
  readonly code = 'DELIVERY_TOO_LARGE';
  constructor(bytes: number) {
    super(`expected a body of at most ${MAX_STORED_BYTES} bytes when compressed; got ${bytes}`);
    this.name = 'DeliveryTooLargeError';
  }
}

/**
 * Keeps a delivery for good. The same body, headers and query from the same source within the same second are one delivery:
 * putting it again succeeds and changes nothing. A body that is too large for an item is put into a file first: a crash in
 * between leaves a file that nobody knows of, and the sender, who has no answer, sends again and finds it there.
 *
 * @throws DeliveryTooLargeError when the table has no files beside it
 */
export async function putDelivery(table: Table, delivery: Delivery): Promise<DeliveryPointer> {
  const receivedAt = formatInstant(delivery.receivedAt);
  const key = deliveryKey({ receivedAt, digest: deliveryDigest(delivery) });
  const { source, headers, query } = delivery;
  const body = await packedBody(table, delivery.body);
  await putIfAbsent(table, key, { source, headers, ...(query !== undefined && { query }), receivedAt, ...body });
  return key;
}

async function packedBody({ files }: Table, raw: Uint8Array): Promise<{ body: Uint8Array } | { file: string }> {
  const body = gzipSync(raw);
  if (body.byteLength <= MAX_STORED_BYTES) return { body };
  if (files?.putOnce === undefined) throw new DeliveryTooLargeError(body.byteLength);
  return { file: await files.putOnce(`bodies/${sha256(raw)}.gz`, body) };
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
  return item === undefined ? undefined : await deliveryOf(table, item);
}

/** What is known of a delivery without its body. */
export type Receipt = Pick<Delivery, 'source' | 'receivedAt'>;

export async function getReceipt(table: Table, pointer: DeliveryPointer): Promise<Receipt | undefined> {
  const item = await get(table, pointer);
  return item && receiptOf(item);
}

function receiptOf(item: Item): Receipt {
  return { source: String(item.source), receivedAt: parseInstant(String(item.receivedAt)) };
}

/** Reads many deliveries at once, consistently; each is unpacked when it is asked for, so that one cannot spoil the rest. */
export async function loadDeliveries(
  table: Table,
  pointers: readonly DeliveryPointer[],
): Promise<(pointer: DeliveryPointer) => Promise<Delivery | undefined>> {
  const unique = new Map(pointers.map((pointer) => [textOf(pointer), pointer]));
  const items = await getAll(table, [...unique.values()]);
  const found = new Map(items.map((item) => [textOf(pointerOf(item)), item]));
  return async (pointer) => {
    const item = found.get(textOf(pointer));
    return item === undefined ? undefined : await deliveryOf(table, item);
  };
}

function textOf({ pk, sk }: DeliveryPointer): string {
  return `${pk} ${sk}`;
}

/** All deliveries that were received in a UTC minute, `yyyy-mm-ddThh:mm`. */
export async function deliveriesOfMinute(table: Table, minute: string): Promise<UnreadDelivery[]> {
  const shards = Array.from({ length: DELIVERY_SHARDS }, (_, shard) =>
    query(table, { pk: deliveryPartition(minute, shard) }),
  );
  const items = (await Promise.all(shards)).flat();
  const bySortKey = new Map(items.map((item) => [String(item.sk), item]));
  return items.filter(isDelivery).map((item) => {
    const pointer = pointerOf(item);
    return {
      pointer,
      begun: Number(bySortKey.get(begunKey(pointer).sk)?.begun ?? 0),
      receipt: receiptOf(item),
      read: async () => ({ pointer, delivery: await deliveryOf(table, item) }),
    };
  });
}

// Beside it lies how often its reading was begun.
function isDelivery(item: Item): boolean {
  return item.source !== undefined;
}

/** A delivery that is unpacked when it is asked for: many large ones at once would fill a function's memory. */
export interface UnreadDelivery {
  readonly pointer: DeliveryPointer;
  /** How many of its readings began and were cut off. */
  readonly begun: number;
  readonly receipt: Receipt;
  readonly read: () => Promise<PlacedDelivery>;
}

export interface PlacedDelivery {
  readonly pointer: DeliveryPointer;
  readonly delivery: Delivery;
}

function pointerOf({ pk, sk }: Item): DeliveryPointer {
  return { pk: String(pk), sk: String(sk) };
}

async function deliveryOf(table: Table, item: Item): Promise<Delivery> {
  return {
    ...receiptOf(item),
    headers: item.headers as Delivery['headers'],
    ...(item.query !== undefined && { query: String(item.query) }),
    body: gunzipSync(item.file === undefined ? (item.body as Uint8Array) : await fileOf(table, String(item.file))),
  };
}

/** The file that an item names is gone: files are written before items and never deleted, so somebody did that by hand. */
export class BodyMissingError extends Error {
  readonly code = 'BODY_MISSING';
  constructor(address: string) {
    super(`expected the body of a delivery at ${address}; found none`);
    this.name = 'BodyMissingError';
  }
}

/** For those who go on without a delivery whose body is gone: nobody can read it again. */
export function nothingIfGone(error: unknown): undefined {
  if (!(error instanceof BodyMissingError)) throw error;
}

async function fileOf({ files }: Table, address: string): Promise<Uint8Array> {
  const bytes = await files?.get(address);
  if (bytes === undefined) throw new BodyMissingError(address);
  return bytes;
}
