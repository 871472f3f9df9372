import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { connectFiles } from '../../shared/aws/files.ts';
import type { HttpAnswer, HttpRequest } from '../../shared/aws/handler.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { catalogueVersions, publishCatalogue } from '../../shared/store/catalogue-versions.ts';
import { MAX_STORED_BYTES, putDelivery } from '../../shared/store/deliveries.ts';
import { writePollMemory } from '../../shared/store/poll-memory.ts';
import { listQuarantine, setAsideOf } from '../../shared/store/quarantine.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { noteRefusal, noteSeen } from '../../shared/store/source-seen.ts';
import type { Table } from '../../shared/store/table.ts';
import { catalogue, monitor, service, source } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { recording, stateJson, webhook } from '../support/deliveries.ts';
import { environmentOf, startFunction } from '../support/functions.ts';
import { httpRequest, lambdaContext } from '../support/lambda.ts';
import { useS3 } from '../support/s3.ts';

useS3();
const db = useDatabase();
const shop = catalogue({
  sources: [
    source({ id: 'probes' }),
    source({ id: 'kuma', reconcile: { everyMs: 300_000, url: 'https://kuma.example.com' } }),
  ],
  services: [service({ id: 'checkout', monitors: [monitor({ id: 'probe' })] })],
});

let table: Table;
let show: (request: HttpRequest) => Promise<HttpAnswer>;

beforeAll(async () => {
  table = await db.anotherTable();
  await publishCatalogue(table, shop, 0);
  const json = [stateJson('2026-10-14T08:00:00Z', 'down', { monitor: '<b>stranger</b>' })];
  const pointer = await putDelivery(table, webhook('probes', json, '2026-10-14T08:00:30Z'));
  await recordDeliveries(table, [pointer], recording(await catalogueVersions(table)));
  const seen = { receivedAt: parseInstant('2026-10-14T08:00:30Z'), toldOf: parseInstant('2026-10-14T08:00:00Z') };
  await noteSeen(table, 'probes', seen);
  await noteSeen(table, 'probes', { receivedAt: 5 });
  for (const minute of ['08:00', '08:59', '09:00']) {
    await noteRefusal(table, 'probes', { at: parseInstant(`2026-10-14T${minute}:00Z`), reason: `at ${minute}` });
  }
  await writePollMemory(table, 'kuma', {
    health: {
      succeededAt: parseInstant('2026-10-14T06:45:00Z'),
      failed: { at: parseInstant('2026-10-14T08:55:00Z'), reason: 'it did not answer in time' },
      failingSince: parseInstant('2026-10-14T06:50:00Z'),
      failures: 26,
    },
    seen: {},
  });
  const { handler } = await startFunction(
    () => import('../../functions/operations.ts'),
    environmentOf({ table, endpoint: db.endpoint }),
  );
  show = async (request) => await handler(request, lambdaContext);
});

describe('the page of sources', () => {
  it('says when each was last heard, how far behind it is, and what to look at', async () => {
    const { statusCode, body = '' } = await show(httpRequest('/sources'));
    expect(statusCode).toBe(200);
    expect(body).toContain('1 of 2 sources heard, 2 to look at.');
    expect(body).toContain('14 Oct 2026 08:00:30 UTC');
    expect(body).toContain('30 s');
    expect(body).toContain('Webhooks were turned away in 2 hours, last at 14 Oct 2026 09:00 UTC: at 09:00.');
    expect(body).toContain('In quarantine: one part of what it sent.');
    expect(body).toContain('never');
  });

  it('says when a source that is asked answered last, and why it has not since', async () => {
    const { body = '' } = await show(httpRequest('/sources'));
    expect(body).toContain('14 Oct 2026 06:45 UTC');
    expect(body).toContain('<span class="aside">Last failed 14 Oct 2026 08:55 UTC.</span>');
    expect(body).toMatch(
      /Asking how its streams stand has failed for [^:]* \(26 times\): it did not answer in time\. What its webhooks lose/,
    );
  });

  it('lists what belongs to no service, and obeys nothing of it', async () => {
    const { body = '' } = await show(httpRequest('/sources'));
    expect(body).toContain('1 stream in 1 group, 1 part in quarantine.');
    expect(body).toContain('no label in common<span class="aside">&lt;b>stranger&lt;/b></span>');
    expect(body).not.toContain('<b>');
  });
});

describe('the page of the quarantine', () => {
  it('leads to what was sent, with all that was kept, and obeys nothing of it', async () => {
    const { body = '' } = await show(httpRequest('/quarantine'));
    const [path = ''] = /\/deliveries\/2026-10-14T08%3A00%3A30\.000Z~[0-9a-f]{64}/.exec(body) ?? [];
    const { statusCode, headers, body: delivery = '' } = await show(httpRequest(path));
    expect(statusCode).toBe(200);
    expect(headers?.['content-security-policy']).toContain("default-src 'none'");
    expect(delivery).toContain('From probes, received 14 Oct 2026 08:00:30 UTC, 89 bytes.');
    expect(delivery).toContain(`href="/api${path}/raw"`);
    expect(delivery).toMatch(/content-type<\/th>.*<code>application\/json<\/code>/);
    expect(delivery).toContain('&quot;monitor&quot;:&quot;&lt;b>stranger&lt;/b>&quot;');
    expect(delivery).toMatch(/no monitor matches &quot;&lt;b>stranger&lt;\/b>&quot; .*in quarantine<\/td>/);
    expect(delivery).not.toContain('<b>');
    const [{ delivery: pointer } = { delivery: { pk: '', sk: '' } }, ...others] = await listQuarantine(table);
    expect(others).toEqual([]);
    const receivedAt = parseInstant('2026-10-14T08:00:30Z');
    expect(await setAsideOf(table, { pointer, receivedAt })).toMatchObject([{ source: 'probes', isSettled: false }]);
    expect(await setAsideOf(table, { pointer: { ...pointer, sk: 'other' }, receivedAt })).toEqual([]);
    expect(await setAsideOf(table, { pointer, receivedAt: receivedAt + 1 })).toEqual([]);
  });

  it('says of a delivery that there is none', async () => {
    const path = `/deliveries/2026-10-14T08:00:30.000Z~${'a'.repeat(64)}`;
    expect(await show(httpRequest(path))).toMatchObject({ statusCode: 404 });
    expect(await show(httpRequest('/deliveries/x'))).toMatchObject({ statusCode: 400 });
  });

  it('reads a body that lies in a file', async () => {
    const text = `begin ${randomBytes(MAX_STORED_BYTES).toString('base64')}`;
    const big = { ...webhook('probes', {}, '2026-10-14T08:05:00Z'), body: Buffer.from(text) };
    const { sk } = await putDelivery({ ...table, files: connectFiles() }, big);
    const { body = '' } = await show(httpRequest(`/deliveries/2026-10-14T08:05:00.000Z~${sk}`));
    expect(body).toContain('The first 20,000 of 477,874 bytes');
    expect(body).toContain(`>${text.slice(0, 20_000)}<`);
  });

  it('says that there is more than it shows', async () => {
    const full = await db.anotherTable();
    await publishCatalogue(full, shop, 0);
    const at = (second: number) => new Date(Date.UTC(2026, 9, 14, 8, 0, second)).toISOString();
    const pointers = await Promise.all(
      Array.from({ length: 101 }, (_, index) =>
        putDelivery(full, webhook('probes', stateJson(at(index), 'down', { monitor: 'x' }), at(index))),
      ),
    );
    await recordDeliveries(full, pointers, recording(await catalogueVersions(full)));
    const { handler } = await startFunction(
      () => import('../../functions/operations.ts'),
      environmentOf({ table: full, endpoint: db.endpoint }),
    );
    const { body = '' } = await handler(httpRequest('/quarantine'), lambdaContext);
    expect(body).toContain('More than 100 items in quarantine; these are the newest.');
    expect(body.match(/>What was sent</g)).toHaveLength(100);
    // The oldest came in the first second of all.
    const [, older = ''] = /href="(\/quarantine\?before=[^"]+)">Older</.exec(body) ?? [];
    const before = new URL(older, 'https://attain.example.com').searchParams.get('before') ?? '';
    const { body: rest = '' } = await handler(httpRequest('/quarantine', { query: { before } }), lambdaContext);
    expect(rest).toContain('1 item more in quarantine, older ones.');
    expect(rest).toContain('14 Oct 2026 08:00 UTC');
    expect(rest).toContain('href="/quarantine">Newest<');
    expect(rest).not.toContain('>Older<');
    const ancient = { before: `2026-01-01T00:00:00.000Z#${'a'.repeat(64)}` };
    const { body: none = '' } = await handler(httpRequest('/quarantine', { query: ancient }), lambdaContext);
    expect(none).toContain('Nothing older is in quarantine.');
  });
});

describe('a place in the quarantine that there cannot be', () => {
  it.each(['', '2', '2026-10-14', 'x'.repeat(1_500), `2026-10-14T08:00:00.000Z#${'a'.repeat(2_000)}`])(
    'is refused: %s',
    async (before) => {
      const { statusCode, body } = await show(httpRequest('/quarantine', { query: { before } }));
      expect(statusCode).toBe(400);
      expect(body).toContain('expected a place such as 2026-10-14T07:12:30.000Z#');
    },
  );
});

describe('other addresses', () => {
  it('are not here', async () => {
    expect((await show(httpRequest('/services/checkout'))).statusCode).toBe(404);
  });
});
