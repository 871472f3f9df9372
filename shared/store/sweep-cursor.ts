import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { SweepCursor } from '../domain/sweep.ts';
import { sweepCursorKey } from './keys.ts';
import { get, type Table } from './table.ts';

export async function readSweepCursor(table: Table): Promise<SweepCursor | undefined> {
  const item = await get(table, sweepCursorKey);
  if (item === undefined) return undefined;
  return { sweptUntil: Number(item.sweptUntil), engine: String(item.engine) };
}

// Two sweeps at once may move it back and forth; then some minutes are swept twice, which is harmless.
export async function writeSweepCursor(table: Table, cursor: SweepCursor): Promise<void> {
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...cursor, ...sweepCursorKey } }));
}
