import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Notice } from '../domain/notice.ts';
import { noticeKey } from './keys.ts';
import { get, putIfAbsent, type Table } from './table.ts';

/**
 * Runs `tell` for a notice unless it has been told before. The notice is kept before it is told and marked after, so a
 * crash between the two tells it again: at least once, and those who hear it know its id.
 */
export async function tellOnce(table: Table, notice: Notice, tell: () => Promise<void>): Promise<void> {
  const key = noticeKey(notice.id);
  await putIfAbsent(table, key, { ...notice, told: false });
  const item = await get(table, key);
  if (item?.told === true) return;
  await tell();
  await table.client.send(
    new UpdateCommand({
      TableName: table.name,
      Key: { ...key },
      UpdateExpression: 'SET told = :yes',
      ExpressionAttributeValues: { ':yes': true },
    }),
  );
}
