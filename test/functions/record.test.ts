import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import 'aws-sdk-client-mock-vitest/extend';
import { beforeEach, describe, expect, it } from 'vitest';
import { publishCatalogue } from '../../shared/store/catalogue-versions.ts';
import { putDelivery } from '../../shared/store/deliveries.ts';
import { begunKey } from '../../shared/store/keys.ts';
import { listQuarantine } from '../../shared/store/quarantine.ts';
import { readRollups } from '../../shared/store/rollups.ts';
import { catalogue, monitor, service, source } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { alertmanagerJson, stateJson, webhook } from '../support/deliveries.ts';
import { environmentOf, startFunction } from '../support/functions.ts';
import { batchOf, busMessage, comingAgain, lambdaContext } from '../support/lambda.ts';

const db = useDatabase();
const bus = mockClient(EventBridgeClient);

const shop = catalogue({
  sources: [source({ id: 'probes' })],
  services: [service(), service({ id: 'search', monitors: [monitor({ id: 'search-probe' })] })],
});

beforeEach(async () => {
  await publishCatalogue(db.table, shop, 0);
  bus.reset();
  bus.on(PutEventsCommand).resolves({ FailedEntryCount: 0 });
});

async function start() {
  const { handler, counts } = await startFunction(() => import('../../functions/record.ts'), environmentOf(db));
  return { counts, run: async (...bodies: (object | string)[]) => await handler(batchOf(...bodies), lambdaContext) };
}

async function received(...signals: readonly object[]): Promise<object> {
  return busMessage(
    'DeliveryReceived',
    await putDelivery(db.table, webhook('probes', signals, '2026-10-14T12:00:00Z')),
  );
}

/** What the bus was told, as `type detail`. */
function told(): string[] {
  const entries = bus.commandCalls(PutEventsCommand).flatMap(({ args }) => args[0].input.Entries ?? []);
  return entries.map(({ DetailType, Detail }) => `${DetailType} ${Detail}`);
}

const down = stateJson('2026-10-14T07:12:00Z', 'down');
const searchDown = stateJson('2026-10-14T07:12:00Z', 'down', { monitor: 'search-probe' });
const missing = busMessage('DeliveryReceived', { pk: 'D#2026-10-14T12:00#0', sk: 'none' });

describe('a batch of deliveries', () => {
  it('is recorded, and each service that it speaks of is told once', async () => {
    const { run, counts } = await start();
    const batch = [await received(down), await received(down, searchDown), await received(searchDown)];
    expect(await run(...batch)).toEqual({ batchItemFailures: [] });
    expect(told()).toEqual(['ServiceStateChanged {"service":"checkout"}', 'ServiceStateChanged {"service":"search"}']);
    expect(counts).toEqual({ EventsRecorded: 4, PartsQuarantined: 0 });
    const rollups = await readRollups(db.table, [{ subject: 'search', span: '2026-10-14' }]);
    expect(rollups[0]?.streams).toHaveLength(1);
  });

  it('is told of again when it comes again: the first time may have been cut off', async () => {
    const { run } = await start();
    const message = await received(down);
    await run(message);
    await run(message);
    expect(told()).toEqual(Array.from({ length: 2 }, () => 'ServiceStateChanged {"service":"checkout"}'));
  });

  it('tells of incidents by their name, and of signs of life nobody', async () => {
    const { run } = await start();
    const incident = {
      kind: 'incident',
      incident: 'INC-1',
      phase: 'opened',
      priority: 'P1',
      at: '2026-10-14T07:12:00Z',
    };
    const beat = { kind: 'heartbeat', feed: 'probes', at: '2026-10-14T07:12:00Z', every: 'PT1M' };
    await run(await received(incident), await received(beat));
    expect(told()).toEqual(['IncidentChanged {"incident":"INC-1"}']);
  });

  it('from which alerts were left out is told of once, with its source and when it came', async () => {
    const from = { ...shop, sources: [source({ id: 'am-eu', type: 'alertmanager' })] };
    await publishCatalogue(db.table, from, 1);
    const message = async (time: string) => {
      const body = { ...alertmanagerJson(), truncatedAlerts: 3, groupKey: time };
      return busMessage('DeliveryReceived', await putDelivery(db.table, webhook('am-eu', body, time)));
    };
    const { run, counts } = await start();
    await run(await message('2026-10-14T12:00:00Z'), await message('2026-10-14T12:05:00Z'));
    const detail = '{"type":"DeliveryTruncated","source":"am-eu","receivedAt":"2026-10-14T12:05:00.000Z"}';
    expect(told()).toEqual([`DeliveryTruncated ${detail}`]);
    expect(counts).toEqual({ EventsRecorded: 0, PartsQuarantined: 2 });
  });

  it('that comes again is recorded all the same, but for what has ended its reader three times', async () => {
    const { handler, counts } = await startFunction(() => import('../../functions/record.ts'), environmentOf(db));
    const poison = await putDelivery(db.table, webhook('probes', [down], '2026-10-14T12:00:01Z'));
    const begun = { ...begunKey(poison), begun: 3 };
    await db.table.client.send(new PutCommand({ TableName: db.table.name, Item: begun }));
    const again = comingAgain(batchOf(busMessage('DeliveryReceived', poison), await received(searchDown)));
    expect(await handler(again, lambdaContext)).toEqual({ batchItemFailures: [] });
    expect(told()).toEqual(['ServiceStateChanged {"service":"search"}']);
    expect(counts).toEqual({ EventsRecorded: 1, PartsQuarantined: 1 });
    expect(await listQuarantine(db.table)).toMatchObject([{ source: 'probes', reason: 'poison' }]);
  });

  it('is recorded though nobody says how often it came', async () => {
    const { handler } = await startFunction(() => import('../../functions/record.ts'), environmentOf(db));
    const batch = comingAgain(batchOf(await received(down)), Number.NaN);
    expect(await handler(batch, lambdaContext)).toEqual({ batchItemFailures: [] });
    expect(told()).toEqual(['ServiceStateChanged {"service":"checkout"}']);
  });

  it('that comes again is read as far as there is time for each by itself; the rest comes again', async () => {
    const { handler } = await startFunction(() => import('../../functions/record.ts'), environmentOf(db));
    const again = comingAgain(batchOf(await received(down), await received(searchDown)));
    // At the beginning, before the first, and before the second.
    const left = [60_000, 30_000, 29_999];
    const context = { ...lambdaContext, getRemainingTimeInMillis: () => left.shift() ?? 0 };
    expect(await handler(again, context)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm2' }] });
    expect(told()).toEqual(['ServiceStateChanged {"service":"checkout"}']);
  });

  it('with nothing to tell makes no call to the bus', async () => {
    const { run } = await start();
    await run(await received(stateJson('2026-10-14T07:12:00Z', 'down', { monitor: 'nobody' })));
    expect(bus).not.toHaveReceivedAnyCommand();
    expect(await listQuarantine(db.table)).toHaveLength(1);
  });
});

describe('what fails', () => {
  it('is answered message by message: exactly the failed ones come again', async () => {
    const { run, counts } = await start();
    const batch = [await received(down), missing, 'no JSON', { type: 'Unheard' }, await received(searchDown)];
    const { batchItemFailures } = await run(...batch);
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort()).toEqual(['m2', 'm3', 'm4']);
    expect(told()).toEqual(['ServiceStateChanged {"service":"checkout"}', 'ServiceStateChanged {"service":"search"}']);
    expect(counts).toEqual({ EventsRecorded: 2, PartsQuarantined: 0 });
  });

  it('beyond the messages fails the whole batch, which comes again', async () => {
    bus.on(PutEventsCommand).rejects(new Error('no bus'));
    const { run } = await start();
    await expect(run(await received(down), await received(searchDown))).rejects.toThrow('no bus');
  });

  it('because the bus took only a part fails the whole batch too', async () => {
    bus.on(PutEventsCommand).resolves({ FailedEntryCount: 1, Entries: [{}, { ErrorMessage: 'internal' }] });
    const { run } = await start();
    await expect(run(await received(down, searchDown))).rejects.toThrow(
      'expected all events to be accepted; 1 were not: internal',
    );
  });

  it('for want of a catalogue waits for one', async () => {
    const table = await db.anotherTable();
    const environment = environmentOf({ table, endpoint: db.endpoint });
    const { handler } = await startFunction(() => import('../../functions/record.ts'), environment);
    const delivery = webhook('probes', [down], '2026-10-14T12:00:00Z');
    const batch = batchOf(busMessage('DeliveryReceived', await putDelivery(table, delivery)));
    expect(await handler(batch, lambdaContext)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    await publishCatalogue(table, shop, 0);
    expect(await handler(batch, lambdaContext)).toEqual({ batchItemFailures: [] });
  });
});
