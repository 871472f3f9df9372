import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import { keptHeaders } from '../../shared/sources/kept-headers.ts';
import { parseDelivery } from '../../shared/sources/parse-delivery.ts';
import { formatSignalLine } from '../../shared/sources/signals/signal-lines.ts';
import type { Parsed } from '../../shared/sources/source.ts';
import { authenticate } from '../../shared/sources/verify/verify.ts';
import { attain, type Ended, withFiles } from './command-line.ts';
import { SEND_CATALOGUE } from './send-catalogue.ts';

const CATALOGUE = parseCatalogue(SEND_CATALOGUE, { file: 'catalogue.yaml' });
const SECRET = `whsec_${Buffer.from('a secret of the test').toString('base64')}`;
const NOW = Date.UTC(2026, 10, 19, 12);
const AT = '2026-10-14T10:00:00Z';
const files = { 'catalogue.yaml': SEND_CATALOGUE };

interface Taken {
  readonly parsed: Parsed;
  readonly body: string;
}

/** An Attain that answers 401 to what is not proven, and reads the rest as the deployed one would. */
async function withIngest<Result>(work: (url: string, taken: readonly Taken[]) => Promise<Result>): Promise<Result> {
  const taken: Taken[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const reading = read(request, Buffer.concat(chunks));
    if (reading !== undefined) taken.push(reading);
    response.writeHead(reading === undefined ? 401 : 202).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, taken);
  } finally {
    server.close();
  }
}

function read(request: IncomingMessage, body: Buffer): Taken | undefined {
  const { pathname, search } = new URL(request.url ?? '', 'http://localhost');
  const [, , id = '', pathSecret] = pathname.split('/').map(decodeURIComponent);
  const source = CATALOGUE.sources.find((it) => it.id === id);
  const headers = request.headers as Record<string, string>;
  if (source === undefined) return undefined;
  const webhook = {
    method: request.method ?? '',
    headers,
    body,
    query: search.slice(1),
    from: '127.0.0.1',
    ...(pathSecret !== undefined && { pathSecret }),
  };
  if (!authenticate(source.auth, webhook, { secrets: [SECRET], allowOpen: false, now: NOW }).accepted) return undefined;
  const kept = keptHeaders(source.type, headers);
  return {
    parsed: parseDelivery({ source: id, body, headers: kept, receivedAt: NOW }, CATALOGUE),
    body: body.toString('utf8'),
  };
}

interface Played extends Ended {
  readonly taken: readonly Taken[];
  /** When the service was down in October, by the rules of the product. */
  readonly outages: readonly (readonly [string, string])[];
}

async function play(...argv: readonly string[]): Promise<Played> {
  return await withFiles(files, async (cwd) =>
    withIngest(async (to, taken) => {
      const command = ['send', '--catalogue', 'catalogue.yaml', '--secret', SECRET, '--to', to, '--at', AT, ...argv];
      const ended = await attain(command, { cwd, fetch });
      return { ...ended, taken, outages: await outagesOf(taken, cwd) };
    }),
  );
}

async function outagesOf(taken: readonly Taken[], cwd: string): Promise<[string, string][]> {
  const input = taken.flatMap(({ parsed }) => parsed.signals.map(formatSignalLine)).join('\n');
  const compute = ['compute', '--catalogue', 'catalogue.yaml', '--signals', '-', '--period', '2026-10', '--json'];
  const { out, err } = await attain(compute, { cwd, input });
  expect(err).toBe('');
  const [result] = JSON.parse(out).results;
  return result.outages.map(({ start, end }: { start: string; end: string }) => [start.slice(5, 16), end.slice(5, 16)]);
}

const SOURCES = ['alerts', 'grafana', 'pager', 'kuma', 'probes', 'datadog', 'genie', 'supplier', 'topic'];

describe.each(SOURCES)('attain send --source %s', (source) => {
  const of = (scenario: string, ...more: string[]) =>
    play('--source', source, '--service', 'shop', '--scenario', scenario, ...more);

  it('outage: half an hour', async () => {
    const { code, out, err, taken, outages } = await of('outage');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(taken.flatMap(({ parsed }) => parsed.rejected)).toEqual([]);
    expect(outages).toEqual([['10-14T10:00', '10-14T10:30']]);
    expect(out).toBe(
      '2 deliveries accepted; down by their word:\n  2026-10-14T10:00:00.000Z – 2026-10-14T10:30:00.000Z\n',
    );
  });

  it('flap: five outages of a minute', async () => {
    expect((await of('flap')).outages).toEqual([
      ['10-14T10:00', '10-14T10:01'],
      ['10-14T10:03', '10-14T10:04'],
      ['10-14T10:06', '10-14T10:07'],
      ['10-14T10:09', '10-14T10:10'],
      ['10-14T10:12', '10-14T10:13'],
    ]);
  });

  it('late: an outage of the day before is told after that of the day', async () => {
    const { taken, outages } = await of('late');
    expect(taken).toHaveLength(4);
    expect(outages).toEqual([
      ['10-13T10:00', '10-13T10:30'],
      ['10-14T10:00', '10-14T10:30'],
    ]);
  });

  it('duplicate: each delivery comes three times and counts once', async () => {
    const { taken, outages } = await of('duplicate');
    expect(taken).toHaveLength(6);
    expect(new Set(taken.map(({ body }) => body)).size).toBe(2);
    expect(outages).toEqual([['10-14T10:00', '10-14T10:30']]);
  });

  it('reordered: three outages, told in no order', async () => {
    const { outages } = await of('reordered');
    expect(outages).toEqual([
      ['10-14T10:00', '10-14T10:05'],
      ['10-14T10:10', '10-14T10:15'],
      ['10-14T10:20', '10-14T10:25'],
    ]);
  });

  it('lost-resolve: down for the rest of the month, as nobody says that it is over', async () => {
    const { out, outages } = await of('lost-resolve');
    expect(outages).toEqual([['10-14T10:00', '11-01T00:00']]);
    expect(out).toContain('  2026-10-14T10:00:00.000Z – until it is told to be over\n');
  });

  it('storm: many alerts at once are one outage', async () => {
    // A monitor that is picked by its name is one.
    const count = source === 'probes' ? 1 : 12;
    const { taken, outages } = await of('storm', '--count', String(count));
    expect(taken).toHaveLength(3 * count);
    expect(outages).toEqual([['10-14T10:00', '10-14T10:25']]);
  });
});

describe('attain send', () => {
  const outage = ['--source', 'alerts', '--scenario', 'outage'];

  it('sends the same for the same seed, and something else for another', async () => {
    const bodies = async (seed: string) =>
      (
        await play('--source', 'pager', '--service', 'shop', '--scenario', 'storm', '--count', '3', '--seed', seed)
      ).taken.map(({ body }) => body);
    expect(await bodies('7')).toEqual(await bodies('7'));
    expect(await bodies('7')).not.toEqual(await bodies('8'));
  });

  it('mixes the order by the seed, and never sends what is reordered in order', async () => {
    for (const seed of ['1', '2', '3', '4']) {
      const { taken } = await play(
        '--source',
        'alerts',
        '--service',
        'shop',
        '--scenario',
        'reordered',
        '--seed',
        seed,
      );
      const times = taken.flatMap(({ parsed }) => parsed.signals.map((signal) => ('at' in signal ? signal.at : 0)));
      expect(times).toHaveLength(6);
      expect(times).not.toEqual(times.toSorted((a, b) => a - b));
    }
  });

  it('takes the type of the only source, and labels beside those of the service', async () => {
    const { taken } = await play(
      '--source',
      'alertmanager',
      '--scenario',
      'outage',
      '--service',
      'shop',
      '--label',
      'severity=warning',
    );
    expect(taken[0]?.parsed.signals).toMatchObject([{ labels: { service: 'shop', severity: 'warning' } }]);
  });

  it('stops at a secret that is wrong', async () => {
    await withFiles(files, async (cwd) =>
      withIngest(async (to) => {
        const argv = ['send', ...outage, '--catalogue', 'catalogue.yaml', '--to', to, '--secret', 'wrong'];
        const { code, err } = await attain(argv, { cwd, fetch });
        expect(code).toBe(3);
        expect(err).toBe(
          `attain send: stopped after 0 deliveries\nattain send: expected ${to}/webhooks/alerts to accept the signals; got 401 {}\n`,
        );
      }),
    );
  });

  it.each([
    [
      ['--source', 'nobody', '--scenario', 'outage'],
      'expected --source with one of alerts, grafana, pager, kuma, probes, datadog, genie, supplier, topic, signed-topic, alarms; got "nobody"',
    ],
    [
      ['--source', 'alerts', '--scenario', 'flood'],
      'expected --scenario with one of outage, flap, late, duplicate, reordered, lost-resolve, storm; got "flood"',
    ],
    [[...outage, '--service', 'sho'], 'expected --service with one of shop; got "sho"'],
    [
      ['--source', 'probes', '--service', 'shop', '--scenario', 'storm'],
      'expected --count 1, as what is picked by monitor "probe" is one; got more',
    ],
    [[...outage, '--count', '0'], 'expected --count of 1 to 99999; got "0"'],
    [
      ['--source', 'supplier', '--scenario', 'outage', '--label', 'team=blue'],
      'expected labels that statuspage has a place for (page, page name, component, component id); got "team". Name others with --label',
    ],
    [
      ['--source', 'alarms', '--scenario', 'outage'],
      'expected a source of a type that can be played (alertmanager, datadog, generic, grafana, opsgenie, pagerduty, sns, statuspage, uptime-kuma); got cloudwatch: its alarms are played by a source of type sns',
    ],
    [
      ['--source', 'signed-topic', '--scenario', 'outage'],
      'expected a source whose secret can be known; only AWS signs for sns: use path or query',
    ],
  ])('%j is bad input', async (argv, message) => {
    const { code, err, taken } = await play(...argv);
    expect({ code, taken }).toEqual({ code: 2, taken: [] });
    expect(err).toContain(`attain send: ${message}\n`);
  });

  it('does not tell of what is ahead', async () => {
    await withFiles(files, async (cwd) => {
      const argv = [
        'send',
        ...outage,
        '--catalogue',
        'catalogue.yaml',
        '--to',
        'http://localhost:4400',
        '--secret',
        's',
      ];
      const { err } = await attain([...argv, '--at', '2026-11-19T11:45:00Z'], { cwd });
      expect(err).toBe(
        'attain send: expected --at at least half an hour ago, as nobody tells of what is ahead; got "2026-11-19T11:45:00Z"\n',
      );
    });
  });

  it('does not show a secret that goes with the address', async () => {
    await withFiles(files, async (cwd) => {
      const argv = ['send', '--source', 'topic', '--scenario', 'outage', '--catalogue', 'catalogue.yaml'];
      const io = { cwd, fetch: async () => new Response('no', { status: 401 }) };
      const { err } = await attain([...argv, '--to', 'https://attain.example.com', '--secret', 'hidden'], io);
      expect(err).toContain('expected https://attain.example.com/webhooks/topic to accept the signals; got 401 no\n');
      expect(err).not.toContain('hidden');
    });
  });

  it('finds the secret that npm start made', async () => {
    await withFiles({ ...files, 'cdk.json': '{"context":{"attain:catalogue":"catalogue.yaml"}}' }, async (cwd) => {
      mkdirSync(join(cwd, '.attain'));
      writeFileSync(join(cwd, '.attain/secrets.json'), JSON.stringify({ s: SECRET }));
      await withIngest(async (to, taken) => {
        const { code, out } = await attain(['send', ...outage, '--to', to, '--service', 'shop'], { cwd, fetch });
        expect({ code, taken: taken.length }).toEqual({ code: 0, taken: 2 });
        // An hour before now.
        expect(out).toContain('  2026-11-19T11:00:00.000Z – 2026-11-19T11:30:00.000Z\n');
      });
    });
  });

  it('asks for a secret that it cannot find', async () => {
    await withFiles(files, async (cwd) => {
      const argv = ['send', ...outage, '--catalogue', 'catalogue.yaml', '--to', 'https://attain.example.com'];
      expect(await attain(argv, { cwd })).toEqual({
        code: 2,
        out: '',
        err: 'attain send: expected --secret or ATTAIN_SECRET with the secret s; got neither\n',
      });
      const here = [...argv.slice(0, -1), 'http://localhost:4400'];
      expect((await attain(here, { cwd })).err).toBe(
        'attain send: expected --secret or ATTAIN_SECRET with the secret s; got neither; npm start keeps it in ' +
          '.attain/secrets.json, or in FOLDER/secrets.json with --data FOLDER\n',
      );
    });
  });
});
