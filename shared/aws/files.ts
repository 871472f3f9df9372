import { setTimeout as sleep } from 'node:timers/promises';
import type { Files } from '../store/table.ts';
import { environment } from './environment.ts';
import { type S3Request, type Signer, signedHeaders } from './sign-s3.ts';

/**
 * Files in S3, as far as they are needed here: put one that is not there yet, read one. Without the SDK's client, which
 * is 120 KB of each function for what else it can do.
 */

interface Place {
  readonly bucket: string;
  readonly key: string;
}

export interface StoredFile extends Place {
  readonly body: string | Uint8Array;
  readonly contentType: string;
}

/** Puts a file unless one of that name is there already, which then stays as it is. @throws S3Error */
export async function putFileOnce(
  { bucket, key, body, contentType }: StoredFile,
  access: Access = functionAccess,
): Promise<void> {
  const headers = { 'content-type': contentType, 'if-none-match': '*' };
  const answer = await call({ method: 'PUT', place: { bucket, key }, headers, body: Buffer.from(body) }, access);
  if (!answer.ok && answer.status !== ALREADY_THERE) throw await S3Error.of(answer);
}

/** Undefined for a file that is not there. @throws S3Error */
export async function readFile(place: Place, access: Access = functionAccess): Promise<Uint8Array | undefined> {
  const answer = await call({ method: 'GET', place, headers: {}, body: new Uint8Array() }, access);
  if (answer.status === NOT_THERE) return undefined;
  if (!answer.ok) throw await S3Error.of(answer);
  return new Uint8Array(await answer.arrayBuffer());
}

/** Who asks, and where S3 is. */
export interface Access {
  readonly credentials: () => Promise<Pick<Signer, 'accessKeyId' | 'secretAccessKey' | 'sessionToken'>>;
  readonly region: () => Promise<string>;
  /** Where S3 is played; not there for the real one. */
  readonly endpoint: () => string | undefined;
}

/** A function's role, as Lambda puts it into the environment. */
const functionAccess: Access = {
  credentials: async () => ({
    accessKeyId: environment('AWS_ACCESS_KEY_ID'),
    secretAccessKey: environment('AWS_SECRET_ACCESS_KEY'),
    sessionToken: process.env.AWS_SESSION_TOKEN,
  }),
  region: async () => environment('AWS_REGION'),
  endpoint: () => process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL,
};

/** The files beside the table, by addresses such as `s3://bucket/key`; new ones in the bucket `ATTAIN_BODIES_BUCKET`. */
export function connectFiles(): Files {
  const bucket = environment('ATTAIN_BODIES_BUCKET');
  return {
    ...filesFor(functionAccess),
    putOnce: async (key, body) => {
      await putFileOnce({ bucket, key, body, contentType: 'application/gzip' });
      return `s3://${bucket}/${key}`;
    },
  };
}

/** The files beside a table, for reading. */
export function filesFor(access: Access): Files {
  return {
    get: (address) => {
      const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(address) ?? [];
      return readFile({ bucket, key }, access);
    },
  };
}

/** S3 refused, or could not be reached. */
export class S3Error extends Error {
  readonly code = 'S3_FAILED';
  /** As the SDK's errors have it: by this a failed call is told from a failure of our own. */
  readonly $metadata: { readonly httpStatusCode?: number };
  constructor(message: string, { status, cause }: { readonly status?: number; readonly cause?: unknown }) {
    super(message, { cause });
    this.name = 'S3Error';
    this.$metadata = status === undefined ? {} : { httpStatusCode: status };
  }

  static async of(answer: Response): Promise<S3Error> {
    const code = /<Code>([^<]+)</.exec(await answer.text())?.[1] ?? 'no reason';
    return new S3Error(`expected S3 to do as asked; got ${answer.status} ${code}`, { status: answer.status });
  }
}

const NOT_THERE = 404;
const ALREADY_THERE = 412;
// Too many at once, or two that put the same file at the same moment: the second try finds the other's.
const PASSING = [409, 429];

const ATTEMPTS = 3;
const PATIENCE_MS = 3_000;

type Call = Omit<S3Request, 'url'> & { readonly place: Place };

async function call({ place, ...rest }: Call, access: Access, attempt = 1): Promise<Response> {
  const region = await access.region();
  const url = addressOf(place, { region, endpoint: access.endpoint() });
  const isLast = attempt >= Number(process.env.AWS_MAX_ATTEMPTS ?? ATTEMPTS);
  try {
    const answer = await send({ ...rest, url }, { ...(await access.credentials()), region, now: Date.now() });
    if (isLast || (answer.status < 500 && !PASSING.includes(answer.status))) return answer;
  } catch (cause) {
    if (isLast) throw new S3Error(`expected ${url.host} to answer; it did not`, { cause });
  }
  await sleep(50 * 2 ** attempt * Math.random());
  return await call({ place, ...rest }, access, attempt + 1);
}

async function send(request: S3Request, signer: Signer): Promise<Response> {
  const { method, url, body } = request;
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const sent = method === 'PUT' ? { body: Buffer.from(body) } : {};
  return await fetch(url, { method, headers: signedHeaders(request, signer), signal, redirect: 'error', ...sent });
}

function addressOf(
  { bucket, key }: Place,
  { region, endpoint }: { region: string; endpoint: string | undefined },
): URL {
  const path = key.split('/').map(encoded).join('/');
  if (endpoint !== undefined) return new URL(`${endpoint}/${bucket}/${path}`);
  return new URL(`https://${bucket}.s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/${path}`);
}

// RFC 3986, of which encodeURIComponent leaves a few.
function encoded(segment: string): string {
  const code = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(segment).replaceAll(/[!'()*]/g, code);
}
