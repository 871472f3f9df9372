import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { type LocalAttain, startLocal } from '../../infra/local/local.ts';
import { assemblyWith, pipeline, temporaryFolder } from './fixture.ts';

const child = fileURLToPath(new URL('./durability-child.ts', import.meta.url));
const sendersAtOnce = 16;

interface Round {
  readonly round: number;
  readonly enough: number;
}

/** Starts a stack in a process of its own, sends until it is killed at the `enough`th answer, and gives what was acknowledged. */
async function loadAndKill(assembly: string, folder: string, { round, enough }: Round) {
  const running = spawn(process.execPath, [child, assembly, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(running, 'exit');
  const [line] = await once(running.stdout, 'data');
  const acknowledged: string[] = [];
  let count = 0;
  const send = async () => {
    for (;;) {
      count += 1;
      const id = `${round}-${count}`;
      const { status } = await fetch(`${String(line).trim()}/keep/${id}`, { method: 'PUT', body: id });
      if (status === 202) acknowledged.push(id);
      if (acknowledged.length === enough) running.kill('SIGKILL');
    }
  };
  const senders = Array.from({ length: sendersAtOnce }, () => send().catch(() => {}));
  await Promise.all([exited, ...senders]);
  return acknowledged;
}

/** Every kept id, and whether the work behind the queue was done for it. */
async function kept({ resources, dynamoDbUrl }: LocalAttain): Promise<ReadonlyMap<string, boolean>> {
  const client = new DynamoDBClient({
    endpoint: dynamoDbUrl,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const items = new Map<string, boolean>();
  for await (const { Items = [] } of paginateScan({ client }, { TableName: resources.Table })) {
    for (const { pk, done } of Items) items.set(pk?.S ?? '', done !== undefined);
  }
  return items;
}

it('what was acknowledged before a SIGKILL is there after it, and its work is done', async () => {
  const assembly = assemblyWith(pipeline);
  const folder = temporaryFolder();
  const acknowledged: string[] = [];
  for (const [round, enough] of [1, 50, 200].entries()) {
    acknowledged.push(...(await loadAndKill(assembly, folder, { round, enough })));
  }
  const local = await startLocal({ assembly, folder });
  expect(await local.idle()).toEqual({ waiting: {}, dead: {} });
  const items = await kept(local);
  await local.close();
  expect(acknowledged.length).toBeGreaterThan(250);
  expect(acknowledged.filter((id) => items.get(id) !== true)).toEqual([]);
});
