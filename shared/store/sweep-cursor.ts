import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { sweepCursorKey } from './keys.ts';
import { get, type Table } from './table.ts';

/** Up to which moment (epoch ms) deliveries have been swept, and by which engine every bucket was last looked at. */
export interface SweepCursor {
  readonly sweptUntil: number;
  readonly engine: string;
}

export async function readSweepCursor(table: Table): Promise<SweepCursor | undefined> {
  const item = await get(table, sweepCursorKey);
  if (item === undefined) return undefined;
  return { sweptUntil: Number(item.sweptUntil), engine: String(item.engine) };
}

// Two sweeps at once may move it back and forth; then some minutes are swept twice, which is harmless.
export async function writeSweepCursor(table: Table, cursor: SweepCursor): Promise<void> {
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...cursor, ...sweepCursorKey } }));
}
