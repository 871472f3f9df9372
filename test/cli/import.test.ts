import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseSignal } from '../../shared/sources/signals/signal-json.ts';
import { parseSignalLines } from '../../shared/sources/signals/signal-lines.ts';
import { attain, withFiles } from './command-line.ts';

interface Received {
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** A server that answers with the given statuses in turn, then with 202, and says afterwards that it could read all of it. */
async function withServer<Result>(
  statuses: readonly number[],
  work: (url: string, received: readonly Received[]) => Promise<Result>,
): Promise<Result> {
  const received: Received[] = [];
  const answers = [...statuses];
  const server = createServer(async (request, response) => {
    if (request.method === 'GET') {
      const deliveries = received.map(({ body }, index) => allReadOf(body, String(index + 1)));
      response.end(JSON.stringify({ deliveries, next: '2026-11-19T11:59:50.000Z', more: false }));
      return;
    }
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ url: request.url, authorization: request.headers.authorization, body });
    const status = answers.shift() ?? 202;
    const answer = status === 202 ? { delivery: String(received.length) } : {};
    response.writeHead(status, { 'retry-after': '0' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, received);
  } finally {
    server.close();
  }
}

function allReadOf(body: string, id: string) {
  const { length } = JSON.parse(body).signals;
  const counts = { bytes: body.length, signals: length, accepted: length, noted: 0, quarantined: 0 };
  const receivedAt = '2026-11-19T12:00:00.000Z';
  const first = { signals: [], quarantined: [] };
  return { position: `${receivedAt}~${id}`, source: 'signals', receivedAt, ...counts, services: [], first };
}

const BEAT = '{"kind":"heartbeat","feed":"probes","at":"2026-10-01T00:00:00.000Z","every":"PT1M"}';

describe('attain import', () => {
  it('sends every signal of a file, in batches, to the source for history', async () => {
    await withServer([], async (to, received) => {
      const { code, out, err } = await attain(
        ['import', '--signals', 'examples/signals.ndjson', '--to', to, '--secret', 'T'],
        { fetch },
      );
      expect({ code, err }).toEqual({ code: 0, err: '' });
      const file = parseSignalLines(readFileSync('examples/signals.ndjson', 'utf8'));
      const sent = received.flatMap(({ body }) => JSON.parse(body).signals).map(parseSignal);
      const text = (signal: unknown) => JSON.stringify(signal);
      expect(sent.map(text).sort()).toEqual(file.map(text).sort());
      expect(new Set(received.map(({ url }) => url))).toEqual(new Set(['/webhooks/signals']));
      expect(new Set(received.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer T']));
      const count = file.length.toLocaleString('en');
      expect(out).toBe(
        `${count} signals in ${received.length} batches sent to ${to}/webhooks/signals in 0.0 s\n` +
          `${count} signals accepted, 0 parts noted, 0 parts in quarantine\n`,
      );
    });
  });

  it('sends the same bytes when it runs again', async () => {
    const bodies = () =>
      withServer([], async (to, received) => {
        await attain(['import', '--signals', 'examples/signals.ndjson', '--to', to], { fetch });
        return received.map(({ body }) => body).sort();
      });
    expect(await bodies()).toEqual(await bodies());
  });

  it('takes the source, and the secret from the environment', async () => {
    await withServer([], async (to, received) => {
      const argv = ['import', '--signals', '-', '--to', `${to}/`, '--source', 'probes'];
      await attain(argv, { fetch, input: BEAT, env: { ATTAIN_SECRET: 'E' } });
      expect(received).toEqual([{ url: '/webhooks/probes', authorization: 'Bearer E', body: `{"signals":[${BEAT}]}` }]);
    });
  });

  it('finds the secret that npm start made, and sends it to this machine alone', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'attain-cli-'));
    mkdirSync(join(cwd, '.attain'));
    writeFileSync(join(cwd, '.attain/secrets.json'), '{ "attain/signals": "[\\"new\\",\\"old\\"]" }');
    writeFileSync(join(cwd, 'cdk.json'), '{ "context": { "attain:catalogue": "catalogue.yaml" } }');
    cpSync('examples/catalogue.yaml', join(cwd, 'catalogue.yaml'));
    const authorizations: unknown[] = [];
    const io = {
      cwd,
      input: BEAT,
      fetch: async (_url: unknown, init?: RequestInit) => {
        if (init?.method === 'POST') authorizations.push(new Headers(init.headers).get('authorization'));
        return new Response(null, { status: 202 });
      },
    };
    await attain(['import', '--signals', '-', '--to', 'http://localhost:4400'], io);
    await attain(['import', '--signals', '-', '--to', 'http://localhost:4400', '--source', 'probes'], io);
    await attain(['import', '--signals', '-', '--to', 'https://attain.example.com'], io);
    rmSync(cwd, { recursive: true });
    expect(authorizations).toEqual(['Bearer new', null, null]);
  });

  it('asks again when the other side is overloaded', async () => {
    await withServer([503, 429, 500], async (to, received) => {
      const { code, out } = await attain(['import', '--signals', '-', '--to', to], { fetch, input: BEAT });
      expect(code).toBe(0);
      expect(received).toHaveLength(4);
      expect(out).toContain('1 signal in 1 batch (3 retries) sent to ');
    });
  });

  it('stops when it is refused, and says what to do', async () => {
    await withServer([401, 401, 401, 401], async (to, received) => {
      const { code, out, err } = await attain(['import', '--signals', '-', '--to', to], { fetch, input: BEAT });
      expect({ code, out }).toEqual({ code: 3, out: '' });
      expect(received).toHaveLength(1);
      expect(err).toBe(
        'attain import: stopped after 0 signals in 0 batches; see to what follows, then run it again to send the rest\n' +
          `attain import: expected ${to}/webhooks/signals to accept the signals; got 401 {}; give the secret with --secret or ATTAIN_SECRET; npm start keeps it in .attain/secrets.json, or in FOLDER/secrets.json with --data FOLDER\n`,
      );
    });
  });

  it('gives up on a place where nobody answers', async () => {
    const pauses: number[] = [];
    const { code, err } = await attain(['import', '--signals', '-', '--to', 'http://127.0.0.1:9'], {
      fetch,
      input: BEAT,
      sleep: async (ms) => {
        pauses.push(ms);
      },
    });
    expect(code).toBe(3);
    expect(err).toContain('expected http://127.0.0.1:9/webhooks/signals to accept the signals; got ');
    expect(pauses).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  });

  it('shows a bar to a person who watches', async () => {
    await withServer([], async (to) => {
      const { err } = await attain(['import', '--signals', 'examples/signals.ndjson', '--to', to], {
        fetch,
        interactive: true,
      });
      expect(err).toMatch(/█+░* 100 % {2}[\d,]+ signals in \d+ batches/);
      expect(err.endsWith('\r\u001b[2K')).toBe(true);
    });
  });

  it('sends nothing of what is no signal, names the line and has sent what stood before', async () => {
    await withServer([], async (to) => {
      const { code, err } = await attain(['import', '--signals', '-', '--to', to], { fetch, input: `${BEAT}\n{}` });
      expect(code).toBe(2);
      expect(err).toContain('attain import: standard input:2: kind: expected one of');
    });
  });

  it('goes on where it stopped: what was accepted is not sent again', async () => {
    const beat = (minute: number) => BEAT.replace('00:00:00', `00:${String(minute).padStart(2, '0')}:00`);
    // A batch holds 200 signals: 250 make two.
    const lines = Array.from({ length: 250 }, (_, index) => beat(index % 60).replace('probes', `probes-${index}`));
    await withFiles({ 'signals.ndjson': lines.join('\n') }, async (cwd) => {
      const argv = (to: string) => ['import', 'signals.ndjson', '--to', to, '--resume', 'accepted'];
      await withServer([202, 400], async (to, received) => {
        const stopped = await attain(argv(to), { fetch, cwd });
        expect(stopped.code).toBe(3);
        expect(received).toHaveLength(2);
        // A crash in the middle of writing a line.
        appendFileSync(join(cwd, 'accepted'), '0123');
        const again = await attain(argv(to), { fetch, cwd });
        expect(again.code).toBe(0);
        expect(received).toHaveLength(3);
        expect(received[2]?.body).toBe(received[1]?.body);
        expect(again.out).toMatch(/^\d+ signals in 1 batch \(\d+ signals left out as sent before\) sent to /);
        const done = await attain(argv(to), { fetch, cwd });
        expect(done.out).toMatch(/^0 signals in 0 batches \(250 signals left out as sent before\)/);
        expect(received).toHaveLength(3);
      });
      // Elsewhere nothing was accepted yet.
      await withServer([], async (to, received) => {
        await attain(argv(to), { fetch, cwd });
        expect(received).toHaveLength(2);
      });
    });
  });

  it('leaves out what is no signal and sends the rest, if it may', async () => {
    await withServer([], async (to, received) => {
      const input = `${BEAT}\n{}\n[\n${BEAT.replace('probes', 'other')}`;
      const { code, out, err } = await attain(['import', '-', '--to', to, '--keep-going'], { fetch, input });
      expect(code).toBe(2);
      expect(out).toContain('2 signals in 1 batch sent to ');
      expect(err).toMatch(
        /^attain import: left out: standard input:2: kind: expected one of .*\nattain import: left out: standard input:3: expected JSON; got "\["\nattain import: 2 rows left out\n$/,
      );
      expect(JSON.parse(received[0]?.body ?? '').signals).toHaveLength(2);
    });
  });

  it('sends what another tool has kept', async () => {
    await withFiles({ 'x.csv': 'monitor,state,at\nprobe,down,2026-10-01T10:00:00Z\n' }, async (cwd) => {
      await withServer([], async (to, received) => {
        const { code } = await attain(['import', '--from', 'csv', 'x.csv', '--to', to, '--service', 'shop'], {
          fetch,
          cwd,
        });
        expect(code).toBe(0);
        expect(JSON.parse(received[0]?.body ?? '')).toEqual({
          signals: [
            {
              kind: 'state',
              monitor: 'probe',
              state: 'down',
              at: '2026-10-01T10:00:00.000Z',
              labels: { service: 'shop' },
            },
          ],
        });
      });
    });
  });

  it.each([
    [
      ['x', '--from', 'cvs', '--print'],
      'expected --from with one of signals, prometheus, uptime-kuma, upptime, csv, ics; got "cvs" (did you mean csv?)',
    ],
    [
      ['x', '--from', 'signals', '--label', 'a=b', '--print'],
      'expected no such option with --from signals; got "--label"',
    ],
    [
      ['x', '--from', 'upptime', '--zone', 'UTC', '--print'],
      'expected --label, --service with --from upptime; got "--zone"',
    ],
    [
      ['x', '--from', 'csv', '--state', 'x=y', '--print'],
      'expected --state WORD=STATE with up, degraded, down or unknown; got "y"',
    ],
    [['x', '--from', 'csv', '--label', 'x', '--print'], 'expected --label NAME=VALUE; got "x"'],
    [
      ['x', '--from', 'csv', '--zone', 'Mars', '--print'],
      'expected --zone with a zone of IANA, such as Europe/Berlin; got "Mars"',
    ],
    [
      ['x', '--from', 'csv', '--delimiter', 'ab', '--print'],
      'expected --delimiter with one character, or tab; got "ab"',
    ],
    [
      ['x', '--from', 'csv', '--service', 'a', '--service', 'b', '--print'],
      'expected --service once, as a label of every signal; got a and b',
    ],
    [['--print'], 'expected FILE, or - for standard input; got none'],
    [['x'], 'expected --to URL; got none'],
    [['nowhere.json', '--from', 'prometheus', '--print'], 'expected a file at nowhere.json; got nothing of that name'],
  ])('%j is bad input', async (argv, message) => {
    expect(await attain(['import', ...argv])).toEqual({ code: 2, out: '', err: `attain import: ${message}\n` });
  });

  it.each(['localhost:4400', 'ftp://example.com', ''])('refuses %j as an address', async (to) => {
    const { code, err } = await attain(['import', '--signals', '-', `--to=${to}`]);
    expect({ code, err }).toEqual({
      code: 2,
      err: `attain import: expected --to with a URL such as http://localhost:4400; got "${to}"\n`,
    });
  });
});
