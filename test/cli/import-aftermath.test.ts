import { describe, expect, it } from 'vitest';
import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import { parseDelivery } from '../../shared/sources/parse-delivery.ts';
import { formatSignal } from '../../shared/sources/signals/signal-json.ts';
import { type DescribedDelivery, describeDelivery } from '../../shared/store/describe-delivery.ts';
import { attain } from './command-line.ts';

const CATALOGUE = `organization:
  name: Example
  owner: { name: Mara, email: mara@example.com }
effectiveFrom: 2026-01-01T00:00:00Z
sources:
  - id: signals
    type: generic
    auth: { type: bearer, secret: s }
    ignore: [{ match: { team: none }, reason: nobody minds }]
  - { id: alerts, type: alertmanager, auth: { type: bearer, secret: s } }
services: [{ id: shop, name: Shop, monitors: [{ id: probe, source: signals }] }]
agreements: []
`;
const catalogue = parseCatalogue(CATALOGUE, { file: 'c.yaml' });
const NOW = Date.UTC(2026, 10, 19, 12);
const TO = 'https://attain.example.com';

interface Place {
  /** Answers of the read API, in turn, that are not as it gives them. */
  readonly pages?: readonly (number | 'empty')[];
}

/** An Attain that keeps what it is sent, and reads it as the deployed one does when somebody asks. */
function attainAt({ pages = [] }: Place) {
  const kept: DescribedDelivery[] = [];
  const left = [...pages];
  const slept: number[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { pathname } = new URL(String(input));
    if (pathname === '/api/deliveries') {
      const odd = left.shift();
      if (typeof odd === 'number') return new Response('{}', { status: odd });
      return Response.json({ deliveries: odd === 'empty' ? [] : kept, next: '2026-11-19T11:59:50.000Z', more: false });
    }
    const source = pathname.split('/').at(-1) ?? '';
    const delivery = { source, headers: {}, body: Buffer.from(String(init?.body)), receivedAt: NOW };
    const id = `digest-${kept.length}`;
    const [position, pointer] = [`2026-11-19T12:00:00.000Z~${id}`, { pk: 'x', sk: id }];
    const versions = [{ catalogue, hash: 'h', publishedAt: 0 }];
    const context = { versions, parse: parseDelivery, format: formatSignal, now: NOW };
    const receipt = { source, receivedAt: NOW };
    kept.push(
      await describeDelivery(
        { position, pointer, begun: 0, receipt, read: async () => ({ pointer, delivery }) },
        context,
      ),
    );
    return Response.json({ delivery: id }, { status: 202 });
  };
  const sleep = async (ms: number) => {
    slept.push(ms);
  };
  return { fetch, sleep, slept };
}

const state = (monitor: string, more: object = {}) =>
  JSON.stringify({ kind: 'state', monitor, state: 'down', at: '2026-10-01T00:00:00.000Z', ...more });

async function imported(lines: readonly string[], place: Place = {}, source = 'signals') {
  const { slept, ...io } = attainAt(place);
  const argv = ['import', '-', '--to', TO, '--secret', 'T', '--source', source];
  return { ...(await attain(argv, { ...io, input: lines.join('\n') })), slept };
}

describe('what attain import says became of it', () => {
  it('tells accepted, noted and quarantined apart', async () => {
    const lines = [state('probe'), state('stranger'), state('other', { labels: { team: 'none' } })];
    const { code, out, err } = await imported(lines);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [sent, became, quarantine] = out.split('\n');
    expect(sent).toBe(`3 signals in 1 batch sent to ${TO}/webhooks/signals in 0.0 s`);
    expect(became).toBe('1 signal accepted, 1 part noted, 1 part in quarantine');
    expect(quarantine).toMatch(/^ {2}quarantine: .*no monitor matches \\"stranger\\" without labels/);
  });

  it('ends with 2 where all of it is in quarantine, as nothing could be read', async () => {
    const { code, out } = await imported([state('probe'), state('probe')], {}, 'alerts');
    expect(code).toBe(2);
    expect(out).toContain('\n0 signals accepted, 0 parts noted, 1 part in quarantine\n  quarantine: "unreadable": ');
  });

  it('ends with 2 where no signal belongs anywhere', async () => {
    const { code, out } = await imported([state('a'), state('b')]);
    expect(code).toBe(2);
    expect(out).toContain('\n0 signals accepted, 0 parts noted, 2 parts in quarantine\n');
  });

  it('is fine with signals that nobody minds', async () => {
    const { code, out } = await imported([state('a', { labels: { team: 'none' } })]);
    expect({ code, out: out.split('\n')[1] }).toEqual({
      code: 0,
      out: '0 signals accepted, 1 part noted, 0 parts in quarantine',
    });
  });

  it('waits for what was only just kept', async () => {
    // The first is asked for before anything is sent.
    const { out, slept } = await imported([state('probe')], { pages: ['empty', 'empty', 'empty'] });
    expect(out).toContain('\n1 signal accepted, 0 parts noted, 0 parts in quarantine\n');
    expect(slept).toEqual([1000, 1000]);
  });

  it('says of how much it is not known', async () => {
    const { code, out } = await imported([state('probe')], { pages: Array(9).fill('empty') });
    expect(code).toBe(0);
    expect(out).toContain('\n0 signals accepted, 0 parts noted, 0 parts in quarantine, of 1 batch it is not known\n');
  });

  it('says why it is not known where the pages are closed: what was sent is kept all the same', async () => {
    const { code, out, err } = await imported([state('probe')], { pages: [401] });
    expect({ code, out }).toEqual({ code: 0, out: `1 signal in 1 batch sent to ${TO}/webhooks/signals in 0.0 s\n` });
    expect(err).toBe(
      `attain import: what became of it is not known: expected ${TO}/api/deliveries to answer; got 401; give a JWT with --web-token or ATTAIN_WEB_TOKEN\n`,
    );
  });
});
