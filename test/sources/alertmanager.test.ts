import { describe, expect, it } from 'vitest';
import { alertmanager } from '../../shared/sources/alertmanager.ts';

const OCTOBER = Date.UTC(2026, 9, 1);
const SECOND = 1_000;
const RECEIVED_AT = OCTOBER + 60 * SECOND;

function parse(message: unknown, options: { receivedAt?: number; heartbeatEveryMs?: number } = {}) {
  const { receivedAt = RECEIVED_AT, ...feed } = options;
  const delivery = {
    source: 'alertmanager-eu',
    type: 'alertmanager',
    body: Buffer.from(JSON.stringify(message)),
    headers: {},
    receivedAt,
  };
  return alertmanager.parse(delivery, { feed: 'alertmanager-eu', ...feed });
}

const firing = {
  status: 'firing',
  labels: { alertname: 'EndpointDown', service: 'checkout' },
  annotations: { summary: 'value is 3' },
  startsAt: '2026-10-01T00:00:00Z',
  endsAt: '0001-01-01T00:00:00Z',
  fingerprint: '4c41381382fa12fd',
};
const resolved = { ...firing, status: 'resolved', endsAt: '2026-10-01T00:00:30Z' };

describe('an alert', () => {
  const repeat = { ...firing, annotations: { summary: 'value is 4' } };

  it('sent again at once with another current value is the identical signal', () => {
    const later = { receivedAt: RECEIVED_AT + 59_999 };
    expect(parse({ alerts: [repeat], groupKey: 'other' }, later)).toEqual(parse({ alerts: [firing] }));
  });

  it('repeated hours later says the same, and when it was heard, to the minute', () => {
    const later = { receivedAt: RECEIVED_AT + 4 * 3_600_000 + 59_999 };
    const [first] = parse({ alerts: [firing] }).signals;
    expect(first).toMatchObject({ heardAt: RECEIVED_AT });
    expect(parse({ alerts: [repeat] }, later).signals).toEqual([{ ...first, heardAt: RECEIVED_AT + 4 * 3_600_000 }]);
  });

  it('counts by its own status, not by that of the message', () => {
    const { signals } = parse({ status: 'resolved', alerts: [firing] });
    expect(signals).toMatchObject([{ state: 'down', at: OCTOBER }]);
  });

  it('has the title and address at its end that it had at its start, so that the end proves the same start', () => {
    const alerts = [firing, resolved].map((alert) => ({
      ...alert,
      generatorURL: 'http://prometheus.example.com/graph',
    }));
    const { signals } = parse({ alerts });
    expect(signals).toMatchObject([
      { state: 'down', at: OCTOBER, title: 'EndpointDown', url: 'http://prometheus.example.com/graph' },
      {
        state: 'up',
        at: OCTOBER + 30 * SECOND,
        previous: 'down',
        since: OCTOBER,
        title: 'EndpointDown',
        url: 'http://prometheus.example.com/graph',
      },
    ]);
  });

  it('without a status is resolved when its end has passed', () => {
    const { status: _firing, ...open } = firing;
    const { status: _resolved, ...closed } = resolved;
    const lasting = { ...closed, endsAt: '2026-10-01T00:04:00Z' };
    expect(parse({ alerts: [open, closed, lasting] }).signals).toMatchObject([
      { state: 'down' },
      { state: 'up' },
      { state: 'down' },
    ]);
  });

  it('that ended before it started was down for a millisecond, and says that the time is not its own', () => {
    const { signals } = parse({ alerts: [{ ...resolved, endsAt: '2026-09-30T23:59:59Z' }] });
    expect(signals).toMatchObject([{ at: OCTOBER + 1, since: OCTOBER, labels: { attain_time: 'start' } }]);
  });

  it('that started at no possible time proves no start when it ends', () => {
    const { signals } = parse({ alerts: [{ ...resolved, startsAt: '0001-01-01T00:00:00Z' }] });
    expect(signals).toMatchObject([{ state: 'up', at: OCTOBER + 30 * SECOND, ends: 'down' }]);
    expect(signals[0]).not.toHaveProperty('since');
    expect(signals[0]).not.toHaveProperty('labels.attain_time');
  });

  it('of a clock that runs up to 5 minutes ahead keeps its own time', () => {
    const ahead = (startsAt: string) => parse({ alerts: [{ ...firing, startsAt }] }).signals;
    expect(ahead('2026-10-01T00:06:00Z')).toMatchObject([{ at: OCTOBER + 360 * SECOND }]);
    expect(ahead('2026-10-01T00:06:00.001Z')).toMatchObject([{ at: RECEIVED_AT, labels: { attain_time: 'receipt' } }]);
  });

  it('links nowhere unless its address is one of the web', () => {
    const { signals } = parse({ alerts: [{ ...firing, generatorURL: 'javascript:alert(1)' }] });
    expect(signals[0]).not.toHaveProperty('url');
  });

  it('with labels beyond all measure is cut to fit', () => {
    const many = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`label_${index + 100}`, 'x'.repeat(9_999)]),
    );
    const { signals } = parse({ alerts: [{ ...firing, labels: { ...many, alertname: 'Wide\nOpen' } }] });
    const { labels } = signals[0] as { labels: Record<string, string> };
    expect(Object.keys(labels)).toHaveLength(63);
    expect(labels.alertname).toBe('Wide Open');
    expect(labels.label_161).toHaveLength(1_024);
    expect(labels.label_162).toBeUndefined();
  });

  it('with a label named __proto__ keeps its other labels', () => {
    const alert: unknown = JSON.parse(
      '{"status":"firing","labels":{"__proto__":"x","team":"a"},"startsAt":"2026-10-01T00:00:00Z"}',
    );
    expect(parse({ alerts: [alert] }).signals).toMatchObject([{ labels: { team: 'a' } }]);
  });
});

describe('a message', () => {
  it('with very many alerts that cannot be read says so a hundred times, and how many more there are', () => {
    const { signals, rejected } = parse({ alerts: [...Array(500).fill(null), firing], truncatedAlerts: 7 });
    expect(signals).toHaveLength(1);
    expect(rejected).toHaveLength(101);
    expect(rejected[0]).toMatchObject({ reason: 'truncated' });
    expect(rejected[100]).toEqual({ reason: 'invalid', detail: 'and 401 more parts of this delivery' });
  });
});

describe('the Watchdog', () => {
  const watchdog = { ...firing, labels: { alertname: 'Watchdog' } };

  it('is a sign of life at receipt, promised again as the catalogue says', () => {
    expect(parse({ alerts: [watchdog] }, { heartbeatEveryMs: 60_000 })).toEqual({
      signals: [{ kind: 'heartbeat', feed: 'alertmanager-eu', at: RECEIVED_AT, every: 60_000 }],
      rejected: [],
    });
  });

  it('is promised again in 5 minutes unless the catalogue says otherwise', () => {
    expect(parse({ alerts: [watchdog] }).signals).toMatchObject([{ every: 300_000 }]);
  });
});

describe('a body of its own', () => {
  it.each([
    ['a list of alerts', [firing]],
    ['one alert under alerts', { alerts: firing }],
    ['alerts as JSON in texts', { alerts: [JSON.stringify(firing)] }],
    ['an object in a text', { payload: JSON.stringify({ alerts: [firing] }) }],
    ['names with underscores', { ...firing, startsAt: undefined, starts_at: firing.startsAt }],
    ['the alerting of Grafana as status', { ...firing, status: 'Alerting' }],
    ['a status by the name of a state', { ...firing, status: undefined, state: 'FIRING' }],
    ['an alert of the API, muted by a silence', [{ ...firing, endsAt: undefined, status: { state: 'suppressed' } }]],
  ])('with %s is read as the alert', (_what, body) => {
    expect(parse(body)).toEqual(parse({ alerts: [firing] }));
  });

  it('is not searched deeper than a template would put an alert', () => {
    expect(parse({ a: { b: { c: { alerts: [firing] } } } })).toMatchObject({
      signals: [],
      rejected: [{ reason: 'unreadable' }],
    });
  });

  it('says which alert of which list cannot be read', () => {
    expect(parse({ data: { firing: [null] } }).rejected).toEqual([
      { reason: 'invalid', detail: 'data.firing[0]: expected an object; got null' },
    ]);
  });
});

describe('an event of the recorder', () => {
  const details = { fingerprint: '5494734676821676797', labels: firing.labels, startsAt: firing.startsAt };
  const event = (data: unknown) => ({ '@timestamp': '2026-10-01T00:00:31Z', data });

  it('has the stream of the webhook: 5494734676821676797 is 4c41381382fa12fd in hex', () => {
    const { signals } = parse(event({ alertCreated: { alert: { ...details, name: 'EndpointDown' } } }));
    expect(signals).toMatchObject([{ monitor: '4c41381382fa12fd', state: 'down', at: OCTOBER }]);
  });

  it('keeps the leading zeros of a small fingerprint', () => {
    const { signals } = parse(
      event({ alertGrouped: { alert: { hash: '1', details: { ...details, fingerprint: '255' } } } }),
    );
    expect(signals).toMatchObject([{ monitor: '00000000000000ff' }]);
  });

  it('whose fingerprint lost digits as a number has that of its labels', () => {
    const { signals } = parse(event({ alertCreated: { alert: { ...details, fingerprint: 5494734676821676000 } } }));
    expect(signals).toMatchObject([{ monitor: 'aee92b7a37cfcf7c' }]);
  });

  it('of the Watchdog is no sign of life: it is recorded once', () => {
    const alert = { ...details, name: 'Watchdog', labels: { alertname: 'Watchdog' } };
    expect(parse(event({ alertCreated: { alert } }))).toMatchObject({
      signals: [],
      rejected: [{ reason: 'not-a-signal' }],
    });
  });

  it('of a kind that is new is kept', () => {
    expect(parse(event({ somethingNew: {} })).rejected).toMatchObject([
      { detail: expect.stringMatching(/^somethingNew: /) },
    ]);
  });

  it('in a batch takes nothing from the others', () => {
    const { signals, rejected } = parse([null, event({ alertCreated: { alert: details } })]);
    expect(signals).toHaveLength(1);
    expect(rejected).toMatchObject([{ reason: 'unreadable' }]);
  });
});

describe('what Grafana sends by way of Alertmanager', () => {
  it('when a data source fails is unknown, by the name of its rule', () => {
    const labels = { alertname: 'DatasourceError', rulename: 'Checkout errors' };
    expect(parse({ alerts: [{ ...firing, labels }] }).signals).toMatchObject([
      { state: 'unknown', title: 'Checkout errors', labels },
    ]);
  });
});
