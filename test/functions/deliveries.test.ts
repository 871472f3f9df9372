import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HttpAnswer } from '../../shared/aws/handler.ts';
import { sha256 } from '../../shared/domain/digest.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { publishCatalogue } from '../../shared/store/catalogue-versions.ts';
import { putDelivery } from '../../shared/store/deliveries.ts';
import type { Files } from '../../shared/store/table.ts';
import { catalogue, source } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { stateJson, webhook } from '../support/deliveries.ts';
import { environmentOf, startFunction } from '../support/functions.ts';
import { httpRequest, lambdaContext } from '../support/lambda.ts';

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

  it('tells of a delivery whose body it cannot read, and of the others all the same', async () => {
    // Digests do not get smaller: 384 kB, too much for an item, go into a file, which this function may not read.
    const body = Buffer.concat(Array.from({ length: 12_000 }, (_, index) => Buffer.from(sha256(`${index}`), 'hex')));
    const files: Files = { putOnce: async (name) => name, get: async () => undefined };
    await putDelivery({ ...db.table, files }, { ...webhook('probes', {}, '2026-10-14T07:12:20Z'), body });
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
      /^its body is too large to be read here; it lies in bodies\/[0-9a-f]{64}\.gz$/,
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
