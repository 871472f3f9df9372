import { preview } from '../signals/signal-json.ts';
import type { FeedOptions, Parsed } from '../source.ts';
import { LONGEST_KEY, readAlert } from './alert.ts';
import { alertsInWords } from './alerts-in-words.ts';
import { withoutEnvelope } from './envelope.ts';
import { isObject, type JsonObject, unpacked } from './json-object.ts';
import { NOTHING, refused, together } from './parsed.ts';
import type { Receipt } from './state.ts';

/**
 * A webhook of Alertmanager or Grafana, out of what brought it. Only the status of each alert counts: the one at the top is
 * computed after alerts were cut from the message. A body that its user wrote is read wherever it holds alerts: under `alerts`
 * (also as JSON in a text), under `firing` and `resolved`, in an object further in, as a list, or as the one alert that it is.
 * One that speaks of its group alone is an alert with the group's key. Where there are none, they may stand in words in a text.
 */
export function readAlertMessage(content: unknown, context: FeedOptions & Receipt): Parsed {
  const message = withoutEnvelope(content);
  const alerts = alertsIn(message, 'body');
  if (alerts === undefined) {
    if (isTestText(message)) return refused('test', 'body: a test notification of a contact point in Grafana');
    const spoken = readSpokenAlerts(isObject(message) ? Object.values(message) : [message], undefined, context);
    if (spoken !== undefined) return spoken;
    const got = isObject(message) ? preview(message.alerts) : preview(message);
    return refused(
      'unreadable',
      `alerts: expected a list of alerts, as in Alertmanager's webhook version 4; got ${got}`,
    );
  }
  const parts = alerts.map(({ alert, ...placed }) => readAlert(alert, { ...context, ...placed }));
  const isTest = parts.length > 0 && parts.every(({ rejected: [first] }) => first?.reason === 'test');
  return isTest || !isObject(message) ? together(parts) : together([readTruncation(message.truncatedAlerts), ...parts]);
}

/** Alerts in texts for people, if there are any; they tell no time, so that of their message counts. */
export function readSpokenAlerts(
  texts: readonly unknown[],
  at: unknown,
  context: FeedOptions & Receipt,
): Parsed | undefined {
  const alerts = texts.flatMap((text) => (typeof text === 'string' ? alertsInWords(text) : []));
  if (alerts.length === 0) return undefined;
  const timed = alerts.map((alert) => ({ ...alert, [alert.status === 'resolved' ? 'endsAt' : 'startsAt']: at }));
  return together(timed.map((alert, index) => readAlert(alert, { ...context, place: `text[${index}]` })));
}

/** What a contact point with a body of its own makes of the alert that Grafana tests it with. */
function isTestText(message: unknown): boolean {
  return (
    isObject(message) && Object.values(message).some((text) => typeof text === 'string' && /\bTestAlert\b/.test(text))
  );
}

function readTruncation(said: unknown): Parsed {
  const count = typeof said === 'string' ? Number(said) : said;
  if (typeof count !== 'number' || !(count > 0)) return NOTHING;
  return refused('truncated', `truncatedAlerts: expected 0, as without max_alerts in the receiver; got ${count}`);
}

interface Placed {
  readonly alert: unknown;
  readonly place: string;
  /** The key of its group, if its message tells one. */
  readonly group?: unknown;
}

/** A template may put alerts into an object in the body, and what it says of them into one more. */
const DEEPEST = 2;

function alertsIn(packed: unknown, place: string, depth = 0): readonly Placed[] | undefined {
  const message = unpacked(packed);
  if (Array.isArray(message)) return listed(message, place, depth);
  if (!isObject(message)) return undefined;
  const at = (key: string) => (place === 'body' ? '' : `${place}.`) + key.slice(0, LONGEST_KEY);
  const named = unpacked(message.alerts);
  if (Array.isArray(named)) return listed(named, at('alerts'), depth).map(of(message, named.length === 1));
  if (isObject(named)) return alertsIn(named, at('alerts'), depth + 1);
  if (Array.isArray(message.alert)) {
    return listed(message.alert, at('alert'), depth).map(of(message, message.alert.length === 1));
  }
  const split = ['firing', 'resolved'].flatMap((status) => withStatus(message, status, at(status)));
  if (split.length > 0) return split;
  if (isAlert(message)) return [{ alert: message, place }];
  if (isGroup(message)) return [{ alert: ofGroup(message), place }];
  if (depth === DEEPEST) return undefined;
  const inner = Object.entries(message).flatMap(([key, value]) => nested(value, at(key), depth + 1));
  return inner.length > 0 ? inner : undefined;
}

/** The alerts of a list; of one that holds messages, theirs. */
function listed(alerts: readonly unknown[], place: string, depth: number): readonly Placed[] {
  return alerts.flatMap((packed, index) => {
    const at = `${place}[${index}]`;
    const alert = unpacked(packed);
    const isMessage = depth < DEEPEST && isObject(alert) && Array.isArray(alert.alerts);
    return (isMessage && alertsIn(alert, at, depth + 1)) || [{ alert, place: at }];
  });
}

/** What a message says for its alerts, where they do not say it themselves: the status of the only one, or that each is resolved. */
function of({ status, groupKey }: JsonObject, isOnly: boolean): (placed: Placed) => Placed {
  const said = isOnly || status === 'resolved' ? { status } : {};
  return ({ alert, ...placed }) => ({
    group: groupKey,
    ...placed,
    alert: isObject(alert) ? { ...said, ...defined(alert) } : alert,
  });
}

function defined(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null && value !== ''));
}

function isGroup(message: JsonObject): boolean {
  return 'status' in message && typeof message.groupKey === 'string';
}

function ofGroup({ status, groupKey, commonLabels, groupLabels, externalURL }: JsonObject): JsonObject {
  return { status, labels: commonLabels ?? groupLabels ?? {}, fingerprint: groupKey, generatorURL: externalURL };
}

function withStatus(message: JsonObject, status: string, place: string): readonly Placed[] {
  const alerts = unpacked(message[status]);
  if (!Array.isArray(alerts)) return [];
  return listed(alerts, place, DEEPEST).map(({ alert, ...placed }) => ({
    ...placed,
    alert: isObject(alert) ? { status, ...alert } : alert,
  }));
}

// A list says too little of itself to be taken for alerts under any name.
function nested(value: unknown, place: string, depth: number): readonly Placed[] {
  const inner = unpacked(value);
  return isObject(inner) ? (alertsIn(inner, place, depth) ?? []) : [];
}

function isAlert(object: JsonObject): boolean {
  if ('startsAt' in object || 'starts_at' in object) return true;
  return 'status' in object && (isObject(object.labels) || 'alertname' in object || 'fingerprint' in object);
}
