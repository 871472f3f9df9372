import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAttain, startLocal } from '../../infra/local/local.ts';
import type { Attainment } from '../../shared/domain/result.ts';
import { attain } from '../cli/command-line.ts';
import { alarm, alertmanagerWebhooks, LATE, probeWebhooks, send, shuffled } from './scenario.ts';

const CATALOGUE = fileURLToPath(new URL('catalogue.yaml', import.meta.url));

/** The month is over, its grace is not: the moment when everything that was on time is there. */
const SENT_AT = '2035-11-01T12:00:00Z';

interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

describe('from webhooks to the monthly mail, through the synthesized stack', () => {
  let local: LocalAttain;

  beforeAll(async () => {
    local = await startLocal({ catalogue: CATALOGUE });
    local.setClock(SENT_AT);
    // Everything twice, in an order that has nothing to do with what happened when.
    const webhooks = shuffled([...alertmanagerWebhooks(), ...probeWebhooks(), ...probeWebhooks()]);
    const answers = await Promise.all(
      webhooks.map((webhook) => send(local.url, webhook, (it) => local.secrets.valueOf(it))),
    );
    expect(answers.map(({ status }) => status)).toEqual(webhooks.map(() => 202));
    await local.idle();
  }, 120_000);

  afterAll(async () => await local?.close());

  it('shows the outage of an Alertmanager webhook', async () => {
    const [checkout] = await attainments('agreement=acme&service=checkout&period=2035-10');
    expect(checkout?.outages).toEqual([
      {
        start: '2035-10-14T07:12:00.000Z',
        end: '2035-10-14T09:20:00.000Z',
        countedMs: 128 * 60_000,
        monitors: ['checkout-alerts'],
      },
    ]);
  });

  it('raises one improvement item for the missed target, with owner, due date and evidence', async () => {
    const { items } = await json<{ items: { cause: string }[] }>('/api/improvements');
    // All of the one miss, and one for each cause.
    for (const item of items) expect(item).toMatchObject({ agreement: 'acme', service: 'checkout', state: 'open' });
    expect(new Set(items.map(({ cause }) => cause)).size).toBe(items.length);
    // On a slow machine the target is seen to be missed before all is recorded that tells why: another cause, another item.
    expect(items.filter(({ cause }) => cause === 'checkout-alerts')).toMatchObject([
      {
        state: 'open',
        agreement: 'acme',
        service: 'checkout',
        owner: { name: 'Mara Lindqvist' },
        raisedAt: expect.stringMatching(/^2035-11-01T/),
        dueAt: expect.stringMatching(/^2035-12-01T/),
        evidence: [{ period: '2035-10', link: '/services/checkout?agreement=acme&period=2035-10' }],
      },
    ]);
  });

  it('sends nothing before the month and its grace are over', async () => {
    local.setClock('2035-11-02T00:00:00Z');
    await local.idle();
    expect(await json<Mail[]>('/mail.json')).toEqual([]);
  });

  it('counts what comes late but before the report is closed', async () => {
    expect((await send(local.url, LATE, (it) => local.secrets.valueOf(it))).status).toBe(202);
    await local.idle();
    const [search] = await attainments('agreement=acme&service=search&period=2035-10');
    // 11 min on the 8th, 7 min after the maintenance, 1 min on the 31st.
    expect(search?.downtimeMs).toBe(19 * 60_000);
  });

  it('mails each agreement once when the month and its grace are over', async () => {
    local.setClock('2035-11-04T06:00:00Z');
    await local.idle();
    local.setClock('2035-11-04T12:00:00Z');
    await local.idle();
    const mails = await json<Mail[]>('/mail.json');
    expect(mails.map(({ subject, to }) => ({ subject, to })).sort((a, b) => (a.subject < b.subject ? -1 : 1))).toEqual([
      {
        subject: '[Acme] October 2035: 2 of 3 targets met; Checkout API missed by 83 min',
        to: ['sla@acme.example.com'],
      },
      { subject: '[Borealis] October 2035: Search met its target', to: ['operations@borealis.example.com'] },
    ]);
  });

  it('prints the figures that attain compute prints for the same signals, byte for byte', async () => {
    const offline = await computeOffline();
    const stored = await Promise.all(['acme', 'office'].map((id) => attainments(`agreement=${id}&period=2035-10`)));
    expect(JSON.stringify(stored.flat())).toBe(JSON.stringify(offline));

    const [acme] = (await json<Mail[]>('/mail.json')).filter(({ to }) => to.includes('sla@acme.example.com'));
    for (const { availability, agreement, service } of offline) {
      if (agreement !== 'acme') continue;
      const name = { checkout: 'Checkout API', search: 'Search', export: 'Export' }[service];
      const row = acme?.text.split('\n').find((line) => line.trim().startsWith(`${name} `) && line.includes('99.9 %'));
      expect(row).toContain(` ${availability?.percent} % `);
      expect(acme?.html).toContain(`${availability?.percent} %`);
    }
    expect(acme?.text).toContain('128 min');
  });

  it('takes CloudWatch alarms from the default bus', async () => {
    const [quiet, raised, cleared] = ['10:00', '11:00', '11:05'].map((time) => `2035-11-04T${time}:00.000+0000`) as [
      string,
      string,
      string,
    ];
    local.publishEvent(alarm('ALARM', { at: raised, since: quiet }));
    local.publishEvent(alarm('OK', { at: cleared, since: raised }));
    await local.idle();
    const [exportService] = await attainments('agreement=acme&service=export');
    expect(exportService?.outages).toMatchObject([
      { start: '2035-11-04T11:00:00.000Z', end: '2035-11-04T11:05:00.000Z', countedMs: 5 * 60_000 },
    ]);
  });

  it('keeps what it cannot map where people see it', async () => {
    const stray = {
      source: 'probes',
      body: '{"kind":"state","monitor":"nobody","state":"down","at":"2035-11-04T00:00:00Z"}',
    } as const;
    expect((await send(local.url, stray, (it) => local.secrets.valueOf(it))).status).toBe(202);
    await local.idle();
    const page = await (await fetch(`${local.url}/quarantine`)).text();
    expect(page).toContain('no monitor matches &quot;nobody&quot;');
  });

  it('refuses a wrong credential and stores nothing', async () => {
    const answer = await send(local.url, LATE, () => 'wrong');
    expect(answer.status).toBe(401);
  });

  async function attainments(query: string): Promise<Attainment[]> {
    return (await json<{ results: Attainment[] }>(`/api/attainment?${query}`)).results;
  }

  async function json<T>(path: string): Promise<T> {
    return (await (await fetch(local.url + path)).json()) as T;
  }
});

// The signals as the command line's own parser reads them, in order of sending.
async function computeOffline(): Promise<Attainment[]> {
  const lines: string[] = [];
  for (const { source, body } of [...alertmanagerWebhooks(), ...probeWebhooks(), LATE]) {
    const parsed = await attain(['parse', '--source', source === 'alerts' ? 'alertmanager' : 'generic'], {
      input: body,
      now: () => Date.parse(SENT_AT),
    });
    expect(parsed).toMatchObject({ code: 0 });
    lines.push(parsed.out);
  }
  const argv = ['compute', '--catalogue', CATALOGUE, '--signals', '-', '--period', '2035-10', '--json'];
  const computed = await attain(argv, { input: lines.join(''), now: () => Date.UTC(2035, 10, 4) });
  expect(computed).toMatchObject({ code: 0 });
  return (JSON.parse(computed.out) as { results: Attainment[] }).results;
}
