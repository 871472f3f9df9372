import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { tableNamed } from '../../shared/aws/dynamodb.ts';
import type { Item, Table } from '../../shared/store/table.ts';

/** What an SDK client needs to start; nothing listens at the real services with these. */
const AWS_ENVIRONMENT = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  // What is lost shall be seen, and not be made up for by the client's own patience.
  AWS_MAX_ATTEMPTS: '1',
} as const;
Object.assign(process.env, AWS_ENVIRONMENT);

/** DynamoDB for one test file. */
export interface Database {
  readonly endpoint: string;
  /** A new, empty table of the one layout that Attain has. */
  readonly newTable: () => Promise<Table>;
  readonly close: () => Promise<void>;
}

/** Starts dynalite in this process, or uses the engine that `ATTAIN_TEST_DYNAMODB` has the address of. */
export async function startDatabase(): Promise<Database> {
  const other = process.env.ATTAIN_TEST_DYNAMODB;
  if (other !== undefined) return { endpoint: other, newTable: () => createTable(other), close: async () => {} };
  const server = startDynalite();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const endpoint = addressOf(server);
  return { endpoint, newTable: () => createTable(endpoint), close: () => closeServer(server) };
}

export function startDynalite(): Server {
  return dynalite({ createTableMs: 0 });
}

export function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** Each table has a name of its own: a process remembers by table what it has written. */
export async function createTable(endpoint: string): Promise<Table> {
  const table = tableNamed(`attain-${randomUUID()}`, endpoint);
  await table.client.send(
    new CreateTableCommand({
      TableName: table.name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  while (!(await isActive(table))) await new Promise((resolve) => setImmediate(resolve));
  return table;
}

async function isActive({ client, name }: Table): Promise<boolean> {
  const { Table: description } = await client.send(new DescribeTableCommand({ TableName: name }));
  return description?.TableStatus === 'ACTIVE';
}

/** Everything in a table, by key. */
export async function contentsOf(table: Table): Promise<Item[]> {
  const items: Item[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await table.client.send(
      new ScanCommand({ TableName: table.name, ConsistentRead: true, ExclusiveStartKey: from }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return items.sort((a, b) => (keyText(a) < keyText(b) ? -1 : 1));
}

function keyText({ pk, sk }: Item): string {
  return `${String(pk)} ${String(sk)}`;
}
