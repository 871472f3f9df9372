import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Bucket } from '../domain/bucket.ts';
import { ENGINE } from '../domain/engine.ts';
import { InvariantError } from '../domain/errors.ts';
import { fold, type Rollup, setRoot } from '../domain/fold.ts';
import { type Key, rollupKey, ticketKey } from './keys.ts';
import { eventsOf } from './ledger.ts';
import { pack, unpack } from './packed.ts';
import { conditionally, get, type Item, query, type Table } from './table.ts';

/**
 * Folds a bucket again and publishes the result: steps 4 to 6 of the write path. The ticket is taken after the events
 * were put and before they are read, so the holder of the highest ticket has read everything that any lower one had:
 * letting only a higher ticket overwrite keeps a slow writer from publishing old news over new.
 */
export async function refresh(table: Table, bucket: Bucket): Promise<void> {
  const s = await takeTicket(table, ticketKey(bucket));
  const events = await eventsOf(table, bucket);
  const rollup = fold(events);
  await putFenced(table, rollupKey(bucket), { rollup: pack(rollup), setRoot: setRoot(events), engine: ENGINE }, s);
}

/** The next ticket of a counter that only ever grows. */
export async function takeTicket(table: Table, key: Key): Promise<number> {
  const { Attributes } = await table.client.send(
    new UpdateCommand({
      TableName: table.name,
      Key: { ...key },
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': 1 },
      ReturnValues: 'UPDATED_NEW',
    }),
  );
  const n = Attributes?.n;
  if (typeof n !== 'number') throw new InvariantError(`expected a ticket number for ${key.pk}; got ${String(n)}`);
  return n;
}

/** @returns false when a later ticket has published already, which is success too */
export async function putFenced(table: Table, key: Key, attributes: Item, s: number): Promise<boolean> {
  return await conditionally(
    table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: { ...attributes, ...key, s },
        ConditionExpression: 'attribute_not_exists(s) OR s < :s',
        ExpressionAttributeValues: { ':s': s },
      }),
    ),
  );
}

/** The rollups of these buckets that hold any events. One of another engine is folded afresh from the ledger. */
export async function readRollups(table: Table, buckets: readonly Bucket[]): Promise<Rollup[]> {
  return (await readPlacedRollups(table, buckets)).map(({ rollup }) => rollup);
}

export interface PlacedRollup {
  readonly bucket: Bucket;
  readonly rollup: Rollup;
}

/** The same, each with its bucket. */
export async function readPlacedRollups(table: Table, buckets: readonly Bucket[]): Promise<PlacedRollup[]> {
  const byKey = new Map(buckets.map((bucket) => [textOf(rollupKey(bucket)), bucket]));
  if (table.asOf !== undefined) return await foldAsOf(table, [...byKey.values()]);
  const partitions = Map.groupBy([...byKey.values()].map(rollupKey), ({ pk }) => pk);
  const items = await Promise.all([...partitions.values()].map((keys) => itemsOfPartition(table, keys)));
  const rollups = items.flat().map(async (item) => {
    const bucket = byKey.get(textOf({ pk: String(item.pk), sk: String(item.sk) }));
    if (bucket === undefined) return [];
    const isCurrent = item.engine === ENGINE;
    return [{ bucket, rollup: isCurrent ? (unpack(item.rollup) as Rollup) : fold(await eventsOf(table, bucket)) }];
  });
  return (await Promise.all(rollups)).flat();
}

// Rollups say what is known now: an earlier moment is read from the ledger, a query for each bucket. It is asked rarely.
async function foldAsOf(table: Table, buckets: readonly Bucket[]): Promise<PlacedRollup[]> {
  const placed = buckets.map(async (bucket) => {
    const events = await eventsOf(table, bucket);
    return events.length === 0 ? [] : [{ bucket, rollup: fold(events) }];
  });
  return (await Promise.all(placed)).flat();
}

// One query from the first to the last: whatever else lies between them is small and costs less than a read each.
async function itemsOfPartition(table: Table, keys: readonly Key[]): Promise<Item[]> {
  const sorted = keys.map(({ sk }) => sk).sort();
  const [pk, first, last] = [keys[0]?.pk, sorted[0], sorted.at(-1)];
  if (pk === undefined || first === undefined || last === undefined) return [];
  return await query(table, { pk, between: [first, last] });
}

function textOf({ pk, sk }: Key): string {
  return `${pk} ${sk}`;
}

/** An event that was put so recently may still be on its way into the rollup. */
const IN_WORK_MS = 2 * 60_000;

/**
 * Whether a bucket's rollup does not say what its ledger says, under this engine, though nobody can be at work on it any
 * more: what the sweep looks for. A busy bucket is behind its ledger at any moment, and that is no fault.
 */
export async function isStale(table: Table, bucket: Bucket, now: number): Promise<boolean> {
  const [item, events] = await Promise.all([get(table, rollupKey(bucket)), eventsOf(table, bucket)]);
  if (events.length === 0 || (item?.engine === ENGINE && item.setRoot === setRoot(events))) return false;
  return events.every(({ recordedAt }) => recordedAt <= now - IN_WORK_MS);
}
