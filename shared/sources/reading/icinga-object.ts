import { isObject, type JsonObject, objectAt } from './json-object.ts';
import { asText } from './text.ts';

/**
 * What Icinga says of a host or a service in objects, under the names of macros: an object as its API answers
 * (https://icinga.com/docs/icinga-2/latest/doc/12-icinga2-api/#objects), or what the channel "Webhook" of Icinga Notifications sends
 * (https://icinga.com/docs/icinga-notifications/latest/doc/10-Channels/). Nothing if it is neither.
 */
export function macrosOfIcinga(said: JsonObject): JsonObject | undefined {
  return ofObject(said) ?? ofNotification(said);
}

function ofObject({ type, attrs }: JsonObject): JsonObject | undefined {
  if (!isObject(attrs) || (type !== 'Host' && type !== 'Service')) return undefined;
  const { name, host_name, state, state_type, last_state_change, last_check } = attrs;
  const named = type === 'Host' ? { host: name } : { host: host_name, service: name };
  const checked = { state: last_check === -1 ? 'pending' : state, state_type, last_state_change, last_check };
  return { ...objectAt(attrs, 'vars'), ...named, ...checked };
}

/** An UNKNOWN of a service is its "error"; what is less than a warning is an incident, too. */
const STATES: Readonly<Record<string, string>> = {
  ...{ ok: 'ok', debug: 'warning', info: 'warning', notice: 'warning', warning: 'warning', err: 'unknown' },
  ...{ crit: 'critical', alert: 'critical', emerg: 'critical' },
};

function ofNotification({ object, incident, event }: JsonObject): JsonObject | undefined {
  if (!isObject(object) || !isObject(object.tags) || !isObject(incident) || !isObject(event)) return undefined;
  const state = STATES[asText(incident.severity)];
  const type = asText(event.type ?? '').replace(/-/g, '');
  return { ...object.tags, state, notification_type: type, date_time: event.time, url: object.url };
}
