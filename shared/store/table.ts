import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Key } from './keys.ts';
import type { RecordedEvent } from './ledger.ts';

/** The one table, and how to reach it. */
export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
  /** Passes time, in ms, before a call is tried once more. */
  readonly wait: (ms: number) => Promise<void>;
  /** For bodies that no item can hold; not there for who never meets one. */
  readonly files?: Files;
  /** Epoch ms: the ledger is read as it was then. What was first recorded later is not there. For reading only. */
  readonly asOf?: number;
  /** Sees every event that is read from the ledger: for whoever has to say what a figure was made from. */
  readonly witness?: (events: readonly RecordedEvent[]) => void;
}

/** Files beside the table. A name stands for its bytes: it is written once and never again with others. */
export interface Files {
  /** Where the file then lies; not there for who only reads. */
  readonly putOnce?: (name: string, bytes: Uint8Array) => Promise<string>;
  /** Undefined for a file that is not there. */
  readonly get: (address: string) => Promise<Uint8Array | undefined>;
}

/** An item as it comes back: its attributes are read by the module that wrote them. */
export type Item = Readonly<Record<string, unknown>>;

/** @returns false when an item was there already: for immutable items that is success too */
export async function putIfAbsent(table: Table, key: Key, attributes: Item): Promise<boolean> {
  return await conditionally(
    table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: { ...attributes, ...key },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    ),
  );
}

/** True when the write took place, false when its condition did not hold; any other failure is thrown. */
export async function conditionally(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** A strongly consistent read of one item. */
export async function get(table: Table, key: Key): Promise<Item | undefined> {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: { ...key }, ConsistentRead: true }),
  );
  return Item;
}

const BATCH_GET_LIMIT = 100;

/** Strongly consistent reads of many items, in no order; those that do not exist are not in the answer. */
export async function getAll(table: Table, keys: readonly Key[]): Promise<Item[]> {
  const items: Item[] = [];
  let wanted = keys.map((key) => ({ ...key }));
  while (wanted.length > 0) {
    const { Responses, UnprocessedKeys } = await table.client.send(
      new BatchGetCommand({
        RequestItems: { [table.name]: { Keys: wanted.slice(0, BATCH_GET_LIMIT), ConsistentRead: true } },
      }),
    );
    items.push(...(Responses?.[table.name] ?? []));
    const left = (UnprocessedKeys?.[table.name]?.Keys ?? []).map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
    wanted = [...left, ...wanted.slice(BATCH_GET_LIMIT)];
  }
  return items;
}

/** Which part of a partition to read, ascending unless `newestFirst`. */
export interface Slice {
  readonly pk: string;
  readonly after?: string;
  readonly before?: string;
  /** Sort keys from the first to the last, both included. */
  readonly between?: readonly [first: string, last: string];
  readonly newestFirst?: boolean;
  readonly limit?: number;
}

/** A strongly consistent query over all pages, or up to `limit` items. */
export async function query(table: Table, slice: Slice): Promise<Item[]> {
  const items: Item[] = [];
  let from: QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await table.client.send(
      new QueryCommand({ ...expressionOf(slice), TableName: table.name, ExclusiveStartKey: from }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined && items.length < (slice.limit ?? Number.POSITIVE_INFINITY));
  return items;
}

function expressionOf({ newestFirst, limit, ...slice }: Slice): Omit<QueryCommandInput, 'TableName'> {
  const { condition, values } = rangeOf(slice);
  return {
    KeyConditionExpression: `pk = :pk${condition}`,
    ExpressionAttributeValues: { ':pk': slice.pk, ...values },
    ConsistentRead: true,
    ScanIndexForward: newestFirst !== true,
    ...(limit === undefined ? {} : { Limit: limit }),
  };
}

function rangeOf({ after, before, between }: Pick<Slice, 'after' | 'before' | 'between'>) {
  if (after !== undefined) return { condition: ' AND sk > :bound', values: { ':bound': after } };
  if (before !== undefined) return { condition: ' AND sk < :bound', values: { ':bound': before } };
  if (between === undefined) return { condition: '', values: {} };
  return { condition: ' AND sk BETWEEN :first AND :last', values: { ':first': between[0], ':last': between[1] } };
}
