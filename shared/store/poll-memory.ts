import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { NEVER_POLLED, type PollHealth } from '../domain/poll-health.ts';
import type { Seen } from '../domain/standing-difference.ts';
import { pollKey } from './keys.ts';
import type { StreamsKnown } from './open-streams.ts';
import { pack, unpack } from './packed.ts';
import { get, type Table } from './table.ts';

/**
 * What is remembered from one poll of a source to the next. All of it can be found out again: without it the next poll
 * reads more, and what differs waits for one poll more.
 */
export interface PollMemory {
  /** When the last poll began, epoch ms; not there before the first. */
  readonly polledAt?: number;
  readonly health: PollHealth;
  readonly seen: Seen;
  readonly streams?: StreamsKnown;
}

export async function readPollMemory(table: Table, source: string): Promise<PollMemory | undefined> {
  const item = await get(table, pollKey(source));
  return item === undefined ? undefined : { health: NEVER_POLLED, ...(unpack(item.memory) as Kept) };
}

/** From before it was remembered how asking goes, an item does not say. */
type Kept = Omit<PollMemory, 'health'> & Partial<Pick<PollMemory, 'health'>>;

// Two polls at once may each forget what the other has seen: then a difference waits for one poll more.
export async function writePollMemory(table: Table, source: string, memory: PollMemory): Promise<void> {
  const Item = { ...pollKey(source), memory: pack(memory) };
  await table.client.send(new PutCommand({ TableName: table.name, Item }));
}
