import type { Labels, StateSignal } from '../domain/signal.ts';
import { eventTime, TIME_LABEL } from './reading/event-time.ts';
import { fingerprint } from './reading/fingerprint.ts';
import { isObject, type JsonObject, textAt, withJson } from './reading/json-body.ts';
import { fittingLabels, textsOf } from './reading/labels.ts';
import { found, NOTHING, refused, together } from './reading/parsed.ts';
import { cleaned, webAddress } from './reading/text.ts';
import { preview } from './signals/signal-json.ts';
import { LONGEST_ID, LONGEST_TITLE } from './signals/signal-schema.ts';
import type { Delivery, FeedOptions, Parsed, SourceType } from './source.ts';

/**
 * Prometheus Alertmanager, webhook version 4: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 *
 * The monitor is the alert's fingerprint, an outage runs from `startsAt` to `endsAt`. Only `alerts[].status` counts:
 * the status at the top is computed after alerts were cut from the message. Annotations are left out, since they hold
 * current values: without them a repeat of an alert is the identical signal.
 */
export const alertmanager: SourceType = {
  name: 'alertmanager',
  silenceMeans: 'up',
  headers: ['content-type', 'user-agent'],
  parse: (delivery, options) => withJson(delivery.body, (message) => readMessage(message, delivery, options)),
};

/** The alert that always fires, so that its absence tells that the whole chain is dead. */
const WATCHDOG = 'Watchdog';
const DEFAULT_HEARTBEAT_MS = 5 * 60_000;

function readMessage(message: unknown, delivery: Delivery, options: FeedOptions): Parsed {
  if (!isObject(message) || !Array.isArray(message.alerts)) {
    const got = isObject(message) ? preview(message.alerts) : preview(message);
    return refused(
      'unreadable',
      `alerts: expected a list of alerts, as in Alertmanager's webhook version 4; got ${got}`,
    );
  }
  const alerts = message.alerts.map((alert: unknown, index) =>
    readAlert(alert, { place: `alerts[${index}]`, receivedAt: delivery.receivedAt, ...options }),
  );
  return together([readTruncation(message.truncatedAlerts), ...alerts]);
}

function readTruncation(count: unknown): Parsed {
  if (typeof count !== 'number' || !(count > 0)) return NOTHING;
  return refused('truncated', `truncatedAlerts: expected 0, as without max_alerts in the receiver; got ${count}`);
}

interface AlertContext extends FeedOptions {
  readonly place: string;
  readonly receivedAt: number;
}

function readAlert(alert: unknown, context: AlertContext): Parsed {
  if (!isObject(alert)) return refused('invalid', `${context.place}: expected an object; got ${preview(alert)}`);
  const status = statusOf(alert, context.receivedAt);
  if (status === undefined) {
    const got = preview(alert.status);
    return refused('invalid', `${context.place}.status: expected firing or resolved; got ${got}`);
  }
  const labels = isObject(alert.labels) ? textsOf(alert.labels) : {};
  if (labels.alertname === WATCHDOG) return readWatchdog(status, context);
  const monitor = monitorOf(alert, labels);
  if (monitor === undefined) {
    return refused('invalid', `${context.place}: expected a fingerprint or labels; got neither`);
  }
  return found(withTime({ ...describe(alert, labels), monitor }, { alert, status, receivedAt: context.receivedAt }));
}

type Status = 'firing' | 'resolved';

/** As Alertmanager itself decides, for a sender that leaves the status out: resolved is what has an end behind it. */
function statusOf(alert: JsonObject, receivedAt: number): Status | undefined {
  if (alert.status === 'firing' || alert.status === 'resolved') return alert.status;
  if (alert.status !== undefined) return undefined;
  const end = eventTime(alert.endsAt, receivedAt);
  return end !== undefined && end <= receivedAt ? 'resolved' : 'firing';
}

function readWatchdog(status: Status, { feed, heartbeatEveryMs, receivedAt }: AlertContext): Parsed {
  if (status === 'resolved') return NOTHING;
  return found({ kind: 'heartbeat', feed, at: receivedAt, every: heartbeatEveryMs ?? DEFAULT_HEARTBEAT_MS });
}

function monitorOf(alert: JsonObject, labels: Labels): string | undefined {
  const given = cleaned(textAt(alert, 'fingerprint') ?? '', LONGEST_ID);
  if (given !== '') return given;
  return Object.keys(labels).length > 0 ? fingerprint(labels) : undefined;
}

function describe(alert: JsonObject, labels: Labels): Pick<StateSignal, 'labels' | 'title' | 'url'> {
  const title = cleaned(labels.alertname ?? '', LONGEST_TITLE);
  const url = webAddress(textAt(alert, 'generatorURL'));
  return {
    labels: fittingLabels(labels),
    ...(title !== '' && { title }),
    ...(url !== undefined && { url }),
  };
}

interface Occurrence {
  readonly alert: JsonObject;
  readonly status: Status;
  readonly receivedAt: number;
}

type Described = Pick<StateSignal, 'monitor' | 'labels' | 'title' | 'url'>;

function withTime(described: Described, { alert, status, receivedAt }: Occurrence): StateSignal {
  const start = eventTime(alert.startsAt, receivedAt);
  if (status === 'firing') {
    const opening = { kind: 'state', state: 'down', at: start ?? receivedAt, ...described } as const;
    return start === undefined ? marked(opening, 'receipt') : opening;
  }
  const end = eventTime(alert.endsAt, receivedAt);
  // An end comes after its start, by one millisecond at least: both at one instant would have no order.
  const at = Math.max(end ?? receivedAt, (start ?? 0) + 1);
  const before = { previous: 'down', ...(start !== undefined && { since: start }) } as const;
  const closing = { kind: 'state', state: 'up', at, ...before, ...described } as const;
  if (end === undefined) return marked(closing, 'receipt');
  return start !== undefined && end < start ? marked(closing, 'start') : closing;
}

/**
 * Marks a signal whose time is not the alert's word. By the time of receipt each repeat of an alert is another signal,
 * later and of the same state, and so adds no downtime.
 */
function marked(signal: StateSignal, timeIs: 'receipt' | 'start'): StateSignal {
  return { ...signal, labels: { ...signal.labels, [TIME_LABEL]: timeIs } };
}
