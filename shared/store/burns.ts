import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { BurnAlerts, BurnNotice } from '../domain/burn-notice.ts';
import { burnsKey } from './keys.ts';
import { pack, unpack } from './packed.ts';
import { conditionally, get, type Table } from './table.ts';

/** Whose burn alerts. */
export interface BurnsOf {
  readonly agreement: string;
  readonly service: string;
}

interface Stored {
  /** Grows by one with every change, so that of two that decide on the same state only one is heard. */
  readonly revision: number;
  readonly alerts: BurnAlerts;
}

/**
 * Decides on the burn alerts of a service as they are kept, keeps what changed and tells it. What is kept but not yet
 * told, as a crash came between, is told first: at least once, in order, and those who hear it know its id. When
 * somebody else decides at the same time, theirs holds and this one leaves it to them.
 */
export async function keepBurns(
  table: Table,
  of: BurnsOf,
  { decide, tell }: { decide: (alerts: BurnAlerts) => BurnAlerts; tell: (notice: BurnNotice) => Promise<void> },
): Promise<void> {
  const told = await tellKept(table, of, await read(table, of), tell);
  if (told === undefined) return;
  const alerts = decide(told.alerts);
  if (alerts === told.alerts) return;
  const changed = await put(table, of, { revision: told.revision + 1, alerts });
  if (changed !== undefined) await tellKept(table, of, changed, tell);
}

/** Tells what has not been told and notes so; undefined if somebody else changed the alerts meanwhile. */
async function tellKept(
  table: Table,
  of: BurnsOf,
  stored: Stored,
  tell: (notice: BurnNotice) => Promise<void>,
): Promise<Stored | undefined> {
  const waiting = stored.alerts.filter(({ told }) => !told);
  if (waiting.length === 0) return stored;
  for (const { notice } of waiting) await tell(notice);
  const alerts = stored.alerts.map((alert) => ({ ...alert, told: true }));
  return await put(table, of, { revision: stored.revision + 1, alerts });
}

async function read(table: Table, of: BurnsOf): Promise<Stored> {
  const item = await get(table, burnsKey(of));
  if (item === undefined) return { revision: 0, alerts: [] };
  return { revision: Number(item.revision), alerts: unpack(item.alerts) as BurnAlerts };
}

async function put(table: Table, of: BurnsOf, { revision, alerts }: Stored): Promise<Stored | undefined> {
  const written = await conditionally(
    table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: { ...burnsKey(of), revision, alerts: pack(alerts) },
        ConditionExpression: 'attribute_not_exists(revision) OR revision = :before',
        ExpressionAttributeValues: { ':before': revision - 1 },
      }),
    ),
  );
  return written ? { revision, alerts } : undefined;
}
