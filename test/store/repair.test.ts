import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { bucketOf } from '../../shared/domain/bucket.ts';
import { identify, type StateEvent } from '../../shared/domain/event.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { type Delivery, putDelivery } from '../../shared/store/deliveries.ts';
import { type Key, rollupKey } from '../../shared/store/keys.ts';
import { appendEvent } from '../../shared/store/ledger.ts';
import { listQuarantine } from '../../shared/store/quarantine.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { bucketsOfService, refreshStale, repairMinute } from '../../shared/store/repair.ts';
import { readRollups } from '../../shared/store/rollups.ts';
import { monitor, service, source, version } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { recording, stateJson, webhook } from '../support/deliveries.ts';
import { contentsOf } from '../support/dynalite.ts';
import { watch } from '../support/watch.ts';

const db = useDatabase();
const shop = version({
  sources: [source({ id: 'probes' })],
  services: [service(), service({ id: 'search', monitors: [monitor({ id: 'search-probe' })] })],
});
const MINUTE = '2026-10-14T12:00';
const OCTOBER_14 = { subject: 'checkout', span: '2026-10-14' };
const NOTHING = { deliveries: 0, rollups: 0, services: [] };

function delivery(...signals: readonly object[]): Delivery {
  return webhook('probes', signals, `${MINUTE}:30Z`);
}

const down = delivery(stateJson('2026-10-14T07:12:00Z', 'down'));
const searchDown = delivery(stateJson('2026-10-14T07:12:00Z', 'down', { monitor: 'search-probe' }));
const unmapped = delivery(stateJson('2026-10-14T07:12:00Z', 'down', { monitor: 'nobody' }));

/** Records as the function does, a minute after receipt. */
async function record(...deliveries: readonly Delivery[]): Promise<void> {
  const pointers = await Promise.all(deliveries.map((it) => putDelivery(db.table, it)));
  await recordDeliveries(db.table, pointers, recording([shop], '2026-10-14T12:01:00Z'));
}

const repair = (now = '2026-10-14T12:05:00Z') => repairMinute(db.table, MINUTE, recording([shop], now));

async function remove(key: Key): Promise<void> {
  await db.table.client.send(new DeleteCommand({ TableName: db.table.name, Key: { ...key } }));
}

/** Overwrites an attribute of the rollup of 14 October. */
async function spoil(attribute: string): Promise<void> {
  await db.table.client.send(
    new UpdateCommand({
      TableName: db.table.name,
      Key: { ...rollupKey(OCTOBER_14) },
      UpdateExpression: 'SET #attribute = :other',
      ExpressionAttributeNames: { '#attribute': attribute },
      ExpressionAttributeValues: { ':other': 'other' },
    }),
  );
}

describe('a minute whose deliveries are all recorded', () => {
  it('needs no repair, and nothing is written', async () => {
    await record(down, searchDown, unmapped);
    const before = await contentsOf(db.table);
    expect(await repair()).toEqual(NOTHING);
    expect(await contentsOf(db.table)).toEqual(before);
  });

  it('is looked through in few reads, however many deliveries there are', async () => {
    const many = Array.from({ length: 60 }, (_, second) =>
      delivery(stateJson(new Date(Date.UTC(2026, 9, 14, 7, 0, second)).toISOString(), 'down')),
    );
    await record(...many);
    const calls = watch(db.table);
    await repair();
    // Four shards of deliveries, one look for 60 events, the rollup and the ledger of one bucket.
    expect(calls.map(({ command }) => command).sort()).toEqual([
      'BatchGetItem',
      'GetItem',
      'Query',
      'Query',
      'Query',
      'Query',
      'Query',
    ]);
  });
});

describe('a delivery that the queue lost', () => {
  it('is recorded', async () => {
    await record(down);
    await putDelivery(db.table, searchDown);
    expect(await repair()).toEqual({ deliveries: 1, rollups: 0, services: ['search'] });
    expect(await readRollups(db.table, [{ subject: 'search', span: '2026-10-14' }])).toHaveLength(1);
    expect(await repair()).toEqual(NOTHING);
  });

  it('is recorded when all that it says goes to quarantine', async () => {
    await putDelivery(db.table, unmapped);
    expect(await repair()).toEqual({ deliveries: 1, rollups: 0, services: [] });
    expect(await listQuarantine(db.table)).toHaveLength(1);
    expect(await repair()).toEqual(NOTHING);
  });

  it('and that can never be recorded is shown, and keeps nobody else back', async () => {
    await putDelivery(db.table, down);
    await putDelivery(db.table, searchDown);
    const failing = db.anotherProcess(({ command, input }) => {
      if (command === 'PutItem' && JSON.stringify(input).includes('L#checkout')) throw new Error('too large');
    });
    expect(await repairMinute(failing, MINUTE, recording([shop], '2026-10-14T12:05:00Z'))).toEqual({
      deliveries: 1,
      rollups: 0,
      services: ['search'],
    });
    expect(await listQuarantine(db.table)).toMatchObject([{ reason: 'could not be recorded', detail: 'too large' }]);
  });
});

describe('a delivery that cannot be recorded just now', () => {
  it('fails the sweep, which comes again, and is not shown as lost', async () => {
    await putDelivery(db.table, down);
    const cutOff = db.anotherProcess(({ command, input }) => {
      if (command !== 'PutItem' || !JSON.stringify(input).includes('L#checkout')) return;
      throw Object.assign(new Error('socket hang up'), { $metadata: { attempts: 3 } });
    });
    const sweep = repairMinute(cutOff, MINUTE, recording([shop], '2026-10-14T12:05:00Z'));
    await expect(sweep).rejects.toThrow('socket hang up');
    expect(await listQuarantine(db.table)).toEqual([]);
    expect(await repair()).toEqual({ deliveries: 1, rollups: 0, services: ['checkout'] });
  });
});

describe('a rollup that does not say what its ledger says', () => {
  it('because a crash left it out is folded', async () => {
    await record(down);
    await remove(rollupKey(OCTOBER_14));
    expect(await repair()).toEqual({ deliveries: 0, rollups: 1, services: ['checkout'] });
    expect(await readRollups(db.table, [OCTOBER_14])).toHaveLength(1);
    expect(await repair()).toEqual(NOTHING);
  });

  it.each(['engine', 'setRoot'])('because of another %s is folded', async (attribute) => {
    await record(down);
    await spoil(attribute);
    expect(await repair()).toEqual({ deliveries: 0, rollups: 1, services: ['checkout'] });
    expect(await repair()).toEqual(NOTHING);
  });

  it('is read right all the same when another engine made it', async () => {
    await record(down);
    await spoil('engine');
    await spoil('rollup');
    const [rollup] = await readRollups(db.table, [OCTOBER_14]);
    expect(rollup?.streams[0]?.changes).toEqual([{ at: parseInstant('2026-10-14T07:12:00Z'), state: 'down' }]);
  });

  it('is left alone while an event of the last two minutes may be on its way into it', async () => {
    await record(down);
    const event: StateEvent = {
      kind: 'state',
      service: 'checkout',
      monitor: 'probe',
      stream: 'probe',
      state: 'up',
      at: parseInstant('2026-10-14T12:03:01Z'),
    };
    const provenance = { delivery: { pk: 'D', sk: 'd' }, recordedAt: event.at };
    await appendEvent(db.table, identify(event), provenance);
    expect(await repair('2026-10-14T12:05:00.999Z')).toEqual(NOTHING);
    expect(await repair('2026-10-14T12:05:01Z')).toEqual({ deliveries: 0, rollups: 1, services: ['checkout'] });
    expect(bucketOf(event)).toEqual(OCTOBER_14);
  });
});

describe('all buckets of a service', () => {
  it('are the days on which any of its streams has events', async () => {
    const days = [stateJson('2026-10-14T07:12:00Z', 'down'), stateJson('2026-10-02T07:12:00Z', 'down')];
    const other = stateJson('2026-10-14T08:00:00Z', 'down', { monitor: 'search-probe' });
    await record(delivery(...days, other));
    expect(await bucketsOfService(db.table, 'checkout')).toEqual([
      { subject: 'checkout', span: '2026-10-02' },
      OCTOBER_14,
    ]);
  });

  it('are folded once each, and only the stale ones', async () => {
    await record(down, searchDown);
    await remove(rollupKey(OCTOBER_14));
    const both = [OCTOBER_14, OCTOBER_14, { subject: 'search', span: '2026-10-14' }];
    expect(await refreshStale(db.table, both, parseInstant('2026-10-14T12:05:00Z'))).toEqual([OCTOBER_14]);
  });
});
