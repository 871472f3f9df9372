import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import 'aws-sdk-client-mock-vitest/extend';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { attainmentsOf } from '../../shared/store/attainments.ts';
import { catalogueVersions, publishCatalogue } from '../../shared/store/catalogue-versions.ts';
import { putDelivery } from '../../shared/store/deliveries.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { agreement, catalogue, monitor, service, source } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { recording, stateJson, webhook } from '../support/deliveries.ts';
import { environmentOf, startFunction } from '../support/functions.ts';
import { batchOf, busMessage, lambdaContext } from '../support/lambda.ts';

const db = useDatabase();
const bus = mockClient(EventBridgeClient);
const MINUTE = 60_000;

const target = { kind: 'availability', target: '99.9' } as const;
const shop = catalogue({
  sources: [source({ id: 'probes' })],
  services: [service(), service({ id: 'search', monitors: [monitor({ id: 'search-probe' })] })],
  agreements: [
    agreement({
      services: [
        { service: 'checkout', targets: [target] },
        { service: 'search', targets: [target] },
      ],
    }),
  ],
});

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 9, 20) });
  await publishCatalogue(db.table, shop, 0);
  bus.reset();
  bus.on(PutEventsCommand).resolves({ FailedEntryCount: 0 });
});
afterEach(() => vi.useRealTimers());

/** The service is down for some minutes from an hour of 14 October on; 44.64 min are allowed in the month. */
async function outage(hour: number, minutes: number): Promise<void> {
  const at = Date.UTC(2026, 9, 14, hour);
  const signals = [
    stateJson(new Date(at).toISOString(), 'down'),
    stateJson(new Date(at + minutes * MINUTE).toISOString(), 'up'),
  ];
  const pointer = await putDelivery(db.table, webhook('probes', signals, '2026-10-14T12:00:00Z'));
  await recordDeliveries(db.table, [pointer], recording(await catalogueVersions(db.table)));
}

async function start() {
  const { handler, counts } = await startFunction(() => import('../../functions/assess.ts'), environmentOf(db));
  return { counts, run: async (...bodies: object[]) => await handler(batchOf(...bodies), lambdaContext) };
}

const checkoutChanged = busMessage('ServiceStateChanged', { service: 'checkout' });
const assessAll = { type: 'AssessAll' };

/** What the bus was told, without the ids. */
function told(): object[] {
  const entries = bus.commandCalls(PutEventsCommand).flatMap(({ args }) => args[0].input.Entries ?? []);
  return entries.map(({ DetailType, Detail }) => {
    const { id, ...detail } = JSON.parse(Detail ?? '');
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    return { DetailType, ...detail };
  });
}

async function figures(): Promise<string[]> {
  const stored = await attainmentsOf(db.table, 'acme');
  return stored.map(({ attainment: { service: id, period, ms } }) => `${period.name} ${id} down ${ms.down / MINUTE}`);
}

describe('a service that changed', () => {
  it('gets its figures of this period and the one before, and no other service does', async () => {
    await outage(7, 30);
    const { run, counts } = await start();
    expect(await run(checkoutChanged, checkoutChanged)).toEqual({ batchItemFailures: [] });
    expect(await figures()).toEqual(['2026-09 checkout down 0', '2026-10 checkout down 30']);
    expect(counts).toEqual({ AttainmentsAssessed: 2 });
    expect(bus).not.toHaveReceivedAnyCommand();
  });

  it('has figures that name the catalogue and the engine they were made with', async () => {
    await (await start()).run(checkoutChanged);
    const [version] = await catalogueVersions(db.table);
    expect(await attainmentsOf(db.table, 'acme')).toMatchObject([
      { catalogue: version?.hash, engine: 'attain-4' },
      { catalogue: version?.hash, engine: 'attain-4' },
    ]);
  });

  it('has the services that depend on it assessed too', async () => {
    const dependsOn = [{ type: 'service', service: 'checkout' }] as const;
    const services = [service(), service({ id: 'search', monitors: [], dependsOn })];
    await publishCatalogue(db.table, { ...shop, services }, 1);
    await outage(7, 30);
    await (await start()).run(checkoutChanged);
    expect(await figures()).toEqual([
      '2026-09 checkout down 0',
      '2026-09 search down 0',
      '2026-10 checkout down 30',
      '2026-10 search down 30',
    ]);
  });

  it('that no agreement covers changes nothing', async () => {
    const { run, counts } = await start();
    await run(busMessage('ServiceStateChanged', { service: '@feed/probes' }));
    expect(counts).toEqual({ AttainmentsAssessed: 0 });
  });
});

describe('the schedule', () => {
  it('assesses every service of every agreement: time passes without events too', async () => {
    await (await start()).run(assessAll);
    expect(await figures()).toEqual([
      '2026-09 checkout down 0',
      '2026-09 search down 0',
      '2026-10 checkout down 0',
      '2026-10 search down 0',
    ]);
  });

  it('has nothing to do before there is a catalogue', async () => {
    const table = await db.anotherTable();
    const load = () => import('../../functions/assess.ts');
    const { handler } = await startFunction(load, environmentOf({ table, endpoint: db.endpoint }));
    expect(await handler(batchOf(assessAll), lambdaContext)).toEqual({ batchItemFailures: [] });
  });
});

describe('a target in danger', () => {
  const about = { agreement: 'acme', service: 'checkout', period: '2026-10', kind: 'availability', target: '99.9' };
  const allowedMs = 2_678_400;

  it('is told once three quarters of the budget are used', async () => {
    // Three quarters of 44.64 min are 33.48 min.
    await outage(7, 33);
    await (await start()).run(checkoutChanged);
    expect(told()).toEqual([]);
    await outage(8, 1);
    await (await start()).run(checkoutChanged);
    expect(told()).toEqual([
      { DetailType: 'SlaAtRisk', type: 'SlaAtRisk', ...about, cause: 'probe', allowedMs, usedMs: 34 * MINUTE },
    ]);
  });

  it('and then missed is told once for each, however often it is assessed', async () => {
    await outage(7, 40);
    await (await start()).run(checkoutChanged);
    await outage(8, 5);
    await (await start()).run(checkoutChanged, assessAll);
    await outage(9, 5);
    await (await start()).run(assessAll);
    expect(told()).toEqual([
      { DetailType: 'SlaAtRisk', type: 'SlaAtRisk', ...about, cause: 'probe', allowedMs, usedMs: 40 * MINUTE },
      { DetailType: 'SlaBreached', type: 'SlaBreached', ...about, cause: 'probe', allowedMs, usedMs: 45 * MINUTE },
    ]);
  });

  it('is told again after the bus could not be told', async () => {
    await outage(7, 45);
    bus.on(PutEventsCommand).rejectsOnce(new Error('no bus')).resolves({ FailedEntryCount: 0 });
    const { run } = await start();
    await expect(run(checkoutChanged)).rejects.toThrow('no bus');
    await run(checkoutChanged);
    await run(checkoutChanged);
    expect(bus).toHaveReceivedCommandTimes(PutEventsCommand, 2);
  });
});

describe('a budget that burns', () => {
  const about = { agreement: 'acme', service: 'checkout', period: '2026-10', target: '99.9', window: 'PT1H' };
  const firedAt = '2026-10-14T07:10:00.000Z';

  async function assessAt(time: string, ...bodies: object[]): Promise<object[]> {
    vi.setSystemTime(new Date(time));
    bus.resetHistory();
    await (await start()).run(...bodies);
    return told().filter((it) => 'window' in it);
  }

  it('is told once, by an event or by the schedule, and its end by the schedule when three days have passed', async () => {
    await outage(7, 10);
    // Ten minutes of sixty are 16.66 %, of 0.1 %: 166.66. The factor is 2 % × 744 h.
    const fired = { DetailType: 'SlaBurning', type: 'SlaBurning', ...about, factor: '14.880', rate: '166.66' };
    expect(await assessAt('2026-10-14T07:10:00Z', checkoutChanged)).toEqual([{ ...fired, at: firedAt, firedAt }]);
    expect(await assessAt('2026-10-14T07:11:00Z', checkoutChanged, assessAll)).toEqual([]);
    expect(await assessAt('2026-10-14T09:00:00Z', assessAll)).toEqual([]);
    expect(await assessAt('2026-10-17T07:09:00Z', assessAll)).toEqual([]);
    expect(await assessAt('2026-10-17T07:10:00Z', assessAll)).toMatchObject([
      { DetailType: 'SlaBurnResolved', window: 'P3D', rate: '0.00', firedAt },
    ]);
  });

  it('is found by the schedule without an event', async () => {
    await outage(7, 30);
    expect(await assessAt('2026-10-14T07:30:00Z', assessAll)).toMatchObject([{ type: 'SlaBurning', ...about }]);
  });

  it('over the start of a month is seen from the days before', async () => {
    vi.setSystemTime(new Date('2026-10-31T23:55:00Z'));
    const signals = [stateJson('2026-10-31T23:40:00Z', 'down')];
    const pointer = await putDelivery(db.table, webhook('probes', signals, '2026-10-31T23:41:00Z'));
    await recordDeliveries(db.table, [pointer], recording(await catalogueVersions(db.table)));
    expect(await assessAt('2026-11-01T00:02:00Z', assessAll)).toMatchObject([
      // 22 of 60 min; 2 % of 30 days in an hour are 14.4.
      { type: 'SlaBurning', period: '2026-11', factor: '14.400', rate: '366.66' },
    ]);
  });
});

describe('service credits', () => {
  it('of a month count what the months before were credited', async () => {
    const tiers = [{ below: '99.9', percent: '10' }];
    const credits = { currency: 'EUR', fee: 500_000, tiers, capPerYear: '15' };
    await publishCatalogue(db.table, { ...shop, agreements: [agreement({ credits })] }, 1);
    await outage(7, 60);
    await (await start()).run(assessAll);
    const pointer = await putDelivery(
      db.table,
      webhook(
        'probes',
        [stateJson('2026-11-05T07:00:00Z', 'down'), stateJson('2026-11-05T08:00:00Z', 'up')],
        '2026-11-05T08:00:00Z',
      ),
    );
    await recordDeliveries(db.table, [pointer], recording(await catalogueVersions(db.table)));
    vi.setSystemTime(new Date('2026-11-20T00:00:00Z'));
    await (await start()).run(assessAll);
    const stored = await attainmentsOf(db.table, 'acme');
    expect(stored.map(({ attainment: { period, credit } }) => [period.name, credit?.state, credit?.amount])).toEqual([
      ['2026-09', 'none', 0],
      ['2026-10', 'due', 50_000],
      // Of 15 % of the fee, 750.00, October took 500.00.
      ['2026-11', 'soFar', 25_000],
    ]);
  });
});
