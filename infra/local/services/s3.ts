import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Assets } from '../assets.ts';
import { replaceFile } from '../files.ts';
import type { Answer, AwsCall, AwsService, Request } from '../http/aws-call.ts';
import { noLocalEffect, propertiesOf } from '../template/properties.ts';
import type { Stack } from '../template/stack.ts';

const Bucket = z.strictObject({
  BucketName: z.string().optional(),
  BucketEncryption: noLocalEffect('files of the data folder are readable by their owner'),
  LifecycleConfiguration: noLocalEffect('nothing here ages'),
  OwnershipControls: noLocalEffect('there is one owner'),
  PublicAccessBlockConfiguration: noLocalEffect('the server listens on the loopback address only'),
  VersioningConfiguration: noLocalEffect('the newest version is enough to look at'),
  Tags: noLocalEffect('for people'),
});

/** The buckets of the stack that local code may meet, checked against what this service knows. */
export function bucketsOf(stack: Stack): readonly string[] {
  return stack.ofType('AWS::S3::Bucket').map((resource) => {
    propertiesOf(resource, Bucket);
    return resource.name;
  });
}

/** Objects as plain files, `<folder>/<bucket>/<key>`, so that people can open them; assets come from the assembly. */
export class S3 implements AwsService {
  readonly #buckets: ReadonlySet<string>;
  readonly #folder: string;
  readonly #assets: Assets;

  constructor(settings: { readonly buckets: readonly string[]; readonly folder: string; readonly assets: Assets }) {
    this.#buckets = new Set(settings.buckets);
    this.#folder = settings.folder;
    this.#assets = settings.assets;
  }

  action = ({ method }: Request): string => `s3:${operations[method]?.action ?? method}`;

  answer = (call: AwsCall): Answer => {
    const [, bucket = '', ...rest] = call.path.split('/');
    const key = decodeURIComponent(rest.join('/'));
    const segments = key.split('/');
    const operation = operations[call.method];
    if (operation === undefined || key === '' || !plain(call)) return notImplemented(call);
    const file = this.#assets.find(bucket, key) ?? join(this.#folder, bucket, ...segments);
    if (!this.#buckets.has(bucket) && this.#assets.find(bucket, key) === undefined) return error('NoSuchBucket', 404);
    if (segments.some((segment) => ['', '.', '..'].includes(segment))) return notImplemented(call);
    return operation.answer(call, file);
  };
}

interface Operation {
  readonly action: string;
  readonly answer: (call: AwsCall, file: string) => Answer;
}

const operations: Readonly<Record<string, Operation>> = {
  PUT: { action: 'PutObject', answer: put },
  GET: { action: 'GetObject', answer: (_call, file) => get(file) },
  HEAD: { action: 'GetObject', answer: (_call, file) => get(file) },
};

/** Whole objects only: no copies, parts, ranges, versions, nor the chunked encoding of streams. */
function plain({ headers, query }: AwsCall): boolean {
  const parameters = new URLSearchParams(query);
  parameters.delete('x-id');
  const chunked = String(headers['content-encoding'] ?? '').includes('aws-chunked');
  return parameters.size === 0 && !chunked && headers['x-amz-copy-source'] === undefined && headers.range === undefined;
}

/** What goes beside an object: its type and what the writer says of it. */
const kept = /^(content-(type|disposition|language|encoding)|cache-control|x-amz-meta-.+)$/;

function put({ headers, body }: AwsCall, file: string): Answer {
  if (headers['if-match'] !== undefined) return error('NotImplemented', 501);
  if (headers['if-none-match'] !== undefined && existsSync(file)) return error('PreconditionFailed', 412);
  const described = Object.entries(headers).filter(([name]) => kept.test(name));
  replaceFile(describedIn(file), JSON.stringify(Object.fromEntries(described)));
  replaceFile(file, body);
  return { status: 200, headers: { etag: etag(body) } };
}

function get(file: string): Answer {
  if (!existsSync(file) || !statSync(file).isFile()) return error('NoSuchKey', 404);
  const body = readFileSync(file);
  const described = existsSync(describedIn(file)) ? JSON.parse(readFileSync(describedIn(file), 'utf8')) : {};
  return {
    status: 200,
    headers: { ...described, etag: etag(body), 'last-modified': statSync(file).mtime.toUTCString() },
    body,
  };
}

function describedIn(file: string): string {
  return `${file}.headers.json`;
}

function etag(body: Uint8Array): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

function notImplemented({ method, path, query }: Request): Answer {
  return error('NotImplemented', 501, `No local meaning for ${method} ${path}?${query}`);
}

function error(code: string, status: number, message = code): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}
