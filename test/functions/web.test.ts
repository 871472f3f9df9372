import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HttpAnswer, HttpRequest } from '../../shared/aws/handler.ts';
import { computeAttainments, foldSignals } from '../../shared/domain/compute.ts';
import { digest } from '../../shared/domain/digest.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { parseDelivery } from '../../shared/sources/parse-delivery.ts';
import { catalogueVersions, publishCatalogue } from '../../shared/store/catalogue-versions.ts';
import { putDelivery } from '../../shared/store/deliveries.ts';
import { addImprovement } from '../../shared/store/improvements.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { closeReport } from '../../shared/store/reports.ts';
import type { Table } from '../../shared/store/table.ts';
import { agreement, catalogue, monitor, service, source } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { recording, stateJson, webhook } from '../support/deliveries.ts';
import { contentsOf } from '../support/dynalite.ts';
import { environmentOf, startFunction } from '../support/functions.ts';
import { httpRequest, lambdaContext } from '../support/lambda.ts';
import { improvement, ONE_MISSED } from '../support/report-samples.ts';

const db = useDatabase();
const NOW = '2026-10-20T12:00:00Z';
const HOSTILE = '<script>alert(1)</script>';

const shop = catalogue({
  sources: [source({ id: 'probes' })],
  services: [service(), service({ id: 'search', name: HOSTILE, monitors: [monitor({ id: 'search-probe' })] })],
  agreements: [
    agreement({
      services: [
        { service: 'checkout', targets: [{ kind: 'availability', target: '99.9' }] },
        { service: 'search', targets: [] },
      ],
    }),
  ],
});

const received = webhook(
  'probes',
  [
    stateJson('2026-10-14T07:12:00Z', 'down'),
    stateJson('2026-10-14T09:20:00Z', 'up'),
    stateJson('2026-10-14T09:20:00Z', 'up', { monitor: HOSTILE }),
  ],
  '2026-10-14T09:21:00Z',
);

// The pages only read: one table and one process serve all tests.
let table: Table;
let web: (request: HttpRequest) => Promise<HttpAnswer>;

beforeAll(async () => {
  table = await db.anotherTable();
  await publishCatalogue(table, shop, 0);
  const pointer = await putDelivery(table, received);
  await recordDeliveries(table, [pointer], recording(await catalogueVersions(table)));
  web = await startWeb({ table, endpoint: db.endpoint });
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: parseInstant(NOW) });
});
afterEach(() => vi.useRealTimers());

// The functions that only read, as the front door shares requests out between them.
async function startWeb(at: { readonly table: Table; readonly endpoint: string }) {
  const pages = await startFunction(() => import('../../functions/web.ts'), environmentOf(at));
  const readApi = await startFunction(() => import('../../functions/read-api.ts'), environmentOf(at));
  const operations = await startFunction(() => import('../../functions/operations.ts'), environmentOf(at));
  const functionFor = (path: string) => {
    if (/^\/(api\/|health$)/.test(path)) return readApi;
    return /^\/(sources|quarantine)$/.test(path) ? operations : pages;
  };
  return async (request: HttpRequest): Promise<HttpAnswer> => {
    const { handler } = functionFor(request.rawPath);
    return await handler(request, lambdaContext);
  };
}

async function visit(path: string, query?: Record<string, string>) {
  const { statusCode, headers = {}, body = '' } = await web(httpRequest(path, query === undefined ? {} : { query }));
  return { statusCode, type: headers['content-type'], headers, body };
}

async function api(path: string, query?: Record<string, string>) {
  const { statusCode, type, body } = await visit(path, query);
  expect(type).toBe('application/json');
  return { statusCode, json: JSON.parse(body) };
}

describe('the API of sources', () => {
  it('tells how much belongs to no service, by what would map it, and each of it page by page', async () => {
    const full = await db.anotherTable();
    await publishCatalogue(full, shop, 0);
    const told = Array.from({ length: 130 }, (_, index) =>
      stateJson('2026-10-14T08:00:00Z', 'down', { monitor: `disk-${index}`, labels: { service: 'files' } }),
    );
    const pointer = await putDelivery(full, webhook('probes', told, '2026-10-14T08:00:30Z'));
    await recordDeliveries(full, [pointer], recording(await catalogueVersions(full)));
    const ask = await startWeb({ table: full, endpoint: db.endpoint });
    const get = async (path: string, query: Record<string, string> = {}) =>
      JSON.parse((await ask(httpRequest(path, { query }))).body ?? '');

    const sources = await get('/api/sources');
    expect(sources.unmatched).toHaveLength(100);
    expect(sources).toMatchObject({
      unmatchedGroups: [{ source: 'probes', labels: { service: 'files' }, streams: 130, count: 130 }],
      unmatchedTotal: { groups: 1, streams: 130, count: 130 },
      isQuarantineCut: false,
    });

    const first = await get('/api/unmatched');
    const second = await get('/api/unmatched', { after: first.next });
    expect([first.total, first.unmatched.length, second.total, second.unmatched.length]).toEqual([130, 100, 130, 30]);
    expect(second.next).toBeNull();
    const reasons = [...first.unmatched, ...second.unmatched].map(({ reason }) => reason);
    expect(new Set(reasons).size).toBe(130);
    expect(await get('/api/unmatched', { limit: '1' })).toEqual({
      error: 'INVALID_INPUT',
      message: 'expected only after; got "limit"',
    });
  });
});

describe('the API of attainment', () => {
  it('gives the current period of each agreement as attain compute does', async () => {
    const { statusCode, json } = await api('/api/attainment');
    expect(statusCode).toBe(200);
    const versions = await catalogueVersions(table);
    const signals = parseDelivery(received, shop).signals.map((signal) => ({ signal, source: 'probes' }));
    const results = computeAttainments(versions, foldSignals(versions, signals), { now: parseInstant(NOW) });
    expect(json).toEqual({ engine: 'attain-4', catalogue: digest(shop), results: JSON.parse(JSON.stringify(results)) });
    expect(results.map(({ ms }) => ms.down)).toEqual([128 * 60_000, 0]);
  });

  it('takes a period, an agreement and a service', async () => {
    const { json } = await api('/api/attainment', { period: '2026-Q4', agreement: 'acme', service: 'checkout' });
    expect(json.results).toMatchObject([{ service: 'checkout', period: { name: '2026-Q4' } }]);
  });

  it.each([
    [{ agreement: 'nobody' }, 404, 'No agreement named "nobody"; known: acme'],
    [{ service: 'nothing' }, 404, 'No agreement covers a service named "nothing"; known: checkout, search'],
    [{ period: '2026-13' }, 400, 'expected a period such as 2026-10'],
    [{ period: '2026-02-30T00:00:00Z/2026-03-01T00:00:00Z' }, 400, 'expected an existing date and time'],
    [{ asOf: 'yesterday' }, 400, 'expected an ISO 8601 time with an offset'],
    [{ asOf: '2026-10-20T12:00:01Z' }, 400, 'expected asOf with a moment that has passed; got "2026-10-20T12:00:01Z"'],
    [{ asOf: '1969-12-31T23:59:59Z' }, 404, 'no catalogue had been published by 1969-12-31T23:59:59Z'],
    [{ perod: '2026-10' }, 400, 'expected one of agreement, period, service; got "perod"'],
  ])('says what is wrong with %o', async (query, status, message) => {
    const { statusCode, json } = await api('/api/attainment', query);
    expect(statusCode).toBe(status);
    expect(json).toEqual({ error: expect.stringMatching(/^[A-Z_]+$/), message: expect.stringContaining(message) });
  });

  it('answers as of a moment with what was known then', async () => {
    const { json } = await api('/api/attainment', { asOf: '2026-10-15T00:00:00Z', service: 'checkout' });
    // The webhook was recorded on 1 November, as these tests have it.
    expect(json.results).toMatchObject([
      { until: '2026-10-15T00:00:00.000Z', ms: { down: 0, up: 14 * 24 * 3_600_000 } },
    ]);
  });

  it('answers 404 at any other address', async () => {
    expect(await api('/api/nothing')).toEqual({
      statusCode: 404,
      json: { error: 'NOT_FOUND', message: 'no page at this address' },
    });
  });
});

describe('the API of why', () => {
  it('explains a moment as the page does, and where the time of a period went', async () => {
    const { statusCode, json } = await api('/api/why', { service: 'checkout', at: '2026-10-14T07:30:00Z' });
    expect(statusCode).toBe(200);
    expect(json).toMatchObject({
      service: 'checkout',
      agreement: 'acme',
      period: '2026-10',
      class: 'down',
      start: '2026-10-14T07:12:00.000Z',
      end: '2026-10-14T09:20:00.000Z',
      monitors: [{ monitor: 'probe', streams: [{ last: { state: 'down' }, next: { state: 'up' } }] }],
    });
    const period = await api('/api/why', { service: 'checkout', period: '2026-10' });
    expect(period.json).toMatchObject({ period: '2026-10', periodMs: 19.5 * 86_400_000 });
  });

  it('has the sentence of an alert rule that the page has', async () => {
    const own = await db.anotherTable();
    const ruled = monitor({ id: 'probe', alertRules: { detectionOffsetMs: 60_000 } });
    await publishCatalogue(own, { ...shop, services: [service({ monitors: [ruled] })] }, 0);
    await recordDeliveries(own, [await putDelivery(own, received)], recording(await catalogueVersions(own)));
    const ask = await startWeb({ table: own, endpoint: db.endpoint });
    const query = { service: 'checkout', at: '2026-10-14T07:11:00Z' };
    const { body: answer = '' } = await ask(httpRequest('/api/why', { query }));
    const { rule } = JSON.parse(answer).monitors[0].streams[0];
    expect(rule).toMatchObject({ rule: 'detectionOffset', ms: 60_000, start: '2026-10-14T07:11:00.000Z' });
    expect(rule.text).toContain('fired at 14 Oct 2026 07:12 UTC: detectionOffset 1 min');
    const { body } = await ask(httpRequest('/services/checkout', { query: { at: query.at } }));
    expect(body).toContain(rule.text);
  });

  it.each([
    [{}, 400, 'expected service with the id of a service; got none'],
    [{ service: 'nobody' }, 404, 'No agreement covers a service named "nobody"'],
    [{ service: 'checkout', at: 'now' }, 400, 'expected an ISO 8601 time with an offset'],
    [{ service: 'checkout', at: '2026-10-20T12:00:00Z' }, 400, 'expected a moment between'],
    [{ service: 'checkout', moment: 'x' }, 400, 'got "moment"'],
  ])('says what is wrong with %o', async (query, status, message) => {
    const { statusCode, json } = await api('/api/why', query);
    expect(statusCode).toBe(status);
    expect(json.message).toContain(message);
  });
});

describe('the other interfaces', () => {
  it('list the corrections, with the services and sources that may have any', async () => {
    const nothing = { services: ['checkout', 'search'], sources: [], corrections: [] };
    expect(await api('/api/corrections')).toEqual({ statusCode: 200, json: nothing });
    expect(await api('/api/corrections', { service: 'search' })).toEqual({ statusCode: 200, json: nothing });
    expect(await api('/api/corrections', { service: 'serch' })).toEqual({
      statusCode: 404,
      json: { error: 'NOT_FOUND', message: 'No service named "serch"; known: checkout, search' },
    });
    expect((await api('/api/corrections', { id: 'COR-7' })).statusCode).toBe(400);
  });

  it('list the improvement items', async () => {
    const item = improvement();
    await addImprovement(table, item);
    expect(await api('/api/improvements')).toEqual({ statusCode: 200, json: { items: [item] } });
  });

  it('say that all is well, with engine and catalogue', async () => {
    expect(await api('/health')).toEqual({
      statusCode: 200,
      json: { status: 'ok', engine: 'attain-4', catalogue: digest(shop) },
    });
  });
});

const PAGES = [
  ['/', 'Checkout API'],
  ['/services/checkout', '14 Oct 07:12–09:20 UTC'],
  ['/improvements', 'mprovement'],
  ['/quarantine', 'no monitor matches'],
] as const;

describe('a page', () => {
  it.each(PAGES)('is at %s', async (path, text) => {
    const { statusCode, type, body } = await visit(path);
    expect({ statusCode, type }).toEqual({ statusCode: 200, type: 'text/html; charset=utf-8' });
    expect(body).toMatch(/^<!DOCTYPE html>/i);
    expect(body).toContain(text);
  });

  it('shows what comes from outside as text and never as markup', async () => {
    for (const path of ['/', '/services/search', '/quarantine']) {
      const { body } = await visit(path);
      expect(body).toContain('&lt;script');
      expect(body).not.toContain('<script');
    }
    const { body } = await visit(`/services/${encodeURIComponent(HOSTILE)}`);
    expect(body).not.toContain('<script');
  });

  it('of all services shows the present, and refuses to be asked for the past', async () => {
    expect((await visit('/', { asOf: '2026-10-14T07:30:00Z' })).statusCode).toBe(400);
  });

  it('of a service explains a moment of its period', async () => {
    const query = { agreement: 'acme', period: '2026-10', at: '2026-10-14T07:30:00Z' };
    const { statusCode, body } = await visit('/services/checkout', query);
    expect(statusCode).toBe(200);
    expect(body).toContain('Why 14 Oct 2026 07:30 UTC counts so');
    expect(body).toContain('down at 14 Oct 2026 07:12 UTC');
    const without = await visit('/services/checkout', { at: query.at });
    expect(without.body).toContain('Why 14 Oct 2026 07:30 UTC counts so');
    const later = await visit('/services/checkout', { ...query, at: '2026-11-14T07:30:00Z' });
    expect(later.statusCode).toBe(400);
    expect(later.body).toContain('expected a moment between');
  });

  it('of a closed report is the report as it was mailed', async () => {
    await closeReport(table, { ...ONE_MISSED, agreement: { ...ONE_MISSED.agreement, id: 'acme' } });
    const { statusCode, body } = await visit('/reports/acme/2026-10');
    expect(statusCode).toBe(200);
    expect(body).toContain('Checkout API');
  });

  it('of a report names its other versions', async () => {
    const { agreement: acme, period } = ONE_MISSED;
    const first = { ...ONE_MISSED, agreement: { ...acme, id: 'acme' }, period: { ...period, name: '2026-09' } };
    const second = { ...first, id: 'R-2026-09-acme-v2', version: 2, closedAt: '2026-11-12T09:00:00+01:00' };
    for (const report of [first, second]) await closeReport(table, report);
    const old = await visit('/reports/acme/2026-09', { version: '1' });
    expect(old.body).toContain('<a href="/reports/acme/2026-09?version=2"');
    const now = await visit('/reports/acme/2026-09');
    expect(now.body).toContain('<a href="/reports/acme/2026-09?version=1"');
  });

  it.each([
    ['/nothing'],
    ['/services/nobody'],
    ['/services/'],
    ['/services/%E0%A4%A'],
    ['/reports/acme/1999-01'],
    ['/reports/acme'],
    ['/%'],
  ])('is not found at %s', async (path) => {
    const { statusCode, type, body } = await visit(path);
    expect({ statusCode, type }).toEqual({ statusCode: 404, type: 'text/html; charset=utf-8' });
    expect(body).toContain('<html');
  });

  it('says what is wrong with a period', async () => {
    const { statusCode, body } = await visit('/services/checkout', { period: '2026-13' });
    expect(statusCode).toBe(400);
    expect(body).toContain('expected a period such as 2026-10');
  });

  it.each(['perod', 'service', 'toString'])('of a service says that it takes no parameter %s', async (name) => {
    const { statusCode, body } = await visit('/services/checkout', { [name]: 'search' });
    expect(statusCode).toBe(400);
    expect(body).toContain(`expected one of agreement, period; got &quot;${name}&quot;`);
  });
});

describe('every answer', () => {
  it.each(['/', '/services/checkout', '/improvements', '/quarantine', '/nothing', '/api/attainment', '/health'])(
    'closes what a browser would leave open: %s',
    async (path) => {
      const { headers } = await visit(path);
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'strict-transport-security': 'max-age=31536000',
        'x-content-type-options': 'nosniff',
      });
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('script-src');
    },
  );

  it('leaves the table as it was', async () => {
    const before = await contentsOf(table);
    for (const path of ['/', '/services/checkout', '/api/attainment']) await visit(path);
    expect(await contentsOf(table)).toEqual(before);
  });
});

describe('when the table cannot be read', () => {
  it.each(['/', '/api/attainment', '/health'])(
    '%s is answered 500 with a reference, and nothing else',
    async (path) => {
      const cutOff = await startWeb({ table, endpoint: 'http://127.0.0.1:1' });
      const { statusCode, body = '' } = await cutOff(httpRequest(path));
      expect(statusCode).toBe(500);
      expect(body).toContain('request-1');
      expect(body).not.toContain('ECONNREFUSED');
    },
  );
});
