import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { LocalError } from '../errors.ts';
import { type Answer, json, type Request } from './aws-call.ts';

export type Handler = (request: Request) => Answer | Promise<Answer>;

/** A server whose handler gets whole requests and gives whole answers. A body above the limit is answered 413. */
export function serverOf(handle: Handler, { largestBody }: { readonly largestBody: number }): Server {
  const server = createServer((incoming, outgoing) => {
    read(incoming, largestBody)
      .then((body) =>
        body === undefined ? json({ message: 'Request Entity Too Large' }, 413) : handle(whole(incoming, body)),
      )
      .catch((error: unknown) => json({ message: String(error) }, 500))
      .then((answer) => write(outgoing, answer, incoming.method));
  });
  // Longer than clients keep a connection, so that none is closed just as a request goes out on it.
  server.keepAliveTimeout = 65_000;
  return server;
}

/** Listens on the loopback address and gives the port. @throws LocalError when the port is taken */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(refusal(cause, port)));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

export function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

function refusal(cause: NodeJS.ErrnoException, port: number): Error {
  if (cause.code !== 'EADDRINUSE') return cause;
  return new LocalError(`Port ${port} is in use. Stop what listens there, or choose another one with --port.`, {
    cause,
  });
}

function whole({ method = 'GET', url = '/', headers }: IncomingMessage, body: Buffer): Request {
  const mark = url.indexOf('?');
  const [path, query] = mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
  return { method, path, query, headers, body };
}

/** The body, or `undefined` when it is too long; the rest of it is then read and dropped. */
function read(incoming: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else resolve(undefined);
    });
    incoming.on('end', () => resolve(length > limit ? undefined : Buffer.concat(chunks, length)));
    incoming.on('error', reject);
  });
}

function write(
  outgoing: ServerResponse,
  { status, headers = {}, body = '' }: Answer,
  method: string | undefined,
): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value);
  outgoing.setHeader('content-length', bytes.length);
  outgoing.writeHead(status);
  outgoing.end(method === 'HEAD' ? undefined : bytes);
}
