import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../store/table.ts';
import { environment } from './environment.ts';

/** The table named in `ATTAIN_TABLE`, on one client for the life of the process. */
export function connectTable(): Table {
  return tableNamed(environment('ATTAIN_TABLE'));
}

/** A table by name; `endpoint` for a local one. */
export function tableNamed(name: string, endpoint?: string): Table {
  const client = new DynamoDBClient(endpoint === undefined ? {} : { endpoint });
  return { client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }), name };
}
