import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAttain, startLocal } from '../../infra/local/local.ts';
import { arnOf, assemblyWith, lambda, pipeline, probe, route, temporaryFolder } from './fixture.ts';

const minute = 60_000;

describe('a stack with a table, a bus and a queue', () => {
  let local: LocalAttain;
  beforeAll(async () => {
    const closed = route('Closed', { key: 'GET /closed', to: 'Keep', authorization: 'AWS_IAM' });
    local = await startLocal({ assembly: assemblyWith({ ...pipeline, ...closed }) });
  });
  afterAll(() => local.close());

  const keep = (id: string, body: string | Uint8Array<ArrayBuffer> = 'x') =>
    fetch(`${local.url}/keep/${id}`, { method: 'PUT', body });

  it('takes a request through function, table, bus, queue and function', async () => {
    expect((await keep('a')).status).toBe(202);
    expect(await local.idle()).toEqual({ waiting: {}, dead: {} });
    expect(await itemIn(local, 'a')).toMatchObject({ pk: { S: 'a' }, done: { S: expect.any(String) } });
  });

  it('hands every byte of a body to the function', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    await keep('bytes', bytes);
    expect(await itemIn(local, 'bytes')).toMatchObject({ bytes: { B: bytes } });
  });

  it('lets the one message of a batch that fails wait, and buries it when it was tried twice', async () => {
    await Promise.all([keep('bad'), keep('good')]);
    expect(await local.idle()).toEqual({ waiting: { 'Tiny-Queue': 1 }, dead: {} });
    expect(await itemIn(local, 'good')).toHaveProperty('done');
    for (let attempt = 0; attempt < 2; attempt += 1) {
      local.setClock(local.now() + minute);
      await local.idle();
    }
    expect(await local.idle()).toEqual({ waiting: {}, dead: { 'Tiny-DeadLetters': 1 } });
  });

  it('counts invocations, SDK calls and capacity units by calling function, whose logical id each call carries', async () => {
    const before = await local.usage();
    await keep('counted', new Uint8Array(1500));
    await local.idle();
    const after = await local.usage();
    const more = (what: 'calls' | 'units' | 'invocations', name: string) =>
      (after[what][name] ?? 0) - (before[what][name] ?? 0);
    expect(more('invocations', 'keep')).toBe(1);
    expect(more('calls', 'Keep events:PutEvents')).toBe(1);
    // An item of 1.5 KB takes two write units, to put and to update.
    for (const call of ['Keep dynamodb:PutItem', 'Work dynamodb:UpdateItem']) {
      expect([more('calls', call), more('units', call)]).toEqual([1, 2]);
    }
  });

  it('answers 404 for what no route takes, as API Gateway does', async () => {
    const response = await fetch(`${local.url}/elsewhere`);
    expect([response.status, await response.json()]).toEqual([404, { message: 'Not Found' }]);
  });

  it('tells its names', async () => {
    const response = await fetch(`${local.url}/_local/stack`);
    expect(await response.json()).toMatchObject({ outputs: { Table: 'Tiny-Table' }, resources: { Bus: 'tiny' } });
  });

  it('moves its clock over HTTP, forwards only', async () => {
    const post = (body: string) => fetch(`${local.url}/_local/clock`, { method: 'POST', body });
    expect(await (await post('{"now":"2099-01-01T00:00:00Z"}')).json()).toEqual({
      now: expect.stringMatching(/^2099-01-01T00:0/),
    });
    expect((await post('{"now":"2098-01-01T00:00:00Z"}')).status).toBe(409);
    expect(await (await post('{"forward":"P31D"}')).json()).toEqual({
      now: expect.stringMatching(/^2099-02-01T00:0/),
    });
    expect((await post('{"forward":"-P1D"}')).status).toBe(400);
    expect((await post('{"now":"tomorrow"}')).status).toBe(400);
  });

  it('is for this machine only', async () => {
    const headers = { origin: 'https://example.com' };
    expect((await fetch(`${local.url}/_local/clock`, { headers })).status).toBe(403);
    expect((await fetch(`${local.url}/mail`, { headers })).status).toBe(403);
    expect((await fetch(`${local.url}/closed`, { headers })).status).toBe(403);
    expect((await fetch(`${local.url}/keep/open`, { method: 'PUT', headers, body: 'x' })).status).toBe(202);
  });

  it('refuses a port that is in use, with a word of advice', async () => {
    const port = Number(new URL(local.url).port);
    await expect(startLocal({ assembly: assemblyWith(pipeline), port })).rejects.toThrow(`Port ${port} is in use`);
  });
});

describe('a function', () => {
  const errors: string[] = [];
  const folder = temporaryFolder();
  let local: LocalAttain;
  beforeAll(async () => {
    const assembly = assemblyWith(probe);
    local = await startLocal({ assembly, folder, report: (who, line) => errors.push(`${who} ${line}`) });
  });
  afterAll(() => local.close());

  interface Answer<Value> {
    readonly status: number;
    readonly value?: Value;
    readonly error?: string;
  }

  async function ask<Value>(action: string, input?: unknown, path = '/probe'): Promise<Answer<Value>> {
    const response = await fetch(local.url + path, { method: 'POST', body: JSON.stringify({ action, input }) });
    return { status: response.status, ...Object(await response.json()) };
  }

  it('sees its own variables and those of Lambda, and none of this process', async () => {
    const { value } = await ask('env');
    expect(value).toMatchObject({ BUCKET: 'tiny-bucket', AWS_ACCESS_KEY_ID: 'Probe', ATTAIN_LOCAL: '1' });
    expect(value).not.toHaveProperty('HOME');
  });

  it('has the clock of the stack', async () => {
    local.setClock('2099-06-01T00:00:00Z');
    const { value } = await ask<{ now: number }>('now');
    expect(new Date(value?.now ?? 0).toISOString()).toMatch(/^2099-06-01T00:0/);
    expect(value).toMatchObject({
      iso: expect.stringMatching(/^2099-06-01T00:0/),
      text: expect.stringContaining('2099'),
      fixed: '1970-01-01T00:00:00.005Z',
    });
  });

  it.each([
    ['throw', '/probe'],
    ['crash', '/probe'],
    ['hang', '/short-lived'],
    ['spin', '/short-lived'],
  ])('that must %s is a 500, and works again at the next request', async (action, path) => {
    expect(await ask(action, undefined, path)).toEqual({ status: 500, message: 'Internal Server Error' });
    expect((await ask('now', undefined, path)).status).toBe(200);
  });

  it('tells its errors at once, and keeps its log in a file', async () => {
    await ask('log', 'a line');
    expect(errors.join('\n')).toMatch(/probe .*thrown on purpose.*crashed on purpose.*timed out after 1 seconds/s);
    await expect.poll(() => readFileSync(join(folder, 'logs', 'probe.log'), 'utf8')).toMatch(/RangeError.*a line/s);
  });

  it('reads one and the same secret, made up at the first time', async () => {
    const { value } = await ask('secret', 'attain/one');
    expect(value).toMatch(/^[\w-]{32}$/);
    expect((await ask('secret', 'attain/one')).value).toBe(value);
    expect(local.secrets.valueOf('attain/one')).toBe(value);
  });

  it('puts objects and gets them back', async () => {
    await ask('put', { Key: 'a b/ü.txt', Body: 'text', ContentType: 'text/plain' });
    expect((await ask('get', 'a b/ü.txt')).value).toEqual({ text: 'text', ContentType: 'text/plain' });
    expect(readFileSync(join(folder, 's3', 'tiny-bucket', 'a b', 'ü.txt'), 'utf8')).toBe('text');
  });

  it('gets the errors that S3 gives', async () => {
    expect((await ask('get', 'nowhere')).error).toBe('NoSuchKey');
    expect((await ask('put', { Key: 'once', Body: '1', IfNoneMatch: '*' })).error).toBeUndefined();
    expect((await ask('put', { Key: 'once', Body: '2', IfNoneMatch: '*' })).error).toBe('PreconditionFailed');
    expect((await ask('put', { Key: '../../out', Body: '1' })).error).toBeDefined();
    expect((await ask('get', 'once')).value).toMatchObject({ text: '1' });
  });

  it('sends mail into the inbox, from an identity of the stack only', async () => {
    const Simple = { Subject: { Data: 'Subject' }, Body: { Text: { Data: 'plain' } } };
    const input = {
      FromEmailAddress: 'A <attain@example.com>',
      Destination: { ToAddresses: ['b@example.com'] },
      Content: { Simple },
    };
    expect((await ask('mail', { ...input, FromEmailAddress: 'x@example.net' })).error).toBe('MessageRejected');
    const { value } = await ask<{ MessageId: string }>('mail', input);
    expect(local.mails()).toMatchObject([{ id: value?.MessageId, to: ['b@example.com'], subject: 'Subject' }]);
    const response = await fetch(`${local.url}/mail.json`);
    expect(await response.json()).toMatchObject([{ subject: 'Subject', text: 'plain', html: '', attachments: [] }]);
  });
});

describe('a custom resource', () => {
  const resource = (extra: object = {}) => ({
    Table: pipeline.Table,
    Api: pipeline.Api,
    Publish: lambda('publish'),
    Note: {
      Type: 'Custom::Note',
      Properties: {
        ServiceToken: arnOf('Publish'),
        Bucket: { 'Fn::Sub': `assets-\${AWS::Region}` },
        Key: 'note.txt',
        ...extra,
      },
    },
  });
  const requests = (folder: string) =>
    readFileSync(join(folder, 'logs', 'publish.log'), 'utf8').match(/"RequestType":"\w+"/g);

  async function runOnce(folder: string, extra: object) {
    const local = await startLocal({ assembly: assemblyWith(resource(extra)), folder });
    await local.close();
  }

  it('is created once, and updated when its properties change', async () => {
    const folder = temporaryFolder();
    for (const extra of [{ Version: 1 }, { Version: 1 }, { Version: 2 }]) await runOnce(folder, extra);
    expect(requests(folder)).toEqual(['"RequestType":"Create"', '"RequestType":"Update"']);
  });

  it('whose function says FAILED fails the start, with its reason', async () => {
    const assembly = assemblyWith(resource(), { asset: 'refuse' });
    await expect(startLocal({ assembly })).rejects.toThrow('Note (Custom::Note) failed: the asset says so');
  });
});

describe('a template that cannot run here', () => {
  it.each([
    ['a type', { Cache: { Type: 'AWS::ElastiCache::CacheCluster' } }, 'Cache (AWS::ElastiCache::CacheCluster)'],
    ['a property', { Fifo: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } } }, /Fifo .*FifoQueue/s],
    ['a route to nowhere', { ...route('R', { key: 'GET /', to: 'Table' }) }, 'no function of this stack'],
  ])('because of %s is refused by name', async (_name, resources, message) => {
    const { Table, Api } = pipeline;
    await expect(startLocal({ assembly: assemblyWith({ Table, Api, ...resources }) })).rejects.toThrow(message);
  });
});

it('two processes cannot share a data folder', async () => {
  const folder = temporaryFolder();
  const first = await startLocal({ assembly: assemblyWith(pipeline), folder });
  await expect(startLocal({ assembly: assemblyWith(pipeline), folder })).rejects.toThrow('Is another Attain running');
  await first.close();
});

async function itemIn({ resources, dynamoDbUrl }: LocalAttain, id: string) {
  const client = new DynamoDBClient({
    endpoint: dynamoDbUrl,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { Item } = await client.send(new GetItemCommand({ TableName: resources.Table, Key: { pk: { S: id } } }));
  return Item;
}
