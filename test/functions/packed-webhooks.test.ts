import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { listQuarantine } from '../../shared/store/quarantine.ts';
import { readRollups } from '../../shared/store/rollups.ts';
import { monitor, service, source } from '../support/catalogue.ts';
import { alertJson, alertmanagerJson } from '../support/deliveries.ts';
import { contentsOf } from '../support/dynalite.ts';
import { environmentOf, startFunction } from '../support/functions.ts';
import { useIngest } from '../support/ingest.ts';
import { batchOf, busMessage, lambdaContext } from '../support/lambda.ts';

const auth = { type: 'hmac', header: 'x-signature', prefix: '', encoding: 'hex', secret: 'attain/am' } as const;
const { db, start, kept } = useIngest([source({ id: 'am', type: 'alertmanager', auth })], { 'attain/am': 's3cret' }, [
  service({ monitors: [monitor({ id: 'alerts', match: { service: 'checkout' } })] }),
]);

const ALERT = JSON.stringify(alertmanagerJson(alertJson('2026-10-14T07:12:00Z', '2026-10-14T09:20:00Z')));

async function send(body: Buffer, signed: Buffer) {
  const signature = createHmac('sha256', 's3cret').update(signed).digest('hex');
  const headers = { 'x-signature': signature, 'content-encoding': 'gzip', 'content-type': 'application/json' };
  return await (await start()).send('am', { body, headers });
}

async function record() {
  const items = (await contentsOf(db.table)).filter(({ pk }) => String(pk).startsWith('D#'));
  const messages = items.map(({ pk, sk }) => busMessage('DeliveryReceived', { pk, sk }));
  const { handler } = await startFunction(() => import('../../functions/record.ts'), environmentOf(db));
  expect(await handler(batchOf(...messages), lambdaContext)).toEqual({ batchItemFailures: [] });
}

describe('a webhook that is sent compressed', () => {
  it('is verified and kept as it came, and read as what it holds', async () => {
    const packed = gzipSync(ALERT);
    expect(await send(packed, packed)).toMatchObject({ statusCode: 202 });
    const [delivery] = await kept();
    expect(Buffer.from(delivery?.body ?? [])).toEqual(packed);
    expect(delivery?.headers).toEqual({ 'content-encoding': 'gzip', 'content-type': 'application/json' });
    await record();
    const [day] = await readRollups(db.table, [{ subject: 'checkout', span: '2026-10-14' }]);
    expect(day?.streams).toHaveLength(1);
  });

  it('is refused when the signature is of what it holds', async () => {
    expect(await send(gzipSync(ALERT), Buffer.from(ALERT))).toMatchObject({ statusCode: 401 });
    expect(await kept()).toEqual([]);
  });

  it('is kept and in quarantine when it is a bomb', async () => {
    const bomb = gzipSync(Buffer.alloc(100_000_000));
    expect(await send(bomb, bomb)).toMatchObject({ statusCode: 202 });
    await record();
    expect(await kept()).toHaveLength(1);
    expect(await listQuarantine(db.table)).toMatchObject([
      { reason: 'unreadable', detail: 'body: expected at most 16777216 bytes once unpacked by gzip; got more' },
    ]);
  });
});
