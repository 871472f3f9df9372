import { describe, expect, it } from 'vitest';
import { alertmanagerPoller } from '../../../shared/sources/reconcile/alertmanager.ts';
import { pollWith } from './answers.ts';

const CHECKOUT = 'c1f9d3a2b4e5f607';
const SEARCH = '0a1b2c3d4e5f6071';

function alert(fingerprint: string, more: Readonly<Record<string, unknown>> = {}): object {
  return {
    fingerprint,
    labels: { alertname: 'CheckoutDown', service: 'checkout' },
    annotations: { summary: 'Checkout does not answer' },
    startsAt: '2026-10-14T09:30:00.123Z',
    updatedAt: '2026-10-14T11:59:30Z',
    endsAt: '2026-10-14T12:03:30Z',
    generatorURL: 'http://prometheus.example.com/graph',
    receivers: [{ name: 'pager' }, { name: 'attain' }],
    status: { state: 'active', silencedBy: [], inhibitedBy: [] },
    ...more,
  };
}

const watchdog = alert('ffffffffffffffff', { labels: { alertname: 'Watchdog' } });
const silenced = { state: 'suppressed', silencedBy: ['4f1b'], inhibitedBy: [] };

function answers(alerts: readonly object[], uptime = '2026-10-01T00:00:00.000Z') {
  return { '/api/v2/alerts': alerts, '/api/v2/status': { uptime, versionInfo: { version: '0.34.0' } } };
}

const firing = {
  monitor: CHECKOUT,
  state: 'down',
  since: Date.parse('2026-10-14T09:30:00.123Z'),
  labels: { alertname: 'CheckoutDown', service: 'checkout' },
  title: 'CheckoutDown',
  url: 'http://prometheus.example.com/graph',
};

describe("a poll of Alertmanager's alerts", () => {
  it('tells of an alert that fires, as its webhook would', async () => {
    expect(await pollWith(alertmanagerPoller, answers([alert(CHECKOUT)]))).toEqual({
      standings: [firing],
      asked: ['/api/v2/alerts', '/api/v2/status'],
    });
  });

  it('says of an alert that is gone that it is over, and of streams that are no alerts nothing', async () => {
    const open = [CHECKOUT, SEARCH, 'checkout-probe'];
    const { standings } = await pollWith(alertmanagerPoller, answers([alert(CHECKOUT)]), { open });
    expect(standings).toEqual([firing, { monitor: SEARCH, state: 'up' }]);
  });

  it.each([
    ['silenced', { status: silenced }],
    ['muted', { status: { state: 'active', silencedBy: [], inhibitedBy: [], mutedBy: ['nights'] } }],
    ['not processed yet', { status: { state: 'unprocessed', silencedBy: [], inhibitedBy: [] } }],
  ])('says that what is %s is so still, though nobody is told', async (_what, more) => {
    const { standings } = await pollWith(alertmanagerPoller, answers([alert(CHECKOUT, more)]), { open: [CHECKOUT] });
    expect(standings).toEqual([{ ...firing, isMuted: true }]);
  });

  it('says of what another receiver gets that it is so still, too', async () => {
    const other = alert(SEARCH, { receivers: [{ name: 'pager' }] });
    const { standings } = await pollWith(alertmanagerPoller, answers([alert(CHECKOUT), other]), {
      open: [SEARCH],
      receiver: 'attain',
    });
    expect(standings).toMatchObject([firing, { monitor: SEARCH, isMuted: true }]);
  });

  it('closes nothing for a quarter of an hour after a restart: what it has is in memory', async () => {
    const at = (uptime: string) => pollWith(alertmanagerPoller, answers([], uptime), { open: [SEARCH] });
    expect((await at('2026-10-14T11:45:01Z')).standings).toEqual([]);
    expect((await at('2026-10-14T11:45:00Z')).standings).toEqual([{ monitor: SEARCH, state: 'up' }]);
  });

  it('closes nothing while a promised Watchdog does not fire: Prometheus may be dead', async () => {
    const polled = (alerts: readonly object[]) =>
      pollWith(alertmanagerPoller, answers(alerts), { open: [SEARCH], heartbeat: true });
    expect((await polled([])).standings).toEqual([]);
    expect((await polled([watchdog])).standings).toEqual([{ monitor: SEARCH, state: 'up' }]);
  });

  it.each([
    ['alerts that are no JSON', { '/api/v2/alerts': '<html>' }, /alerts: expected JSON/],
    ['an object for alerts', { '/api/v2/alerts': { status: 'success', data: [] } }, /alerts: expected a list/],
    ['an alert that is none', answers([{ labels: {}, status: { state: 'active' } }]), /alerts\[0\].*fingerprint/],
    ['no start', { ...answers([]), '/api/v2/status': {} }, /status\.uptime: expected a time; got nothing/],
  ])('fails with %s', async (_what, given, message) => {
    await expect(pollWith(alertmanagerPoller, given, { open: [SEARCH] })).rejects.toThrow(message);
  });
});
