import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import dynalite from 'dynalite';
import { callerOf, targetOf } from '../http/aws-call.ts';
import type { DynamoDbMessage, DynamoDbSettings } from './dynamodb.ts';
import { DynamoDbMeter } from './dynamodb-meter.ts';

// DynamoDB has a thread and a port of its own: it is the busiest service by far, and the other core is its.

const { path }: DynamoDbSettings = workerData;
const server = dynalite({ createTableMs: 0, ...(path !== undefined && { path }) });
const [answer] = server.listeners('request');
const meter = new DynamoDbMeter();

server.removeAllListeners('request');
server.on('request', (request: IncomingMessage, response: ServerResponse) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => receive(request, response, Buffer.concat(chunks).toString()));
});

/** Here a policy can refuse: who calls what with which body is known, and nothing has happened yet. */
function receive(request: IncomingMessage, response: ServerResponse, body: string): void {
  const { headers, method, url } = request;
  const call = { caller: callerOf(headers.authorization), operation: targetOf(request) };
  const end: (text: string) => unknown = response.end.bind(response);
  const metered = (text = '') => {
    meter.add(call, text);
    return end(text);
  };
  Object.assign(response, { end: metered });
  // dynalite reads a request by its events, so this one is played to it with the body that the meter needs.
  const replay = Object.assign(new EventEmitter(), { headers, method, url });
  answer?.(replay, response);
  replay.emit('data', Buffer.from(meter.asking(body)));
  replay.emit('end');
}

server.keepAliveTimeout = 65_000;
server.listen(0, '127.0.0.1', () => tell({ type: 'ready', port: (server.address() as AddressInfo).port }));

parentPort?.on('message', (message: 'usage' | 'close') => {
  if (message === 'usage') return tell({ type: 'usage', usage: meter.usage });
  server.closeAllConnections();
  server.close(() => process.exit(0));
});

function tell(message: DynamoDbMessage): void {
  parentPort?.postMessage(message);
}
