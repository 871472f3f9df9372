import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { addressOf, closeServer, startDynalite } from './dynalite.ts';

/** What happens to a call: `lostRequest` never takes effect, `lostAnswer` does and nobody hears of it. */
export type Fate = 'delivered' | 'lostRequest' | 'lostAnswer';

/** Decides over each call, by its number from 1; may take its time. */
export type Fault = (call: number) => Fate | Promise<Fate>;

/** An entry that the bus has taken. */
export interface Told {
  readonly type: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** All of AWS that Attain calls, on one port: DynamoDB by dynalite, the rest only takes notes. */
export interface Network {
  readonly endpoint: string;
  readonly told: Told[];
  readonly mails: unknown[];
  /** Paths of the objects that were put. */
  readonly files: string[];
  /** Lets `fault` decide over the calls from now on, numbered anew. */
  readonly inject: (fault: Fault) => void;
  /** Calls since the last `inject`. */
  readonly calls: () => number;
  /** Resolves when no call is under way. */
  readonly quiet: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export const FAULTLESS: Fault = () => 'delivered';

/** A process that dies at a call: before or after it takes effect. Nothing that the dead process asks for happens. */
export function deathAt(fatal: number, when: 'before' | 'after'): Fault {
  return (call) => {
    if (call < fatal) return 'delivered';
    return call === fatal && when === 'after' ? 'lostAnswer' : 'lostRequest';
  };
}

export async function startNetwork(): Promise<Network> {
  const dynamodb = startDynalite();
  const notes = { told: [] as Told[], mails: [] as unknown[], files: [] as string[] };
  const state = { fault: FAULTLESS, calls: 0, underWay: 0 };
  const server = createServer((request, response) => {
    state.underWay++;
    response.once('close', () => state.underWay--);
    state.calls++;
    void decide(state.fault, state.calls, { request, response, dynamodb, notes });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    ...notes,
    endpoint: addressOf(server),
    inject: (fault) => Object.assign(state, { fault, calls: 0 }),
    calls: () => state.calls,
    quiet: async () => {
      do await new Promise((resolve) => setImmediate(resolve));
      while (state.underWay > 0);
    },
    close: () => closeServer(server),
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly dynamodb: Server;
  readonly notes: Pick<Network, 'told' | 'mails' | 'files'>;
}

async function decide(fault: Fault, call: number, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  const fate = await fault(call);
  if (fate === 'lostRequest') return void request.socket.destroy();
  if (fate === 'lostAnswer') {
    response.end = () => {
      request.socket.destroy();
      return response;
    };
  }
  await answer(exchange);
}

async function answer({ request, response, dynamodb, notes }: Exchange): Promise<void> {
  const target = String(request.headers['x-amz-target'] ?? '');
  if (target.startsWith('DynamoDB')) return void dynamodb.emit('request', request, response);
  const body = await textOf(request);
  if (target === 'AWSEvents.PutEvents') return reply(response, noteEvents(notes.told, JSON.parse(body)));
  if (request.url === '/v2/email/outbound-emails') {
    notes.mails.push(JSON.parse(body));
    return reply(response, { MessageId: String(notes.mails.length) });
  }
  notes.files.push(String(request.url));
  response.end();
}

interface PutEvents {
  readonly Entries: readonly { readonly DetailType: string; readonly Detail: string }[];
}

function noteEvents(told: Told[], { Entries }: PutEvents): object {
  told.push(...Entries.map(({ DetailType, Detail }) => ({ type: DetailType, detail: JSON.parse(Detail) })));
  return { FailedEntryCount: 0, Entries: Entries.map((_, index) => ({ EventId: String(index) })) };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function reply(response: ServerResponse, json: object): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(json));
}
