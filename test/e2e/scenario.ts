import { createHmac } from 'node:crypto';

/** October 2035 in webhooks: what three sources would send, before anything is shuffled, doubled or late. */

export interface Webhook {
  readonly source: 'alerts' | 'probes';
  readonly body: string;
}

/** An outage of the checkout of 128 minutes, 14 October 09:12 to 11:20 in Berlin, as Alertmanager tells it. */
export const OUTAGE = { startsAt: '2035-10-14T07:12:00Z', endsAt: '2035-10-14T09:20:00Z' };

export function alertmanagerWebhooks(): Webhook[] {
  const firing = alert({ status: 'firing', endsAt: '0001-01-01T00:00:00Z' });
  // Repeats of a firing alert are sent every few hours; a resolved one comes again in later messages of its group.
  return [firing, firing, alert({ status: 'resolved' }), alert({ status: 'resolved' })];
}

function alert({ status, endsAt = OUTAGE.endsAt }: { status: string; endsAt?: string }): Webhook {
  const labels = { alertname: 'CheckoutDown', service: 'checkout', severity: 'critical' };
  const alerts = [
    { status, labels, annotations: {}, startsAt: OUTAGE.startsAt, endsAt, fingerprint: 'c0ffee0123456789' },
  ];
  return {
    source: 'alerts',
    body: JSON.stringify({ version: '4', status, receiver: 'attain', groupKey: 'g', alerts }),
  };
}

/** The signals of the probe of the search, and the alerting feed's signs of life, a webhook each. */
export function probeWebhooks(): Webhook[] {
  const state = (at: string, to: string, more = {}) => ({
    kind: 'state',
    monitor: 'search-probe',
    state: to,
    at,
    ...more,
  });
  const signals: unknown[] = [
    state('2035-09-30T22:00:00Z', 'up'),
    state('2035-10-08T06:30:00Z', 'down'),
    state('2035-10-08T06:41:00Z', 'up'),
    state('2035-10-17T22:00:00Z', 'degraded'),
    state('2035-10-17T23:00:00Z', 'up', { previous: 'degraded', since: '2035-10-17T22:00:00Z' }),
    // Inside the announced maintenance, and on after it.
    state('2035-10-20T20:30:00Z', 'down'),
    state('2035-10-20T22:07:00Z', 'up'),
    {
      kind: 'maintenance',
      maintenance: 'CHG-7',
      title: 'Index rebuild',
      services: ['search'],
      start: '2035-10-20T20:00:00Z',
      end: '2035-10-20T22:00:00Z',
      announcedAt: '2035-10-13T09:00:00Z',
    },
    {
      kind: 'incident',
      incident: 'INC-2041',
      phase: 'opened',
      priority: 'P1',
      at: '2035-10-14T07:14:00Z',
      services: ['checkout'],
      title: 'Card payments fail',
    },
  ];
  for (let beat = Date.UTC(2035, 8, 30, 22); beat <= Date.UTC(2035, 10, 1, 12); beat += 12 * 3_600_000) {
    signals.push({ kind: 'heartbeat', feed: 'alerts', at: new Date(beat).toISOString(), every: 'PT12H' });
  }
  return signals.map((signal) => ({ source: 'probes', body: JSON.stringify(signal) }));
}

/** A minute late in the month that nobody hears of before the month is over. */
export const LATE: Webhook = {
  source: 'probes',
  body: JSON.stringify([
    { kind: 'state', monitor: 'search-probe', state: 'down', at: '2035-10-31T22:50:00Z' },
    { kind: 'state', monitor: 'search-probe', state: 'up', at: '2035-10-31T22:51:00Z' },
  ]),
};

/** A CloudWatch alarm of the export that changes its state, as the account's default bus carries it. */
export function alarm(value: 'ALARM' | 'OK', { at, since }: { at: string; since: string }) {
  const previous = value === 'OK' ? 'ALARM' : 'OK';
  return {
    source: 'aws.cloudwatch',
    'detail-type': 'CloudWatch Alarm State Change',
    resources: ['arn:aws:cloudwatch:eu-central-1:123456789012:alarm:export-failed'],
    detail: {
      alarmName: 'export-failed',
      state: { value, reason: 'Threshold crossed', timestamp: at },
      previousState: { value: previous, reason: 'Threshold crossed', timestamp: since },
    },
  };
}

export async function send(
  url: string,
  { source, body }: Webhook,
  secrets: (name: string) => string,
): Promise<Response> {
  const secret = secrets(`attain/${source}`);
  const credential: Record<string, string> =
    source === 'alerts'
      ? { authorization: `Bearer ${secret}` }
      : { 'x-signature': createHmac('sha256', secret).update(body).digest('hex') };
  const headers = { 'content-type': 'application/json', ...credential };
  return await fetch(`${url}/webhooks/${source}`, { method: 'POST', headers, body });
}

/** A fixed shuffle: the order is another one than the order of events, and the same in every run. */
export function shuffled<T>(items: readonly T[]): T[] {
  const copy = [...items];
  let state = 20351014;
  for (let i = copy.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const j = state % (i + 1);
    [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
  }
  return copy;
}
