import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import dynalite from 'dynalite';
import { callerOf } from '../http/aws-call.ts';
import type { DynamoDbMessage, DynamoDbSettings } from './dynamodb.ts';

// DynamoDB has a thread and a port of its own: it is the busiest service by far, and the other core is its.

const { path }: DynamoDbSettings = workerData;
const server = dynalite({ createTableMs: 0, ...(path !== undefined && { path }) });
const calls = new Map<string, number>();

// Before dynalite's own listener: who calls what. This is where a policy can refuse.
server.prependListener('request', ({ headers }) => {
  const action = String(headers['x-amz-target'] ?? '')
    .split('.')
    .at(-1);
  const call = `${callerOf(headers.authorization)} dynamodb:${action}`;
  calls.set(call, (calls.get(call) ?? 0) + 1);
});

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => tell({ type: 'ready', port: (server.address() as AddressInfo).port }));

parentPort?.on('message', (message: 'calls' | 'close') => {
  if (message === 'calls') return tell({ type: 'calls', calls: Object.fromEntries(calls) });
  server.closeAllConnections();
  server.close(() => process.exit(0));
});

function tell(message: DynamoDbMessage): void {
  parentPort?.postMessage(message);
}
