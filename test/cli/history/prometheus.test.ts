import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { attain } from '../command-line.ts';
import { printed } from './printed.ts';

const T = Date.UTC(2026, 9, 1) / 1000;
const AT = (seconds: number) => new Date((T + seconds) * 1000).toISOString();

function matrix(...result: { metric: Record<string, string>; values: [number, string][] }[]): string {
  return JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } });
}

const a = { __name__: 'up', job: 'checkout', instance: 'a:9100' };
const A = 'up{instance="a:9100",job="checkout"}';
const labels = { instance: 'a:9100', job: 'checkout' };

describe('attain import --from prometheus', () => {
  it('makes a change of state of each change between 1 and 0, and unknown where samples are missing', async () => {
    const values: [number, string][] = [
      [T, '1'],
      [T + 60, '1'],
      [T + 120, '0'],
      [T + 180, '1'],
      // Nothing at 240 and 300: there was nothing to scrape.
      [T + 360, '1'],
    ];
    const { code, signals, err } = await printed({ 'up.json': matrix({ metric: a, values }) }, [
      '--from',
      'prometheus',
      'up.json',
    ]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(signals).toEqual([
      { kind: 'state', monitor: A, state: 'up', at: AT(0), labels },
      { kind: 'state', monitor: A, state: 'down', at: AT(120), labels },
      { kind: 'state', monitor: A, state: 'up', at: AT(180), labels },
      { kind: 'state', monitor: A, state: 'unknown', at: AT(240), labels },
      { kind: 'state', monitor: A, state: 'up', at: AT(360), labels },
    ]);
  });

  it('ends a series that others outlive, and puts labels on all', async () => {
    const b = { __name__: 'up', job: 'search' };
    const text = matrix(
      {
        metric: a,
        values: [
          [T, '1'],
          [T + 60, '1'],
        ],
      },
      {
        metric: b,
        values: [
          [T, 'NaN'],
          [T + 60, '1'],
          [T + 120, '1'],
          [T + 180, '1'],
        ],
      },
    );
    const { signals } = await printed({ 'up.json': text }, [
      '--from',
      'prometheus',
      'up.json',
      '--service',
      'shop',
      '--label',
      'team=blue',
    ]);
    expect(signals.map(({ monitor, state, at }) => [monitor, state, at])).toEqual([
      [A, 'up', AT(0)],
      ['up{job="search"}', 'unknown', AT(0)],
      ['up{job="search"}', 'up', AT(60)],
      [A, 'unknown', AT(120)],
    ]);
    expect(signals[0]?.labels).toEqual({ ...labels, service: 'shop', team: 'blue' });
  });

  it('names a sample that is neither 1 nor 0, and goes on if it may', async () => {
    const text = matrix({
      metric: a,
      values: [
        [T, '1'],
        [T + 60, '17'],
        [T + 120, '0'],
      ],
    });
    const stopped = await printed({ 'up.json': text }, ['--from', 'prometheus', 'up.json']);
    expect(stopped.code).toBe(2);
    expect(stopped.err).toBe(`attain import: ${A} at ${T + 60}: expected 1, 0 or NaN; got "17"\n`);
    const { code, signals, err } = await printed({ 'up.json': text }, [
      '--from',
      'prometheus',
      'up.json',
      '--keep-going',
      '--step',
      'PT2M',
    ]);
    expect({ code, err }).toEqual({
      code: 2,
      err: `attain import: left out: ${A} at ${T + 60}: expected 1, 0 or NaN; got "17"\nattain import: 1 row left out\n`,
    });
    expect(signals.map(({ state, at }) => [state, at])).toEqual([
      ['up', AT(0)],
      ['down', AT(120)],
    ]);
  });

  it.each([
    [
      '{"status":"error"}',
      'up.json: expected the answer to a range query (status success, resultType matrix); got an object, in which status is not as it should be',
    ],
    ['up 1', 'up.json: expected JSON; got "up 1"'],
  ])('refuses %s', async (text, message) => {
    const { code, err } = await printed({ 'up.json': text }, ['--from', 'prometheus', 'up.json']);
    expect({ code, err }).toEqual({ code: 2, err: `attain import: ${message}\n` });
  });
});

/** A Prometheus that is up but for ten minutes from the first hour on. */
async function withPrometheus<Result>(
  work: (url: string, ranges: URLSearchParams[]) => Promise<Result>,
): Promise<Result> {
  const ranges: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    if (pathname !== '/prom/api/v1/query_range') return response.writeHead(404).end('no such path');
    ranges.push(searchParams);
    const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(searchParams.get(name)));
    const values: [number, string][] = [];
    for (let at = start ?? 0; at <= (end ?? 0); at += step ?? 1)
      values.push([at, at >= T + 3_600 && at < T + 4_200 ? '0' : '1']);
    return response.end(matrix({ metric: a, values }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/prom/`, ranges);
  } finally {
    server.close();
  }
}

describe('attain import --from prometheus --url', () => {
  const period = ['--query', 'up', '--period', '2026-10', '--step', 'PT1M'];

  it('asks range by range, as no answer holds more than 11,000 samples of a series', async () => {
    await withPrometheus(async (url, ranges) => {
      const { code, signals, err } = await printed({}, ['--from', 'prometheus', '--url', url, ...period], { fetch });
      expect({ code, err }).toEqual({ code: 0, err: '' });
      // October has 44,640 minutes in UTC: four ranges of 10,000 samples and one of 4,640, none twice.
      expect(ranges.map((range) => [Number(range.get('start')) - T, Number(range.get('end')) - T])).toEqual([
        [0, 599_940],
        [600_000, 1_199_940],
        [1_200_000, 1_799_940],
        [1_800_000, 2_399_940],
        [2_400_000, 2_678_340],
      ]);
      expect(signals.map(({ state, at }) => [state, at])).toEqual([
        ['up', AT(0)],
        ['down', AT(3_600)],
        ['up', AT(4_200)],
      ]);
    });
  });

  it('asks for nothing that is still ahead', async () => {
    await withPrometheus(async (url, ranges) => {
      const now = () => (T + 180) * 1000;
      await printed({}, ['--from', 'prometheus', '--url', url, ...period], { fetch, now });
      expect(ranges.map((range) => Number(range.get('end')) - T)).toEqual([120]);
    });
  });

  it('says what went wrong there', async () => {
    await withPrometheus(async (url) => {
      const elsewhere = url.replace('/prom/', '');
      const { code, err } = await printed({}, ['--from', 'prometheus', '--url', elsewhere, ...period], { fetch });
      expect({ code, err }).toEqual({
        code: 3,
        err: `attain import: expected ${elsewhere} to answer a range query; got 404 no such path\n`,
      });
    });
  });

  it('wants to know what to ask for', async () => {
    const { code, err } = await attain(['import', '--from', 'prometheus', '--url', 'http://localhost:9090', '--print']);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'attain import: expected --query, --period and --step beside --url; got not all of them\n',
    });
  });
});
