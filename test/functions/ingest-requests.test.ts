import { describe, expect, it } from 'vitest';
import { source } from '../support/catalogue.ts';
import { useIngest } from '../support/ingest.ts';

const { start, kept } = useIngest(
  [
    source({ id: 'am', type: 'alertmanager', auth: { type: 'bearer', secret: 'attain/am' } }),
    source({ id: 'kuma', auth: { type: 'query', name: 'key', secret: 'attain/kuma' } }),
    source({ id: 'gcp', auth: { type: 'path', secret: 'attain/gcp' } }),
    source({
      id: 'near',
      auth: { type: 'path', secret: 'attain/gcp' },
      allowFrom: ['203.0.113.0/24', '2001:db8::/32'],
    }),
  ],
  { 'attain/am': 's3cret', 'attain/kuma': '["new-k3y","old-k3y"]', 'attain/gcp': 'p/th s3cret' },
);

const bearer = { authorization: 'Bearer s3cret' };

describe('a request that carries something', () => {
  it('is kept whether it comes by POST or PUT', async () => {
    const { send } = await start();
    expect(await send('am', { body: '{"a":1}', headers: bearer })).toMatchObject({ statusCode: 202 });
    expect(await send('am', { method: 'PUT', body: '{"a":2}', headers: bearer })).toMatchObject({ statusCode: 202 });
    expect((await kept()).map(({ body }) => Buffer.from(body).toString()).sort()).toEqual(['{"a":1}', '{"a":2}']);
  });

  it('is kept with its query as it came, which makes it another delivery', async () => {
    const { send } = await start();
    for (const query of ['status=0&msg=a%20b+c', 'status=1&msg=a%20b+c']) {
      expect(await send('am', { method: 'GET', query, headers: bearer })).toMatchObject({ statusCode: 202 });
    }
    expect((await kept()).map(({ query }) => query).sort()).toEqual(['status=0&msg=a%20b+c', 'status=1&msg=a%20b+c']);
  });

  it('is kept without the secret that its query holds', async () => {
    const { send } = await start();
    for (const secret of ['new-k3y', 'old-k3y']) {
      expect(await send('kuma', { method: 'GET', query: `status=0&key=${secret}` })).toMatchObject({ statusCode: 202 });
    }
    const deliveries = await kept();
    expect(new Set(deliveries.map(({ query }) => query))).toEqual(new Set(['status=0']));
    expect(JSON.stringify(deliveries)).not.toContain('k3y');
  });

  it('is kept without a query when that held nothing but the secret', async () => {
    const { send } = await start();
    expect(await send('kuma', { query: 'key=new-k3y', body: '{}' })).toMatchObject({ statusCode: 202 });
    const [delivery] = await kept();
    expect(delivery).not.toHaveProperty('query');
  });

  it('is accepted with the secret at the end of the path', async () => {
    const { send } = await start();
    expect(await send(`gcp/${encodeURIComponent('p/th s3cret')}`, { body: '{}' })).toMatchObject({ statusCode: 202 });
    expect(await kept()).toHaveLength(1);
  });

  it.each([
    ['gcp/wrong', {}],
    ['gcp', {}],
    ['gcp', { query: 'secret=p%2Fth%20s3cret' }],
    ['kuma', { query: 'key=wrong' }],
    ['kuma', { query: 'k=new-k3y' }],
    ['kuma/new-k3y', {}],
    ['am/s3cret', {}],
  ])('is refused at /webhooks/%s with %j, and not kept', async (path, more) => {
    const { send, counts } = await start();
    expect(await send(path, { body: '{}', ...more })).toMatchObject({ statusCode: 401 });
    expect(counts).toEqual({ WebhookRefused: 1 });
    expect(await kept()).toEqual([]);
  });
});

describe('a visit', () => {
  it.each([
    ['HEAD', ''],
    ['HEAD', 'status=1'],
    ['GET', ''],
    ['OPTIONS', ''],
  ])('by %s with query "%s" is answered 200, and is no delivery', async (method, query) => {
    const { send, counts } = await start();
    expect(await send('am', { method, query })).toEqual({
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"message":"Webhooks are taken here."}',
    });
    expect(counts).toEqual({});
    expect(await kept()).toEqual([]);
  });

  it('by a browser that was given the address with its secret is no delivery', async () => {
    const { send } = await start();
    expect(await send('kuma', { method: 'GET', query: 'key=new-k3y' })).toMatchObject({ statusCode: 200 });
    expect(await send('gcp/p%2Fth%20s3cret', { method: 'GET' })).toMatchObject({ statusCode: 200 });
    expect(await kept()).toEqual([]);
  });

  it('of a source that is not there is answered 404', async () => {
    const { send } = await start();
    expect(await send('nobody', { method: 'GET' })).toMatchObject({ statusCode: 404 });
  });
});

describe('the handshake of CloudEvents', () => {
  const ask = { method: 'OPTIONS', headers: { 'webhook-request-origin': 'events.example.com' } };
  const allowed = {
    statusCode: 200,
    headers: { 'webhook-allowed-origin': 'events.example.com', 'webhook-allowed-rate': '*' },
  };

  it('is answered to whoever has the credential, and is no delivery', async () => {
    const { send } = await start();
    expect(await send('am', { ...ask, headers: { ...ask.headers, ...bearer } })).toMatchObject(allowed);
    expect(await send('kuma', { ...ask, query: 'key=new-k3y' })).toMatchObject(allowed);
    expect(await send('gcp/p%2Fth%20s3cret', ask)).toMatchObject(allowed);
    expect(await kept()).toEqual([]);
  });

  it('is refused without', async () => {
    const { send } = await start();
    for (const path of ['am', 'kuma', 'gcp/wrong']) {
      const answer = await send(path, ask);
      expect(answer.statusCode).toBe(401);
      expect(answer.headers).not.toHaveProperty('webhook-allowed-origin');
    }
  });
});

describe('a source with addresses that it may be called from', () => {
  it.each(['203.0.113.9', '2001:db8::1'])('takes a webhook from %s', async (from) => {
    const { send } = await start();
    expect(await send('near/p%2Fth%20s3cret', { body: '{}', from })).toMatchObject({ statusCode: 202 });
  });

  it.each(['203.0.114.1', '2001:db9::1', '::1'])('refuses one from %s, whatever its secret', async (from) => {
    const { send, counts } = await start();
    expect(await send('near/p%2Fth%20s3cret', { body: '{}', from })).toMatchObject({ statusCode: 401 });
    expect(counts).toEqual({ WebhookRefused: 1 });
    expect(await kept()).toEqual([]);
  });
});
