import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { gzipSync } from 'node:zlib';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { bucketOf } from '../../shared/domain/bucket.ts';
import { ENGINE } from '../../shared/domain/engine.ts';
import { identify, type StateEvent } from '../../shared/domain/event.ts';
import { fold, setRoot } from '../../shared/domain/fold.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import {
  type Delivery,
  DeliveryTooLargeError,
  deliveryDigest,
  getDelivery,
  MAX_STORED_BYTES,
  putDelivery,
} from '../../shared/store/deliveries.ts';
import { rollupKey } from '../../shared/store/keys.ts';
import { eventsOf } from '../../shared/store/ledger.ts';
import { listQuarantine } from '../../shared/store/quarantine.ts';
import { DeliveryMissingError, type Recorded, recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { readRollups, refresh } from '../../shared/store/rollups.ts';
import { get, type Item } from '../../shared/store/table.ts';
import { monitor, service, source, version } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { alertJson, alertmanagerJson, recording, stateJson, webhook } from '../support/deliveries.ts';
import { contentsOf } from '../support/dynalite.ts';
import { placeOf, watch } from '../support/watch.ts';

const db = useDatabase();

const shop = version({
  sources: [source({ id: 'am', type: 'alertmanager' }), source({ id: 'probes' })],
  services: [
    service({ monitors: [monitor({ id: 'probe' }), monitor({ id: 'alert', match: { service: 'checkout' } })] }),
    service({ id: 'search', monitors: [monitor({ id: 'search-probe' })] }),
  ],
});

const OCTOBER_14 = { subject: 'checkout', span: '2026-10-14' };

const outage = webhook(
  'probes',
  [stateJson('2026-10-14T07:12:00Z', 'down'), stateJson('2026-10-14T09:20:00Z', 'up')],
  '2026-10-14T09:21:00Z',
);

async function record(...deliveries: readonly Delivery[]): Promise<Recorded[]> {
  const pointers = await Promise.all(deliveries.map((delivery) => putDelivery(db.table, delivery)));
  return await recordDeliveries(db.table, pointers, recording([shop]));
}

describe('step 1: a delivery is put if it is absent', () => {
  it('is kept byte for byte, whatever the bytes', async () => {
    const body = Uint8Array.from({ length: 1024 }, (_, index) => (index * 7) % 256);
    const pointer = await putDelivery(db.table, { ...outage, body });
    const kept = await getDelivery(db.table, pointer);
    expect(Buffer.from(kept?.body ?? [])).toEqual(Buffer.from(body));
    expect(kept).toMatchObject({
      source: 'probes',
      headers: { 'content-type': 'application/json' },
      receivedAt: parseInstant('2026-10-14T09:21:00Z'),
    });
  });

  it('lies in its minute under the digest of what came and when, in ASCII', async () => {
    const pointer = await putDelivery(db.table, outage);
    expect(pointer.pk).toMatch(/^D#2026-10-14T09:21#[0-3]$/);
    expect(pointer.sk).toBe(deliveryDigest(outage));
    expect(pointer.sk).toMatch(/^[0-9a-f]{64}$/);
  });

  it('put again succeeds and changes nothing', async () => {
    const pointer = await putDelivery(db.table, outage);
    const again = await putDelivery(db.table, { ...outage, receivedAt: outage.receivedAt + 999 });
    expect(again).toEqual(pointer);
    expect(await getDelivery(db.table, pointer)).toMatchObject({
      receivedAt: outage.receivedAt,
      headers: outage.headers,
    });
    expect(await contentsOf(db.table)).toHaveLength(1);
  });

  it('is another one in the next minute, and from another source', async () => {
    const pointers = await Promise.all([
      putDelivery(db.table, outage),
      putDelivery(db.table, { ...outage, receivedAt: outage.receivedAt + 60_000 }),
      putDelivery(db.table, { ...outage, source: 'am' }),
    ]);
    expect(new Set(pointers.map(({ pk, sk }) => `${pk} ${sk}`)).size).toBe(3);
  });

  it('of any size that storage takes is taken', async () => {
    const pointer = await putDelivery(db.table, { ...outage, body: incompressible(MAX_STORED_BYTES) });
    expect((await getDelivery(db.table, pointer))?.body.byteLength).toBeGreaterThan(MAX_STORED_BYTES - 1_024);
  });

  it('of a larger size is refused, and nothing is stored', async () => {
    const tooLarge = putDelivery(db.table, { ...outage, body: randomBytes(MAX_STORED_BYTES) });
    await expect(tooLarge).rejects.toThrow(DeliveryTooLargeError);
    await expect(tooLarge).rejects.toThrow(/expected a body of at most 358400 bytes when compressed; got 3585\d\d/);
    expect(await contentsOf(db.table)).toEqual([]);
  });
});

/** Random bytes that gzip to exactly `bytes`. */
function incompressible(bytes: number): Buffer {
  const overhead = gzipSync(randomBytes(bytes)).byteLength - bytes;
  return randomBytes(bytes - overhead);
}

describe('step 2: a delivery is loaded and read', () => {
  it('by a consistent read', async () => {
    const pointer = await putDelivery(db.table, outage);
    const calls = watch(db.table);
    await recordDeliveries(db.table, [pointer], recording([shop]));
    const request = { [db.table.name]: { Keys: [pointer], ConsistentRead: true } };
    expect(calls[0]).toMatchObject({ command: 'BatchGetItem', input: { RequestItems: request } });
  });

  it('together with the others of its batch, and once if it is there twice', async () => {
    const other = webhook('probes', stateJson('2026-10-14T10:00:00Z', 'up'), '2026-10-14T10:00:01Z');
    const pointers = await Promise.all([outage, other, outage].map((it) => putDelivery(db.table, it)));
    const calls = watch(db.table);
    const recorded = await recordDeliveries(db.table, pointers, recording([shop]));
    expect(recorded.map(({ state }) => state)).toEqual(['recorded', 'recorded', 'recorded']);
    expect(calls.filter(({ command }) => command.endsWith('GetItem'))).toHaveLength(1);
  });

  it('into as many events as it tells of', async () => {
    // A resolved alert tells of its beginning too.
    const resolved = alertJson('2026-10-14T07:12:00Z', '2026-10-14T09:20:00Z');
    const [recorded] = await record(webhook('am', alertmanagerJson(resolved), '2026-10-14T09:21:00Z'));
    const event = {
      kind: 'state',
      service: 'checkout',
      monitor: 'alert',
      stream: 'c1f9d3a2b4e5f607',
      title: 'CheckoutDown',
      url: 'http://prometheus.example.com/graph?g0.expr=up',
    };
    expect(recorded).toMatchObject({
      state: 'recorded',
      events: [
        { ...event, state: 'down', at: parseInstant('2026-10-14T07:12:00Z') },
        { ...event, state: 'up', at: parseInstant('2026-10-14T09:20:00Z'), previous: 'down' },
      ],
    });
  });

  it('into none when there is nothing to say', async () => {
    const [recorded] = await record(webhook('am', alertmanagerJson(), '2026-10-14T09:21:00Z'));
    expect(recorded).toMatchObject({ state: 'recorded', events: [] });
  });

  it('with what maps to no service in quarantine, with its reason and its place', async () => {
    const mixed = [
      stateJson('2026-10-14T07:12:00Z', 'down', { monitor: 'nobody' }),
      stateJson('2026-10-14T07:12:30Z', 'fine'),
    ];
    const delivery = webhook('probes', [...mixed, stateJson('2026-10-14T07:13:00Z', 'down')], '2026-10-14T09:21:00Z');
    const [recorded] = await record(delivery);
    expect(recorded).toMatchObject({ state: 'recorded', events: [{ monitor: 'probe' }] });
    const quarantined = await listQuarantine(db.table);
    expect(quarantined.map(({ reason }) => reason).sort()).toEqual([
      'invalid',
      'no monitor matches "nobody" without labels',
    ]);
    const unmapped = quarantined.find(({ reason }) => reason !== 'invalid');
    expect(unmapped?.detail).toContain('"at":"2026-10-14T07:12:00.000Z"');
    for (const { source: from, receivedAt, delivery: pointer } of quarantined) {
      expect({ from, receivedAt }).toEqual({ from: 'probes', receivedAt: '2026-10-14T09:21:00.000Z' });
      expect((await getDelivery(db.table, pointer))?.body).toEqual(delivery.body);
    }
  });

  it('with a body that nobody can read in quarantine, once, however often it is recorded', async () => {
    const broken = { ...outage, body: Buffer.from([0xff, 0xfe, 0x00]) };
    await record(broken);
    await record(broken);
    expect(await listQuarantine(db.table)).toMatchObject([{ source: 'probes', reason: 'unreadable' }]);
  });

  it('with the catalogue in force when it happened', async () => {
    const renamed = version({
      ...shop.catalogue,
      effectiveFrom: parseInstant('2026-10-14T08:00:00Z'),
      services: [service({ id: 'basket', monitors: [monitor({ id: 'probe' })] })],
    });
    const pointer = await putDelivery(db.table, outage);
    const [recorded] = await recordDeliveries(db.table, [pointer], recording([shop, renamed]));
    expect(recorded).toMatchObject({ events: [{ service: 'checkout' }, { service: 'basket' }] });
  });

  it('and waits when there is no catalogue yet', async () => {
    const pointer = await putDelivery(db.table, outage);
    const [recorded] = await recordDeliveries(db.table, [pointer], recording([]));
    expect(recorded).toMatchObject({ state: 'failed', error: { code: 'NO_CATALOGUE' } });
  });
});

describe('step 3: each event is put into the ledger if it is absent', () => {
  it('under its time and its identity, with the delivery that told of it first', async () => {
    const [recorded] = await record(outage);
    const later = { ...outage, receivedAt: outage.receivedAt + 60_000 };
    await record(later);
    const ledger = (await contentsOf(db.table)).filter(({ pk }) => pk === 'L#checkout#2026-10-14');
    const down: StateEvent = {
      kind: 'state',
      service: 'checkout',
      monitor: 'probe',
      stream: 'probe',
      state: 'down',
      at: parseInstant('2026-10-14T07:12:00Z'),
    };
    expect(ledger).toHaveLength(2);
    expect(ledger[0]).toEqual({
      pk: 'L#checkout#2026-10-14',
      sk: `2026-10-14T07:12:00.000Z#${identify(down).id}`,
      event: down,
      delivery: recorded?.pointer,
      recordedAt: '2026-11-01T00:00:00.000Z',
    });
  });

  it('and a duplicate does not end the work: what a crash left unfolded is folded', async () => {
    await record(outage);
    await db.table.client.send(new DeleteCommand({ TableName: db.table.name, Key: { ...rollupKey(OCTOBER_14) } }));
    await record(outage);
    expect(await readRollups(db.table, [OCTOBER_14])).toEqual([fold(await eventsOf(db.table, OCTOBER_14))]);
  });

  it('and an event that nothing in the index points to does not exist', async () => {
    const pointer = await putDelivery(db.table, outage);
    const calls = watch(db.table);
    await recordDeliveries(db.table, [pointer], recording([shop]));
    const places = calls.map(placeOf);
    const firstEvent = places.findIndex((place) => place.startsWith('L#'));
    for (const index of ['H#checkout probe#probe', 'H#checkout#2026 probe#probe']) {
      expect(places.indexOf(index)).toBeGreaterThanOrEqual(0);
      expect(places.indexOf(index)).toBeLessThan(firstEvent);
    }
  });
});

describe('step 4: a ticket is taken', () => {
  it('after the last event was put and before the ledger is read', async () => {
    const pointer = await putDelivery(db.table, outage);
    const calls = watch(db.table);
    await recordDeliveries(db.table, [pointer], recording([shop]));
    const steps = calls.map((call) => `${call.command} ${placeOf(call)}`);
    const lastEvent = steps.findLastIndex((step) => step.startsWith('PutItem L#'));
    const ticket = steps.indexOf('UpdateItem R#checkout#2026-10 T#2026-10-14');
    const read = steps.indexOf('Query L#checkout#2026-10-14');
    expect(lastEvent).toBeGreaterThan(0);
    expect([lastEvent, ticket, read]).toEqual([lastEvent, lastEvent + 1, lastEvent + 2]);
    expect(calls[ticket]?.input).toMatchObject({
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': 1 },
    });
  });

  it('once for each bucket touched, however many deliveries touch it', async () => {
    const nextDay = [stateJson('2026-10-15T00:00:00Z', 'down'), stateJson('2026-10-14T23:59:59.999Z', 'up')];
    const other = [stateJson('2026-10-14T12:00:00Z', 'down', { monitor: 'search-probe' })];
    const deliveries = [outage, ...[nextDay, other].map((json) => webhook('probes', json, '2026-10-15T00:01:00Z'))];
    const pointers = await Promise.all(deliveries.map((delivery) => putDelivery(db.table, delivery)));
    const calls = watch(db.table);
    await recordDeliveries(db.table, pointers, recording([shop]));
    const tickets = calls.map(placeOf).filter((place) => place.includes(' T#'));
    expect(tickets.sort()).toEqual([
      'R#checkout#2026-10 T#2026-10-14',
      'R#checkout#2026-10 T#2026-10-15',
      'R#search#2026-10 T#2026-10-14',
    ]);
  });

  it('for a duplicate too', async () => {
    await record(outage);
    await record(outage);
    expect(await get(db.table, { pk: 'R#checkout#2026-10', sk: 'T#2026-10-14' })).toMatchObject({ n: 2 });
  });
});

describe('step 5: the ledger of the bucket is read and folded', () => {
  it('by consistent reads over all pages', async () => {
    // 400 events of some 3,700 bytes: 1.4 MB, and a page holds 1 MB.
    const long = { title: '€'.repeat(500), url: `https://probe.example.com/${'x'.repeat(1_990)}` };
    const signals = Array.from({ length: 400 }, (_, minute) =>
      stateJson(new Date(Date.UTC(2026, 9, 14, 0, minute)).toISOString(), minute % 2 === 0 ? 'down' : 'up', long),
    );
    const pointer = await putDelivery(db.table, webhook('probes', signals, '2026-10-14T12:00:00Z'));
    const calls = watch(db.table);
    const [recorded] = await recordDeliveries(db.table, [pointer], recording([shop]));
    expect(recorded).toMatchObject({ state: 'recorded' });
    const queries = calls.filter(({ command }) => command === 'Query');
    expect(queries.length).toBeGreaterThanOrEqual(2);
    expect(queries.every(({ input }) => input.ConsistentRead === true)).toBe(true);
    const [rollup] = await readRollups(db.table, [OCTOBER_14]);
    expect(rollup?.streams[0]?.changes).toHaveLength(400);
  });

  it('in the order of time, whatever order it came in', async () => {
    await record(webhook('probes', stateJson('2026-10-14T09:20:00Z', 'up'), '2026-10-14T09:20:10Z'));
    await record(webhook('probes', stateJson('2026-10-14T07:12:00Z', 'down'), '2026-10-14T09:30:00Z'));
    const [rollup] = await readRollups(db.table, [OCTOBER_14]);
    expect(rollup?.streams).toEqual([
      {
        monitor: 'probe',
        stream: 'probe',
        changes: [
          { at: parseInstant('2026-10-14T07:12:00Z'), state: 'down' },
          { at: parseInstant('2026-10-14T09:20:00Z'), state: 'up' },
        ],
      },
    ]);
  });
});

describe('step 6: the rollup is published behind its ticket', () => {
  it('with the root of the set, the engine and the ticket', async () => {
    await record(outage);
    expect(await get(db.table, rollupKey(OCTOBER_14))).toMatchObject({
      setRoot: setRoot(await eventsOf(db.table, OCTOBER_14)),
      engine: ENGINE,
      s: 1,
    });
  });

  it('under the condition that no later ticket has published', async () => {
    const pointer = await putDelivery(db.table, outage);
    const calls = watch(db.table);
    await recordDeliveries(db.table, [pointer], recording([shop]));
    expect(calls.at(-1)).toMatchObject({
      command: 'PutItem',
      input: {
        ConditionExpression: 'attribute_not_exists(s) OR s < :s',
        ExpressionAttributeValues: { ':s': 1 },
      },
    });
  });

  it('and one that was frozen between reading and publishing loses to a later ticket, which is success', async () => {
    const thaw = Promise.withResolvers<void>();
    const frozen = Promise.withResolvers<void>();
    const slow = db.anotherProcess(async (call) => {
      if (placeOf(call) !== 'R#checkout#2026-10 V#2026-10-14') return;
      frozen.resolve();
      await thaw.promise;
    });
    const first = await putDelivery(
      db.table,
      webhook('probes', stateJson('2026-10-14T07:12:00Z', 'down'), '2026-10-14T07:13:00Z'),
    );
    const slowly = recordDeliveries(slow, [first], recording([shop]));
    await frozen.promise;
    await record(webhook('probes', stateJson('2026-10-14T09:20:00Z', 'up'), '2026-10-14T09:21:00Z'));
    thaw.resolve();
    expect(await slowly).toMatchObject([{ state: 'recorded' }]);
    expect(await get(db.table, rollupKey(OCTOBER_14))).toMatchObject({ s: 2 });
    const [rollup] = await readRollups(db.table, [OCTOBER_14]);
    expect(rollup?.streams[0]?.changes.map(({ state }) => state)).toEqual(['down', 'up']);
  });

  it('and one that had a ticket but never published is overtaken by the next', async () => {
    const dies = db.anotherProcess((call) => {
      if (call.command === 'Query') throw new Error('killed');
    });
    await expect(refresh(dies, OCTOBER_14)).rejects.toThrow('killed');
    await record(outage);
    expect(await get(db.table, rollupKey(OCTOBER_14))).toMatchObject({ s: 2 });
  });
});

describe('step 7: exactly the deliveries whose work failed come again', () => {
  const search = webhook(
    'probes',
    stateJson('2026-10-14T12:00:00Z', 'down', { monitor: 'search-probe' }),
    '2026-10-14T12:01:00Z',
  );

  it('a delivery that is not there fails alone', async () => {
    const pointers = [await putDelivery(db.table, outage), { pk: 'D#2026-10-14T09:21#0', sk: 'none' }];
    const outcomes = await recordDeliveries(db.table, pointers, recording([shop]));
    expect(outcomes.map(({ state }) => state)).toEqual(['recorded', 'failed']);
    expect(outcomes[1]).toMatchObject({ error: expect.any(DeliveryMissingError) });
  });

  it('a delivery whose event could not be put fails alone', async () => {
    const pointers = await Promise.all([outage, search].map((delivery) => putDelivery(db.table, delivery)));
    const failing = db.anotherProcess((call) => {
      if (call.command === 'PutItem' && placeOf(call).startsWith('L#search')) throw new Error('throttled');
    });
    const outcomes = await recordDeliveries(failing, pointers, recording([shop]));
    expect(outcomes.map(({ state }) => state)).toEqual(['recorded', 'failed']);
  });

  it('every delivery in a bucket that could not be folded fails, and no other', async () => {
    const both = webhook(
      'probes',
      [stateJson('2026-10-14T12:05:00Z', 'up', { monitor: 'search-probe' }), stateJson('2026-10-14T12:05:00Z', 'down')],
      '2026-10-14T12:06:00Z',
    );
    const pointers = await Promise.all([outage, search, both].map((delivery) => putDelivery(db.table, delivery)));
    const failing = db.anotherProcess((call) => {
      if (call.command === 'UpdateItem' && placeOf(call).startsWith('R#search')) throw new Error('throttled');
    });
    const outcomes = await recordDeliveries(failing, pointers, recording([shop]));
    expect(outcomes.map(({ state }) => state)).toEqual(['recorded', 'failed', 'failed']);
    expect(await recordDeliveries(db.table, pointers, recording([shop]))).toMatchObject([
      { state: 'recorded' },
      { state: 'recorded' },
      { state: 'recorded' },
    ]);
  });
});

describe('a bucket is a service and a UTC day', () => {
  it('and one event touches one bucket', () => {
    const event: StateEvent = {
      kind: 'state',
      service: 'checkout',
      monitor: 'probe',
      stream: 'probe',
      state: 'down',
      at: parseInstant('2026-10-15T01:59:59.999+02:00'),
    };
    expect(bucketOf(event)).toEqual(OCTOBER_14);
    expect(bucketOf({ ...event, at: event.at + 1 })).toEqual({ subject: 'checkout', span: '2026-10-15' });
  });

  it('and a late event changes the one item that its day is read from', async () => {
    await record(outage, webhook('probes', stateJson('2026-10-15T07:00:00Z', 'down'), '2026-10-15T07:01:00Z'));
    const before = await contentsOf(db.table);
    await record(webhook('probes', stateJson('2026-10-14T11:00:00Z', 'down'), '2026-10-20T00:00:00Z'));
    const isKnown = (item: Item): boolean => before.some((it) => isDeepStrictEqual(it, item));
    const changed = (await contentsOf(db.table)).filter((item) => !isKnown(item));
    const places = changed.map(({ pk, sk }) => `${pk} ${sk}`.replace(/[0-9a-f]{64}/, '…').replace(/#[0-3] /, '#n '));
    expect(places).toEqual([
      'D#2026-10-20T00:00#n …',
      'L#checkout#2026-10-14 2026-10-14T11:00:00.000Z#…',
      'R#checkout#2026-10 T#2026-10-14',
      'R#checkout#2026-10 V#2026-10-14',
    ]);
  });
});
