import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { addressOf, closeServer, startDynalite } from '../support/dynalite.ts';
import { type Units, unitsOf } from './capacity.ts';

/** What a stretch of work asked of AWS. */
export interface Usage {
  /** By service and operation, such as `dynamodb:PutItem`. */
  readonly calls: Readonly<Record<string, number>>;
  readonly units: Units;
  /** What the bus was told, as the messages that its rules put into queues. */
  readonly events: readonly BusMessage[];
}

export interface BusMessage {
  readonly 'detail-type': string;
  readonly detail: object;
}

/** DynamoDB, the bus and the secrets on one port, which count what they are asked. */
export interface Meter {
  readonly endpoint: string;
  /** What is asked while the work is done, and nobody else is at work. */
  readonly during: (work: () => Promise<unknown>) => Promise<Usage>;
  readonly close: () => Promise<void>;
}

/** `latencyMs` is added to each answer. */
export async function startMeter({ latencyMs, secret }: { latencyMs: number; secret: string }): Promise<Meter> {
  const dynamodb = startDynalite();
  await once(dynamodb.listen(0, '127.0.0.1'), 'listening');
  const store = addressOf(dynamodb);
  let usage = newUsage();
  const server = createServer(async (request, response) => {
    const [service, operation] = actionOf(request);
    const name = `${service}:${operation}`;
    usage.calls[name] = (usage.calls[name] ?? 0) + 1;
    const body = JSON.parse(await textOf(request));
    const answer =
      service === 'dynamodb'
        ? await forward(store, request, body)
        : { status: 200, body: reply(operation, body, secret) };
    if (service === 'dynamodb') addUnits(usage, unitsOf({ operation, body }, answer.body));
    if (operation === 'PutEvents') usage.events.push(...messagesOf(body));
    await sleep(latencyMs);
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(answer.body));
  });
  // Its clients keep their connections over stretches in which nobody asks.
  server.keepAliveTimeout = 0;
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    endpoint: addressOf(server),
    during: async (work) => {
      usage = newUsage();
      await work();
      return usage;
    },
    close: async () => {
      await closeServer(server);
      await closeServer(dynamodb);
    },
  };
}

interface GrowingUsage {
  readonly calls: Record<string, number>;
  readonly units: { read: number; write: number };
  readonly events: BusMessage[];
}

function newUsage(): GrowingUsage {
  return { calls: {}, units: { read: 0, write: 0 }, events: [] };
}

function addUnits({ units }: GrowingUsage, { read, write }: Units): void {
  units.read += read;
  units.write += write;
}

/** From a target such as `DynamoDB_20120810.PutItem`. */
function actionOf({ headers }: IncomingMessage): [service: string, operation: string] {
  const [target = '', operation = ''] = String(headers['x-amz-target']).split('.');
  return [target.startsWith('DynamoDB') ? 'dynamodb' : target === 'AWSEvents' ? 'events' : target, operation];
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function forward(store: string, { headers }: IncomingMessage, body: object): Promise<Answer> {
  const response = await fetch(store, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': String(headers['x-amz-target']),
      'x-amz-date': String(headers['x-amz-date']),
      authorization: String(headers.authorization),
    },
    body: JSON.stringify({ ...body, ReturnConsumedCapacity: 'TOTAL' }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

interface PutEvents {
  readonly Entries: readonly { readonly DetailType: string; readonly Detail: string }[];
}

function reply(operation: string, body: unknown, secret: string): Record<string, unknown> {
  if (operation === 'GetSecretValue') return { SecretString: secret };
  return { FailedEntryCount: 0, Entries: (body as PutEvents).Entries.map((_, index) => ({ EventId: `${index}` })) };
}

function messagesOf({ Entries }: PutEvents): BusMessage[] {
  return Entries.map(({ DetailType, Detail }) => ({ 'detail-type': DetailType, detail: JSON.parse(Detail) }));
}
