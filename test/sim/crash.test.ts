import type { SQSEvent } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { sha256 } from '../../shared/domain/digest.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import type { SlaReport } from '../../shared/domain/report.ts';
import { catalogueVersions, publishCatalogue } from '../../shared/store/catalogue-versions.ts';
import { type Delivery, putDelivery } from '../../shared/store/deliveries.ts';
import { listImprovements } from '../../shared/store/improvements.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { closeReport } from '../../shared/store/reports.ts';
import { writeSweepCursor } from '../../shared/store/sweep-cursor.ts';
import type { Item, Table } from '../../shared/store/table.ts';
import { catalogue, monitor, service, source } from '../support/catalogue.ts';
import { alertJson, alertmanagerJson, recording, stateJson, webhook } from '../support/deliveries.ts';
import { contentsOf } from '../support/dynalite.ts';
import { type Counted, deathAfter, failureOf, type Strike } from '../support/faults.ts';
import { environmentOf, startFunction } from '../support/functions.ts';
import { batchOf, busMessage, httpRequest, lambdaContext } from '../support/lambda.ts';
import { type Network, startNetwork, type Told } from '../support/network.ts';
import { ONE_MISSED } from '../support/report-samples.ts';

// Thousands of calls, one after the other: on a busy machine they take their time.
vi.setConfig({ testTimeout: 120_000 });

let network: Network;
beforeAll(async () => {
  network = await startNetwork();
});
afterAll(() => network.close());

const NOW = parseInstant('2026-11-04T06:00:00Z');
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterEach(() => vi.useRealTimers());

const shop = catalogue({
  sources: [
    source({ id: 'am', type: 'alertmanager', auth: { type: 'bearer', secret: 'attain/am' } }),
    source({ id: 'probes' }),
    source({ id: 'alarms', type: 'cloudwatch', auth: { type: 'aws' } }),
  ],
  services: [
    service({ monitors: [monitor({ id: 'probe' }), monitor({ id: 'alert', match: { service: 'checkout' } })] }),
    service({ id: 'search', monitors: [monitor({ id: 'search-probe' })] }),
  ],
});

/** What a process does once, and what it is expected to leave behind. */
interface Scenario {
  /** What was there before; not subject to any crash. */
  readonly prepare: (table: Table) => Promise<void>;
  readonly run: (environment: Readonly<Record<string, string>>) => Promise<unknown>;
  /** For what runs by the clock: ms until it runs again, be there a death or not. */
  readonly everyMs?: number;
}

interface Outcome {
  readonly state: readonly Item[];
  /** What the bus heard, each thing once. */
  readonly told: readonly string[];
  readonly mails: number;
  readonly files: readonly string[];
}

/** Runs a scenario on a table of its own: `attempts` says in which processes, one after the other. */
async function play(
  { prepare, run, everyMs = 0 }: Scenario,
  attempts: (attempt: (process: Readonly<Record<string, string>>) => Promise<void>) => Promise<void>,
): Promise<Outcome> {
  vi.setSystemTime(NOW);
  const table = await network.newTable();
  await publishCatalogue(table, shop, 0);
  await prepare(table);
  for (const notes of [network.told, network.mails, network.files]) notes.length = 0;
  await attempts(async (process) => {
    const environment = { ...environmentOf({ table, endpoint: network.endpoint }), ...process };
    // What a process answers in its death is heard by nobody: the message comes again all the same.
    await run(environment).catch(() => {});
    await network.quiet();
    vi.setSystemTime(Date.now() + everyMs);
  });
  return {
    state: (await contentsOf(table)).map(comparable),
    told: [...new Set(network.told.map(textOf))].sort(),
    mails: network.mails.length,
    files: [...new Set(network.files)],
  };
}

// Without what may differ: how often a ticket was taken, and when. What is compressed is told by its digest.
function comparable({ n: _tickets, s: _ticket, recordedAt: _recordedAt, ...item }: Item): Item {
  const readable = ([name, value]: [string, unknown]) => [name, value instanceof Uint8Array ? sha256(value) : value];
  return Object.fromEntries(Object.entries(item).map(readable));
}

function textOf({ type, detail }: Told): string {
  return `${type} ${JSON.stringify(detail)}`;
}

/** All faults of a kind: with the first, second … call struck, until there is no such call. */
type Faults = (call: number) => { readonly strike: Strike; readonly place: string };

/** Deaths after each write, and failures of each call or write, which the process has to live with. */
function faultsOf(failing: Counted): readonly Faults[] {
  return [
    (call) => ({ strike: deathAfter(call), place: `death after write ${call}` }),
    (call) => ({ strike: failureOf(call, 'lostRequest', failing), place: `request ${call} of ${failing} lost` }),
    (call) => ({ strike: failureOf(call, 'lostAnswer', 'writes'), place: `answer to write ${call} lost` }),
  ];
}

/** Plays a scenario with each fault in turn, and then again, faultless, as the message comes again. */
async function* struck(scenario: Scenario, failing: Counted): AsyncGenerator<Outcome & { readonly place: string }> {
  for (const faults of faultsOf(failing)) {
    for (let call = 1; ; call++) {
      const { strike, place } = faults(call);
      const outcome = await play(scenario, async (attempt) => {
        await attempt(network.newProcess(strike.fault));
        await attempt(network.newProcess());
      });
      if (!strike.hasStruck()) break;
      yield { ...outcome, place };
    }
  }
}

interface Survival {
  /** Which calls fail: all, unless reading is most of the work. */
  readonly failing?: Counted;
  /** Whether what was told in vain need not be told again. */
  readonly mayStaySilent?: boolean;
}

/** Plays all faults; each must leave what a run leaves that nothing struck. @returns the places of the deaths */
async function survive(
  scenario: Scenario,
  { failing = 'calls', mayStaySilent = false }: Survival = {},
): Promise<readonly string[]> {
  const expected = await play(scenario, async (attempt) => {
    await attempt(network.newProcess());
    if (scenario.everyMs !== undefined) await attempt(network.newProcess());
  });
  const deaths: string[] = [];
  for await (const { place, ...outcome } of struck(scenario, failing)) {
    const told = mayStaySilent ? outcome.told : expected.told;
    expect({ place, ...outcome }).toEqual({ place, ...expected, told });
    if (place.startsWith('death')) deaths.push(place);
  }
  return deaths;
}

/** A function behind a queue, and the messages it gets. */
function worker(
  load: () => Promise<{ handler: (event: SQSEvent, context: typeof lambdaContext) => Promise<unknown> }>,
  messages: () => readonly object[],
): Scenario['run'] {
  return async (environment) => {
    const { handler } = await startFunction(load, environment);
    await handler(batchOf(...messages()), lambdaContext);
  };
}

const load = {
  ingest: () => import('../../functions/ingest.ts'),
  ingestAwsEvents: () => import('../../functions/ingest-aws-events.ts'),
  record: () => import('../../functions/record.ts'),
  assess: () => import('../../functions/assess.ts'),
  improve: () => import('../../functions/improve.ts'),
  report: () => import('../../functions/report.ts'),
  mail: () => import('../../functions/mail.ts'),
  sweep: () => import('../../functions/sweep.ts'),
};

async function record(table: Table, ...deliveries: readonly Delivery[]): Promise<void> {
  const pointers = await Promise.all(deliveries.map((delivery) => putDelivery(table, delivery)));
  await recordDeliveries(table, pointers, recording(await catalogueVersions(table)));
}

const outage = webhook(
  'probes',
  [stateJson('2026-10-14T07:12:00Z', 'down'), stateJson('2026-10-14T09:20:00Z', 'up')],
  '2026-11-04T05:55:00Z',
);

describe('a process that dies or loses a call', () => {
  it('while it takes a webhook leaves the delivery whole or not at all', async () => {
    const body = JSON.stringify(alertmanagerJson(alertJson('2026-10-14T07:12:00Z')));
    const request = httpRequest('/webhooks/am', {
      method: 'POST',
      pathParameters: { source: 'am' },
      headers: { authorization: 'Bearer s3cret' },
      body,
    });
    const run: Scenario['run'] = async (environment) => {
      const { handler } = await startFunction(load.ingest, environment);
      await handler(request, lambdaContext);
    };
    // The delivery, and the word to the bus.
    expect(await survive({ prepare: async () => {}, run })).toHaveLength(2);
  });

  it('while it takes an alarm is made up for', async () => {
    const alarm = { source: 'aws.cloudwatch', detail: { alarmName: 'checkout' } };
    const run = worker(load.ingestAwsEvents, () => [alarm]);
    expect(await survive({ prepare: async () => {}, run })).toHaveLength(2);
  });

  it('while it records leaves ledger, quarantine and rollups as if nothing had been', async () => {
    const receivedAt = '2026-11-04T05:55:00Z';
    const deliveries = [
      webhook('am', alertmanagerJson(alertJson('2026-10-13T23:00:00Z', '2026-10-14T01:00:00Z')), receivedAt),
      webhook('probes', stateJson('2026-10-14T08:00:00Z', 'up', { monitor: 'search-probe' }), receivedAt),
      webhook('probes', stateJson('2026-10-14T08:00:00Z', 'up', { monitor: 'nobody' }), receivedAt),
    ];
    let messages: object[] = [];
    const prepare = async (table: Table): Promise<void> => {
      const pointers = await Promise.all(deliveries.map((delivery) => putDelivery(table, delivery)));
      messages = pointers.map((pointer) => busMessage('DeliveryReceived', pointer));
    };
    const run = worker(load.record, () => messages);
    // Two streams in three days, in an index by stream and by year; three events and one in quarantine; three buckets
    // with a ticket and a rollup each; the word to the bus.
    expect((await survive({ prepare, run })).length).toBeGreaterThanOrEqual(4 + 3 + 1 + 6 + 1);
  });

  it('while it assesses leaves the figures, and tells of a breach', async () => {
    const run = worker(load.assess, () => [busMessage('ServiceStateChanged', { service: 'checkout' })]);
    // Two periods with a ticket and a figure each; a notice that is kept, told and marked.
    expect(await survive({ prepare: (table) => record(table, outage), run })).toHaveLength(4 + 3);
  });

  const breach = {
    id: 'n1',
    type: 'SlaBreached',
    agreement: 'acme',
    service: 'checkout',
    period: '2026-10',
    kind: 'availability',
    target: '99.9',
    cause: 'probe',
    allowedMs: 2_678_400,
    usedMs: 7_680_000,
  };

  it('while it raises an improvement item leaves one item, and tells of it', async () => {
    const run = worker(load.improve, () => [busMessage('SlaBreached', breach)]);
    expect(await survive({ prepare: async () => {}, run })).toHaveLength(2);
  });

  it('while it adds evidence adds it once', async () => {
    let first: object = {};
    const raise = worker(load.improve, () => [first]);
    const prepare = async (table: Table): Promise<void> => {
      first = busMessage('SlaBreached', { ...breach, period: '2026-09' });
      await raise({ ...environmentOf({ table, endpoint: network.endpoint }), ...network.newProcess() });
      expect(await listImprovements(table)).toHaveLength(1);
    };
    const run = worker(load.improve, () => [busMessage('SlaBreached', breach)]);
    const { state, told } = await play({ prepare, run }, (attempt) => attempt(network.newProcess()));
    expect(told).toEqual([]);
    for await (const { place, ...outcome } of struck({ prepare, run }, 'calls')) {
      expect({ place, state: outcome.state }).toEqual({ place, state });
    }
  });

  it('while it closes a period leaves one report, its copy and its news', async () => {
    const run = worker(load.report, () => [{ type: 'ReportDue' }]);
    // The snapshot, its copy, the news, and the note that all is done.
    const scenario = { prepare: (table: Table) => record(table, outage), run };
    expect(await survive(scenario, { failing: 'writes' })).toHaveLength(4);
  });

  it('while it sweeps leaves all mended', async () => {
    const lost = webhook(
      'probes',
      [stateJson('2026-10-15T08:00:00Z', 'up', { monitor: 'search-probe' }), stateJson('2026-10-15T08:00:00Z', 'down')],
      '2026-11-04T05:51:00Z',
    );
    const prepare = async (table: Table): Promise<void> => {
      await record(table, outage);
      await putDelivery(table, lost);
      // Ten minutes of overlap: from 05:50 on.
      await writeSweepCursor(table, { sweptUntil: NOW, engine: 'attain-1' });
    };
    const run = worker(load.sweep, () => [{ type: 'Sweep' }]);
    // What was mended but not told is found by the schedule that assesses everything every five minutes.
    const scenario = { prepare, run, everyMs: 5 * 60_000 };
    const deaths = await survive(scenario, { failing: 'writes', mayStaySilent: true });
    expect(deaths.length).toBeGreaterThanOrEqual(10);
  });
});

describe('a process that dies or loses a call while it mails', () => {
  const report: SlaReport = { ...ONE_MISSED, id: 'R-1', agreement: { ...ONE_MISSED.agreement, id: 'acme' } };
  const closed = busMessage('ReportClosed', { report: 'R-1', agreement: 'acme', period: report.period.name });
  const scenario: Scenario = {
    prepare: async (table) => void (await closeReport(table, report)),
    run: worker(load.mail, () => [closed, { type: 'MailDue' }]),
  };

  it('sends one mail, or says that it does not know: never two', async () => {
    const ends: Record<string, string> = {};
    for await (const { place, state, mails } of struck(scenario, 'writes')) {
      const { state: end } = state.find(({ pk }) => pk === 'O') ?? {};
      ends[place] = `${mails} mail, ${String(end)}`;
    }
    // It is noted in the outbox, marked as being sent, sent, and marked as sent.
    expect(ends).toEqual({
      'death after write 1': '1 mail, sent',
      'death after write 2': '0 mail, sending',
      'death after write 3': '1 mail, sending',
      'death after write 4': '1 mail, sent',
      'request 1 of writes lost': '1 mail, sent',
      'request 2 of writes lost': '1 mail, sent',
      // From here on nobody can know whether the mail went out.
      'request 3 of writes lost': '0 mail, sending',
      'request 4 of writes lost': '1 mail, sending',
      'answer to write 1 lost': '1 mail, sent',
      'answer to write 2 lost': '0 mail, sending',
      'answer to write 3 lost': '1 mail, sending',
      'answer to write 4 lost': '1 mail, sent',
    });
  });
});
