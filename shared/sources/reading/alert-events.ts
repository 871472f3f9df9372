import type { FeedOptions, Parsed } from '../source.ts';
import { LONGEST_KEY, readAlert } from './alert.ts';
import { isObject, type JsonObject, objectAt } from './json-object.ts';
import { noted } from './noted.ts';
import { together } from './parsed.ts';
import type { Receipt } from './state.ts';
import { asText } from './text.ts';

/**
 * An event of Alertmanager's event recorder (since 0.33), independent of routes, grouping and silences, as protojson:
 * `{"@timestamp", "instance", "data": {"alertResolved": {…}}}`. Fields that hold their default are left out; a fingerprint
 * is an unsigned 64-bit number in a text, where webhooks have 16 hex digits of the same number.
 */
export function isAlertEvent(json: unknown): json is JsonObject {
  return isObject(json) && '@timestamp' in json && isObject(json.data);
}

export function readAlertEvent(event: JsonObject, context: FeedOptions & Receipt): Parsed {
  const [[key, value] = ['nothing', {}]] = Object.entries(objectAt(event, 'data'));
  const type = key.slice(0, LONGEST_KEY);
  const said = isObject(value) ? value : {};
  const alerts = STATES.includes(type) ? alertsOf(said) : [];
  if (alerts.length > 0) return together(alerts.map((alert) => readAlert(alert, { ...context, place: type })));
  const stream = asFingerprint(objectAt(said, 'mutedAlert').fingerprint);
  return noted(`${type}: an event of the recorder that changes no state`, { stream, at: event['@timestamp'] }, context);
}

/** The events that hold alerts with their times. A notification repeats them, which heals what was lost. */
const STATES = ['alertCreated', 'alertGrouped', 'alertResolved', 'notification'];

/** The Watchdog is no sign of life here: it is recorded once, when it begins. */
function alertsOf(said: JsonObject): readonly JsonObject[] {
  const held = Array.isArray(said.alerts) ? said.alerts : [said.alert];
  return held
    .filter(isObject)
    .map((alert) => (isObject(alert.details) ? alert.details : alert))
    .filter((alert) => 'startsAt' in alert && alert.name !== 'Watchdog')
    .map((alert) => ({
      ...alert,
      status: alert.resolved === true ? 'resolved' : 'firing',
      labels: labelsOf(alert.labels),
      fingerprint: asFingerprint(alert.fingerprint),
    }));
}

/** A list of pairs at first, an object since version 2 of the events. */
function labelsOf(labels: unknown): JsonObject {
  if (!isObject(labels)) return {};
  if (!Array.isArray(labels.labels)) return labels;
  return Object.fromEntries(labels.labels.filter(isObject).map(({ key, value }) => [asText(key), value ?? '']));
}

function asFingerprint(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^\d{1,20}$/.test(value)) return undefined;
  return BigInt(value).toString(16).padStart(16, '0');
}
