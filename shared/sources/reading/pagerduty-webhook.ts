import { preview } from '../signals/signal-json.ts';
import type { Parsed } from '../source.ts';
import { isObject, type JsonObject, objectAt, objectsAt, textAt } from './json-object.ts';
import { turn } from './life-cycle.ts';
import { about } from './noted.ts';
import { isEvent, readEvent } from './pagerduty-event.ts';
import { incidentOf, readWord } from './pagerduty-incident.ts';
import { refused, together, withDeliveryId } from './parsed.ts';
import type { Receipt } from './state.ts';

/**
 * A webhook of PagerDuty, of whichever version: v3 with one event, v2 and v1 with a list of messages; or an event for its Events
 * API. What stands alone of a webhook, because something between took it out, is read as well.
 */
export function readWebhook(body: JsonObject, receipt: Receipt): Parsed {
  const { event, messages } = body;
  if (Array.isArray(messages)) return readMessages(messages, receipt);
  if (isObject(event)) return readWebhookEvent(event, receipt);
  if (isEvent(body)) return readEvent(body, receipt);
  if ('event_type' in body && 'data' in body) return readWebhookEvent(body, receipt);
  if (typeof event === 'string' && isObject(body.incident)) return readMessages([body], receipt);
  const incidents = incidentsIn(body);
  if (incidents.length > 0) return together(incidents.map((incident) => readStanding(incident, receipt)));
  const expected = 'expected an event with its event_type, or a list of messages';
  return refused('unreadable', `event: ${expected}; got ${preview(event ?? messages)}`);
}

/** Incidents as the API describes them, which a workflow or a program hands on: each by its status. */
function incidentsIn(body: JsonObject): readonly JsonObject[] {
  const own = [...objectsAt(body, 'incident'), ...objectsAt(body, 'incidents')];
  return [...own, ...('incident_number' in body ? [body] : [])].filter((it) => typeByStatus(it) !== undefined);
}

function readStanding(incident: JsonObject, receipt: Receipt): Parsed {
  const type = typeByStatus(incident) ?? '';
  return readWord({ type, at: changedAt(type, incident) ?? incident.resolved_at, incident }, receipt);
}

function typeByStatus(incident: JsonObject): string | undefined {
  const status = textAt(incident, 'status')?.toLowerCase() ?? '';
  return /^(triggered|acknowledged|resolved)$/.test(status) ? `incident.${status}` : undefined;
}

function readWebhookEvent(event: JsonObject, receipt: Receipt): Parsed {
  const type = textAt(event, 'event_type');
  if (type === undefined) {
    return refused('unreadable', `event.event_type: expected a type of event; got ${preview(event.event_type)}`);
  }
  return withDeliveryId(readTyped(type.toLowerCase(), event, receipt), textAt(event, 'id'));
}

function readTyped(type: string, event: JsonObject, receipt: Receipt): Parsed {
  const at = event.occurred_at;
  if (type.startsWith('pagey.')) {
    const said = `event.event_type: "${type.slice(0, 60)}", a test of the subscription`;
    return refused('test', said, about({ at }, receipt));
  }
  const data = isObject(event.data) ? event.data : objectAt(event, 'incident');
  // Notes, responders and status updates name their incident; whatever else there is stands for itself.
  const incident = isObject(data.incident) ? data.incident : data;
  const word = { type, at: at ?? changedAt(type, incident), incident };
  if (type !== 'incident.priority_updated') return readWord(word, receipt);
  return together([turn('updated', word.at, incidentOf(incident), receipt), readWord(word, receipt)]);
}

function readMessages(messages: readonly unknown[], receipt: Receipt): Parsed {
  if (messages.length === 0) {
    return refused('unreadable', `messages: expected a list of messages; got ${preview(messages)}`);
  }
  const parts = messages.map((message: unknown, index) => readMessage(message, `messages[${index}]`, receipt));
  return withDeliveryId(together(parts), parts.length === 1 ? parts[0]?.deliveryId : undefined);
}

function readMessage(message: unknown, place: string, receipt: Receipt): Parsed {
  if (!isObject(message)) return refused('invalid', `${place}: expected an object; got ${preview(message)}`);
  if (isObject(message.event)) return readWebhookEvent(message.event, receipt);
  // v2 has the incident and the type in the message, v1 within its data.
  const type = textAt(message, 'event') ?? textAt(message, 'type');
  if (type === undefined) return refused('invalid', `${place}.event: expected the type of a message; got nothing`);
  const incident = isObject(message.incident) ? message.incident : objectAt(objectAt(message, 'data'), 'incident');
  const [entry] = objectsAt(message, 'log_entries');
  const word = type.toLowerCase();
  const at = message.created_on ?? entry?.created_at ?? changedAt(word, incident);
  return withDeliveryId(readWord({ type: word, at, incident }, receipt), textAt(message, 'id'));
}

/** When an incident says itself that it changed; that it was created is when it was triggered, and nothing else. */
function changedAt(type: string, incident: JsonObject): unknown {
  const changed = incident.last_status_change_at ?? incident.last_status_change_on;
  return changed ?? (type.startsWith('incident.trigger') ? (incident.created_at ?? incident.created_on) : undefined);
}
