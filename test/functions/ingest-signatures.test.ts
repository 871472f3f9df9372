import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { source } from '../support/catalogue.ts';
import { type Sent, useIngest } from '../support/ingest.ts';
import * as sns from '../support/sns.ts';

/** 2026-10-14T17:46:40Z; how the signatures were worked out is in test/sources/verify. */
const SIGNED_AT = 1_792_000_000_000;
const BODY = '{"alerts":[]}\n';

const signed = { type: 'hmac', header: 'x-signature', encoding: 'hex', secret: 'attain/hmac' } as const;
const { start, kept } = useIngest(
  [
    source({ id: 'hmac', auth: { ...signed, prefix: 'sha256=' } }),
    source({ id: 'sha1', auth: { ...signed, prefix: '', algorithm: 'sha1' } }),
    source({
      id: 'timed',
      auth: { ...signed, prefix: '', timestamp: { header: 'x-time' }, signed: '{timestamp}:{body}' },
    }),
    source({
      id: 'inside',
      auth: { ...signed, prefix: 'v1=', timestamp: { prefix: 't=' }, signed: '{timestamp}{body}' },
    }),
    source({ id: 'svix', auth: { type: 'svix', secret: 'attain/svix' } }),
    source({ id: 'alarms', auth: { type: 'sns', topics: [sns.TOPIC] } }),
  ],
  {
    'attain/hmac': '["n3w-s3cret","0ld-s3cret"]',
    'attain/svix': 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
  },
);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: SIGNED_AT });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const HMAC: Record<string, string> = {
  'x-signature': 'sha256=3f3192aa903a6262f06ae9301bc63a9732bd4476b86b11c9021bf903b0d6ce0b',
};
const SHA1 = { 'x-signature': '296f80ab21891006522b999be580dbf299d4e5ac' };
const TIMED = {
  'x-signature': 'fe6c9956d0b37c9ea09382b6e894d1076e75ec4d16a4ee2eb14f5975ab9f64c8',
  'x-time': '1792000000',
};
const INSIDE = { 'x-signature': 't=1792000000,v1=1cea7d3d4f5e48c393990bb7b6ddd9f089994313ecf004e45b53c4ca9a99b209' };
const SVIX = {
  'webhook-id': 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W',
  'webhook-timestamp': '1792000000',
  'webhook-signature': 'v1,qpuYGLDmd3TunlOOP4W8SZd4R7vMUtIiDGFgkhBwCW8=',
};

const schemes: readonly (readonly [string, Sent])[] = [
  ['hmac', { headers: HMAC, body: BODY }],
  ['sha1', { headers: SHA1, body: BODY }],
  ['timed', { headers: TIMED, body: BODY }],
  ['inside', { headers: INSIDE, body: BODY }],
  ['svix', { headers: SVIX, body: BODY }],
];

describe('a signed webhook', () => {
  it.each(schemes)('of source %s is kept', async (path, sent) => {
    const { send } = await start();
    expect(await send(path, sent)).toMatchObject({ statusCode: 202 });
    expect((await kept()).map(({ body }) => Buffer.from(body).toString())).toEqual([BODY]);
  });

  it.each(schemes)('of source %s is refused when a byte is changed, and not kept', async (path, sent) => {
    const { send, counts } = await start();
    expect(await send(path, { ...sent, body: '{"alerts":[ ]}\n' })).toMatchObject({ statusCode: 401 });
    expect(counts).toEqual({ WebhookRefused: 1 });
    expect(await kept()).toEqual([]);
  });

  it.each(schemes.slice(2))('of source %s is refused when it is old or early, and not kept', async (path, sent) => {
    const { send } = await start();
    for (const now of [SIGNED_AT + 301_000, SIGNED_AT - 301_000]) {
      vi.setSystemTime(now);
      expect(await send(path, sent)).toMatchObject({ statusCode: 401 });
    }
    expect(await kept()).toEqual([]);
  });
});

describe('a message of SNS', () => {
  const visited: string[] = [];
  let answers: Record<string, Response> = {};
  beforeEach(() => {
    visited.length = 0;
    answers = {
      [sns.CERTIFICATE_URL]: new Response(sns.CERTIFICATE),
      [sns.SUBSCRIBE_URL]: new Response('<ConfirmSubscriptionResponse/>'),
    };
    vi.stubGlobal('fetch', async (address: URL) => {
      visited.push(address.href);
      return answers[address.href]?.clone() ?? new Response('', { status: 404 });
    });
  });
  const sent = (message: object): Sent => ({ body: JSON.stringify(message) });

  it('is kept, and the certificate is asked for once', async () => {
    const { send } = await start();
    for (const message of [sns.NOTIFICATION, sns.NOTIFICATION_V1, sns.WITH_SUBJECT]) {
      expect(await send('alarms', sent(message))).toMatchObject({ statusCode: 202 });
    }
    expect(await kept()).toHaveLength(3);
    expect(visited).toEqual([sns.CERTIFICATE_URL]);
  });

  it('is refused when it was changed, and not kept', async () => {
    const { send } = await start();
    const changed = { ...sns.NOTIFICATION, Message: '{"AlarmName":"checkout "}' };
    expect(await send('alarms', sent(changed))).toMatchObject({ statusCode: 401 });
    expect(await kept()).toEqual([]);
  });

  it('is refused of another topic or with a certificate from elsewhere, and nothing is asked for', async () => {
    const { send } = await start();
    const elsewhere = {
      ...sns.NOTIFICATION,
      SigningCertURL: sns.CERTIFICATE_URL.replace('amazonaws.com', 'amazonaws.com.example.com'),
    };
    const noCertificate = { ...sns.NOTIFICATION, SigningCertURL: `${sns.CERTIFICATE_URL}?x=1` };
    const others = { ...sns.NOTIFICATION, TopicArn: `${sns.TOPIC}-2` };
    for (const message of [elsewhere, noCertificate, others]) {
      expect(await send('alarms', sent(message))).toMatchObject({ statusCode: 401 });
    }
    expect(visited).toEqual([]);
    expect(await kept()).toEqual([]);
  });

  it.each([
    ['does not exist', new Response('', { status: 404 })],
    ['may not be seen', new Response('<Error>AccessDenied</Error>', { status: 403 })],
    ['is a page', new Response('<html>SNS</html>')],
    ['is empty', new Response('')],
  ])('is refused when the certificate that it names %s, and not kept', async (_what, certificate) => {
    const { send, counts } = await start();
    answers = { [sns.CERTIFICATE_URL]: certificate };
    expect(await send('alarms', sent(sns.NOTIFICATION))).toMatchObject({ statusCode: 401 });
    expect(counts).toEqual({ WebhookRefused: 1 });
    expect(await kept()).toEqual([]);
  });

  it('is to be sent again while the certificate cannot be had', async () => {
    const { send, counts } = await start();
    for (const status of [408, 429, 500, 503]) {
      answers = { [sns.CERTIFICATE_URL]: new Response('busy', { status }) };
      expect(await send('alarms', sent(sns.NOTIFICATION))).toMatchObject({ statusCode: 503 });
    }
    const { fetch } = globalThis;
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')));
    expect(await send('alarms', sent(sns.NOTIFICATION))).toMatchObject({ statusCode: 503 });
    vi.stubGlobal('fetch', fetch);
    expect(counts).toEqual({});
    answers = { [sns.CERTIFICATE_URL]: new Response(sns.CERTIFICATE) };
    expect(await send('alarms', sent(sns.NOTIFICATION))).toMatchObject({ statusCode: 202 });
  });

  it('that asks to confirm a subscription is kept, and confirmed after that', async () => {
    const { send, counts } = await start();
    expect(await send('alarms', sent(sns.CONFIRMATION))).toMatchObject({ statusCode: 202 });
    expect(await kept()).toHaveLength(1);
    expect(visited).toEqual([sns.CERTIFICATE_URL, sns.SUBSCRIBE_URL]);
    expect(counts).toEqual({});
  });

  it('that asks for a confirmation which fails is kept, counted, and to be sent again', async () => {
    const { send, counts } = await start();
    delete answers[sns.SUBSCRIBE_URL];
    expect(await send('alarms', sent(sns.CONFIRMATION))).toMatchObject({ statusCode: 503 });
    expect(counts).toEqual({ SubscriptionNotConfirmed: 1 });
    expect(await kept()).toHaveLength(1);
  });

  it('is confirmed nowhere but at SNS, even where it is signed', async () => {
    const { send } = await start();
    expect(await send('alarms', sent(sns.CONFIRMATION_ELSEWHERE))).toMatchObject({ statusCode: 202 });
    expect(visited).toEqual([sns.CERTIFICATE_URL]);
  });
});
