import { describe, expect, it } from 'vitest';
import { printed } from './printed.ts';

const UPPTIME = ['--from', 'upptime'];
const YML = `url: https://checkout.example.com
status: down
code: 0
responseTime: 0
lastUpdated: 2026-10-08T00:22:37.066Z
startTime: 2026-10-01T07:54:45.230Z
generator: Upptime
`;

const issue = (title: string, labels: string[], more: object) => ({
  title,
  labels: labels.map((name) => ({ name })),
  created_at: '2026-10-02T10:00:00Z',
  closed_at: null,
  html_url: 'https://github.example.com/issues/7',
  ...more,
});

describe('attain import --from upptime', () => {
  it("reads a site's file: when it was first checked, and what it was at last", async () => {
    const labels = { site: 'checkout-api' };
    const { code, signals, err } = await printed({ 'checkout-api.yml': YML }, [...UPPTIME, 'checkout-api.yml']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const url = 'https://checkout.example.com';
    expect(signals).toEqual([
      { kind: 'state', monitor: 'checkout-api', state: 'up', at: '2026-10-01T07:54:45.230Z', labels, url },
      { kind: 'state', monitor: 'checkout-api', state: 'down', at: '2026-10-08T00:22:37.066Z', labels, url },
    ]);
  });

  it('reads the list that its first versions wrote', async () => {
    const list = YML.trim().replace(/^/gm, '- ').replace('status: down', 'status: up');
    const { signals } = await printed({ 'x.yml': list }, [...UPPTIME, 'x.yml']);
    expect(signals.map(({ state, at }) => [state, at])).toEqual([['up', '2026-10-01T07:54:45.230Z']]);
  });

  it('makes an outage of each issue about a site, with its end if it has one', async () => {
    const issues = [
      issue('🛑 Checkout API is down', ['status', 'checkout-api'], { closed_at: '2026-10-02T10:30:00Z' }),
      issue('⚠️ Search has degraded performance', ['status', 'search'], {}),
      issue('🛑 Login is down', ['status', 'login', 'false-alarm'], {}),
      issue('Database move', ['maintenance', 'checkout-api'], {}),
      issue('Please add my site', [], {}),
    ];
    const { code, signals } = await printed({ 'issues.json': JSON.stringify(issues) }, [...UPPTIME, 'issues.json']);
    expect(code).toBe(0);
    expect(signals).toMatchObject([
      {
        monitor: 'checkout-api',
        state: 'up',
        at: '2026-10-02T10:30:00.000Z',
        previous: 'down',
        since: '2026-10-02T10:00:00.000Z',
      },
      { monitor: 'search', state: 'degraded', at: '2026-10-02T10:00:00.000Z' },
    ]);
    expect(signals).toHaveLength(2);
  });

  it('makes one outage of issues of a site that overlap', async () => {
    const at = (from: string, to: string) =>
      issue('🛑 Login is down', ['status', 'login'], {
        created_at: `2026-10-02T${from}:00Z`,
        closed_at: `2026-10-02T${to}:00Z`,
      });
    const issues = JSON.stringify([at('10:00', '12:00'), at('11:00', '11:30')]);
    const { signals } = await printed({ 'issues.json': issues }, [...UPPTIME, 'issues.json']);
    expect(signals.map(({ state, at: end, since }) => [state, since, end])).toEqual([
      ['up', '2026-10-02T10:00:00.000Z', '2026-10-02T12:00:00.000Z'],
    ]);
  });

  it('makes a state of each commit about a check, of the site that the name stands for', async () => {
    const commit = (message: string, date: string) => ({ sha: 'x', commit: { message, author: { date } } });
    const commits = [
      commit('🟥 Checkout API is down (0 in 0 ms) [skip ci] [upptime]', '2026-10-02T10:00:00Z'),
      commit(':beers: Update summary', '2026-10-02T10:05:00Z'),
      commit('🟩 Checkout API is up (200 in 105 ms) [skip ci] [upptime]', '2026-10-02T10:10:00Z'),
    ];
    const { signals } = await printed({ 'commits.json': JSON.stringify(commits) }, [...UPPTIME, 'commits.json']);
    expect(signals.map(({ monitor, state, at }) => [monitor, state, at])).toEqual([
      ['checkout-api', 'down', '2026-10-02T10:00:00.000Z'],
      ['checkout-api', 'up', '2026-10-02T10:10:00.000Z'],
    ]);
  });

  it('says what it cannot read', async () => {
    const { code, err } = await printed({ 'x.yml': YML.replace('down', 'asleep') }, [...UPPTIME, 'x.yml']);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'attain import: x.yml: status: expected up, down or degraded; got "asleep"\n',
    });
  });
});
