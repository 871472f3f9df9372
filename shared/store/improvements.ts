import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ImprovementItem } from '../domain/improvement.ts';
import { IMPROVEMENT_PARTITION, improvementKey } from './keys.ts';
import { conditionally, putIfAbsent, query, type Table } from './table.ts';

/** All improvement items, in the order of their ids. */
export async function listImprovements(table: Table): Promise<ImprovementItem[]> {
  const items = await query(table, { pk: IMPROVEMENT_PARTITION });
  return items.map((item) => JSON.parse(String(item.item)) as ImprovementItem);
}

/** @returns false when an item of this id is there already */
export async function addImprovement(table: Table, item: ImprovementItem): Promise<boolean> {
  return await putIfAbsent(table, improvementKey(item.id), { item: JSON.stringify(item) });
}

/** @returns false when somebody else changed the item since `before` was read: read again and decide again */
export async function replaceImprovement(
  table: Table,
  before: ImprovementItem,
  after: ImprovementItem,
): Promise<boolean> {
  return await conditionally(
    table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: { ...improvementKey(after.id), item: JSON.stringify(after) },
        ConditionExpression: '#item = :before',
        ExpressionAttributeNames: { '#item': 'item' },
        ExpressionAttributeValues: { ':before': JSON.stringify(before) },
      }),
    ),
  );
}
