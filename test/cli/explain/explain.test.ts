import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explain } from '../../../cli/explain/explain.ts';
import { sourceTypes } from '../../../shared/sources/registry.ts';
import { attain, withFiles } from '../command-line.ts';

const firing = readFileSync('examples/payloads/alertmanager/firing.json', 'utf8');
const alertmanager = ['parse', '--source', 'alertmanager'];
const withCatalogue = [...alertmanager, '--json', '--catalogue', 'examples/catalogue.yaml'];

const CATALOGUE_OF_ONE = (match: string) => `organization:
  name: Example
  owner: { name: Mara, email: mara@example.com }
effectiveFrom: 2026-01-01T00:00:00Z
sources: [{ id: probes, type: generic, auth: { type: bearer, secret: s } }]
services: [{ id: shop, name: Shop, monitors: [{ id: probe, source: probes, match: ${match} }] }]
agreements: []
`;

async function explained(argv: readonly string[], input: string) {
  const { code, out, err } = await attain(argv, { input });
  expect(err).toBe('');
  return { code, ...JSON.parse(out) };
}

describe('attain parse --json', () => {
  it('tells equal values apart by what becomes of the reading without them', async () => {
    // The first monitor of an Uptime Kuma, up: 1 and 1. Its message is our own word for a state.
    const heartbeat = { monitorID: 1, status: 1, time: '2026-10-14 07:12:00', timezone: 'UTC', msg: 'up' };
    const input = JSON.stringify({ heartbeat, monitor: { id: 1, name: 'shop' }, msg: '[shop] [Up] up' });
    const { used } = await explained(['parse', '--source', 'uptime-kuma', '--json'], input);
    const became = (path: string) => used.find((one: { path: string }) => one.path === path)?.became;
    expect(became('heartbeat.status')).toEqual(['signals[0].state']);
    expect(became('heartbeat.monitorID')).toEqual(['signals[0].monitor', 'signals[0].labels.id']);
    expect(became('heartbeat.msg') ?? []).not.toContain('signals[0].state');
  });

  it('gives the reason for which the catalogue ignores a signal', async () => {
    const ignore = "ignore: [{ match: { monitor: b }, reason: 'a test bench' }]";
    const text = CATALOGUE_OF_ONE('{ monitor: a }').replace('secret: s }', `secret: s }, ${ignore}`);
    const input = '{"kind":"state","monitor":"b","state":"down","at":"2026-10-14T07:12:00Z"}';
    const asked = ['parse', '--source', 'probes', '--catalogue', 'c.yaml'];
    await withFiles({ 'c.yaml': text }, async (cwd) => {
      const json = await attain([...asked, '--json'], { input, cwd });
      expect(JSON.parse(json.out).signals[0].mapping).toEqual({ services: [], ignored: 'a test bench' });
      const { out } = await attain([...asked, '--explain'], { input, cwd });
      expect(out).toMatch(/maps to +nothing, as the catalogue ignores it: a test bench/);
    });
  });

  it('says which delivery, stream, occurrence and labels a signal has', async () => {
    const input = readFileSync('examples/payloads/cloudwatch/ok.json', 'utf8');
    const stream = 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:payments-errors';
    const labels = { account: '123456789012', alarmName: 'payments-errors', region: 'eu-central-1' };
    const { code, deliveryId, signals, rejected } = await explained(
      ['parse', '--source', 'cloudwatch', '--json'],
      input,
    );
    expect({ code, deliveryId, rejected }).toEqual({
      code: 0,
      deliveryId: '2f2a1b0c-6a52-4c5e-9c0f-1f7a3f8e4b11',
      rejected: [],
    });
    expect(signals).toMatchObject([
      {
        signal: {
          kind: 'state',
          monitor: stream,
          state: 'up',
          at: '2026-10-06T09:31:40.989Z',
          previous: 'down',
          since: '2026-10-06T09:04:40.989Z',
          labels,
          title: 'payments-errors',
        },
        stream,
        // An OK closes the alarm that the previous state tells of.
        occurrenceStart: '2026-10-06T09:04:40.989Z',
        status: 'up',
        labels,
      },
    ]);
  });

  it.each([
    ['pagerduty', 'acknowledged', ['2026-10-14T07:12:03.000Z']],
    ['opsgenie', 'close', ['2026-10-14T07:12:03.104Z', '2026-10-14T07:12:03.104Z', '2026-10-14T07:12:03.104Z']],
    ['pagerduty', 'unacknowledged', ['2026-10-14T07:12:03.000Z']],
    ['pagerduty', 'reopened', ['2026-10-14T09:40:00.000Z', '2026-10-14T09:40:00.000Z']],
    // Resolved for the second time: its first opening, and its end after it was reopened.
    [
      'pagerduty',
      'resolved-again',
      ['2026-10-14T09:40:00.000Z', '2026-10-14T07:12:03.000Z', '2026-10-14T09:40:00.000Z'],
    ],
    ['pagerduty', 'events-api-resolve', [null, null]],
  ])('says when began what a word of %s about an incident speaks of: %s', async (source, example, starts) => {
    const input = readFileSync(`examples/payloads/${source}/${example}.json`, 'utf8');
    const { signals } = await explained(['parse', '--source', source, '--json'], input);
    expect(signals.map((it: { occurrenceStart: string | null }) => it.occurrenceStart)).toEqual(starts);
  });

  it('says what an occurrence was seen to begin by, though the signal does not hold it', async () => {
    const input = readFileSync('examples/payloads/pagerduty/acknowledged.json', 'utf8');
    const { used } = await explained(['parse', '--source', 'pagerduty', '--json'], input);
    const created = used.find(({ path }: { path: string }) => path === 'event.data.created_at');
    expect(created?.became).toEqual(['signals[0].occurrenceStart']);
  });

  it('says what was read, where it stood, and what it became', async () => {
    const { used } = await explained([...alertmanager, '--json'], firing);
    expect(used).toContainEqual({
      path: 'alerts[0].fingerprint',
      value: '4c41381382fa12fd',
      became: ['signals[0].monitor'],
    });
    expect(used).toContainEqual({
      path: 'alerts[0].startsAt',
      value: '2026-10-06T09:12:30.061Z',
      became: ['signals[0].at'],
    });
    expect(used).toContainEqual({ path: 'alerts[0].status', value: 'firing', became: ['signals[0].state'] });
    // Go's zero time, of an alert that has not ended.
    expect(used).toContainEqual({ path: 'alerts[0].endsAt', value: '0001-01-01T00:00:00Z', became: [] });
    // An alert's own status goes before that of its group.
    expect(used).toContainEqual({ path: 'status', value: 'firing', became: [] });
    // Annotations hold current values and are left out.
    const paths = used.map(({ path }: { path: string }) => path);
    expect(paths.filter((path: string) => path.includes('annotations'))).toEqual([]);
  });

  it.each([
    ['one text', 'service:checkout,urgent', ['tags', ['labels.service', 'labels.tag urgent']]],
    ['a list', ['service:checkout'], ['tags[0]', ['labels.service']]],
    ['a name and a value', [{ name: 'service', value: 'checkout' }], ['tags[0].name', ['labels.service']]],
  ])('says which labels tags became: %s', async (_, tags, [path, labels]) => {
    const body = { alert_id: '7', transition: 'Triggered', date: '1791961923000', tags };
    const { used } = await explained(['parse', '--source', 'datadog', '--json'], JSON.stringify(body));
    const of = (name: string) => used.find((it: { path: string }) => it.path === name)?.became;
    expect(of(String(path))).toEqual([labels].flat().map((label) => `signals[0].${label}`));
    expect(of('transition')).toEqual(['signals[0].state']);
  });

  it('says what became of what is decisive: a whole signal, or a rejection', async () => {
    const body = [
      { kind: 'heartbeat', feed: 'a', at: '2026-10-01T00:00:00Z', every: 'PT1M' },
      { kind: 'heartbeat', feed: 'b', at: '2026-10-01T00:00:00Z', every: 'often' },
    ];
    const { used } = await explained(['parse', '--source', 'generic', '--json'], JSON.stringify(body));
    const of = (path: string) => used.find((it: { path: string }) => it.path === path)?.became;
    expect(of('[0].kind')).toEqual(['signals[0]']);
    expect(of('[0].feed')).toEqual(['signals[0].feed']);
    expect(of('[1].every')).toEqual(['rejected[0]']);
  });

  it('tries what decides only as long as it is done in seconds', async () => {
    const alerts = Array.from({ length: 400 }, (_, index) => ({
      status: 'firing',
      labels: { alertname: `Alert${index}`, instance: `host-${index}` },
      startsAt: new Date(Date.UTC(2026, 9, 6, 0, 0, index)).toISOString(),
      fingerprint: `f${index}`,
    }));
    const { used } = await explained([...alertmanager, '--json'], JSON.stringify({ alerts }));
    const of = (path: string) => used.find((it: { path: string }) => it.path === path)?.became;
    expect([of('alerts[0].status'), of('alerts[399].status')]).toEqual([['signals[0].state'], null]);
    expect(of('alerts[399].fingerprint')).toEqual(['signals[399].monitor']);
  });

  it('notes the headers that carry an event, and its body', async () => {
    const headers = ['ce-specversion: 1.0', 'ce-id: 1', 'ce-type: state', 'ce-source: /probe'];
    const { used } = await explained(
      ['parse', '--source', 'generic', '--json', ...headers.flatMap((header) => ['--header', header])],
      '{"kind":"heartbeat","feed":"probes","at":"2026-10-01T00:00:00Z","every":"PT1M"}',
    );
    expect(used).toContainEqual({ path: 'headers.ce-specversion', value: '1.0', became: ['deliveryId'] });
    expect(used).toContainEqual({ path: 'feed', value: 'probes', became: ['signals[0].feed'] });
  });

  it('says where in a text that holds JSON itself a value stands', async () => {
    const input = readFileSync('examples/payloads/sns/alarm.json', 'utf8');
    const { used } = await explained(['parse', '--source', 'sns', '--json'], input);
    expect(used).toContainEqual({
      path: 'Message.StateChangeTime',
      value: '2026-10-06T09:04:40.989+0000',
      became: ['signals[0].at'],
    });
  });

  it.each(sourceTypes)('reads the examples of $name as its parser alone does', (type) => {
    const folder = `examples/payloads/${type.name}`;
    for (const file of readdirSync(folder).filter((name) => !name.includes('.expect.'))) {
      const headers = file.endsWith('.form') ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
      const body = readFileSync(`${folder}/${file}`);
      const delivery = { source: 'x', type: type.name, body, headers, receivedAt: Date.UTC(2026, 10, 21) };
      const { parsed } = explain({ type, delivery, options: { feed: 'x' }, catalogue: undefined });
      expect(parsed, file).toEqual(type.parse(delivery, { feed: 'x' }));
    }
  });

  it('reads a query string where there is no body', async () => {
    const query = '?alerts=none';
    const { code, used, rejected } = await explained([...alertmanager, '--json', '--query', query], '');
    expect({ code, used }).toEqual({ code: 2, used: [{ path: 'alerts', value: 'none', became: ['rejected[0]'] }] });
    expect(rejected).toEqual([
      {
        reason: 'unreadable',
        detail: 'alerts: expected a list of alerts, as in Alertmanager\'s webhook version 4; got "none"',
      },
    ]);
  });

  it('says what each value of a query string decides, and what the signal corrects', async () => {
    const query = 'monitorID=777&alertType=2&alertDateTime=1763760000&alertDuration=300';
    const argv = ['parse', '--source', 'uptimerobot', '--query', query];
    const { used } = await explained([...argv, '--json'], '');
    expect(used).toContainEqual({
      path: 'alertDuration',
      value: '300',
      became: ['signals[0].previous', 'signals[0].since'],
    });
    const { out } = await attain([...argv, '--explain'], { input: '' });
    expect(out).toContain('  before          down since 2025-11-21T21:15:00.000Z\n');
  });

  it('says which service and monitor of a catalogue take the signal', async () => {
    const { signals } = await explained([...withCatalogue, '--feed', 'alertmanager-eu'], firing);
    expect(signals[0].mapping).toEqual({ services: [{ service: 'checkout', monitor: 'checkout-alerts' }] });
  });

  it('says of a signal without a place which monitors come nearest, and what keeps them from it', async () => {
    const input = firing.replace('"severity": "critical"', '"severity": "warning"');
    const { signals } = await explained([...withCatalogue, '--feed', 'alertmanager-eu'], input);
    expect(signals[0].mapping.services).toEqual([]);
    expect(signals[0].mapping.unmapped).toContain('no monitor matches "4c41381382fa12fd"');
    expect(signals[0].mapping.nearest[0]).toBe('checkout/checkout-alerts: expected severity="critical"; got "warning"');
  });

  it('says what comes nearest to an alarm that is picked by one label, the likest value first', async () => {
    const input = readFileSync('examples/payloads/cloudwatch/ok.json', 'utf8').replaceAll(
      'payments-err',
      'paymnets-err',
    );
    const { signals } = await explained(
      ['parse', '--source', 'cloudwatch', '--json', '--catalogue', 'examples/catalogue.yaml'],
      input,
    );
    expect(signals[0].mapping.nearest).toEqual([
      'payments/payments-errors: expected alarmName="payments-errors"; got "paymnets-errors"',
      'reporting/reporting-export-failed: expected alarmName="reporting-export-failed"; got "paymnets-errors"',
    ]);
  });

  it('says which label is missing where a signal has none that is looked for', async () => {
    const catalogue = CATALOGUE_OF_ONE('{ service: checkout }');
    const input = '{"kind":"state","monitor":"m","state":"down","at":"2026-10-01T00:00:00Z","labels":{"team":"blue"}}';
    await withFiles({ 'catalogue.yaml': catalogue }, async (cwd) => {
      const argv = ['parse', '--source', 'generic', '--explain', '--catalogue', 'catalogue.yaml'];
      const { out } = await attain(argv, { input, cwd });
      expect(out).toContain('  nearest         shop/probe: expected service="checkout"; got no such label\n');
    });
  });

  it('names the source that a monitor listens to, where that is what differs', async () => {
    const { signals } = await explained([...withCatalogue, '--feed', 'alertmanager-us'], firing);
    expect(signals[0].mapping.nearest[0]).toBe(
      'checkout/checkout-alerts: expected source alertmanager-eu; got alertmanager-us',
    );
  });
});

describe('attain parse --explain', () => {
  it('says it for people', async () => {
    const { code, out, err } = await attain(
      [...alertmanager, '--explain', '--catalogue', 'examples/catalogue.yaml', '--feed', 'alertmanager-eu'],
      { input: firing },
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('Delivery: no id of its own');
    expect(out).toContain('Signal 0: state down\n  stream          4c41381382fa12fd\n');
    expect(out).toContain('  maps to         checkout/checkout-alerts\n');
    expect(out).toMatch(/\n {2}alerts\[0\]\.endsAt +"0001-01-01T00:00:00Z" +→ nothing: it reads the same without it\n/);
    expect(out).toMatch(/\n {2}alerts\[0\]\.fingerprint +"4c41381382fa12fd" +→ signals\[0\]\.monitor\n/);
  });

  it('tells what was noted from what was rejected', async () => {
    const input = readFileSync('examples/payloads/cloudwatch/configuration-change.json', 'utf8');
    const noted = await attain(['parse', '--source', 'cloudwatch', '--explain'], { input });
    expect(noted.code).toBe(0);
    expect(noted.out).toMatch(/No signal\.\n\n1 part made no signal:\n {2}noted {2}not-a-signal {2}/);
    const rejected = await attain(['parse', '--source', 'generic', '--explain'], { input: '{' });
    expect(rejected.code).toBe(2);
    expect(rejected.out).toContain(
      '  rejected  unreadable  body: expected JSON; got "{"\n\nNothing of the payload was read.',
    );
  });

  it.each([
    [
      [],
      'expected --feed with a source of type alertmanager (the catalogue has alertmanager-eu, alertmanager-us); got no --feed',
    ],
    [
      ['--feed', 'x'],
      'expected --feed with a source of type alertmanager (the catalogue has alertmanager-eu, alertmanager-us); got x',
    ],
  ])('asks which source of the catalogue is meant: %j', async (more, message) => {
    expect(await attain([...withCatalogue, ...more], { input: firing })).toEqual({
      code: 2,
      out: '',
      err: `attain parse: ${message}\n`,
    });
  });

  it('takes a catalogue only where it says something of it', async () => {
    const { err } = await attain([...alertmanager, '--catalogue', 'examples/catalogue.yaml'], { input: firing });
    expect(err).toBe('attain parse: expected --explain or --json beside --catalogue; got neither\n');
  });
});

describe('docs/kit.md', () => {
  it('explains every key of the JSON', async () => {
    const docs = readFileSync('docs/kit.md', 'utf8');
    const { out } = await attain([...withCatalogue, '--feed', 'alertmanager-us'], { input: firing });
    const { signals, ...top } = JSON.parse(out);
    const { signal: _, labels: __, ...ids } = signals[0];
    for (const key of [
      ...Object.keys(top),
      ...Object.keys(ids),
      ...Object.keys(ids.mapping),
      'path',
      'value',
      'became',
    ]) {
      expect(docs, key).toContain(`\`${key}\``);
    }
  });
});
