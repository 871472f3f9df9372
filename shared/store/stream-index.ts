import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import {
  type Key,
  type StreamName,
  streamKey,
  streamNameOf,
  streamsPartition,
  streamYearKey,
  streamYearPartition,
} from './keys.ts';
import { get, query, type Table } from './table.ts';
import { WriteOnce } from './write-once.ts';

/**
 * Which streams ever spoke for a service and on which days, so that the state at the start of a period is found without
 * reading history. An item per stream has its years, and an item per stream and year has its days: one query answers
 * for all streams of a service, and no item outgrows 366 days.
 */
export interface Stream extends StreamName {
  /** UTC years with events, ascending. */
  readonly years: readonly string[];
}

// What is added once is never removed, so a process need not add it twice.
const added = new WriteOnce();

/** Notes that a stream has an event on a UTC day, `yyyy-mm-dd`. */
export async function indexStream(table: Table, stream: StreamName, day: string): Promise<void> {
  const year = day.slice(0, 4);
  await Promise.all([addTo(table, streamKey(stream), year), addTo(table, streamYearKey(stream, year), day.slice(5))]);
}

// A set only grows, in whatever order and however often something is added to it.
async function addTo(table: Table, { pk, sk }: Key, member: string): Promise<void> {
  const command = new UpdateCommand({
    TableName: table.name,
    Key: { pk, sk },
    UpdateExpression: 'ADD seen :members',
    ExpressionAttributeValues: { ':members': new Set([member]) },
  });
  await added.write(`${table.name} ${pk} ${sk} ${member}`, () => table.client.send(command));
}

/** The streams that ever spoke for a service. */
export async function streamsOf(table: Table, service: string): Promise<Stream[]> {
  const items = await query(table, { pk: streamsPartition(service) });
  return items.map(({ sk, seen }) => ({ ...streamNameOf(service, String(sk)), years: membersOf(seen) }));
}

/** A stream by its name, if it ever spoke. */
export async function streamOf(table: Table, name: StreamName): Promise<Stream | undefined> {
  const item = await get(table, streamKey(name));
  return item === undefined ? undefined : { ...name, years: membersOf(item.seen) };
}

/** Whether any stream ever spoke for a service. */
export async function hasStreams(table: Table, service: string): Promise<boolean> {
  return (await query(table, { pk: streamsPartition(service), limit: 1 })).length > 0;
}

/** The days, `mm-dd` ascending, on which each stream of a service has events in a UTC year, by its sort key. */
export async function daysOfYear(
  table: Table,
  service: string,
  year: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const items = await query(table, { pk: streamYearPartition(service, year) });
  return new Map(items.map(({ sk, seen }) => [String(sk), membersOf(seen)]));
}

function membersOf(seen: unknown): string[] {
  return [...(seen as ReadonlySet<string>)].sort();
}
