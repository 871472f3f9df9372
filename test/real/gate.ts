import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A delivery that came by the gate. Epoch ms. */
export interface Passage {
  readonly body: string;
  readonly arrivedAt: number;
  /** When its answer was known. */
  readonly answeredAt: number;
  readonly status: number;
}

/** Stands between a sender and the webhook: hands on what comes, counts it by route, and can refuse it. */
export interface Gate {
  readonly urlOf: (route: string) => string;
  readonly passages: (route: string) => readonly Passage[];
  /** How many messages with an alert in that state were refused. */
  readonly refusals: (route: string, state: 'firing' | 'resolved') => number;
  /** Answers 500 to whatever comes by a route, until `accept`. */
  readonly refuse: (route: string) => void;
  readonly accept: (route: string) => void;
  readonly stop: () => Promise<void>;
}

/** @param webhook where it hands on to, with the headers that the sender set */
export async function startGate(webhook: string): Promise<Gate> {
  const passages = new Map<string, Passage[]>();
  const refused = new Set<string>();
  const passagesOf = (route: string) => {
    const list = passages.get(route) ?? [];
    passages.set(route, list);
    return list;
  };
  const server = createServer((request, response) => {
    const route = (request.url ?? '/').slice(1);
    const arrivedAt = Date.now();
    void answer(request, response, refused.has(route) ? undefined : webhook).then(({ body, status }) =>
      passagesOf(route).push({ body, arrivedAt, answeredAt: Date.now(), status }),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: (route) => `http://127.0.0.1:${port}/${route}`,
    passages: passagesOf,
    refusals: (route, state) =>
      passagesOf(route).filter(({ status, body }) => status === 500 && body.includes(`"status":"${state}"`)).length,
    refuse: (route) => refused.add(route),
    accept: (route) => refused.delete(route),
    stop: () => end(server),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  webhook: string | undefined,
): Promise<{ body: string; status: number }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const status = webhook === undefined ? 500 : await handOn(webhook, { body, headers: request.headers });
  response.writeHead(status).end();
  return { body: body.toString(), status };
}

async function handOn(
  webhook: string,
  { body, headers }: { body: Buffer; headers: IncomingMessage['headers'] },
): Promise<number> {
  const kept = ['authorization', 'content-type', 'user-agent'];
  const handed = kept.flatMap((name): [string, string][] => [[name, String(headers[name] ?? '')]]);
  const reply = await fetch(webhook, { method: 'POST', headers: handed, body: new Uint8Array(body) });
  await reply.arrayBuffer();
  return reply.status;
}

async function end(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await Promise.race([closed, sleep(1_000)]);
}
