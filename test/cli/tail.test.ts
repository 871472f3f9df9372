import { describe, expect, it } from 'vitest';
import { rawFromTable } from '../../cli/raw-delivery.ts';
import { tablePages } from '../../cli/table-pages.ts';
import { publishCatalogue } from '../../shared/store/catalogue-versions.ts';
import { putDelivery } from '../../shared/store/deliveries.ts';
import { catalogue, source } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { stateJson, webhook } from '../support/deliveries.ts';
import { attain } from './command-line.ts';

const db = useDatabase();

const TO = 'http://localhost:4400';

function delivery(second: string, more: object = {}) {
  const receivedAt = `2026-11-19T11:59:${second}.000Z`;
  return {
    position: `${receivedAt}~${second}`,
    source: 'probes',
    receivedAt,
    bytes: 120,
    signals: 1,
    accepted: 1,
    quarantined: 0,
    noted: 0,
    services: ['checkout'],
    first: {
      signals: [{ kind: 'state', monitor: 'probe', state: 'down', at: '2026-11-19T11:59:00.000Z' }],
      quarantined: [],
      noted: [],
    },
    ...more,
  };
}

const page = (deliveries: readonly object[], next: string, more = false) => ({ deliveries, next, more });

/** Runs `attain tail` against answers in turn; it is interrupted when they are used up. */
async function tail(argv: readonly string[], ...answers: readonly (object | number | Error)[]) {
  const stop = new AbortController();
  const asked: string[] = [];
  const left = [...answers];
  const fetch = async (url: unknown, init?: RequestInit) => {
    asked.push(new URL(String(url)).searchParams.get('after') ?? '');
    const answer = left.shift();
    if (left.length === 0) stop.abort();
    if (answer instanceof Error) throw answer;
    if (typeof answer === 'number') return new Response('{}', { status: answer });
    expect(new Headers(init?.headers).get('authorization')).toBe(argv.includes('--web-token') ? 'Bearer J' : null);
    return Response.json(answer);
  };
  const ended = await attain(['tail', '--to', TO, ...argv], { fetch, untilInterrupted: () => stop.signal });
  return { ...ended, asked };
}

describe('attain tail', () => {
  it('shows deliveries and their signals as they come, each once, until it is interrupted', async () => {
    const { code, out, err, asked } = await tail(
      [],
      page([delivery('50')], '2026-11-19T11:59:50.000Z~50', true),
      page([delivery('51')], '2026-11-19T11:59:50.500Z'),
      // The newest come again.
      page([delivery('51'), delivery('52')], '2026-11-19T11:59:51.500Z'),
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(asked).toEqual(['2026-11-19T11:59:00.000Z', '2026-11-19T11:59:50.000Z~50', '2026-11-19T11:59:50.500Z']);
    const line = (second: string) =>
      `2026-11-19 11:59:${second}  probes  120 bytes  1 signal  of checkout\n  state down  "probe"  2026-11-19T11:59:00.000Z\n`;
    expect(out).toBe(line('50') + line('51') + line('52'));
  });

  it('says what is in quarantine, what was cut, what could not be read, and obeys no control character', async () => {
    const bad = delivery('50', {
      signals: 12,
      quarantined: 1,
      services: [],
      first: { signals: [{ kind: 'new' }], quarantined: [{ reason: 'invalid', detail: 'at: got "\u001b[2J"' }] },
    });
    const unread = delivery('51', {
      bytes: null,
      signals: null,
      quarantined: null,
      services: [],
      first: { signals: [], quarantined: [] },
      unread: 'too large',
    });
    const { out } = await tail(['--once'], page([bad, unread], '2026-11-19T12:00:00.000Z'));
    expect(out).toBe(
      [
        '2026-11-19 11:59:50  probes  120 bytes  12 signals  1 part in quarantine',
        '  "{\\"kind\\":\\"new\\"}"',
        '  and 11 more signals',
        '  quarantine: "invalid": "at: got \\"\\u001b[2J\\""',
        '  its bytes: --raw 2026-11-19T11:59:50.000Z~50',
        '2026-11-19 11:59:51  probes',
        '  its bytes: --raw 2026-11-19T11:59:51.000Z~51',
        '  not read: "too large"',
        '',
      ].join('\n'),
    );
  });

  it('says that a test came and counts for nothing, and why', async () => {
    const nothing = { signals: 0, services: [] };
    const detail = 'heartbeat: got none, as from the button that tests a notification; msg: "\u001b[2J"';
    const test = { reason: 'test', detail };
    const one = delivery('50', { ...nothing, noted: 1, first: { signals: [], quarantined: [], noted: [test] } });
    const others = [test, { reason: 'not-a-signal', detail: 'a check that is paused' }];
    const two = delivery('51', { ...nothing, noted: 2, first: { signals: [], quarantined: [], noted: others } });
    const { out } = await tail(['--once'], page([one, two], '2026-11-19T12:00:00.000Z'));
    const shown = '"heartbeat: got none, as from the button that tests a notification; msg: \\"\\u001b[2J\\""';
    expect(out).toBe(
      [
        '2026-11-19 11:59:50  probes  120 bytes  0 signals  1 test that counts for nothing',
        `  counts for nothing: a test: ${shown}`,
        '2026-11-19 11:59:51  probes  120 bytes  0 signals  2 parts that count for nothing',
        `  counts for nothing: a test: ${shown}`,
        '  counts for nothing: says nothing about a state: "a check that is paused"',
        '',
      ].join('\n'),
    );
  });

  it('reads what an Attain says that does not tell of tests yet', async () => {
    const { noted: _noted, first, ...old } = delivery('50');
    const { noted: _parts, ...oldFirst } = first;
    const { code, out } = await tail(['--once'], page([{ ...old, first: oldFirst }], '2026-11-19T12:00:00.000Z'));
    expect(code).toBe(0);
    expect(out).toContain('11:59:50  probes  120 bytes  1 signal  of checkout\n');
  });

  it('turns no reading direction around', async () => {
    const marked = (text: string) => `${text}\u202e\u2066x`;
    const bad = delivery('50', {
      source: marked('probes'),
      services: [marked('checkout')],
      signals: 2,
      quarantined: 1,
      first: {
        signals: [
          { kind: 'state', monitor: marked('probe'), state: 'down', at: '2026-11-19T11:59:00Z' },
          marked('new'),
        ],
        quarantined: [{ reason: marked('invalid'), detail: marked('at') }],
      },
      unread: marked('too large'),
    });
    const { out } = await tail(['--once'], page([bad], '2026-11-19T12:00:00.000Z'));
    expect(out).toBe(
      [
        '2026-11-19 11:59:50  probes x  120 bytes  2 signals  of checkout x  1 part in quarantine',
        '  state down  "probe x"  2026-11-19T11:59:00.000Z',
        '  "\\"new x\\""',
        '  quarantine: "invalid x": "at x"',
        '  its bytes: --raw 2026-11-19T11:59:50.000Z~50',
        '  not read: "too large x"',
        '',
      ].join('\n'),
    );
  });

  it('prints JSON lines, of one source, from a time on, with a token', async () => {
    const others = [delivery('50', { source: 'kuma' }), delivery('51')];
    const { out, asked } = await tail(
      ['--json', '--source', 'probes', '--after', '2026-11-01T00:00:00+01:00', '--web-token', 'J'],
      page(others, '2026-11-19T12:00:00.000Z'),
    );
    expect(asked).toEqual(['2026-10-31T23:00:00.000Z']);
    expect(JSON.parse(out)).toEqual(delivery('51'));
  });

  it('asks again while nobody answers, and says so once', async () => {
    const { code, out, err } = await tail(
      [],
      new Error('refused'),
      503,
      page([delivery('50')], '2026-11-19T12:00:00.000Z'),
    );
    expect(code).toBe(0);
    expect(out).toContain('11:59:50  probes');
    expect(err).toBe(`attain tail: expected ${TO}/api/deliveries to answer; got nothing; asking again\n`);
  });

  it.each([
    [401, `expected ${TO}/api/deliveries to answer; got 401; give a JWT with --web-token or ATTAIN_WEB_TOKEN`],
    [404, `expected ${TO}/api/deliveries to answer; got 404`],
    [{ deliveries: 'none' }, `expected a page of deliveries from ${TO}/api/deliveries; got something else`],
  ])('ends where asking again is of no use: %j', async (answer, message) => {
    const { code, err } = await tail([], answer, 200);
    expect({ code, err }).toEqual({ code: 3, err: `attain tail: ${message}\n` });
  });

  it('ends at once when it is interrupted', async () => {
    const { code, out, asked } = await tail([], new Error('aborted'));
    expect({ code, out, asked: asked.length }).toEqual({ code: 0, out: '', asked: 1 });
  });

  it('reads the table itself, as the read API would', async () => {
    await publishCatalogue(db.table, catalogue({ sources: [source({ id: 'probes' })] }), 0);
    const down = stateJson('2026-11-19T11:59:00Z', 'down');
    await putDelivery(db.table, webhook('probes', down, '2026-11-19T11:59:30Z'));
    const ask = tablePages(db.table, { now: () => Date.UTC(2026, 10, 19, 12) });
    const answer = await ask('2026-11-19T11:59:00.000Z', new AbortController().signal);
    expect(answer).toMatchObject({
      page: {
        deliveries: [{ source: 'probes', receivedAt: '2026-11-19T11:59:30.000Z', signals: 1, services: ['checkout'] }],
        next: '2026-11-19T11:59:50.000Z',
        more: false,
      },
    });
  });

  it.each([
    [[], 'neither'],
    [['--to', TO, '--table', 't'], 'both'],
  ])('wants to know where to look: %j', async (argv, got) => {
    const { code, err } = await attain(['tail', ...argv]);
    expect({ code, err }).toEqual({
      code: 2,
      err: `attain tail: expected either --to URL or --table NAME; got ${got}\n`,
    });
  });

  it('needs an address', async () => {
    const { code, err } = await attain(['tail', '--to', 'localhost']);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'attain tail: expected --to with a URL such as http://localhost:4400; got "localhost"\n',
    });
  });
});

describe('attain tail --raw', () => {
  const NAME = `2026-11-19T11:59:30.000Z~${'4b'.repeat(32)}`;
  const ABOUT = { ...delivery('30'), headers: { 'content-type': 'text/html', 'user-agent': 'a\u202eb' }, query: 'a=1' };
  const EVIL = Buffer.from([...Buffer.from('\u001b[2J<b>\r\n'), 0xff]);

  /** An Attain that has one delivery; what was asked for is kept. */
  function api(answers: Readonly<Record<string, Response>>) {
    const asked: string[] = [];
    const fetch = async (url: unknown, init?: RequestInit) => {
      const { pathname } = new URL(String(url));
      asked.push(`${pathname} ${new Headers(init?.headers).get('authorization')}`);
      return answers[pathname] ?? Response.json({ error: 'NOT_FOUND', message: 'no delivery x' }, { status: 404 });
    };
    return { asked, fetch };
  }

  const path = `/api/deliveries/${encodeURIComponent(NAME)}`;
  const raw = (io: object = {}) => {
    const { asked, fetch } = api({ [path]: Response.json(ABOUT), [`${path}/raw`]: new Response(EVIL) });
    return { asked, ended: attain(['tail', '--to', TO, '--web-token', 'J', '--raw', NAME], { fetch, ...io }) };
  };

  it('writes the bytes as they came, and what was kept beside them to standard error', async () => {
    const { asked, ended } = raw();
    expect(await ended).toEqual({
      code: 0,
      out: EVIL.toString('latin1'),
      err: '2026-11-19T11:59:30.000Z  probes  10 bytes\ncontent-type: text/html\nuser-agent: a b\nquery: a=1\n',
    });
    expect(asked).toEqual([`${path} Bearer J`, `${path}/raw Bearer J`]);
  });

  it('shows a terminal text that does it no harm', async () => {
    expect((await raw({ terminal: true }).ended).out).toBe('\ufffd[2J<b>\n\ufffd\n');
  });

  it('reads the table itself', async () => {
    const sent = { ...webhook('probes', {}, '2026-11-19T11:59:30Z'), body: EVIL };
    const { sk } = await putDelivery(db.table, sent);
    const read = rawFromTable(db.table);
    expect(await read(`2026-11-19T11:59:30.000Z~${sk}`)).toEqual({
      ...sent,
      receivedAt: '2026-11-19T11:59:30.000Z',
    });
    await expect(read(NAME)).rejects.toThrow(`no delivery ${NAME}`);
    await expect(read('C')).rejects.toThrow('expected a delivery such as');
  });

  it.each([
    [{}, `expected ${TO}${path} to answer; got 404: no delivery x`],
    [{ [path]: Response.json(ABOUT) }, `expected ${TO}${path}/raw to answer; got 404: no delivery x`],
    [{ [path]: Response.json({}) }, `expected a delivery from ${TO}${path}; got something else`],
    [
      { [path]: new Response('', { status: 401 }) },
      `expected ${TO}${path} to answer; got 401; give a JWT with --web-token or ATTAIN_WEB_TOKEN`,
    ],
  ])('says what it did not get: %#', async (answers, message) => {
    const { fetch } = api(answers);
    const { code, out, err } = await attain(['tail', '--to', TO, '--raw', NAME], { fetch });
    expect({ code, out, err }).toEqual({ code: 3, out: '', err: `attain tail: ${message}\n` });
  });
});
