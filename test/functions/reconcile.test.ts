import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseInstant } from '../../shared/domain/instant.ts';
import { parseDelivery } from '../../shared/sources/parse-delivery.ts';
import { catalogueVersions, publishCatalogue } from '../../shared/store/catalogue-versions.ts';
import { type DeliveryPointer, deliveriesOfMinute, putDelivery } from '../../shared/store/deliveries.ts';
import { pack } from '../../shared/store/packed.ts';
import { readPollMemory } from '../../shared/store/poll-memory.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { readRollups } from '../../shared/store/rollups.ts';
import { catalogue, monitor, service, source } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { alertJson, alertmanagerJson, recording, webhook } from '../support/deliveries.ts';
import { addressOf, closeServer, contentsOf } from '../support/dynalite.ts';
import { environmentOf, startFunction } from '../support/functions.ts';
import { batchOf, lambdaContext } from '../support/lambda.ts';

const db = useDatabase();
const bus = mockClient(EventBridgeClient);
const secrets = mockClient(SecretsManagerClient);
const DAY = '2026-10-14';
/** What the alert was called once somebody had edited a label. */
const RENAMED = 'bbbbbbbbbbbbbbbb';

/** An Alertmanager: what it has now, and how it answers. */
const sender = { alerts: [] as object[], status: 200, asked: [] as string[] };
let server: Server;

beforeAll(async () => {
  server = createServer(({ url, headers }, response) => {
    sender.asked.push(`${url} ${headers.authorization}`);
    response.writeHead(sender.status, { 'content-type': 'application/json' });
    const status = { uptime: '2026-10-01T00:00:00Z' };
    response.end(JSON.stringify(url === '/am/api/v2/status' ? status : sender.alerts));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => closeServer(server));

beforeEach(async () => {
  Object.assign(sender, { alerts: [], status: 200, asked: [] });
  bus.reset();
  bus.on(PutEventsCommand).resolves({ FailedEntryCount: 0 });
  secrets.reset();
  secrets.on(GetSecretValueCommand, { SecretId: 'attain/am-read' }).resolves({ SecretString: 'reader' });
  const aliases = [{ from: RENAMED, to: 'c1f9d3a2b4e5f607' }];
  const reconcile = {
    everyMs: 300_000,
    url: `${addressOf(server)}/am`,
    credential: { type: 'bearer', secret: 'attain/am-read' },
  } as const;
  const shop = catalogue({
    sources: [source({ id: 'am', type: 'alertmanager', reconcile, aliases }), source({ id: 'probes' })],
    services: [service({ monitors: [monitor({ id: 'critical', source: 'am', match: { severity: 'critical' } })] })],
  });
  await publishCatalogue(db.table, shop, 0);
});
afterEach(() => vi.useRealTimers());

/** An alert as the API has it. */
function alert(startsAt: string): object {
  const { status: _status, ...fired } = { ...alertJson(`${DAY}T${startsAt}Z`), status: '' };
  const status = { state: 'active', silencedBy: [], inhibitedBy: [] };
  return { ...fired, status, endsAt: `${DAY}T23:59:00Z`, receivers: [{ name: 'attain' }] };
}

async function record(pointers: readonly DeliveryPointer[]): Promise<void> {
  await recordDeliveries(db.table, pointers, recording(await catalogueVersions(db.table), `${DAY}T12:00:00Z`));
}

async function hook(startsAt: string, endsAt?: string): Promise<void> {
  const alerts = alertmanagerJson(alertJson(`${DAY}T${startsAt}Z`, endsAt && `${DAY}T${endsAt}Z`));
  await record([await putDelivery(db.table, webhook('am', alerts, `${DAY}T${endsAt ?? startsAt}Z`))]);
}

/** Runs the function at a moment of 14 October, and records what it tells of. @returns what it counted */
async function pollAt(time: string): Promise<Readonly<Record<string, number>>> {
  vi.useFakeTimers({ toFake: ['Date'], now: parseInstant(`${DAY}T${time}Z`) });
  const environment = { ...environmentOf(db), ATTAIN_LOCAL: '1' };
  const { handler, counts } = await startFunction(() => import('../../functions/reconcile.ts'), environment);
  const before = bus.commandCalls(PutEventsCommand).length;
  expect(await handler(batchOf({ type: 'Reconcile' }), lambdaContext)).toEqual({ batchItemFailures: [] });
  const calls = bus.commandCalls(PutEventsCommand).slice(before);
  const told = calls.flatMap(({ args }) => args[0].input.Entries ?? []);
  await record(told.map(({ Detail }) => JSON.parse(Detail ?? '') as DeliveryPointer));
  return counts;
}

async function changes(): Promise<readonly string[]> {
  const rollups = await readRollups(db.table, [{ subject: 'checkout', span: DAY }]);
  const streams = rollups.flatMap((it) => it.streams);
  return streams.flatMap((it) =>
    it.changes.map(({ state, at }) => `${state} ${new Date(at).toISOString().slice(11, 19)}`),
  );
}

async function stored(prefix: string) {
  return (await contentsOf(db.table)).filter(({ pk }) => String(pk).startsWith(prefix));
}

const NOTHING = { StreamsOpened: 0, StreamsClosed: 0, PollsFailed: 0, SourcesUnreachable: 0 };

describe('a resolve that was lost', () => {
  it('is made good when two polls have missed the alert, as of the first', async () => {
    await hook('09:30:00');
    expect(await pollAt('12:00:00')).toEqual(NOTHING);
    expect(await changes()).toEqual(['down 09:30:00']);
    expect(await pollAt('12:05:00')).toEqual({ ...NOTHING, StreamsClosed: 1 });
    expect(await changes()).toEqual(['down 09:30:00', 'up 12:00:00']);
    expect(sender.asked.slice(0, 2)).toEqual(['/am/api/v2/alerts Bearer reader', '/am/api/v2/status Bearer reader']);
  });

  it('ends no later than the webhook says, should it come after all', async () => {
    await hook('09:30:00');
    await pollAt('12:00:00');
    await pollAt('12:05:00');
    await hook('09:30:00', '11:58:00');
    expect(await changes()).toEqual(['down 09:30:00', 'up 11:58:00', 'up 12:00:00']);
    expect(await pollAt('12:10:00')).toEqual(NOTHING);
  });

  it('is not made good twice', async () => {
    await hook('09:30:00');
    for (const time of ['12:00:00', '12:05:00']) await pollAt(time);
    for (const time of ['12:10:00', '12:15:00', '12:20:00']) expect(await pollAt(time)).toEqual(NOTHING);
    expect(await stored('D#')).toHaveLength(2);
  });
});

describe('an opening that was lost', () => {
  it('is made good as of when the alert began; the webhook that comes after all changes nothing', async () => {
    sender.alerts = [alert('09:30:00')];
    expect(await pollAt('12:00:00')).toEqual(NOTHING);
    expect(await pollAt('12:05:00')).toEqual({ ...NOTHING, StreamsOpened: 1 });
    expect(await changes()).toEqual(['down 09:30:00']);
    await hook('09:30:00');
    expect(await changes()).toEqual(['down 09:30:00']);
    expect(await pollAt('12:10:00')).toEqual(NOTHING);
  });

  it('of an alert that nobody listens to is no loss', async () => {
    sender.alerts = [{ ...alert('09:30:00'), labels: { alertname: 'DiskFull', severity: 'warning' } }];
    expect(await pollAt('12:00:00')).toEqual(NOTHING);
    expect(await pollAt('12:05:00')).toEqual(NOTHING);
    expect([...(await stored('D#')), ...(await stored('Q'))]).toEqual([]);
  });

  it('of an alert that was resolved by mistake is made good as of the first poll', async () => {
    await hook('09:30:00', '10:00:00');
    sender.alerts = [alert('09:30:00')];
    await pollAt('12:00:00');
    await pollAt('12:05:00');
    expect(await changes()).toEqual(['down 09:30:00', 'up 10:00:00', 'down 12:00:00']);
    expect(await pollAt('12:10:00')).toEqual(NOTHING);
  });
});

describe('an alert that got another name', () => {
  it('is open while its sender has it by that name, and over once it has not', async () => {
    await hook('09:30:00');
    sender.alerts = [{ ...alert('09:40:00'), fingerprint: RENAMED }];
    for (const time of ['12:00:00', '12:05:00', '12:10:00']) expect(await pollAt(time)).toEqual(NOTHING);
    expect(await changes()).toEqual(['down 09:30:00']);
    sender.alerts = [];
    await pollAt('12:15:00');
    expect(await pollAt('12:20:00')).toEqual({ ...NOTHING, StreamsClosed: 1 });
    expect(await changes()).toEqual(['down 09:30:00', 'up 12:15:00']);
  });
});

describe('what a poll finds out', () => {
  it('is a delivery of its source that reads the same again, marked as found out', async () => {
    sender.alerts = [alert('09:30:00')];
    await pollAt('12:00:00');
    await pollAt('12:05:00');
    const [unread] = await deliveriesOfMinute(db.table, `${DAY}T12:05`);
    const placed = await unread?.read();
    const [version] = await catalogueVersions(db.table);
    if (placed === undefined || version === undefined) throw new Error('expected a delivery and a catalogue');
    expect(placed.delivery).toMatchObject({ source: 'am', headers: { 'x-attain-reconciled': '1' } });
    expect(parseDelivery(placed.delivery, version.catalogue)).toEqual({
      rejected: [],
      noted: [],
      signals: [
        {
          kind: 'state',
          monitor: 'c1f9d3a2b4e5f607',
          state: 'down',
          at: parseInstant(`${DAY}T09:30:00Z`),
          labels: {
            alertname: 'CheckoutDown',
            service: 'checkout',
            severity: 'critical',
            attain_origin: 'reconciled',
          },
          title: 'CheckoutDown',
          url: 'http://prometheus.example.com/graph?g0.expr=up',
        },
      ],
    });
  });
});

describe('a poll that fails', () => {
  it('closes nothing, and what it interrupts begins anew', async () => {
    await hook('09:30:00');
    await pollAt('12:00:00');
    sender.status = 503;
    expect(await pollAt('12:05:00')).toEqual({ ...NOTHING, PollsFailed: 1 });
    sender.status = 200;
    expect(await pollAt('12:10:00')).toEqual(NOTHING);
    expect(await pollAt('12:15:00')).toEqual({ ...NOTHING, StreamsClosed: 1 });
    expect(await changes()).toEqual(['down 09:30:00', 'up 12:10:00']);
  });

  it('three times in a row is a source that cannot be reached', async () => {
    sender.status = 401;
    expect(await pollAt('12:00:00')).toEqual({ ...NOTHING, PollsFailed: 1 });
    expect(await pollAt('12:05:00')).toEqual({ ...NOTHING, PollsFailed: 1 });
    expect(await pollAt('12:10:00')).toEqual({ ...NOTHING, PollsFailed: 1, SourcesUnreachable: 1 });
    // Also between two polls, of which none is due.
    expect(await pollAt('12:11:00')).toEqual({ ...NOTHING, SourcesUnreachable: 1 });
    sender.status = 200;
    expect(await pollAt('12:15:00')).toEqual(NOTHING);
  });

  it('for want of a secret is counted like any other', async () => {
    secrets.reset();
    secrets.on(GetSecretValueCommand).rejects(new Error('no such secret'));
    expect(await pollAt('12:00:00')).toEqual({ ...NOTHING, PollsFailed: 1 });
    expect(sender.asked).toEqual([]);
  });
});

describe('how asking goes', () => {
  it('is told with the last success, the last failure and since when, and never with the credential', async () => {
    await pollAt('12:00:00');
    expect(await pollOf()).toEqual({ succeededAt: parseInstant(`${DAY}T12:00:00Z`), failures: 0 });
    sender.status = 401;
    for (const time of ['12:05:00', '12:10:00']) await pollAt(time);
    const failing = {
      succeededAt: parseInstant(`${DAY}T12:00:00Z`),
      failed: { at: parseInstant(`${DAY}T12:10:00Z`), reason: 'it refused the credential (status 401)' },
      failingSince: parseInstant(`${DAY}T12:05:00Z`),
      failures: 2,
    };
    expect(await pollOf()).toEqual(failing);
    sender.status = 200;
    await pollAt('12:15:00');
    expect(await pollOf()).toEqual({
      succeededAt: parseInstant(`${DAY}T12:15:00Z`),
      failed: failing.failed,
      failures: 0,
    });
  });

  it.each<[string, () => void, string]>([
    [
      'an answer that shows the credential',
      () => answerWith(['Bearer reader']),
      'its answer could not be read (alerts[0]: expected an object)',
    ],
    [
      'an alert that cannot be read',
      () => answerWith([{ labels: {}, summary: 'Bearer reader' }]),
      'its answer could not be read (expected each of its alerts to be readable)',
    ],
    [
      'a secret that is not there',
      () => secrets.reset().on(GetSecretValueCommand).rejects(new Error('no reader')),
      'the credential to ask it with could not be read from the secret attain/am-read',
    ],
    [
      'a secret of two lines',
      () => secretIs('reader\nreader'),
      'the credential holds characters that no header may hold, such as the end of a line',
    ],
  ])('says why of %s', async (_, prepare, reason) => {
    prepare();
    await pollAt('12:00:00');
    expect((await pollOf())?.failed).toEqual({ at: parseInstant(`${DAY}T12:00:00Z`), reason });
    expect(reason).not.toMatch(/\breader\b/);
  });

  it('of a memory from before it was told is not known yet', async () => {
    const { PutCommand } = await import('@aws-sdk/lib-dynamodb');
    await pollAt('12:00:00');
    const memory = pack({ polledAt: parseInstant(`${DAY}T12:00:00Z`), failures: 2, seen: {} });
    await db.table.client.send(
      new PutCommand({ TableName: db.table.name, Item: { ...(await stored('S'))[0], memory } }),
    );
    expect(await pollOf()).toEqual({ failures: 0 });
    await pollAt('12:05:00');
    expect(await pollOf()).toEqual({ succeededAt: parseInstant(`${DAY}T12:05:00Z`), failures: 0 });
  });
});

async function pollOf() {
  return (await readPollMemory(db.table, 'am'))?.health;
}

function answerWith(alerts: readonly unknown[]): void {
  Object.assign(sender, { alerts });
}

function secretIs(SecretString: string): void {
  secrets.reset();
  secrets.on(GetSecretValueCommand).resolves({ SecretString });
}

describe('a crash', () => {
  it('between keeping and telling loses nothing: the next poll says it again', async () => {
    await hook('09:30:00');
    await pollAt('12:00:00');
    bus.on(PutEventsCommand).rejectsOnce(new Error('no bus')).resolves({ FailedEntryCount: 0 });
    await expect(pollAt('12:05:00')).rejects.toThrow('no bus');
    expect(await pollAt('12:06:00')).toEqual({ ...NOTHING, StreamsClosed: 1 });
    expect(await changes()).toEqual(['down 09:30:00', 'up 12:00:00']);
  });

  it('between telling and remembering says the same twice, which is once', async () => {
    await hook('09:30:00');
    await pollAt('12:00:00');
    const remembered = (await stored('S'))[0];
    await pollAt('12:05:00');
    const { PutCommand } = await import('@aws-sdk/lib-dynamodb');
    await db.table.client.send(new PutCommand({ TableName: db.table.name, Item: { ...remembered } }));
    await pollAt('12:10:00');
    expect(await changes()).toEqual(['down 09:30:00', 'up 12:00:00']);
  });
});

describe('nothing to ask', () => {
  it('is no failure: no catalogue, or none with a source to ask', async () => {
    const table = await db.anotherTable();
    const environment = environmentOf({ table, endpoint: db.endpoint });
    const { handler, counts } = await startFunction(() => import('../../functions/reconcile.ts'), environment);
    expect(await handler(batchOf({ type: 'Reconcile' }), lambdaContext)).toEqual({ batchItemFailures: [] });
    await publishCatalogue(table, catalogue({ sources: [source({ id: 'probes' })] }), 0);
    expect(await handler(batchOf({ type: 'Reconcile' }), lambdaContext)).toEqual({ batchItemFailures: [] });
    expect(counts).toEqual(NOTHING);
  });
});
