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

describe('attain reprocess with two sources that said the same', () => {
  const OUTAGE = [
    stateJson('2026-10-10T07:00:00Z', 'up'),
    stateJson('2026-10-10T08:00:00Z', 'down'),
    stateJson('2026-10-10T09:00:00Z', 'up'),
  ];
  const HOUR = ['--from', '2026-10-10T09:00:00Z', '--until', '2026-10-10T10:00:00Z'];

  /** By the catalogue, whose word counts for the probe: anybody's, or one source's. */
  function heardFrom(only?: string) {
    const probe = monitor({ id: 'probe', match: { monitor: 'probe' }, ...(only !== undefined && { source: only }) });
    return version({
      sources: ['first', 'second'].map((id) => source({ id })),
      services: [service({ id: 'checkout', monitors: [probe] })],
    });
  }

  async function says(id: string, at: string): Promise<void> {
    const pointer = await putDelivery(db.table, webhook(id, OUTAGE, at));
    await recordDeliveries(db.table, [pointer], recording([heardFrom()]));
  }

  // An event's identity does not name its source: the ledger has it from the first.
  async function bothSay(secondAt: string, only: string): Promise<void> {
    await says('first', '2026-10-10T09:00:01Z');
    await says('second', secondAt);
    await publishCatalogue(db.table, heardFrom(only).catalogue, Date.UTC(2026, 10, 19));
  }

  const stays = (state: string, at: string, received: string) =>
    `- checkout: ${state}, said by probe (probe) of ${at}: stays: second still says so, received ${received}`;

  it.each([
    ['in the same time', '2026-10-10T09:45:00.000Z', HOUR],
    [
      'a moment after it',
      '2026-10-10T09:01:01.000Z',
      ['--from', '2026-10-10T09:00:00Z', '--until', '2026-10-10T09:01:00Z'],
    ],
  ])('leaves what the other still says, received %s', async (_, secondAt, window) => {
    await bothSay(secondAt, 'second');
    const { out } = await reprocess(...PEOPLE, '--yes', ...window, '--source', 'first');
    expect(out).toContain(
      [
        '',
        '3 events no longer said',
        stays('up', '2026-10-10T07:00:00.000Z', secondAt),
        stays('down', '2026-10-10T08:00:00.000Z', secondAt),
        stays('up', '2026-10-10T09:00:00.000Z', secondAt),
        '',
      ].join('\n'),
    );
    expect(out).not.toContain('voided');
    expect(out).not.toContain('Done');
  });

  it('takes back what neither says now', async () => {
    await bothSay('2026-10-10T09:45:00Z', 'nobody');
    const { out } = await reprocess(...PEOPLE, '--yes', ...HOUR, '--source', 'first');
    expect(out).toContain('- checkout: down, said by probe (probe) of 2026-10-10T08:00:00.000Z: voided\n');
  });

  it('gives back what it took, once the other says it', async () => {
    await says('first', '2026-10-10T09:00:01Z');
    await publishCatalogue(db.table, heardFrom('second').catalogue, Date.UTC(2026, 10, 19));
    const ofFirst = [...PEOPLE, '--yes', ...HOUR, '--source', 'first'];
    expect((await reprocess(...ofFirst)).out).toContain('of 2026-10-10T08:00:00.000Z: voided\n');
    await says('second', '2026-10-10T09:45:00Z');
    expect((await reprocess(...ofFirst)).out).toMatch(
      /\n3 events said again\n.*\n\+ checkout: reprocess-[0-9a-f]{16} of 2026-10-10T08:00:00.000Z is revoked\n/,
    );
    expect((await reprocess(...ofFirst)).out).not.toContain('Done');
  });

  it('takes a part out of quarantine though the other has one of the same text', async () => {
    const json = stateJson('2026-10-10T08:00:00Z', 'up', { monitor: 'trial' });
    const sources = (ignoredBy: string) =>
      ['first', 'second'].map((id) =>
        source({ id, ...(id === ignoredBy && { ignore: [{ match: { monitor: 'trial' }, reason: 'a test' }] }) }),
      );
    for (const id of ['first', 'second']) {
      const pointer = await putDelivery(db.table, webhook(id, json, '2026-10-10T08:00:01Z'));
      await recordDeliveries(db.table, [pointer], recording([version({ sources: sources('nobody') })]));
    }
    await publishCatalogue(db.table, version({ sources: sources('first') }).catalogue, Date.UTC(2026, 10, 19));
    expect((await reprocess(...PEOPLE, '--yes')).out).toContain(
      '\n1 part to leave quarantine\n? first 2026-10-10T08:00:01.000Z: no monitor matches "trial"',
    );
    expect((await listQuarantine(db.table)).map((part) => part.source)).toEqual(['second']);
  });
});

describe('attain reprocess with an incident', () => {
  it('says where it goes and that it was without a service before', async () => {
    const heard = (team: string) =>
      version({
        sources: [source({ id: 'pages' })],
        services: [service({ id: 'checkout', monitors: [monitor({ id: 'shop', match: { team } })] })],
      });
    const json = {
      kind: 'incident',
      incident: 'Q1',
      phase: 'opened',
      priority: 'P1',
      at: '2026-10-10T08:00:00Z',
      labels: { team: 'shop' },
    };
    const pointer = await putDelivery(db.table, webhook('pages', json, '2026-10-10T08:00:01Z'));
    await recordDeliveries(db.table, [pointer], recording([heard('another')]));
    await publishCatalogue(db.table, heard('shop').catalogue, Date.UTC(2026, 10, 19));
    const { out } = await reprocess(...PEOPLE, '--yes');
    expect(out).toContain(
      [
        '1 event to add',
        '+ checkout: incident Q1 opened of 2026-10-10T08:00:00.000Z',
        '',
        '1 event no longer said',
        '- without a service: incident Q1 opened of 2026-10-10T08:00:00.000Z: voided',
      ].join('\n'),
    );
  });
});
