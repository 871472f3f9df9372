import type { Labels } from '../../domain/signal.ts';
import { preview } from '../signals/signal-json.ts';
import type { FeedOptions, Parsed } from '../source.ts';
import { eventTime } from './event-time.ts';
import { fingerprint } from './fingerprint.ts';
import { isObject, type JsonObject, objectAt } from './json-object.ts';
import { textsOf } from './labels.ts';
import { meanings } from './meanings.ts';
import { about, noted } from './noted.ts';
import { found, NOTHING, refused } from './parsed.ts';
import { identity, occurrence } from './state.ts';

/** Where an alert stands, and how it is read. */
export interface AlertContext extends FeedOptions {
  readonly place: string;
  /** What its group is known by, for an alert that tells nothing of itself. */
  readonly group?: unknown;
  /** Epoch ms. */
  readonly receivedAt: number;
}

/** Of a foreign key in what a person reads. */
export const LONGEST_KEY = 60;

/** The alert that always fires, so that its absence tells that the whole chain is dead. */
const WATCHDOG = 'Watchdog';
const DEFAULT_HEARTBEAT_MS = 5 * 60_000;

/** What Grafana sends in place of an alert when it could not tell: its monitoring failed, not the service. */
const BLIND = ['DatasourceNoData', 'DatasourceError'];

// By the status of an alert, or the state of its rule. Whoever mutes an alert leaves it as it is.
const statusFrom = meanings({
  firing: ['firing', 'alerting', 'recovering', 'active', 'suppressed', 'unprocessed'],
  resolved: ['resolved', 'ok', 'normal', 'normal (missing series)', 'inactive'],
  blind: ['no data', 'error', 'alerting (no data)', 'alerting (error)'],
  pending: ['pending'],
});
type Status = NonNullable<ReturnType<typeof statusFrom>>;

/**
 * One alert as Alertmanager and Grafana send it, or as a template of their users writes it: labels flat beside the rest,
 * names with underscores. The monitor is the fingerprint, an outage runs from `startsAt` to `endsAt`. Annotations are
 * left out, since they hold current values: without them a repeat of an alert is the identical signal.
 */
export function readAlert(alert: unknown, context: AlertContext): Parsed {
  if (!isObject(alert)) return refused('invalid', `${context.place}: expected an object; got ${preview(alert)}`);
  const said = wordsOf(alert);
  const status = statusOf(said, context.receivedAt);
  if (status === undefined) {
    const got = preview(said.status);
    return refused('invalid', `${context.place}.status: expected firing or resolved; got ${got}`);
  }
  const { labels } = said;
  if (labels.alertname === WATCHDOG) return readWatchdog(status, context);
  const computed = Object.keys(labels).length > 0 ? fingerprint(labels) : undefined;
  const monitor = identity(said.fingerprint) ?? computed ?? identity(context.group);
  if (monitor === undefined) {
    return refused('invalid', `${context.place}: expected a fingerprint or labels; got neither`);
  }
  if (isTest(labels)) {
    const spoken = about({ stream: monitor, at: status === 'resolved' ? said.endsAt : said.startsAt }, context);
    return refused('test', `${context.place}: a test notification of a contact point in Grafana`, spoken);
  }
  if (status === 'pending') {
    return noted(
      `${context.place}: an alert that waits for its rule's time`,
      { stream: monitor, at: said.startsAt },
      context,
    );
  }
  const blind = status === 'blind' || BLIND.includes(labels.alertname ?? '');
  const described = {
    monitor,
    labels: { ...labels, ruleUID: alert.ruleUID },
    title: (blind ? labels.rulename : undefined) ?? labels.alertname,
    url: said.url,
    ...(blind && { state: 'unknown' as const }),
  };
  const ended = status === 'resolved' && { endedAt: said.endsAt ?? null };
  return occurrence({ ...described, startedAt: said.startsAt, ...ended, repeats: true }, context);
}

interface AlertWords {
  readonly status: unknown;
  readonly labels: Labels;
  readonly startsAt: unknown;
  readonly endsAt: unknown;
  readonly url: unknown;
  readonly fingerprint: unknown;
}

// Alertmanager's own API has the status as an object that says who mutes the alert, and lists none that is over.
function wordsOf(alert: JsonObject): AlertWords {
  const status = alert.status ?? alert.state;
  // Where webhooks of 2015 have the times.
  const { activeSince, generatorURL } = objectAt(alert, 'payload');
  return {
    status: isObject(status) ? status.state : status,
    labels: isObject(alert.labels) ? textsOf(alert.labels) : flatLabels(alert),
    // As Prometheus itself lists its alerts: when the expression became true.
    startsAt: alert.startsAt ?? alert.starts_at ?? alert.activeAt ?? activeSince,
    endsAt: alert.endsAt ?? alert.ends_at,
    url: alert.generatorURL ?? alert.generator_url ?? generatorURL,
    fingerprint: alert.fingerprint,
  };
}

const NO_LABEL =
  /^(status|state|(starts|ends|updated|active)_?at|fingerprint|.*url|title|text|message|summary|description|values?)$/i;

function flatLabels(alert: JsonObject): Labels {
  return Object.fromEntries(Object.entries(textsOf(alert)).filter(([name]) => !NO_LABEL.test(name)));
}

/** As Alertmanager itself decides, for a sender that leaves the status out: resolved is what has an end behind it. */
function statusOf({ status, endsAt }: AlertWords, receivedAt: number): Status | undefined {
  if (status !== undefined && status !== null) {
    return statusFrom(status);
  }
  const end = eventTime(endsAt, receivedAt);
  return end !== undefined && end <= receivedAt ? 'resolved' : 'firing';
}

function readWatchdog(status: Status, { feed, heartbeatEveryMs, receivedAt }: AlertContext): Parsed {
  if (status === 'resolved') return NOTHING;
  return found({ kind: 'heartbeat', feed, at: receivedAt, every: heartbeatEveryMs ?? DEFAULT_HEARTBEAT_MS });
}

function isTest({ alertname, instance }: Labels): boolean {
  return alertname === 'TestAlert' && instance === 'Grafana';
}
