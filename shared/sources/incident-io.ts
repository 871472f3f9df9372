import { type SourceGuide, TEST } from './guide.ts';
import { eachEvent } from './reading/events.ts';
import { isObject, type JsonObject, listAt, objectAt, objectsAt, textAt } from './reading/json-object.ts';
import { joinedLabels } from './reading/labels.ts';
import { type Incident, milestone, stillOpen, turn } from './reading/life-cycle.ts';
import { noted } from './reading/noted.ts';
import { refused, together, withDeliveryId } from './reading/parsed.ts';
import { occurrence, type Receipt } from './reading/state.ts';
import { eachLabel, nameOf } from './reading/tags.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * incident.io: https://api-docs.incident.io/tag/Webhooks/
 *
 * The payload stands under a key that is the event's type. The stream is the incident: down while its status is live; a
 * triage is an incident that is detected, and down only once it is accepted.
 */
export const incidentIo: SourceType = {
  name: 'incident-io',
  silenceMeans: 'up',
  parse: (delivery, options) => {
    const { 'webhook-id': id, 'svix-id': oldId } = delivery.headers;
    return withDeliveryId(parseEvents(delivery, options), id ?? oldId);
  },
};

const parseEvents = eachEvent('a webhook with an event_type', readEvent);

function readEvent(body: JsonObject, receipt: Receipt): Parsed {
  const type = textAt(body, 'event_type');
  if (type === undefined) {
    return refused('unreadable', `event_type: expected the type of an event; got ${preview(body.event_type)}`);
  }
  const payload = objectAt(body, type);
  const event = type.replace(/^.*?\./, '').replace(/_v\d+$/, '');
  if (event.startsWith('alert_')) return readAlert(event, payload, receipt);
  const incident = isObject(payload.incident) ? payload.incident : payload;
  if (/^(test|tutorial)$/.test(nameOf(incident.mode) ?? '')) {
    return refused('test', `${preview(type)}: an incident of mode ${preview(incident.mode)}`);
  }
  const at = incident.updated_at ?? incident.created_at;
  if (event === 'incident_created' || event === 'incident_status_updated') {
    const status = isObject(payload.new_status) ? payload.new_status : objectAt(incident, 'incident_status');
    const before = nameOf(objectAt(payload, 'previous_status').category);
    if (textAt(status, 'category') !== undefined) return readStatus({ status, before }, incident, receipt);
  }
  // An action, a follow-up or a membership names its incident, if any, by its id.
  const remark = noted(
    `${preview(type)} says nothing of a state`,
    { stream: payload.incident_id ?? incident.id, at },
    receipt,
  );
  return event === 'incident_updated' && isObject(incident.incident_status)
    ? together([turn('updated', at, incidentOf(incident), receipt), remark])
    : remark;
}

interface StatusChange {
  readonly status: JsonObject;
  /** The category before, if it is told. */
  readonly before: string | undefined;
}

function readStatus({ status: { category }, before }: StatusChange, incident: JsonObject, receipt: Receipt): Parsed {
  const about = incidentOf(incident);
  const { created_at, updated_at = created_at } = incident;
  const end = timestampOf(incident, END);
  switch (nameOf(category)) {
    case 'triage':
      return noted('an incident in triage is not accepted yet', { stream: about.id, at: created_at }, receipt);
    case 'live':
    case 'active':
      return readLive(before, updated_at, about, receipt);
    case 'paused':
      return together([
        turn('paused', updated_at, about, receipt),
        noted('a pause says nothing of a state', { stream: about.id, at: updated_at }, receipt),
      ]);
    case 'learning':
      return turn('restored', end ?? updated_at, about, receipt);
    case 'closed':
      if (end === undefined) return turn('closed', updated_at, about, receipt);
      return together([turn('restored', end, about, receipt), milestone('closed', updated_at, about, receipt)]);
    case 'declined':
    case 'merged':
    case 'canceled':
    case 'cancelled':
      return turn('cancelled', updated_at, about, receipt);
    default:
      return refused('invalid', `incident_status.category: expected a known category; got ${preview(category)}`);
  }
}

function readLive(before: string | undefined, at: unknown, about: Incident, receipt: Receipt): Parsed {
  switch (before) {
    case 'live':
    case 'active':
      return together([stillOpen(at, about, receipt), turn('updated', at, about, receipt)]);
    case 'paused':
      return together([stillOpen(at, about, receipt), turn('resumed', at, about, receipt)]);
    case 'learning':
    case 'closed':
      return turn('reopened', at, about, receipt);
    default:
      return turn('opened', about.startedAt, about, receipt);
  }
}

const START = /^impact (started|start)/i;
const END = /^(impact (ended|end)|resolved)/i;

/** A time that people keep in the incident, such as `Impact started` or `Resolved at`. */
function timestampOf(incident: JsonObject, name: RegExp): unknown {
  const named = objectsAt(incident, 'incident_timestamp_values').filter((entry) =>
    name.test(nameOf(entry.incident_timestamp) ?? ''),
  );
  return named.map((entry) => nameOf(entry.value)).find((value) => value !== undefined);
}

function incidentOf(incident: JsonObject): Incident {
  const { id, name, permalink, created_at, reference } = incident;
  return {
    id,
    startedAt: timestampOf(incident, START) ?? created_at,
    priority: nameOf(incident.severity),
    title: name,
    url: permalink,
    labels: joinedLabels(customFields(incident), { type: nameOf(incident.incident_type), reference }),
  };
}

function customFields(incident: JsonObject): Record<string, string> {
  const entries = objectsAt(incident, 'custom_field_entries');
  const labels = entries.map((entry) => {
    const kind = nameOf(entry.custom_field);
    const values = objectsAt(entry, 'values');
    return kind === undefined ? {} : eachLabel(kind, values.map(fieldValue));
  });
  return Object.assign({}, ...labels);
}

function fieldValue(value: JsonObject): string | undefined {
  const { value_catalog_entry, value_option, value_text, value_numeric, value_link } = value;
  const option = isObject(value_option) ? { name: value_option.value } : value_option;
  return [value_catalog_entry, option, value_text, value_numeric, value_link].map(nameOf).find(Boolean);
}

function readAlert(event: string, payload: JsonObject, receipt: Receipt): Parsed {
  const alert = isObject(payload.alert) ? payload.alert : payload;
  const { id, title, source_url, created_at, resolved_at, updated_at } = alert;
  const isOver = event === 'alert_resolved' || nameOf(alert.status)?.toLowerCase() === 'resolved';
  const labels = { ...attributeLabels(alert), 'deduplication key': alert.deduplication_key };
  const ended = isOver && { endedAt: resolved_at ?? updated_at ?? null };
  return occurrence({ monitor: id, labels, title, url: source_url, startedAt: created_at, ...ended }, receipt);
}

// An attribute has one value or several, each with the label that people see.
function attributeLabels(alert: JsonObject): Record<string, string> {
  const labels = objectsAt(alert, 'attributes').map((entry) => {
    const kind = nameOf(entry.attribute);
    const values = [...listAt(entry, 'array_value'), ...listAt(entry, 'value')].filter(isObject);
    return kind === undefined
      ? {}
      : eachLabel(
          kind,
          values.map(({ label, literal }) => label ?? literal),
        );
  });
  return Object.assign({}, ...labels);
}

export const guide: SourceGuide = {
  title: 'incident.io',
  reads: 'Webhooks of incidents and of alerts, of any version.',
  documentation: 'https://api-docs.incident.io/tag/Webhooks/',
  setUp: `
Settings → Webhooks → Add endpoint: URL \`{{url}}\`, events \`public_incident.incident_created_v2\`,
\`public_incident.incident_status_updated_v2\`, \`public_incident.incident_updated_v2\`, and, where alerts shall count,
\`public_alert.alert_created_v1\` and \`public_alert.alert_resolved_v1\`. The signing secret that is shown (\`whsec_…\`) is
\`{{secret}}\`.

Give incidents a custom field that names the service, from your catalog: it becomes a label of its name.`,
  credentials: 'The signature of Svix: `auth: { type: svix, secret: attain/incident-io }`.',
  fields: [
    { part: 'delivery', from: 'the header `webhook-id`, the same for each attempt' },
    { part: 'stream', from: '`id` of the incident or the alert' },
    { part: 'start', from: 'the timestamp *Impact started*, else `created_at`' },
    {
      part: 'end',
      from: 'the timestamp *Impact ended* or *Resolved at*, else `updated_at`; of an alert `resolved_at`',
    },
    { part: 'service', from: 'each custom field, or attribute of an alert, by its name; `type`, `reference`' },
    { part: 'title', from: '`name`' },
    { part: 'incident', from: 'opened, restored, closed, cancelled, paused, updated' },
    { part: 'priority', from: '`severity.name`' },
  ],
  states: [
    { says: 'status of category live', becomes: 'down' },
    { says: 'category triage', becomes: 'nothing: it is not accepted yet; once it is, down since its start' },
    { says: 'category learning or closed', becomes: 'up, and down since its start' },
    { says: 'category declined, merged or canceled', becomes: 'up; the incident is cancelled' },
    { says: 'category paused', becomes: 'a milestone of the incident, no state' },
    { says: 'an alert that is firing, or resolved', becomes: 'down, or up and down since its start' },
    { says: 'an incident of mode test or tutorial', becomes: TEST },
  ],
  resolution: `As exact as people are: an incident ends when somebody says so. The timestamps *Impact started* and *Impact ended*, where
people fill them in, are taken before all others.`,
  blindSpots: [
    { what: 'Private incidents: their events carry an id alone', remedy: 'they are kept, and counted by nothing' },
    { what: 'Nobody acknowledges an incident here', remedy: 'promise no time to acknowledge on its incidents' },
    { what: 'A timestamp that is edited after the resolution', remedy: 'a correction moves the end' },
  ],
};
