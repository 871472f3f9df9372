import { randomBytes } from 'node:crypto';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import type { HttpAnswer, HttpRequest } from '../../shared/aws/handler.ts';
import { publishCatalogue } from '../../shared/store/catalogue-versions.ts';
import { deliveryDigest, getDelivery } from '../../shared/store/deliveries.ts';
import { readSeen } from '../../shared/store/source-seen.ts';
import { catalogue, source } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { alertJson, alertmanagerJson } from '../support/deliveries.ts';
import { contentsOf } from '../support/dynalite.ts';
import { environmentOf, startFunction } from '../support/functions.ts';
import { httpRequest, lambdaContext } from '../support/lambda.ts';

const db = useDatabase();
const bus = mockClient(EventBridgeClient);
const secrets = mockClient(SecretsManagerClient);

const shop = catalogue({
  sources: [
    source({ id: 'am', type: 'alertmanager', auth: { type: 'bearer', secret: 'attain/am' } }),
    source({ id: 'open' }),
    source({ id: 'alarms', type: 'cloudwatch', auth: { type: 'aws' } }),
  ],
});

beforeEach(async () => {
  // The second of receipt is part of a delivery's identity.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 9, 14) });
  await publishCatalogue(db.table, shop, 0);
  bus.reset();
  bus.on(PutEventsCommand).resolves({ FailedEntryCount: 0 });
  secrets.reset();
  secrets
    .on(GetSecretValueCommand, { SecretId: 'attain/am' })
    .resolves({ SecretString: '["new-secret","old-secret"]' });
});

afterEach(() => vi.useRealTimers());

const body = JSON.stringify(alertmanagerJson(alertJson('2026-10-14T07:12:00Z')));

function webhook(path: string, more: Partial<HttpRequest> = {}): HttpRequest {
  return httpRequest(`/webhooks/${path}`, {
    method: 'POST',
    pathParameters: { source: path },
    headers: { authorization: 'Bearer new-secret', 'content-type': 'application/json', cookie: 'private' },
    body,
    ...more,
  });
}

async function start(environment: Readonly<Record<string, string>> = {}) {
  const load = () => import('../../functions/ingest.ts');
  const { handler, counts } = await startFunction(load, { ...environmentOf(db), ...environment });
  return { counts, post: async (request: HttpRequest): Promise<HttpAnswer> => await handler(request, lambdaContext) };
}

async function storedDeliveries() {
  return (await contentsOf(db.table)).filter(({ pk }) => String(pk).startsWith('D#'));
}

describe('a webhook with a valid credential', () => {
  it('is answered 202 with the digest of its delivery, which is kept', async () => {
    const { post } = await start();
    const answer = await post(webhook('am'));
    const [stored] = await storedDeliveries();
    const pointer = { pk: String(stored?.pk), sk: String(stored?.sk) };
    const delivery = await getDelivery(db.table, pointer);
    if (delivery === undefined) throw new Error('expected a delivery');
    const digest = deliveryDigest(delivery);
    expect(answer).toMatchObject({ statusCode: 202, body: JSON.stringify({ delivery: digest }) });
    expect(Buffer.from(delivery?.body ?? []).toString()).toBe(body);
    // Only the headers that the source's parser reads: no credential, no cookie.
    expect(delivery?.headers).toEqual({ 'content-type': 'application/json' });
    expect(bus).toHaveReceivedCommandExactlyOnceWith(PutEventsCommand, {
      Entries: [
        { EventBusName: 'attain', Source: 'attain', DetailType: 'DeliveryReceived', Detail: JSON.stringify(pointer) },
      ],
    });
  });

  it('cannot pass for what Attain found out itself: no header of its own is kept', async () => {
    const { post } = await start();
    const headers = { authorization: 'Bearer new-secret', 'X-Attain-Reconciled': '1' };
    expect(await post(webhook('am', { headers }))).toMatchObject({ statusCode: 202 });
    expect((await storedDeliveries()).map((it) => it.headers)).toEqual([{}]);
  });

  it('is accepted with either of two active secrets', async () => {
    const { post } = await start();
    for (const secret of ['new-secret', 'old-secret']) {
      expect(await post(webhook('am', { headers: { authorization: `Bearer ${secret}` } }))).toMatchObject({
        statusCode: 202,
      });
    }
    expect(secrets).toHaveReceivedCommandTimes(GetSecretValueCommand, 1);
  });

  it('is kept byte for byte when its body comes as base64', async () => {
    const bytes = randomBytes(256);
    const { post } = await start();
    await post(webhook('am', { body: bytes.toString('base64'), isBase64Encoded: true }));
    const [stored] = await storedDeliveries();
    const delivery = await getDelivery(db.table, { pk: String(stored?.pk), sk: String(stored?.sk) });
    expect(Buffer.from(delivery?.body ?? [])).toEqual(bytes);
  });

  it('is answered 202 however little sense it makes', async () => {
    const { post } = await start();
    expect(await post(webhook('am', { body: 'no alert at all' }))).toMatchObject({ statusCode: 202 });
    const { body: _body, ...withoutBody } = webhook('am');
    expect(await post(withoutBody)).toMatchObject({ statusCode: 202 });
    expect(await storedDeliveries()).toHaveLength(2);
  });

  it('that comes twice is one delivery, told twice', async () => {
    const { post } = await start();
    expect(await Promise.all([post(webhook('am')), post(webhook('am'))])).toMatchObject([
      { statusCode: 202 },
      { statusCode: 202 },
    ]);
    expect(new Set((await storedDeliveries()).map(({ sk }) => sk)).size).toBe(1);
    expect(bus).toHaveReceivedCommandTimes(PutEventsCommand, 2);
  });
});

/** Runs with DynamoDB played: the catalogue is there, and a put is answered as given. */
async function withPut(put: () => object, run: () => Promise<void>): Promise<void> {
  const Items = (await contentsOf(db.table)).map((item) => ({ ...item }));
  const dynamodb = mockClient(DynamoDBDocumentClient);
  dynamodb.on(QueryCommand).resolves({ Items }).on(PutCommand).callsFake(put);
  await run().finally(() => dynamodb.restore());
}

describe('the bus hears of a delivery only when it is safe', () => {
  it('in this order: put, then told, then answered', async () => {
    const order: string[] = [];
    const noteAs = (name: string) => () => {
      order.push(name);
      return {};
    };
    bus.on(PutEventsCommand).callsFake(noteAs('told'));
    await withPut(noteAs('put'), async () => {
      const { post } = await start();
      const { statusCode } = await post(webhook('am'));
      order.push(`answered ${statusCode}`);
    });
    expect(order).toEqual(['put', 'told', 'answered 202']);
  });

  it('and it is answered 503, and nobody is told, when it could not be put', async () => {
    const throttled = () => {
      throw new Error('throttled');
    };
    await withPut(throttled, async () => {
      const { post } = await start();
      const answer = await post(webhook('am'));
      expect(answer).toMatchObject({ statusCode: 503 });
      expect(answer.body).not.toContain('throttled');
    });
    expect(bus).not.toHaveReceivedAnyCommand();
  });

  it('and it is answered 202 and counted when the bus cannot be told', async () => {
    bus.on(PutEventsCommand).rejects(new Error('no bus'));
    const { post, counts } = await start();
    expect(await post(webhook('am'))).toMatchObject({ statusCode: 202 });
    expect(counts).toEqual({ DeliveryNotTold: 1 });
    expect(await storedDeliveries()).toHaveLength(1);
  });

  it('and the same when the bus answers 200 but took nothing', async () => {
    bus.on(PutEventsCommand).resolves({ FailedEntryCount: 1, Entries: [{ ErrorMessage: 'internal' }] });
    const { post, counts } = await start();
    expect(await post(webhook('am'))).toMatchObject({ statusCode: 202 });
    expect(counts).toEqual({ DeliveryNotTold: 1 });
  });
});

describe('a webhook is refused', () => {
  it.each([
    ['a wrong secret', { authorization: 'Bearer wrong' }],
    ['another scheme', { authorization: 'Basic bmV3LXNlY3JldA==' }],
    ['no credential', {}],
  ])('401 with %s, and nothing is stored', async (_what, headers) => {
    const { post, counts } = await start();
    expect(await post(webhook('am', { headers }))).toEqual({
      statusCode: 401,
      headers: { 'content-type': 'application/json' },
      body: '{"error":"the credential is missing or wrong"}',
    });
    expect(counts).toEqual({ WebhookRefused: 1 });
    expect(await storedDeliveries()).toEqual([]);
    expect(bus).not.toHaveReceivedAnyCommand();
  });

  it('401 at an open source, except by the local runtime', async () => {
    const open = webhook('open', { headers: {} });
    const onAws = await start({ ATTAIN_LOCAL: '' });
    expect(await onAws.post(open)).toMatchObject({ statusCode: 401 });
    const local = await start({ ATTAIN_LOCAL: '1' });
    expect(await local.post(open)).toMatchObject({ statusCode: 202 });
    process.env.ATTAIN_LOCAL = '';
  });

  it.each(['nobody', 'alarms', '__proto__'])('404 at /webhooks/%s', async (path) => {
    const { post } = await start();
    expect(await post(webhook(path))).toMatchObject({ statusCode: 404, body: '{"error":"no such source"}' });
    expect(secrets).not.toHaveReceivedAnyCommand();
  });

  it('503 when its secret cannot be read: it is to be sent again', async () => {
    secrets.on(GetSecretValueCommand).rejects(new Error('no access'));
    const { post } = await start();
    expect(await post(webhook('am'))).toMatchObject({ statusCode: 503 });
    // Whoever keeps the source running sees it beside the source.
    const { refusals } = await readSeen(db.table, 'am');
    expect(refusals).toMatchObject([{ reason: 'it could not be checked who sent them (no access)' }]);
    expect(await storedDeliveries()).toEqual([]);
  });
});
