import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { addressOf, closeServer } from './dynalite.ts';

/** S3 for a test file: what was put, by path. */
export interface TestS3 {
  readonly url: string;
  readonly objects: Map<string, Buffer>;
  /** Each call as it came, such as `PUT /bodies/name`. */
  readonly calls: string[];
  /** The headers of the last call. */
  readonly headers: IncomingMessage['headers'];
  /** Answers instead of S3, once for each entry: a status, or the end of the connection. */
  readonly failures: (number | 'hang up')[];
}

/** A server that puts and gets objects as S3 does, never one over another; `AWS_ENDPOINT_URL_S3` leads to it. */
export function useS3(): TestS3 {
  const objects = new Map<string, Buffer>();
  const calls: string[] = [];
  const failures: TestS3['failures'] = [];
  let headers: IncomingMessage['headers'] = {};
  const server = createServer(async (request, response) => {
    const { method, url = '' } = request;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    calls.push(`${method} ${url}`);
    headers = request.headers;
    const failure = failures.shift();
    if (failure === 'hang up') return void request.socket.destroy();
    const [status, body] =
      failure === undefined ? answer(objects, { method, url, chunks }) : [failure, '<Code>SlowDown</Code>'];
    response.statusCode = status;
    response.end(body);
  });
  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    process.env.AWS_ENDPOINT_URL_S3 = addressOf(server);
  });
  beforeEach(() => {
    objects.clear();
    calls.length = 0;
    failures.length = 0;
  });
  afterAll(async () => {
    delete process.env.AWS_ENDPOINT_URL_S3;
    await closeServer(server);
  });
  return {
    get url() {
      return addressOf(server);
    },
    objects,
    calls,
    failures,
    get headers() {
      return headers;
    },
  };
}

function answer(
  objects: Map<string, Buffer>,
  { method, url, chunks }: { method: string | undefined; url: string; chunks: readonly Buffer[] },
): [number, string | Buffer] {
  const held = objects.get(url);
  if (method === 'GET') return held === undefined ? [404, '<Code>NoSuchKey</Code>'] : [200, held];
  if (held !== undefined) return [412, '<Code>PreconditionFailed</Code>'];
  objects.set(url, Buffer.concat(chunks));
  return [200, ''];
}
