import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Files, Table } from '../store/table.ts';
import { limitConcurrency } from './concurrency.ts';
import { environment } from './environment.ts';

/** The table named in `ATTAIN_TABLE`, on one client for the life of the process; with files for who meets large bodies. */
export function connectTable(files?: Files): Table {
  const table = tableNamed(environment('ATTAIN_TABLE'));
  return files === undefined ? table : { ...table, files };
}

/** As many as the client has sockets. */
const MOST_CALLS_AT_ONCE = 50;

/** A table by name; `endpoint` for a local one. */
export function tableNamed(name: string, endpoint?: string): Table {
  const client = new DynamoDBClient(endpoint === undefined ? {} : { endpoint });
  limitConcurrency(client, MOST_CALLS_AT_ONCE);
  return {
    client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    name,
    wait: async (ms) => await wait(ms),
  };
}
