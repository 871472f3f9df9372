import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import 'aws-sdk-client-mock-vitest/extend';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ENGINE } from '../../shared/domain/engine.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { suspectsAmong } from '../../shared/store/begun-readings.ts';
import { catalogueVersions, publishCatalogue } from '../../shared/store/catalogue-versions.ts';
import { type Delivery, putDelivery } from '../../shared/store/deliveries.ts';
import { begunKey, rollupKey } from '../../shared/store/keys.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { readRollups } from '../../shared/store/rollups.ts';
import { readSweepCursor, writeSweepCursor } from '../../shared/store/sweep-cursor.ts';
import { getAll } from '../../shared/store/table.ts';
import { catalogue, monitor, service, source } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { recording, stateJson, webhook } from '../support/deliveries.ts';
import { environmentOf, startFunction } from '../support/functions.ts';
import { batchOf, comingAgain, lambdaContext } from '../support/lambda.ts';

const db = useDatabase();
const bus = mockClient(EventBridgeClient);
const shop = catalogue({
  sources: [source({ id: 'probes' })],
  services: [service(), service({ id: 'search', monitors: [monitor({ id: 'search-probe' })] })],
});
const DAY = '2026-10-14';

beforeEach(async () => {
  await publishCatalogue(db.table, shop, 0);
  // The last sweep was at noon, so this one begins ten minutes before.
  await writeSweepCursor(db.table, { sweptUntil: parseInstant(`${DAY}T12:00:00Z`), engine: ENGINE });
  bus.reset();
  bus.on(PutEventsCommand).resolves({ FailedEntryCount: 0 });
});
afterEach(() => vi.useRealTimers());

const down = webhook('probes', stateJson(`${DAY}T11:59:00Z`, 'down'), `${DAY}T12:00:10Z`);
const searchDown = webhook(
  'probes',
  stateJson(`${DAY}T11:59:00Z`, 'down', { monitor: 'search-probe' }),
  `${DAY}T12:01:10Z`,
);

async function put(delivery: Delivery) {
  return await putDelivery(db.table, delivery);
}

async function record(delivery: Delivery): Promise<void> {
  const pointer = await put(delivery);
  await recordDeliveries(db.table, [pointer], recording(await catalogueVersions(db.table), `${DAY}T12:00:20Z`));
}

async function loseRollup(): Promise<void> {
  const Key = { ...rollupKey({ subject: 'checkout', span: DAY }) };
  await db.table.client.send(new DeleteCommand({ TableName: db.table.name, Key }));
}

/** Runs the sweep at a moment of 14 October. @returns what it has counted */
async function sweepAt(time: string, messages = batchOf({ type: 'Sweep' })): Promise<Readonly<Record<string, number>>> {
  vi.useFakeTimers({ toFake: ['Date'], now: parseInstant(`${DAY}T${time}Z`) });
  const { handler, counts } = await startFunction(() => import('../../functions/sweep.ts'), environmentOf(db));
  expect(await handler(messages, lambdaContext)).toEqual({ batchItemFailures: [] });
  return counts;
}

function told(): (string | undefined)[] {
  const entries = bus.commandCalls(PutEventsCommand).flatMap(({ args }) => args[0].input.Entries ?? []);
  return entries.map(({ DetailType, Detail }) => `${DetailType} ${Detail}`);
}

const rollupsOf = (subject: string) => readRollups(db.table, [{ subject, span: DAY }]);

describe('a sweep', () => {
  it('with nothing to mend says so: zero repairs', async () => {
    await record(down);
    expect(await sweepAt('12:10:00')).toEqual({ SweepRepairs: 0 });
    expect(bus).not.toHaveReceivedAnyCommand();
  });

  it('records what the queue lost, folds what is stale, counts both and tells of the services', async () => {
    await record(down);
    await loseRollup();
    await put(searchDown);
    expect(await sweepAt('12:10:00')).toEqual({ SweepRepairs: 2 });
    expect(told()).toEqual(['ServiceStateChanged {"service":"checkout"}', 'ServiceStateChanged {"service":"search"}']);
    expect(await rollupsOf('checkout')).toHaveLength(1);
    expect(await rollupsOf('search')).toHaveLength(1);
    expect(await sweepAt('12:11:00')).toEqual({ SweepRepairs: 0 });
  });

  it('that was cut off and comes again mends the same, and marks what it reads of the first minute not swept yet', async () => {
    const [first, second] = [await put(down), await put(searchDown)];
    expect(await sweepAt('12:10:00', comingAgain(batchOf({ type: 'Sweep' })))).toEqual({ SweepRepairs: 2 });
    expect(await suspectsAmong(db.table, [first, second])).toMatchObject([{ begun: 0 }, { begun: 0 }]);
    expect(await getAll(db.table, [begunKey(first)])).toHaveLength(1);
    expect(await getAll(db.table, [begunKey(second)])).toHaveLength(0);
    expect(await rollupsOf('search')).toHaveLength(1);
    expect(await readSweepCursor(db.table)).toMatchObject({ sweptUntil: parseInstant(`${DAY}T12:03:00Z`) });
  });

  it('that is cut off again and again marks what it reads of the minutes that it has swept before, too', async () => {
    const before = await put({ ...down, receivedAt: parseInstant(`${DAY}T11:55:00Z`) });
    const marks = async () => (await getAll(db.table, [begunKey(before)])).length;
    await sweepAt('12:10:00', comingAgain(batchOf({ type: 'Sweep' }), 5));
    expect(await marks()).toBe(0);
    await sweepAt('12:10:00', comingAgain(batchOf({ type: 'Sweep' }), 6));
    expect(await marks()).toBe(1);
    expect(await suspectsAmong(db.table, [before])).toMatchObject([{ begun: 0 }]);
  });

  it('leaves a delivery of the last seven minutes to the queue and its first retry', async () => {
    await put(down);
    expect(await sweepAt('12:07:59')).toEqual({ SweepRepairs: 0 });
    expect(await sweepAt('12:08:00')).toEqual({ SweepRepairs: 1 });
  });

  it('goes on where the last one ended, with ten minutes of overlap', async () => {
    await sweepAt('12:10:30');
    expect(await readSweepCursor(db.table)).toEqual({ sweptUntil: parseInstant(`${DAY}T12:03:00Z`), engine: ENGINE });
    await put({ ...down, receivedAt: parseInstant(`${DAY}T11:53:00Z`) });
    await put({ ...searchDown, receivedAt: parseInstant(`${DAY}T11:52:59Z`) });
    expect(await sweepAt('12:15:30')).toEqual({ SweepRepairs: 1 });
  });

  it('that could not tell does not go on: the next one tells', async () => {
    await put(down);
    bus.on(PutEventsCommand).rejectsOnce(new Error('no bus')).resolves({ FailedEntryCount: 0 });
    await expect(sweepAt('12:10:00')).rejects.toThrow('no bus');
    expect(await readSweepCursor(db.table)).toMatchObject({ sweptUntil: parseInstant(`${DAY}T12:00:00Z`) });
  });

  it('has nothing to do before there is a catalogue', async () => {
    const table = await db.anotherTable();
    const environment = environmentOf({ table, endpoint: db.endpoint });
    const { handler, counts } = await startFunction(() => import('../../functions/sweep.ts'), environment);
    expect(await handler(batchOf({ type: 'Sweep' }), lambdaContext)).toEqual({ batchItemFailures: [] });
    expect(counts).toEqual({});
    // It remembers from when on there is something to look at.
    expect(await readSweepCursor(table)).toMatchObject({ engine: ENGINE });
  });
});

describe('the first sweep with a new engine', () => {
  it('folds every bucket of every service again, and tells of those that changed', async () => {
    const old = webhook('probes', stateJson('2025-03-01T00:00:00Z', 'down'), '2025-03-01T00:00:10Z');
    await record(old);
    await record(searchDown);
    const Key = { ...rollupKey({ subject: 'checkout', span: '2025-03-01' }) };
    await db.table.client.send(new DeleteCommand({ TableName: db.table.name, Key }));
    await writeSweepCursor(db.table, { sweptUntil: parseInstant(`${DAY}T12:00:00Z`), engine: 'attain-0' });
    await sweepAt('12:10:00');
    expect(told()).toEqual(['ServiceStateChanged {"service":"checkout"}']);
    expect(await readRollups(db.table, [{ subject: 'checkout', span: '2025-03-01' }])).toHaveLength(1);
    expect(await readSweepCursor(db.table)).toMatchObject({ engine: ENGINE });
  });
});
