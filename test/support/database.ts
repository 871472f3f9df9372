import { afterAll, beforeAll, beforeEach } from 'vitest';
import { tableNamed } from '../../shared/aws/dynamodb.ts';
import type { Table } from '../../shared/store/table.ts';
import { type Database, startDatabase } from './dynalite.ts';
import { type Gate, watch } from './watch.ts';

/** DynamoDB for a test file, with a new and empty table for each test. */
export interface TestDatabase {
  readonly endpoint: string;
  readonly table: Table;
  readonly anotherTable: () => Promise<Table>;
  /** The same table through a client of its own, as another process has one. */
  readonly anotherProcess: (gate?: Gate) => Table;
}

export function useDatabase(): TestDatabase {
  let database: Database;
  let table: Table;
  beforeAll(async () => {
    database = await startDatabase();
  });
  beforeEach(async () => {
    table = await database.newTable();
  });
  afterAll(() => database.close());
  return {
    get endpoint() {
      return database.endpoint;
    },
    get table() {
      return table;
    },
    anotherTable: () => database.newTable(),
    anotherProcess: (gate) => {
      const other = tableNamed(table.name, database.endpoint);
      watch(other, gate);
      return other;
    },
  };
}
