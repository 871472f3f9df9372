import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Delivery, getDelivery, MAX_STORED_BYTES, putDelivery } from '../../shared/store/deliveries.ts';
import { listQuarantine } from '../../shared/store/quarantine.ts';
import { repairMinute } from '../../shared/store/repair.ts';
import { readRollups } from '../../shared/store/rollups.ts';
import type { Table } from '../../shared/store/table.ts';
import { monitor, service, source, version } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { alertJson, alertmanagerJson, recording, stateJson, webhook } from '../support/deliveries.ts';
import { contentsOf } from '../support/dynalite.ts';

const db = useDatabase();
const shop = version({
  sources: [source({ id: 'am', type: 'alertmanager' }), source({ id: 'probes' })],
  services: [
    service({ monitors: [monitor({ id: 'alerts', match: { service: 'checkout' } })] }),
    service({ id: 'search', monitors: [monitor({ id: 'search-probe' })] }),
  ],
});
const MINUTE = '2026-10-14T12:00';
const context = recording([shop], '2026-10-14T12:05:00Z');

/** An alert whose description does not fit an item, however it is compressed. */
const description = randomBytes(MAX_STORED_BYTES).toString('base64');
const alert = { ...alertJson('2026-10-14T07:12:00Z'), annotations: { description } };
const large = webhook('am', alertmanagerJson(alert), `${MINUTE}:30Z`);
const small = webhook(
  'probes',
  stateJson('2026-10-14T07:12:00Z', 'down', { monitor: 'search-probe' }),
  `${MINUTE}:30Z`,
);

function withFiles(table: Table) {
  const held = new Map<string, Uint8Array>();
  const puts: string[] = [];
  const files = {
    putOnce: async (name: string, bytes: Uint8Array) => {
      puts.push(name);
      held.set(name, bytes);
      return `s3://bodies/${name}`;
    },
    get: async (address: string) => held.get(address.replace('s3://bodies/', '')),
  };
  return { table: { ...table, files }, held, puts };
}

async function deliveries(): Promise<readonly Record<string, unknown>[]> {
  return (await contentsOf(db.table)).filter(({ pk }) => String(pk).startsWith('D#'));
}

describe('a body that is too large for an item', () => {
  it('is kept in a file under its digest, and read back byte for byte', async () => {
    const { table, held, puts } = withFiles(db.table);
    const pointer = await putDelivery(table, large);
    expect(puts).toEqual([expect.stringMatching(/^bodies\/[0-9a-f]{64}\.gz$/)]);
    expect(held.get(puts[0] ?? '')?.byteLength).toBeGreaterThan(MAX_STORED_BYTES);
    expect(await deliveries()).toEqual([expect.objectContaining({ source: 'am', file: `s3://bodies/${puts[0]}` })]);
    expect(Buffer.from((await getDelivery(table, pointer))?.body ?? []).equals(Buffer.from(large.body))).toBe(true);
  });

  it('that comes again is another delivery with the same file', async () => {
    const { table, held } = withFiles(db.table);
    await putDelivery(table, large);
    await putDelivery(table, { ...large, receivedAt: large.receivedAt + 20_000 });
    expect(await deliveries()).toHaveLength(2);
    expect(held.size).toBe(1);
  });

  it('leaves no delivery when its file could not be put', async () => {
    const { table } = withFiles(db.table);
    const cutOff = { ...table, files: { ...table.files, putOnce: () => Promise.reject(new Error('no way')) } };
    await expect(putDelivery(cutOff, large)).rejects.toThrow('no way');
    expect(await deliveries()).toEqual([]);
  });

  it('is swept up like any other', async () => {
    const { table } = withFiles(db.table);
    await putDelivery(table, large);
    await putDelivery(table, small);
    expect(await repairMinute(table, MINUTE, context)).toMatchObject({ deliveries: 2 });
    expect(await readRollups(table, [{ subject: 'checkout', span: '2026-10-14' }])).toHaveLength(1);
    expect(await repairMinute(table, MINUTE, context)).toEqual({ deliveries: 0, rollups: 0, services: [] });
  });

  it('whose file is gone is shown, and keeps nobody else back', async () => {
    const { table, held } = withFiles(db.table);
    await putDelivery(table, large);
    await putDelivery(table, small);
    held.clear();
    expect(await repairMinute(table, MINUTE, context)).toEqual({ deliveries: 1, rollups: 0, services: ['search'] });
    const [shown] = await listQuarantine(db.table);
    expect(shown?.detail).toMatch(
      /^expected the body of a delivery at s3:\/\/bodies\/bodies\/[0-9a-f]{64}\.gz; found none$/,
    );
  });

  it('whose file cannot be read just now fails the sweep, which comes again', async () => {
    const { table } = withFiles(db.table);
    await putDelivery(table, large);
    const failure = Object.assign(new Error('slow down'), { $metadata: { httpStatusCode: 503 } });
    const cutOff = { ...table, files: { ...table.files, get: () => Promise.reject(failure) } };
    await expect(repairMinute(cutOff, MINUTE, context)).rejects.toThrow('slow down');
    expect(await listQuarantine(db.table)).toEqual([]);
    expect(await repairMinute(table, MINUTE, context)).toMatchObject({ deliveries: 1 });
  });
});

describe('a query', () => {
  const asked: Delivery = { ...small, query: 'status=0&msg=a%20b' };

  it('is kept as it came, and makes a delivery another', async () => {
    const pointer = await putDelivery(db.table, asked);
    expect((await getDelivery(db.table, pointer))?.query).toBe('status=0&msg=a%20b');
    expect((await putDelivery(db.table, small)).sk).not.toBe(pointer.sk);
  });

  it('is not there in a delivery without one, as those were kept before there were any', async () => {
    const pointer = await putDelivery(db.table, small);
    expect(await getDelivery(db.table, pointer)).toEqual({ ...small, body: Buffer.from(small.body) });
    // SHA-256 over the canonical JSON of headers, second and source, a line break, and the body.
    const { source: from, headers, receivedAt } = small;
    const about = `{"headers":${JSON.stringify(headers)},"second":${receivedAt / 1000},"source":"${from}"}\n`;
    expect(pointer.sk).toBe(createHash('sha256').update(about).update(small.body).digest('hex'));
  });
});
