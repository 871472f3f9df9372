import { preview } from '../signals/signal-json.ts';
import type { FeedOptions, Parsed } from '../source.ts';
import { LONGEST_KEY, readAlert } from './alert.ts';
import { isObject, type JsonObject, unpacked } from './json-object.ts';
import { NOTHING, refused, together } from './parsed.ts';
import type { Receipt } from './state.ts';

/**
 * A webhook of Alertmanager or Grafana. Only the status of each alert counts: the one at the top is computed after
 * alerts were cut from the message. A body that its user wrote is read wherever it holds alerts: under `alerts` (also as
 * JSON in a text), under `firing` and `resolved`, in an object further in, as a list, or as the one alert that it is.
 */
export function readAlertMessage(message: unknown, context: FeedOptions & Receipt): Parsed {
  const alerts = alertsIn(message, 'body');
  if (alerts === undefined) {
    const got = isObject(message) ? preview(message.alerts) : preview(message);
    return refused(
      'unreadable',
      `alerts: expected a list of alerts, as in Alertmanager's webhook version 4; got ${got}`,
    );
  }
  const parts = alerts.map(({ alert, place }) => readAlert(alert, { ...context, place }));
  const isTest = parts.length > 0 && parts.every(({ rejected: [first] }) => first?.reason === 'test');
  return isTest || !isObject(message) ? together(parts) : together([readTruncation(message.truncatedAlerts), ...parts]);
}

function readTruncation(said: unknown): Parsed {
  const count = typeof said === 'string' ? Number(said) : said;
  if (typeof count !== 'number' || !(count > 0)) return NOTHING;
  return refused('truncated', `truncatedAlerts: expected 0, as without max_alerts in the receiver; got ${count}`);
}

interface Placed {
  readonly alert: unknown;
  readonly place: string;
}

/** A template may put alerts into an object in the body, and what it says of them into one more. */
const DEEPEST = 2;

function alertsIn(packed: unknown, place: string, depth = 0): readonly Placed[] | undefined {
  const message = unpacked(packed);
  if (Array.isArray(message)) return listed(message, place);
  if (!isObject(message)) return undefined;
  const at = (key: string) => (place === 'body' ? '' : `${place}.`) + key.slice(0, LONGEST_KEY);
  const named = unpacked(message.alerts);
  if (Array.isArray(named)) return listed(named, at('alerts'));
  if (isObject(named)) return alertsIn(named, at('alerts'), depth + 1);
  const split = [...withStatus(message, 'firing', at), ...withStatus(message, 'resolved', at)];
  if (split.length > 0) return split;
  if (isAlert(message)) return [{ alert: message, place }];
  if (depth === DEEPEST) return undefined;
  const inner = Object.entries(message).flatMap(([key, value]) => nested(value, at(key), depth + 1));
  return inner.length > 0 ? inner : undefined;
}

function listed(alerts: readonly unknown[], place: string): readonly Placed[] {
  return alerts.map((alert, index) => ({ alert: unpacked(alert), place: `${place}[${index}]` }));
}

function withStatus(message: JsonObject, status: string, at: (key: string) => string): readonly Placed[] {
  const alerts = unpacked(message[status]);
  if (!Array.isArray(alerts)) return [];
  return listed(alerts, at(status)).map(({ alert, place }) => ({
    alert: isObject(alert) ? { status, ...alert } : alert,
    place,
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
