import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { LocalError } from '../errors.ts';
import type { DynamoDbUsage } from './dynamodb-meter.ts';
import type { Table } from './tables.ts';

export interface DynamoDbSettings {
  /** Folder of the store; in memory without it. */
  readonly path?: string;
}

export type DynamoDbMessage =
  | { readonly type: 'ready'; readonly port: number }
  | { readonly type: 'usage'; readonly usage: DynamoDbUsage };

/**
 * dynalite in a thread of its own. LevelDB hands each write to the operating system before dynalite answers, so what a
 * function was told is stored outlives a SIGKILL.
 */
export class DynamoDb {
  readonly url: string;
  readonly #worker: Worker;

  private constructor(worker: Worker, port: number) {
    this.#worker = worker;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** @throws LocalError when the store is in use by another process, or a table is there with other keys */
  static async start(settings: DynamoDbSettings, tables: readonly Table[]): Promise<DynamoDb> {
    if (settings.path !== undefined) mkdirSync(settings.path, { recursive: true });
    const file = new URL('./dynamodb-thread.ts', import.meta.url);
    const worker = new Worker(file, {
      workerData: settings,
      name: 'DynamoDB',
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: 64 },
    });
    try {
      const [{ port }] = await once(worker, 'message');
      const database = new DynamoDb(worker, port);
      const broken = once(worker, 'exit').then(() => Promise.reject(new Error('the store cannot be opened')));
      await Promise.race([broken, database.#createAll(tables)]);
      return database;
    } catch (cause) {
      await worker.terminate();
      if (cause instanceof LocalError) throw cause;
      throw new LocalError(`Cannot use the data in ${settings.path}. Is another Attain running on it?`, { cause });
    }
  }

  async usage(): Promise<DynamoDbUsage> {
    this.#worker.postMessage('usage');
    const [message] = await once(this.#worker, 'message');
    return message.usage;
  }

  async close(): Promise<void> {
    const exited = once(this.#worker, 'exit');
    this.#worker.postMessage('close');
    const timer = setTimeout(() => void this.#worker.terminate(), 1000);
    await exited;
    clearTimeout(timer);
  }

  async #createAll(tables: readonly Table[]): Promise<void> {
    for (const table of tables) {
      const { status, body } = await this.#call('DescribeTable', { TableName: table.TableName });
      if (status === 200) checkSame(table, body.Table);
      else await this.#create(table);
    }
  }

  async #create(table: Table): Promise<void> {
    const { status, body } = await this.#call('CreateTable', table);
    if (status !== 200) throw new LocalError(`Cannot create the table ${table.TableName}: ${JSON.stringify(body)}`);
    const isActive = async () =>
      (await this.#call('DescribeTable', { TableName: table.TableName })).body.Table.TableStatus === 'ACTIVE';
    while (!(await isActive())) await new Promise((resolve) => setTimeout(resolve, 2));
  }

  async #call(operation: string, body: unknown) {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        'x-amz-date': 'now',
        authorization: 'AWS4-HMAC-SHA256 Credential=local/-/-/dynamodb/aws4_request, SignedHeaders=host, Signature=-',
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }
}

/** A crash in the middle of the very first start leaves a table that never becomes active. */
function checkSame(wanted: Table, there: Table & { readonly TableStatus: string }): void {
  const keys = ({ KeySchema, AttributeDefinitions }: Table) => JSON.stringify([KeySchema, AttributeDefinitions]);
  if (there.TableStatus === 'ACTIVE' && keys(wanted) === keys(there)) return;
  throw new LocalError(
    `The stored table ${wanted.TableName} does not fit the template: expected ${keys(wanted)} and ACTIVE, got ` +
      `${keys(there)} and ${there.TableStatus}. Delete the data folder to begin again.`,
  );
}
