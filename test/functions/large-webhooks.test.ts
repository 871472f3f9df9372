import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { connectFiles } from '../../shared/aws/files.ts';
import { MAX_STORED_BYTES } from '../../shared/store/deliveries.ts';
import { readRollups } from '../../shared/store/rollups.ts';
import { monitor, service, source } from '../support/catalogue.ts';
import { alertJson, alertmanagerJson } from '../support/deliveries.ts';
import { contentsOf } from '../support/dynalite.ts';
import { environmentOf, startFunction } from '../support/functions.ts';
import { useIngest } from '../support/ingest.ts';
import { batchOf, busMessage, lambdaContext } from '../support/lambda.ts';
import { useS3 } from '../support/s3.ts';

const s3 = useS3();
const { db, start } = useIngest(
  [source({ id: 'am', type: 'alertmanager', auth: { type: 'bearer', secret: 'attain/am' } })],
  { 'attain/am': 's3cret' },
  [service({ monitors: [monitor({ id: 'alerts', match: { service: 'checkout' } })] })],
);

/** A group as Alertmanager sends it when much is wrong at once. */
function group(describe: () => string): string {
  const alerts = Array.from({ length: 500 }, (_, index) => ({
    ...alertJson('2026-10-14T07:12:00Z', '2026-10-14T09:20:00Z', { fingerprint: index.toString(16).padStart(16, '0') }),
    annotations: { description: describe() },
  }));
  return JSON.stringify(alertmanagerJson(...alerts));
}

const send = async (body: string) => (await start()).send('am', { body, headers: { authorization: 'Bearer s3cret' } });

/** How many streams the day has after `record` has worked on what `ingest` kept. */
async function recordedStreams(): Promise<number | undefined> {
  const items = (await contentsOf(db.table)).filter(({ pk }) => String(pk).startsWith('D#'));
  const messages = items.map(({ pk, sk }) => busMessage('DeliveryReceived', { pk, sk }));
  const { handler } = await startFunction(() => import('../../functions/record.ts'), environmentOf(db));
  expect(await handler(batchOf(...messages), lambdaContext)).toEqual({ batchItemFailures: [] });
  const [day] = await readRollups(db.table, [{ subject: 'checkout', span: '2026-10-14' }]);
  return day?.streams.length;
}

describe('a group of 500 alerts, larger than an event on the bus may be', () => {
  it('arrives whole in an item when it can be compressed', async () => {
    const body = group(() => 'Checkout does not answer, and this is what to do about it. '.repeat(5));
    expect(body.length).toBeGreaterThan(256 * 1024);
    expect(await send(body)).toMatchObject({ statusCode: 202 });
    expect(s3.calls).toEqual([]);
    expect(await recordedStreams()).toBe(500);
  });

  it('arrives whole by way of a file when it cannot', async () => {
    const body = group(() => randomBytes(1_500).toString('base64'));
    expect(await send(body)).toMatchObject({ statusCode: 202 });
    const [[path, bytes] = ['', Buffer.alloc(0)]] = s3.objects;
    expect(path).toMatch(/^\/bodies\/bodies\/[0-9a-f]{64}\.gz$/);
    expect(bytes.byteLength).toBeGreaterThan(MAX_STORED_BYTES);
    expect(await recordedStreams()).toBe(500);
  });

  it('is to be sent again while the file cannot be put, and leaves nothing behind', async () => {
    const body = group(() => randomBytes(1_500).toString('base64'));
    s3.failures.push(503);
    expect(await send(body)).toMatchObject({ statusCode: 503 });
    expect(await contentsOf(db.table)).toEqual([expect.objectContaining({ pk: 'C' })]);
    expect(await send(body)).toMatchObject({ statusCode: 202 });
  });

  it('fails alone in its batch while the file cannot be read', async () => {
    await send(group(() => randomBytes(1_500).toString('base64')));
    await send(JSON.stringify(alertmanagerJson(alertJson('2026-10-14T07:12:00Z'))));
    const items = (await contentsOf(db.table)).filter(({ pk }) => String(pk).startsWith('D#'));
    const messages = items.map(({ pk, sk }) => busMessage('DeliveryReceived', { pk, sk }));
    const { handler } = await startFunction(() => import('../../functions/record.ts'), environmentOf(db));
    s3.failures.push(503);
    const failed = items.findIndex(({ file }) => file !== undefined) + 1;
    expect(await handler(batchOf(...messages), lambdaContext)).toEqual({
      batchItemFailures: [{ itemIdentifier: `m${failed}` }],
    });
    expect(await connectFiles().get(String(items[failed - 1]?.file))).toBeDefined();
  });
});
