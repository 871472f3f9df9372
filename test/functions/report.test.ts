import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import 'aws-sdk-client-mock-vitest/extend';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ENGINE } from '../../shared/domain/engine.ts';
import { fold, setRoot } from '../../shared/domain/fold.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { catalogueVersions, publishCatalogue } from '../../shared/store/catalogue-versions.ts';
import { putDelivery } from '../../shared/store/deliveries.ts';
import { rollupKey } from '../../shared/store/keys.ts';
import { eventsOf } from '../../shared/store/ledger.ts';
import { pack } from '../../shared/store/packed.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { getReport } from '../../shared/store/reports.ts';
import { approve, getProposal } from '../../shared/store/restatements.ts';
import { putFenced } from '../../shared/store/rollups.ts';
import { agreement, catalogue, monitor, service, source } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { recording, stateJson, webhook } from '../support/deliveries.ts';
import { environmentOf, startFunction } from '../support/functions.ts';
import { batchOf, lambdaContext } from '../support/lambda.ts';

const db = useDatabase();
const bus = mockClient(EventBridgeClient);

/** The agreement's grace is three days. */
const IN_GRACE = '2026-11-03T23:59:59.999Z';
const AFTER_GRACE = '2026-11-04T00:00:00Z';
const INSTALLED = parseInstant('2026-10-02T00:00:00Z');

const shop = catalogue({ sources: [source({ id: 'am' })] });
const watched = catalogue({
  sources: [source({ id: 'am', heartbeat: { everyMs: 60_000, allowedGapMs: 40 * 86_400_000 } })],
  services: [service({ monitors: [monitor({ id: 'probe', source: 'am' })] })],
});

beforeEach(async () => {
  await publishCatalogue(db.table, shop, INSTALLED);
  bus.reset();
  bus.on(PutEventsCommand).resolves({ FailedEntryCount: 0 });
});
afterEach(() => vi.useRealTimers());

async function record(...signals: readonly object[]): Promise<void> {
  await recordAt('2026-11-01T00:00:00Z', ...signals);
}

async function recordAt(now: string, ...signals: readonly object[]): Promise<void> {
  const pointer = await putDelivery(db.table, webhook('am', signals, '2027-02-01T00:00:00Z'));
  await recordDeliveries(db.table, [pointer], recording(await catalogueVersions(db.table), now));
}

const outage = (day: string) => [stateJson(`${day}T07:12:00Z`, 'down'), stateJson(`${day}T09:20:00Z`, 'up')];

async function outageOn(day: string): Promise<void> {
  await record(...outage(day));
}

function beat(at: string): object {
  return { kind: 'heartbeat', feed: 'am', at, every: 'PT1M' };
}

/** Runs the function at a moment. @returns what it has counted */
async function runAt(now: string): Promise<Readonly<Record<string, number>>> {
  vi.useFakeTimers({ toFake: ['Date'], now: parseInstant(now) });
  const { handler, counts } = await startFunction(() => import('../../functions/report.ts'), environmentOf(db));
  expect(await handler(batchOf({ type: 'ReportDue' }), lambdaContext)).toEqual({ batchItemFailures: [] });
  return counts;
}

/** Periods of the closed reports, in the order in which the bus was told. */
function told(): string[] {
  const entries = bus.commandCalls(PutEventsCommand).flatMap(({ args }) => args[0].input.Entries ?? []);
  expect(entries.every(({ DetailType }) => DetailType === 'ReportClosed')).toBe(true);
  return entries.map(({ Detail }) => JSON.parse(Detail ?? '').period);
}

const reportOf = (period: string) => getReport(db.table, { agreement: 'acme', period });

describe('a month that is over', () => {
  beforeEach(() => outageOn('2026-10-14'));

  it('stays open during its grace', async () => {
    await runAt(IN_GRACE);
    expect(await reportOf('2026-10')).toBeUndefined();
    expect(bus).not.toHaveReceivedAnyCommand();
  });

  it('is closed after its grace: snapshot and news', async () => {
    expect(await runAt(AFTER_GRACE)).toEqual({ CloseRefused: 0, ReportsClosed: 1 });
    const report = await reportOf('2026-10');
    expect(report).toMatchObject({
      id: 'R-2026-10-acme-v1',
      closedAt: '2026-11-04T00:00:00.000Z',
      catalogue: (await catalogueVersions(db.table))[0]?.hash,
      services: [{ id: 'checkout', attainment: { ms: { down: 128 * 60_000 }, verdict: 'missed' } }],
    });
    expect(bus).toHaveReceivedCommandExactlyOnceWith(PutEventsCommand, {
      Entries: [
        {
          EventBusName: 'attain',
          Source: 'attain',
          DetailType: 'ReportClosed',
          Detail: '{"report":"R-2026-10-acme-v1","agreement":"acme","period":"2026-10"}',
        },
      ],
    });
  });

  it('is closed with the service credit that is agreed', async () => {
    const tiers = [{ below: '99.9', percent: '10' }];
    const credits = { currency: 'EUR', fee: 500_000, tiers, claimWithinMs: 30 * 86_400_000, capPerYear: '15' };
    await publishCatalogue(db.table, { ...shop, agreements: [agreement({ credits })] }, INSTALLED + 1);
    await runAt(AFTER_GRACE);
    const report = await reportOf('2026-10');
    expect(report?.services[0]?.attainment.credit).toEqual({
      state: 'due',
      currency: 'EUR',
      amount: 50_000,
      tier: { below: '99.9', percent: '10' },
      units: 0,
      cappedBy: null,
      claimBy: '2026-12-01T00:00:00.000Z',
    });
  });

  it('is closed from the ledger, whatever the rollups say, and names the events that it was made from', async () => {
    const bucket = { subject: 'checkout', span: '2026-10-14' };
    const events = await eventsOf(db.table, bucket);
    const rollup = pack(fold([]));
    const attributes = { rollup, setRoot: setRoot([]), engine: ENGINE };
    expect(await putFenced(db.table, rollupKey(bucket), attributes, Number.MAX_SAFE_INTEGER)).toBe(true);
    await runAt(AFTER_GRACE);
    expect((await reportOf('2026-10'))?.services[0]).toMatchObject({
      attainment: { ms: { down: 128 * 60_000 } },
      inputs: { events: 2, root: setRoot(events) },
    });
  });

  it('is closed once, and what comes later changes nothing in it', async () => {
    await runAt(AFTER_GRACE);
    const report = await reportOf('2026-10');
    await outageOn('2026-10-20');
    await runAt('2026-11-04T01:00:00Z');
    expect(await reportOf('2026-10')).toEqual(report);
    expect(told()).toEqual(['2026-10']);
  });

  it('is closed once when two close it at the same moment', async () => {
    await Promise.all([runAt(AFTER_GRACE), runAt(AFTER_GRACE)]);
    expect(new Set(told())).toEqual(new Set(['2026-10']));
    expect(await reportOf('2026-10')).toBeDefined();
  });

  it('has late facts until its grace is over', async () => {
    await runAt(IN_GRACE);
    await outageOn('2026-10-31');
    await runAt(AFTER_GRACE);
    expect((await reportOf('2026-10'))?.services[0]?.attainment.outages).toHaveLength(2);
  });
});

describe('a fact that comes after the close', () => {
  const of = { agreement: 'acme', period: '2026-10' };
  beforeEach(async () => {
    await outageOn('2026-10-14');
    await runAt(AFTER_GRACE);
  });

  it('proposes another version of the report, once, and changes nothing in this one', async () => {
    const report = await reportOf('2026-10');
    await outageOn('2026-10-20');
    expect(await runAt('2026-11-05T01:00:00Z')).toEqual({ CloseRefused: 0, RestatementsProposed: 1 });
    expect(await runAt('2026-11-05T02:00:00Z')).toEqual({ CloseRefused: 0 });
    expect(await reportOf('2026-10')).toEqual(report);
    // Two outages of 128 minutes: 256 of 44,640; 128 ÷ 44,640 are 0.2867 points.
    expect((await getProposal(db.table, of))?.restatement).toMatchObject({
      replaces: 'R-2026-10-acme-v1',
      report: 'R-2026-10-acme-v2',
      isMaterial: true,
      services: [{ before: { downtimeMs: 128 * 60_000 }, after: { downtimeMs: 256 * 60_000 }, points: '−0.2867' }],
    });
    expect(told()).toEqual(['2026-10']);
  });

  it('says what became known, and what each of it changes', async () => {
    await recordAt('2026-11-05T00:10:00Z', ...outage('2026-10-20'));
    await recordAt('2026-11-05T00:20:00Z', stateJson('2026-10-20T08:20:00Z', 'up'));
    await runAt('2026-11-05T01:00:00Z');
    // 128 minutes more; then 60 of them less, as it was up at 08:20 already.
    expect((await getProposal(db.table, of))?.restatement.services[0]?.lateFacts).toEqual([
      {
        recordedAt: '2026-11-05T00:10:00.000Z',
        what: [
          'down, said by probe (probe) of 2026-10-20T07:12:00.000Z',
          'up, said by probe (probe) of 2026-10-20T09:20:00.000Z',
        ],
        downtimeMs: 128 * 60_000,
        agreedMs: 0,
        changes: true,
      },
      {
        recordedAt: '2026-11-05T00:20:00.000Z',
        what: ['up, said by probe (probe) of 2026-10-20T08:20:00.000Z'],
        downtimeMs: -60 * 60_000,
        agreedMs: 0,
        changes: true,
      },
    ]);
  });

  it('says of what changes nothing that it does not, and names what is of the period first', async () => {
    await recordAt('2026-11-05T00:10:00Z', ...outage('2026-11-02'));
    await recordAt('2026-11-05T00:20:00Z', stateJson('2026-11-03T08:20:00Z', 'up'), ...outage('2026-10-20'));
    await runAt('2026-11-05T01:00:00Z');
    expect((await getProposal(db.table, of))?.restatement.services[0]?.lateFacts).toMatchObject([
      { downtimeMs: 0, changes: false },
      {
        what: [
          'down, said by probe (probe) of 2026-10-20T07:12:00.000Z',
          'up, said by probe (probe) of 2026-10-20T09:20:00.000Z',
          'up, said by probe (probe) of 2026-11-03T08:20:00.000Z',
        ],
        downtimeMs: 128 * 60_000,
        changes: true,
      },
    ]);
  });

  it('that comes while a version waits for approval is told of in the next', async () => {
    await recordAt('2026-11-05T00:10:00Z', ...outage('2026-10-20'));
    await runAt('2026-11-05T01:00:00Z');
    await recordAt('2026-11-05T01:10:00Z', ...outage('2026-10-21'));
    const proposal = await getProposal(db.table, of);
    if (proposal === undefined) throw new Error('expected a proposal');
    await approve(db.table, proposal, { approvedBy: 'Kim', reason: 'Late', now: parseInstant('2026-11-05T01:30:00Z') });
    await runAt('2026-11-05T02:00:00Z');
    // Two outages of 128 minutes are in version 2; the third is what version 3 adds.
    expect((await getProposal(db.table, of))?.restatement).toMatchObject({
      report: 'R-2026-10-acme-v3',
      services: [
        {
          before: { downtimeMs: 256 * 60_000 },
          after: { downtimeMs: 384 * 60_000 },
          lateFacts: [{ recordedAt: '2026-11-05T01:10:00.000Z', downtimeMs: 128 * 60_000 }],
        },
      ],
    });
  });

  it('is told to the bus once it is approved', async () => {
    await outageOn('2026-10-20');
    await runAt('2026-11-05T01:00:00Z');
    const proposal = await getProposal(db.table, of);
    if (proposal === undefined) throw new Error('expected a proposal');
    await approve(db.table, proposal, { approvedBy: 'Kim', reason: 'Late', now: parseInstant('2026-11-05T01:30:00Z') });
    await runAt('2026-11-05T02:00:00Z');
    expect(told()).toEqual(['2026-10', '2026-10']);
    expect(await getProposal(db.table, of)).toBeUndefined();
  });

  it('that changes no figure proposes nothing', async () => {
    await outageOn('2026-10-14');
    expect(await runAt('2026-11-05T01:00:00Z')).toEqual({ CloseRefused: 0 });
  });
});

describe('months that nobody closed', () => {
  it('are made up for, oldest first, once one has been closed', async () => {
    for (const day of ['2026-10-14', '2026-11-14', '2026-12-14']) await outageOn(day);
    await runAt(AFTER_GRACE);
    expect(await runAt('2027-01-10T00:00:00Z')).toEqual({ CloseRefused: 0, ReportsClosed: 2 });
    expect(told()).toEqual(['2026-10', '2026-11', '2026-12']);
    // 128 minutes of 44,640 in October and December and of 43,200 in November.
    const history = (await reportOf('2026-12'))?.services[0]?.history ?? [];
    const targets = [{ kind: 'availability', target: '99.9', verdict: 'missed' }];
    expect(history.slice(-3)).toEqual([
      { period: '2026-10', verdict: 'missed', percent: '99.71', targets },
      { period: '2026-11', verdict: 'missed', percent: '99.70', targets },
      { period: '2026-12', verdict: 'missed', percent: '99.71', targets },
    ]);
  });

  it('are made up for even if none was ever closed, back to when the catalogue was first published', async () => {
    for (const day of ['2026-09-14', '2026-10-14', '2026-11-14']) await outageOn(day);
    expect(await runAt('2027-01-10T00:00:00Z')).toEqual({ CloseRefused: 0, ReportsClosed: 3 });
    expect(told()).toEqual(['2026-10', '2026-11', '2026-12']);
  });

  it('before the very first report stay as they are: only the latest is closed', async () => {
    for (const day of ['2026-08-14', '2026-09-14', '2026-10-14']) await outageOn(day);
    await runAt(AFTER_GRACE);
    expect(told()).toEqual(['2026-10']);
    // Their figures are told all the same.
    const history = (await reportOf('2026-10'))?.services[0]?.history ?? [];
    expect(history).toHaveLength(12);
    expect(history.map((past) => past?.period ?? null).slice(-4)).toEqual([null, '2026-08', '2026-09', '2026-10']);
  });
});

describe('a month of silence', () => {
  it('is not reported when nothing was ever heard: nobody was there to listen', async () => {
    await runAt(AFTER_GRACE);
    expect(told()).toEqual([]);
  });

  it('is not reported when the first that was heard came later', async () => {
    await outageOn('2026-11-01');
    await record(beat('2026-11-01T00:00:00Z'));
    await runAt(AFTER_GRACE);
    expect(told()).toEqual([]);
  });

  it('is reported when the feed gave signs of life', async () => {
    await publishCatalogue(db.table, watched, INSTALLED + 1);
    await record(beat('2026-09-30T12:00:00Z'), beat('2026-10-20T12:00:00Z'));
    await runAt(AFTER_GRACE);
    expect(told()).toEqual(['2026-10']);
    expect((await reportOf('2026-10'))?.services[0]?.attainment).toMatchObject({
      verdict: 'met',
      availability: { percent: '100.00' },
    });
  });

  it('is reported when alarms came in an earlier month: they would have come again', async () => {
    await outageOn('2026-08-14');
    await runAt(AFTER_GRACE);
    const report = await reportOf('2026-10');
    expect(report?.services[0]?.attainment.outages).toEqual([]);
    expect(report?.services[0]?.history.slice(-3).map((past) => past?.period ?? null)).toEqual([
      '2026-08',
      '2026-09',
      '2026-10',
    ]);
  });
});

describe('a run that was cut off', () => {
  beforeEach(() => outageOn('2026-10-14'));

  it('before the news is made up for at the next', async () => {
    bus.on(PutEventsCommand).rejectsOnce(new Error('no bus')).resolves({ FailedEntryCount: 0 });
    await expect(runAt(AFTER_GRACE)).rejects.toThrow(/no bus/);
    const report = await reportOf('2026-10');
    expect(await runAt('2026-11-04T01:00:00Z')).toEqual({ CloseRefused: 0 });
    expect(await reportOf('2026-10')).toEqual(report);
    expect(new Set(told())).toEqual(new Set(['2026-10']));
    await runAt('2026-11-04T02:00:00Z');
    expect(bus.commandCalls(PutEventsCommand).length).toBeLessThanOrEqual(2);
  });
});
