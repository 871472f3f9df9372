import { readFileSync } from 'node:fs';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import 'aws-sdk-client-mock-vitest/extend';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { publishCatalogue } from '../../shared/store/catalogue-versions.ts';
import { deliveriesOfMinute } from '../../shared/store/deliveries.ts';
import { catalogue, source } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { contentsOf } from '../support/dynalite.ts';
import { environmentOf, startFunction } from '../support/functions.ts';
import { batchOf, lambdaContext } from '../support/lambda.ts';

const db = useDatabase();
const bus = mockClient(EventBridgeClient);
const alarm = example('cloudwatch/alarm');

function example(name: string): object {
  return JSON.parse(readFileSync(`examples/payloads/${name}.json`, 'utf8'));
}

beforeEach(() => {
  // The second of receipt is part of a delivery's identity.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 9, 14) });
  bus.reset();
  bus.on(PutEventsCommand).resolves({ FailedEntryCount: 0 });
});

afterEach(() => vi.useRealTimers());

async function start() {
  const load = () => import('../../functions/ingest-aws-events.ts');
  const { handler } = await startFunction(load, environmentOf(db));
  return async (...bodies: object[]) => await handler(batchOf(...bodies), lambdaContext);
}

async function kept() {
  const deliveries = (await contentsOf(db.table)).filter(({ pk }) => String(pk).startsWith('D#'));
  const minutes = new Set(deliveries.map(({ receivedAt }) => String(receivedAt).slice(0, 16)));
  const placed = (await Promise.all([...minutes].map((minute) => deliveriesOfMinute(db.table, minute)))).flat();
  return await Promise.all(placed.map(({ read }) => read()));
}

describe("an alarm's change of state", () => {
  it('is kept as it came, under the source for alarms, and told', async () => {
    const alarms = source({ id: 'aws-alarms', type: 'cloudwatch', auth: { type: 'aws' } });
    await publishCatalogue(db.table, catalogue({ sources: [source({ id: 'probes' }), alarms] }), 0);
    const run = await start();
    expect(await run(alarm)).toEqual({ batchItemFailures: [] });
    const [stored] = await kept();
    expect(stored?.delivery.source).toBe('aws-alarms');
    expect(JSON.parse(Buffer.from(stored?.delivery.body ?? []).toString())).toEqual(alarm);
    expect(bus).toHaveReceivedCommandExactlyOnceWith(PutEventsCommand, {
      Entries: [
        {
          EventBusName: 'attain',
          Source: 'attain',
          DetailType: 'DeliveryReceived',
          Detail: JSON.stringify(stored?.pointer),
        },
      ],
    });
  });

  it('is kept under the name of its type when the catalogue has no source for alarms, or is not there', async () => {
    const run = await start();
    await run(alarm);
    expect((await kept())[0]?.delivery.source).toBe('cloudwatch');
  });

  it('comes again when the bus could not be told of it, and is kept once', async () => {
    bus.on(PutEventsCommand).rejectsOnce(new Error('no bus')).resolves({ FailedEntryCount: 0 });
    const run = await start();
    await expect(run(alarm)).rejects.toThrow();
    expect(await run(alarm)).toEqual({ batchItemFailures: [] });
    expect(new Set((await kept()).map(({ pointer }) => pointer.sk)).size).toBe(1);
  });

  it('fails alone', async () => {
    const other = { ...alarm, id: 'another' };
    bus.on(PutEventsCommand).rejectsOnce(new Error('no bus')).resolves({ FailedEntryCount: 0 });
    const run = await start();
    expect((await run(alarm, other)).batchItemFailures).toHaveLength(1);
    expect(await kept()).toHaveLength(2);
  });
});

describe('an event of another service', () => {
  const canary = example('cloudwatch-synthetics/failed');
  const health = example('aws-health/issue-open');

  it('goes to the source of its type', async () => {
    const sources = [
      source({ id: 'alarms', type: 'cloudwatch' }),
      source({ id: 'canaries', type: 'cloudwatch-synthetics' }),
      source({ id: 'aws', type: 'aws-health' }),
    ];
    await publishCatalogue(db.table, catalogue({ sources }), 0);
    const run = await start();
    expect(await run(alarm, canary, health)).toEqual({ batchItemFailures: [] });
    expect((await kept()).map(({ delivery }) => delivery.source).sort()).toEqual(['alarms', 'aws', 'canaries']);
  });

  it('is not kept when the catalogue has no source for it, unlike an alarm', async () => {
    await publishCatalogue(db.table, catalogue({ sources: [source({ id: 'probes' })] }), 0);
    const run = await start();
    expect(await run(alarm, canary, health)).toEqual({ batchItemFailures: [] });
    expect((await kept()).map(({ delivery }) => delivery.source)).toEqual(['cloudwatch']);
    expect(bus).toHaveReceivedCommandTimes(PutEventsCommand, 1);
  });

  it('is kept under the name of its type as long as there is no catalogue', async () => {
    const run = await start();
    await run(canary, health);
    expect((await kept()).map(({ delivery }) => delivery.source).sort()).toEqual([
      'aws-health',
      'cloudwatch-synthetics',
    ]);
  });
});
