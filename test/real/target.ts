import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A service that can go down and come back on its port, and tells when it did: the truth that is measured against. */
export interface Target {
  readonly address: string;
  /** Stops answering. Returns epoch ms: from then on no request succeeds. */
  readonly goDown: () => Promise<number>;
  /** Answers again. Returns epoch ms: from then on every request succeeds. */
  readonly comeBack: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

export async function startTarget(): Promise<Target> {
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    goDown: async () => {
      const at = Date.now();
      await close(server);
      return at;
    },
    comeBack: async () => {
      server = await listen(port);
      return Date.now();
    },
    stop: () => close(server),
  };
}

/** A port of the loopback address that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = await listen(0);
  const { port } = server.address() as AddressInfo;
  await close(server);
  return port;
}

async function listen(port: number): Promise<Server> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/plain; version=0.0.4').end('# TYPE requests counter\nrequests 1\n');
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
