import type { Labels } from '../domain/signal.ts';
import type { SourceGuide } from './guide.ts';
import { withBody } from './reading/body.ts';
import { eventTime } from './reading/event-time.ts';
import { fingerprint } from './reading/fingerprint.ts';
import { isObject, type JsonObject } from './reading/json-body.ts';
import { textsOf } from './reading/labels.ts';
import { found, NOTHING, refused, together } from './reading/parsed.ts';
import { identity, occurrence } from './reading/state.ts';
import { preview } from './signals/signal-json.ts';
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
  // Its default for repeat_interval.
  repeatsEveryMs: 4 * 3_600_000,
  headers: ['content-type', 'user-agent'],
  parse: (delivery, options) => withBody(delivery, (message) => readMessage(message, delivery, options)),
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
  const described = { monitor, labels, title: labels.alertname, url: alert.generatorURL };
  const ended = status === 'resolved' && { endedAt: alert.endsAt ?? null };
  return occurrence({ ...described, startedAt: alert.startsAt, ...ended }, context);
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
  const given = identity(alert.fingerprint);
  if (given !== undefined) return given;
  return Object.keys(labels).length > 0 ? fingerprint(labels) : undefined;
}

export const guide: SourceGuide = {
  title: 'Prometheus Alertmanager',
  reads: 'Webhooks of version 4, as Alertmanager has sent them since 0.5.',
  documentation: 'https://prometheus.io/docs/alerting/latest/configuration/#webhook_config',
  setUp: `
\`\`\`yaml
# alertmanager.yml
receivers:
  - name: attain
    webhook_configs:
      - url: '{{url}}'
        send_resolved: true
        http_config:
          authorization:
            type: Bearer
            credentials: '{{secret}}'
\`\`\`

Route every alert that speaks of a service to it, without \`max_alerts\`, and let an alert that always fires (\`Watchdog\`)
come too: its absence tells that the whole chain is dead. With \`heartbeat\` in the catalogue that is counted.`,
  credentials: '`bearer` or `basic`, by `http_config`. Alertmanager signs nothing.',
  fields: [
    { part: 'stream', from: '`alerts[].fingerprint`; computed from the labels where it is missing (before 0.19)' },
    { part: 'start', from: '`alerts[].startsAt`' },
    { part: 'end', from: '`alerts[].endsAt` of a resolved alert' },
    { part: 'service', from: '`alerts[].labels`' },
    { part: 'title', from: '`alerts[].labels.alertname`' },
  ],
  states: [
    { says: '`alerts[].status` firing', becomes: 'down' },
    { says: '`alerts[].status` resolved', becomes: 'up, and down since its start' },
    { says: '`Watchdog` firing', becomes: 'a sign of life of the source' },
  ],
  resolution: `An alert starts when its rule fires: the true start, the scrape interval and the rule's \`for\` later. Outages shorter
than \`group_interval\` may never be sent.`,
  blindSpots: [
    { what: 'Alerts cut from a message by `max_alerts`', remedy: 'kept in quarantine as truncated' },
    { what: 'Prometheus dies while an alert fires: a resolve is sent that is not true', remedy: 'shows the gap' },
  ],
};
