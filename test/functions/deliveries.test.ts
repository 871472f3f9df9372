import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectFiles } from '../../shared/aws/files.ts';
import type { HttpAnswer } from '../../shared/aws/handler.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { publishCatalogue } from '../../shared/store/catalogue-versions.ts';
import { type Delivery, MAX_STORED_BYTES, putDelivery } from '../../shared/store/deliveries.ts';
import { catalogue, source } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { stateJson, webhook } from '../support/deliveries.ts';
import { environmentOf, startFunction } from '../support/functions.ts';
import { httpRequest, lambdaContext } from '../support/lambda.ts';
import { useS3 } from '../support/s3.ts';

const s3 = useS3();
const db = useDatabase();
const NOW = '2026-10-14T07:13:00.000Z';

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: parseInstant(NOW) });
  await publishCatalogue(
    db.table,
    catalogue({ sources: [source({ id: 'probes' }), source({ id: 'kuma', type: 'uptime-kuma' })] }),
    0,
  );
});
afterEach(() => {
  vi.useRealTimers();
});

/** A text that is too large for an item, however it is compressed. */
function incompressible(): string {
  return randomBytes(MAX_STORED_BYTES).toString('base64');
}

async function get(path: string): Promise<HttpAnswer> {
  const { handler } = await startFunction(() => import('../../functions/deliveries.ts'), environmentOf(db));
  return await handler(httpRequest(path), lambdaContext);
}

async function ask(query: Record<string, string> = {}) {
  const { handler } = await startFunction(() => import('../../functions/deliveries.ts'), environmentOf(db));
  const request = httpRequest('/api/deliveries', { query, queryStringParameters: query });
  const answer: HttpAnswer = await handler(request, lambdaContext);
  return { status: answer.statusCode, body: JSON.parse(answer.body ?? '') };
}

describe('GET /api/deliveries', () => {
  it('tells what was received in the last minute, what it says and what is in quarantine of it', async () => {
    const bodies = [
      stateJson('2026-10-14T07:12:00Z', 'down'),
      { kind: 'stat' },
      stateJson('2026-10-14T07:12:00Z', 'up', { monitor: 'x' }),
    ];
    const delivery = webhook('probes', bodies, '2026-10-14T07:12:30Z');
    const { sk } = await putDelivery(db.table, delivery);
    const { status, body } = await ask();
    expect(status).toBe(200);
    expect(body).toEqual({
      deliveries: [
        {
          position: `2026-10-14T07:12:30.000Z~${sk}`,
          source: 'probes',
          receivedAt: '2026-10-14T07:12:30.000Z',
          bytes: delivery.body.byteLength,
          signals: 2,
          accepted: 1,
          quarantined: 2,
          noted: 0,
          services: ['checkout'],
          first: {
            signals: [
              { kind: 'state', monitor: 'probe', state: 'down', at: '2026-10-14T07:12:00.000Z' },
              { kind: 'state', monitor: 'x', state: 'up', at: '2026-10-14T07:12:00.000Z' },
            ],
            quarantined: [
              { reason: 'invalid', detail: expect.stringContaining('body[1]: kind: expected one of') },
              { reason: 'no monitor matches "x" without labels', detail: expect.stringContaining('"monitor":"x"') },
            ],
            noted: [],
          },
        },
      ],
      next: '2026-10-14T07:12:50.000Z',
      more: false,
    });
  });

  it('tells of a test that somebody sent, and that it counts for nothing', async () => {
    const test = { heartbeat: null, monitor: null, msg: 'My Webhook Testing' };
    await putDelivery(db.table, webhook('kuma', test, '2026-10-14T07:12:30Z'));
    const { deliveries } = (await ask()).body;
    expect(deliveries).toMatchObject([{ source: 'kuma', signals: 0, quarantined: 0, noted: 1, services: [] }]);
    expect(deliveries[0].first).toEqual({
      signals: [],
      quarantined: [],
      noted: [
        {
          reason: 'test',
          detail: 'heartbeat: got none, as from the button that tests a notification; msg: "My Webhook Testing"',
        },
      ],
    });
  });

  it('shows the first ten signals of a delivery, and how many there are', async () => {
    const many = Array.from({ length: 12 }, (_, index) => stateJson(`2026-10-14T07:12:${10 + index}Z`, 'down'));
    await putDelivery(db.table, webhook('probes', many, '2026-10-14T07:12:30Z'));
    const { body } = await ask();
    expect(body.deliveries[0].signals).toBe(12);
    expect(body.deliveries[0].first.signals).toHaveLength(10);
  });

  it('reads a body that lies in a file', async () => {
    const detail = incompressible();
    const big = webhook('probes', stateJson('2026-10-14T07:12:00Z', 'down', { title: detail }), '2026-10-14T07:12:20Z');
    await putDelivery({ ...db.table, files: connectFiles() }, big);
    expect(s3.objects.size).toBe(1);
    const { deliveries } = (await ask()).body;
    expect(deliveries).toMatchObject([{ bytes: big.body.byteLength, signals: 0, quarantined: 1, services: [] }]);
    expect(deliveries[0].first.quarantined[0].detail).toContain('title: expected 1 to 500 characters');
  });

  it('tells of a delivery whose body is gone, and of the others all the same', async () => {
    const big = { ...webhook('probes', {}, '2026-10-14T07:12:20Z'), body: Buffer.from(incompressible()) };
    await putDelivery({ ...db.table, files: connectFiles() }, big);
    s3.objects.clear();
    await putDelivery(db.table, webhook('probes', stateJson('2026-10-14T07:12:00Z', 'down'), '2026-10-14T07:12:30Z'));
    const { deliveries } = (await ask()).body;
    expect(deliveries).toHaveLength(2);
    expect(deliveries[0]).toMatchObject({
      bytes: null,
      signals: null,
      accepted: null,
      noted: null,
      quarantined: null,
      services: [],
    });
    expect(deliveries[0].unread).toMatch(
      /^expected the body of a delivery at s3:\/\/bodies\/bodies\/[0-9a-f]{64}\.gz; found none$/,
    );
    expect(deliveries[1]).toMatchObject({ signals: 1, services: ['checkout'] });
  });

  it('goes on where a page ended', async () => {
    for (const second of ['10', '20', '30']) {
      const time = `2026-10-14T07:12:${second}Z`;
      await putDelivery(db.table, webhook('probes', stateJson(time, 'down'), time));
    }
    const first = await ask({ limit: '2' });
    expect(first.body.more).toBe(true);
    const second = await ask({ limit: '2', after: first.body.next });
    const times = [...first.body.deliveries, ...second.body.deliveries].map(({ receivedAt }) =>
      receivedAt.slice(17, 19),
    );
    expect(times).toEqual(['10', '20', '30']);
  });

  it.each([
    [{ after: 'yesterday' }, 'expected an ISO 8601 time with an offset, such as 2026-10-01T00:00:00Z; got "yesterday"'],
    [{ limit: '101' }, 'expected limit from 1 to 100; got "101"'],
    [{ since: 'x' }, 'expected one of after, limit; got "since"'],
  ])('%j is answered with 400', async (query, message) => {
    expect(await ask(query)).toEqual({ status: 400, body: { error: 'INVALID_INPUT', message } });
  });
});

describe('GET /api/deliveries/{delivery}', () => {
  const EVIL = '<script>alert(document.domain)</script>';

  /** Puts a delivery of `probes` with this body. @returns its name */
  async function put(body: Uint8Array, more: Partial<Delivery> = {}): Promise<string> {
    const delivery = { ...webhook('probes', {}, '2026-10-14T07:12:30Z'), body, ...more };
    const { sk } = await putDelivery({ ...db.table, files: connectFiles() }, delivery);
    return `2026-10-14T07:12:30.000Z~${sk}`;
  }

  it('tells what it says, and the headers and the query that were kept', async () => {
    const headers = { 'content-type': 'text/html', 'user-agent': 'Alertmanager/0.25.0' };
    const name = await put(Buffer.from(EVIL), { headers, query: 'status=0' });
    const { statusCode, body } = await get(`/api/deliveries/${encodeURIComponent(name)}`);
    expect(statusCode).toBe(200);
    expect(JSON.parse(body ?? '')).toMatchObject({
      position: name,
      source: 'probes',
      receivedAt: '2026-10-14T07:12:30.000Z',
      bytes: 39,
      signals: 0,
      quarantined: 1,
      headers,
      query: 'status=0',
    });
  });

  it('gives the raw bytes, which no browser makes a page or a script of', async () => {
    const name = await put(Buffer.from(EVIL), { headers: { 'content-type': 'text/html' } });
    const { statusCode, headers, body, isBase64Encoded } = await get(`/api/deliveries/${name}/raw`);
    expect({ statusCode, body, isBase64Encoded }).toEqual({ statusCode: 200, body: EVIL, isBase64Encoded: false });
    expect(headers).toEqual({
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename="delivery-${name.slice(25, 37)}.bin"`,
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'content-type': 'application/octet-stream',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=31536000',
      'x-content-type-options': 'nosniff',
    });
  });

  it.each([
    ['that are no text', Buffer.from([0xff, 0x00, 0xfe, 0x41])],
    ['that begin with a byte order mark', Buffer.from('\ufeff{}')],
    ['of none', Buffer.alloc(0)],
    ['that lie in a file', Buffer.from(incompressible())],
  ])('gives bytes %s as they came', async (_, bytes) => {
    const { body = '', isBase64Encoded } = await get(`/api/deliveries/${await put(bytes)}/raw`);
    expect(Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8').equals(bytes)).toBe(true);
  });

  it('gives as much as a webhook may bring: Lambda answers with 6 MB at most, which Base64 would pass', async () => {
    const bytes = Buffer.alloc(5_900_000, '{"a":1}');
    const answer = await get(`/api/deliveries/${await put(bytes)}/raw`);
    expect(answer.isBase64Encoded).toBe(false);
    expect(Buffer.from(answer.body ?? '').equals(bytes)).toBe(true);
  });

  const DIGEST = 'a'.repeat(64);
  it.each([
    [`/api/deliveries/2026-10-14T07:12:30.000Z~${DIGEST}`, 404, `no delivery 2026-10-14T07:12:30.000Z~${DIGEST}`],
    [`/api/deliveries/2026-10-14T07:12:30.000Z~${DIGEST}/raw`, 404, `no delivery 2026-10-14T07:12:30.000Z~${DIGEST}`],
    [
      '/api/deliveries/C/raw',
      400,
      'expected a delivery such as 2026-10-14T07:12:30.000Z~ and 64 hexadecimal digits; got "C"',
    ],
  ])('%s is answered with %i', async (path, status, message) => {
    const { statusCode, body } = await get(path);
    expect({ statusCode, body: JSON.parse(body ?? '') }).toMatchObject({ statusCode: status, body: { message } });
  });

  it('whose file is gone is not found', async () => {
    const name = await put(Buffer.from(incompressible()));
    s3.objects.clear();
    const { statusCode, body } = await get(`/api/deliveries/${name}/raw`);
    expect(statusCode).toBe(404);
    expect(JSON.parse(body ?? '').message).toMatch(/^expected the body of a delivery at s3:.*; found none$/);
  });
});
