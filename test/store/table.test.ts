import { BatchGetCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { conditionally, get, getAll, putIfAbsent, query } from '../../shared/store/table.ts';
import { useDatabase } from '../support/database.ts';
import { watch } from '../support/watch.ts';

const db = useDatabase();

async function put(...names: readonly string[]): Promise<void> {
  await Promise.all(names.map((sk) => putIfAbsent(db.table, { pk: 'p', sk }, { name: sk })));
}

const namesOf = (items: readonly { readonly [name: string]: unknown }[]) => items.map(({ name }) => name);

describe('putting an item if it is absent', () => {
  it('says whether it was, and leaves the first as it is', async () => {
    const key = { pk: 'p', sk: 'a' };
    expect(await putIfAbsent(db.table, key, { value: 1 })).toBe(true);
    expect(await putIfAbsent(db.table, key, { value: 2 })).toBe(false);
    expect(await get(db.table, key)).toEqual({ ...key, value: 1 });
  });

  it('never lets attributes overwrite the key', async () => {
    await putIfAbsent(db.table, { pk: 'p', sk: 'a' }, { pk: 'other', sk: 'other' });
    expect(await get(db.table, { pk: 'p', sk: 'a' })).toBeDefined();
  });

  it('keeps no attribute that is undefined', async () => {
    await putIfAbsent(db.table, { pk: 'p', sk: 'a' }, { value: undefined, inner: { value: undefined } });
    expect(await get(db.table, { pk: 'p', sk: 'a' })).toEqual({ pk: 'p', sk: 'a', inner: {} });
  });

  it('throws whatever else goes wrong', async () => {
    await expect(conditionally(Promise.reject(new Error('throttled')))).rejects.toThrow('throttled');
  });
});

describe('reading', () => {
  it('of one item is consistent, and of none gives none', async () => {
    const calls = watch(db.table);
    expect(await get(db.table, { pk: 'p', sk: 'a' })).toBeUndefined();
    expect(calls[0]?.input).toMatchObject({ ConsistentRead: true });
  });

  it('of many items asks for a hundred at a time, and leaves out those that are not there', async () => {
    const names = Array.from({ length: 130 }, (_, index) => String(index));
    await put(...names.slice(0, 120));
    const calls = watch(db.table);
    const items = await getAll(
      db.table,
      names.map((sk) => ({ pk: 'p', sk })),
    );
    expect(new Set(namesOf(items))).toEqual(new Set(names.slice(0, 120)));
    expect(calls).toHaveLength(2);
    expect(await getAll(db.table, [])).toEqual([]);
    expect(calls).toHaveLength(2);
  });

  it('of many items asks again for those that DynamoDB left out', async () => {
    const keys = ['a', 'b', 'c'].map((sk) => ({ pk: 'p', sk }));
    const dynamodb = mockClient(DynamoDBDocumentClient);
    const { name } = db.table;
    dynamodb
      .on(BatchGetCommand)
      .resolvesOnce({ Responses: { [name]: [{ name: 'a' }] }, UnprocessedKeys: { [name]: { Keys: keys.slice(1) } } })
      .resolvesOnce({ Responses: { [name]: [{ name: 'b' }, { name: 'c' }] } });
    const items = await getAll(db.table, keys).finally(() => dynamodb.restore());
    expect(namesOf(items)).toEqual(['a', 'b', 'c']);
    expect(dynamodb.commandCalls(BatchGetCommand)[1]?.args[0].input.RequestItems?.[name]).toEqual({
      Keys: keys.slice(1),
      ConsistentRead: true,
    });
  });

  it('of a partition is consistent, in order, and from either end', async () => {
    await put('b', 'd', 'a', 'c');
    const calls = watch(db.table);
    expect(namesOf(await query(db.table, { pk: 'p' }))).toEqual(['a', 'b', 'c', 'd']);
    expect(namesOf(await query(db.table, { pk: 'p', after: 'b' }))).toEqual(['c', 'd']);
    expect(namesOf(await query(db.table, { pk: 'p', before: 'c' }))).toEqual(['a', 'b']);
    expect(namesOf(await query(db.table, { pk: 'p', newestFirst: true, limit: 2 }))).toEqual(['d', 'c']);
    expect(namesOf(await query(db.table, { pk: 'p', before: 'd', newestFirst: true, limit: 1 }))).toEqual(['c']);
    expect(await query(db.table, { pk: 'nobody' })).toEqual([]);
    expect(calls.every(({ input }) => input.ConsistentRead === true)).toBe(true);
  });
});
