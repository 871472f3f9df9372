import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Files, Table } from '../../shared/store/table.ts';
import { addressOf, closeServer, createTable, startDynalite } from './dynalite.ts';
import { FAULTLESS, type Fault } from './faults.ts';

/** An entry that the bus has taken. */
export interface Told {
  readonly type: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** All of AWS that Attain calls, on one port: DynamoDB by dynalite, objects in memory; the rest only takes notes. */
export interface Network {
  readonly endpoint: string;
  readonly told: Told[];
  readonly mails: unknown[];
  /** Paths of the objects that were put. */
  readonly files: string[];
  readonly newTable: () => Promise<Table>;
  /** The environment of a new process. A fault decides over all its calls, and over those of no other process. */
  readonly newProcess: (fault?: Fault) => Readonly<Record<string, string>>;
  /** Resolves when no call is under way. */
  readonly quiet: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function startNetwork(): Promise<Network> {
  const dynamodb = startDynalite();
  const notes: Notes = { told: [], mails: [], files: [] };
  const objects = new Map<string, Buffer>();
  const faults = new Map<string, Fault>();
  let underWay = 0;
  const server = createServer((request, response) => {
    underWay++;
    response.once('close', () => underWay--);
    const fault = faults.get(processOf(request)) ?? FAULTLESS;
    void exchange(fault, { request, response, dynamodb, notes, objects });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const endpoint = addressOf(server);
  return {
    ...notes,
    endpoint,
    newTable: async () => {
      // As the test itself, and not as the process that was started last.
      process.env.AWS_ACCESS_KEY_ID = 'test';
      return { ...(await createTable(endpoint)), files: filesIn(objects) };
    },
    newProcess: (fault = FAULTLESS) => {
      const AWS_ACCESS_KEY_ID = `process-${faults.size + 1}`;
      faults.set(AWS_ACCESS_KEY_ID, fault);
      return { AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL: endpoint };
    },
    quiet: async () => {
      do await new Promise((resolve) => setImmediate(resolve));
      while (underWay > 0);
    },
    close: () => closeServer(server),
  };
}

// The access key of the credential that the call is signed with.
function processOf({ headers }: IncomingMessage): string {
  return /Credential=([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';
}

/** The bucket of bodies, as the test itself reaches it. */
function filesIn(objects: Map<string, Buffer>): Files {
  return {
    putOnce: async (name, bytes) => {
      objects.set(`/bodies/${name}`, Buffer.from(bytes));
      return `s3://bodies/${name}`;
    },
    get: async (address) => objects.get(address.replace('s3:/', '')),
  };
}

type Notes = Pick<Network, 'told' | 'mails' | 'files'>;

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly dynamodb: Server;
  readonly notes: Notes;
  readonly objects: Map<string, Buffer>;
}

async function exchange(fault: Fault, { request, response, dynamodb, notes, objects }: Exchange): Promise<void> {
  const action = actionOf(request);
  const fate = await fault(action);
  if (fate === 'lostRequest') return void request.socket.destroy();
  if (fate === 'lostAnswer') {
    response.end = () => {
      request.socket.destroy();
      return response;
    };
  }
  if (String(request.headers['x-amz-target']).startsWith('DynamoDB')) {
    return void dynamodb.emit('request', request, response);
  }
  const [path, body] = [String(request.url), await bytesOf(request)];
  if (action === 'GetObject') {
    const object = objects.get(path);
    response.statusCode = object === undefined ? 404 : 200;
    return void response.end(object);
  }
  if (action === 'PutObject') objects.set(path, body);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(note(notes, { action, path, body: body.toString() })));
}

/** Such as `PutItem` or `PutEvents`. */
function actionOf({ headers, method, url }: IncomingMessage): string {
  if (url === '/v2/email/outbound-emails') return 'SendEmail';
  return headers['x-amz-target']?.toString().split('.').at(-1) ?? (method === 'PUT' ? 'PutObject' : 'GetObject');
}

function note(notes: Notes, { action, path, body }: { action: string; path: string; body: string }): object {
  switch (action) {
    case 'PutEvents': {
      const { Entries }: PutEvents = JSON.parse(body);
      notes.told.push(...Entries.map(({ DetailType, Detail }) => ({ type: DetailType, detail: JSON.parse(Detail) })));
      return { FailedEntryCount: 0, Entries: Entries.map(() => ({ EventId: 'e' })) };
    }
    case 'SendEmail':
      notes.mails.push(JSON.parse(body));
      return { MessageId: `mail-${notes.mails.length}` };
    case 'PutObject':
      notes.files.push(path);
      return {};
    case 'GetSecretValue':
      return { SecretString: 's3cret' };
    default:
      throw new Error(`expected a call that Attain makes; got ${action} ${path}`);
  }
}

interface PutEvents {
  readonly Entries: readonly { readonly DetailType: string; readonly Detail: string }[];
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
