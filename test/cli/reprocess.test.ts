import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { publishCatalogue } from '../../shared/store/catalogue-versions.ts';
import { MAX_STORED_BYTES, putDelivery } from '../../shared/store/deliveries.ts';
import { listQuarantine, partOf, quarantine } from '../../shared/store/quarantine.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { monitor, service, source, version } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { recording, stateJson, webhook } from '../support/deliveries.ts';
import { useS3 } from '../support/s3.ts';
import { attain } from './command-line.ts';

const db = useDatabase();
const s3 = useS3();

const local: typeof fetch = async (input) => {
  const answers: Record<string, unknown> = {
    '/_local/stack': { outputs: { TableName: db.table.name }, dynamoDbUrl: db.endpoint },
    '/_local/clock': { now: '2026-11-20T09:00:00Z' },
  };
  return Response.json(answers[new URL(String(input)).pathname]);
};

const PEOPLE = ['--by', 'Kim', '--approved-by', 'Robin', '--note', 'A monitor for the probe'];

async function reprocess(...options: readonly string[]) {
  return await attain(['reprocess', '--to', s3.url, ...options], { fetch: local });
}

function catalogueWith(match: string) {
  return version({
    sources: [source({ id: 'probes' })],
    services: [service({ id: 'checkout', monitors: [monitor({ id: 'probe', match: { monitor: match } })] })],
  });
}

/** A webhook of a monitor that nobody had in the catalogue then. */
async function unmapped(): Promise<void> {
  const before = catalogueWith('another');
  const json = stateJson('2026-10-10T08:00:00Z', 'down');
  const pointer = await putDelivery(db.table, webhook('probes', json, '2026-10-10T08:00:01Z'));
  await recordDeliveries(db.table, [pointer], recording([before]));
  await publishCatalogue(db.table, catalogueWith('probe').catalogue, Date.UTC(2026, 10, 19));
}

describe('attain reprocess', () => {
  it('maps what is in quarantine, once its monitor is in the catalogue', async () => {
    await unmapped();
    const { code, out } = await reprocess(...PEOPLE, '--yes');
    expect({ code, out }).toEqual({
      code: 0,
      out: [
        '1 delivery read again',
        '',
        '1 event to add',
        '+ checkout: down, said by probe (probe) of 2026-10-10T08:00:00.000Z',
        '',
        '1 part to leave quarantine',
        '? probes 2026-10-10T08:00:01.000Z: no monitor matches "probe" without labels: {"kind":"state","monitor":"probe","state":"down","at":"2026-10-10T08:00:00.000Z"}',
        'Done: pages and the API count again within minutes.',
        '',
      ].join('\n'),
    });
    expect(await listQuarantine(db.table)).toEqual([]);
  });

  it('reads bodies that lie in files, and leaves out those whose file is gone', async () => {
    await publishCatalogue(db.table, catalogueWith('probe').catalogue, 0);
    const files = {
      putOnce: async (name: string, bytes: Uint8Array) => {
        s3.objects.set(`/_aws/s3/bodies/${name}`, Buffer.from(bytes));
        return `s3://bodies/${name}`;
      },
      get: async () => undefined,
    };
    const padding = randomBytes(MAX_STORED_BYTES).toString('base64');
    const json = [stateJson('2026-10-10T08:00:00Z', 'down'), { padding }];
    const table = { ...db.table, files };
    const pointer = await putDelivery(table, webhook('probes', json, '2026-10-10T08:00:01Z'));
    const window = ['--from', '2026-10-10T08:00:00Z', '--until', '2026-10-10T08:01:00Z'];
    expect((await reprocess(...PEOPLE, ...window, '--yes')).out).toContain('1 delivery read again\n\n1 event to add\n');
    const receipt = { source: 'probes', receivedAt: Date.UTC(2026, 9, 10, 8) };
    await quarantine(
      table,
      partOf({ pointer, delivery: receipt }, { reason: 'could not be recorded', detail: 'gone' }),
    );
    s3.objects.clear();
    expect((await reprocess(...PEOPLE, '--yes')).out).toContain('0 deliveries read again');
  });

  it('asks first where nobody said yes', async () => {
    await unmapped();
    const { code, err } = await reprocess(...PEOPLE);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'attain reprocess: expected --yes, as nobody is there to ask; got no --yes\n',
    });
    expect(await listQuarantine(db.table)).toHaveLength(1);
  });

  it('reads what was received in a time, of one source', async () => {
    await unmapped();
    const day = ['--from', '2026-10-10T08:00:00Z', '--until', '2026-10-10T08:01:00Z'];
    expect((await reprocess(...PEOPLE, '--yes', ...day, '--source', 'others')).out).toBe('0 deliveries read again\n');
    expect((await reprocess(...PEOPLE, '--yes', ...day)).out).toContain('1 delivery read again');
    expect((await reprocess(...PEOPLE, '--yes', ...day)).out).toBe('1 delivery read again\n');
  });

  it.each([
    [
      ['--by', 'Kim', '--approved-by', ' kim', '--note', 'x'],
      'expected another person in --approved-by than in --by; got " kim" in both',
    ],
    [[...PEOPLE, '--from', '2026-10-10T00:00:00Z'], 'expected --from and --until, or neither; got only --from'],
    [
      [...PEOPLE, '--from', '2026-10-10T00:00:00Z', '--until', '2026-10-10T00:00:00Z'],
      'expected --until after --from; got 2026-10-10T00:00:00Z and 2026-10-10T00:00:00Z',
    ],
    [
      [...PEOPLE, '--from', '2026-01-01T00:00:00Z', '--until', '2026-10-10T00:00:00Z'],
      'expected at most 92 days at once; got 2026-01-01T00:00:00Z to 2026-10-10T00:00:00Z',
    ],
  ])('refuses %j', async (options, message) => {
    expect(await reprocess(...options)).toMatchObject({ code: 2, err: `attain reprocess: ${message}\n` });
  });
});
