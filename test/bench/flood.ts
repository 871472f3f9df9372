import { connect, type Socket } from 'node:net';

/** A webhook server, and requests ready to be sent to it. */
export interface Flood {
  readonly port: number;
  readonly requests: readonly Buffer[];
  /** Connections that are kept alive; each has one request under way at a time. */
  readonly connections: number;
}

export interface Flooded {
  readonly seconds: number;
  /** How many requests were answered with each status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Of each request, in order of answers. */
  readonly latenciesMs: readonly number[];
}

/**
 * Sends all requests as fast as they are answered. On plain sockets, so that measuring takes as little as possible of
 * the processor that is measured.
 */
export async function flood({ port, requests, connections }: Flood): Promise<Flooded> {
  const state = { next: 0, statuses: {} as Record<string, number>, latenciesMs: [] as number[] };
  const began = performance.now();
  await Promise.all(Array.from({ length: connections }, () => sendOnOne(port, requests, state)));
  return {
    seconds: (performance.now() - began) / 1000,
    statuses: state.statuses,
    latenciesMs: state.latenciesMs,
  };
}

interface State {
  next: number;
  readonly statuses: Record<string, number>;
  readonly latenciesMs: number[];
}

function sendOnOne(port: number, requests: readonly Buffer[], state: State): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let sentAt = 0;
    const sendNext = () => {
      const request = requests[state.next++];
      if (request === undefined) return void socket.end(resolve);
      sentAt = performance.now();
      socket.write(request);
    };
    onAnswer(socket, (status) => {
      state.latenciesMs.push(performance.now() - sentAt);
      state.statuses[status] = (state.statuses[status] ?? 0) + 1;
      sendNext();
    });
    socket.once('error', reject);
    socket.once('connect', sendNext);
  });
}

/** Calls back with the status of each whole answer; answers have a content length. */
function onAnswer(socket: Socket, heard: (status: string) => void): void {
  let text = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    text += chunk;
    const head = text.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
    if (text.length < head + 4 + length) return;
    const status = text.slice(9, 12);
    text = '';
    heard(status);
  });
}

export function postRequest(path: string, headers: Readonly<Record<string, string>>, body: string): Buffer {
  const all = {
    host: '127.0.0.1',
    'content-type': 'application/json',
    ...headers,
    'content-length': Buffer.byteLength(body),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
}
