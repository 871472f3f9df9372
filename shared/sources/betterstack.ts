import type { IncidentPhase } from '../domain/signal.ts';
import { ACKNOWLEDGEMENT, KEPT, type SourceGuide } from './guide.ts';
import { eachEvent } from './reading/events.ts';
import { fieldsOf, firstOf } from './reading/fields.ts';
import { impactState } from './reading/impact.ts';
import { isObject, type JsonObject, listAt, objectAt, objectsAt, textAt } from './reading/json-object.ts';
import { joinedLabels } from './reading/labels.ts';
import { type Incident, turn } from './reading/life-cycle.ts';
import { meanings } from './reading/meanings.ts';
import { noted } from './reading/noted.ts';
import { refused, together } from './reading/parsed.ts';
import { identity, type Receipt, state } from './reading/state.ts';
import { nameOf } from './reading/tags.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';
import { readMessage } from './statuspage.ts';

/**
 * Better Stack Uptime: https://betterstack.com/docs/uptime/webhooks/
 *
 * Outgoing webhooks carry an incident as JSON:API has it, newer ones without the `event`; the incident log integration
 * carries flat events, of every check as well. Subscriptions to its status pages are read too.
 */
export const betterstack: SourceType = {
  name: 'betterstack',
  silenceMeans: 'up',
  parse: eachEvent('an incident or an event', readBody),
};

const phaseFrom = meanings({
  opened: ['started', 'created'],
  acknowledged: ['acknowledged'],
  restored: ['resolved'],
  reopened: ['reopened'],
});

const TIMES: Partial<Record<IncidentPhase, string>> = {
  opened: 'started_at',
  acknowledged: 'acknowledged_at',
  restored: 'resolved_at',
};

function readBody(body: JsonObject, receipt: Receipt): Parsed {
  const event = textAt(body, 'event')?.toLowerCase();
  const resources = objectsAt(body, 'data');
  if (resources.length > 0) return together(resources.map((resource) => readResource(resource, event, receipt)));
  if (isObject(body.page)) return readMessage(pageMessage(body), receipt);
  const flat = flatIncident(body);
  if (flat !== undefined && event?.includes('.') !== true) return readResource(flat, event, receipt);
  if (event !== undefined) return readLogEvent(body, event, receipt);
  return refused('unreadable', `data: expected an incident as in an outgoing webhook; got ${preview(body.data)}`);
}

/** A body of the user's, with an incident's own words in it. */
function flatIncident(body: JsonObject): JsonObject | undefined {
  const fields = fieldsOf(body);
  const id = firstOf(fields, 'incidentid', 'id');
  const attributes = {
    name: firstOf(fields, 'incidentname', 'name', 'title', 'monitorname'),
    url: firstOf(fields, 'url', 'monitorurl'),
    status: firstOf(fields, 'status', 'incidentstatus', 'event'),
    started_at: firstOf(fields, 'startedat', 'incidentstartedat'),
    acknowledged_at: firstOf(fields, 'acknowledgedat', 'incidentacknowledgedat'),
    resolved_at: firstOf(fields, 'resolvedat', 'incidentresolvedat'),
    team_name: fields.teamname,
  };
  const isIncident = phaseFrom(nameOf(attributes.status)) !== undefined || attributes.started_at !== undefined;
  return id === undefined || !isIncident ? undefined : { id, attributes };
}

/**
 * What its status pages send is read as Statuspage's is. They tell neither how an incident stands nor how grave it is: how the page is
 * as a whole stands for both.
 */
function pageMessage(body: JsonObject): JsonObject {
  const { status_indicator: indicator } = objectAt(body, 'page');
  if (!isObject(body.incident) || body.incident.status !== undefined) return body;
  const isOver = impactState(indicator) === 'up';
  return {
    ...body,
    incident: { ...(isOver ? { status: 'resolved' } : { impact: indicator }), ...body.incident },
  };
}

function readResource(data: JsonObject, event: string | undefined, receipt: Receipt): Parsed {
  const { id, type } = data;
  const attributes = objectAt(data, 'attributes');
  const { updated_at } = attributes;
  if (type !== undefined && type !== 'incident') {
    const stream = identity(id) === undefined ? undefined : `${nameOf(type)}:${identity(id)}`;
    return noted(`a change of ${preview(type)} says nothing of a state`, { stream, at: updated_at }, receipt);
  }
  const said = event?.replace(/^incident[._]/, '');
  const phase = said === undefined ? phaseOf(attributes) : phaseFrom(said);
  if (phase === undefined) {
    return noted(`${preview(said)} says nothing of a state`, { stream: streamOf(id), at: updated_at }, receipt);
  }
  return turn(phase, attributes[TIMES[phase] ?? 'updated_at'], incidentOf(data, attributes), receipt);
}

function phaseOf({ acknowledged_at, resolved_at, status }: JsonObject): IncidentPhase {
  if (resolved_at) return 'restored';
  const told = phaseFrom(nameOf(status));
  if (told !== undefined) return told;
  return acknowledged_at ? 'acknowledged' : 'opened';
}

function streamOf(id: unknown): string | undefined {
  const text = identity(id);
  return text === undefined ? undefined : `incident:${text}`;
}

function incidentOf(data: JsonObject, attributes: JsonObject): Incident {
  const related = objectAt(data, 'relationships');
  const idOf = (name: string) => objectAt(objectAt(related, name), 'data').id;
  return {
    id: streamOf(data.id),
    startedAt: attributes.started_at,
    title: attributes.name,
    labels: joinedLabels(metadataLabels(objectAt(attributes, 'metadata')), {
      monitor: attributes.name,
      'monitor id': idOf('monitor'),
      'heartbeat id': idOf('heartbeat'),
      url: attributes.url,
      team: attributes.team_name,
    }),
  };
}

// {"Environment": [{"type": "String", "value": "production"}]}
function metadataLabels(metadata: JsonObject): Record<string, unknown> {
  return Object.fromEntries(Object.keys(metadata).map((key) => [key, nameOf(listAt(metadata, key)[0])]));
}

function readLogEvent(body: JsonObject, event: string, receipt: Receipt): Parsed {
  const { dt, incident_id, monitor_id, monitor_name, monitor_url, monitor_type, team_id, success } = body;
  const { heartbeat_id, heartbeat_name } = body;
  const at = dt ?? body.created_at;
  const labels = {
    monitor: monitor_name,
    'monitor id': monitor_id,
    heartbeat: heartbeat_name,
    'heartbeat id': heartbeat_id,
    url: monitor_url,
    'monitor type': monitor_type,
    'team id': team_id,
  };
  const monitor = identity(monitor_id) === undefined ? undefined : `monitor:${identity(monitor_id)}`;
  if (event === 'monitor.checked' && typeof success === 'boolean') {
    return state({ monitor, state: success ? 'up' : 'down', at, labels, title: monitor_name }, receipt);
  }
  const phase = event.startsWith('incident.') ? phaseFrom(event.slice('incident.'.length)) : undefined;
  const stream = streamOf(incident_id) ?? monitor;
  if (phase === undefined) return noted(`${preview(event)} says nothing of a state`, { stream, at }, receipt);
  const startedAt = body.started_at ?? body.incident_started_at;
  const title = body.incident_name ?? monitor_name ?? heartbeat_name ?? body.name;
  return turn(phase, at, { id: streamOf(incident_id), startedAt, title, labels }, receipt);
}

export const guide: SourceGuide = {
  title: 'Better Stack Uptime',
  reads:
    'Outgoing webhooks of incidents, with and without `event`; the incident log integration with every check; webhook ' +
    'subscriptions to a status page; bodies of your own with its words for an incident.',
  documentation: 'https://betterstack.com/docs/uptime/webhooks/',
  setUp: `
Integrations → Exporting data → Outgoing webhooks → Configure: type *Incident*, all of *started*, *acknowledged* and *resolved*, URL
\`{{url}}\`, and a header \`Authorization\` with the value \`Bearer {{secret}}\`.

Where every check shall count, let the incident log integration send to the same URL: its \`monitor.checked\` tells up or down each
time a monitor is checked, from whichever region.`,
  credentials: '`bearer` or `header` by a request header; `basic` by HTTP Basic. Nothing is signed.',
  fields: [
    { part: 'stream', from: '`incident:` and `data.id`; of checks `monitor:` and `monitor_id`' },
    { part: 'start', from: '`data.attributes.started_at`; of checks `dt`' },
    { part: 'end', from: '`data.attributes.resolved_at`; of checks `dt`' },
    { part: 'service', from: '`monitor`, `monitor id`, `heartbeat id`, `url`, `team`, each of the `metadata`' },
    { part: 'title', from: '`data.attributes.name`' },
    { part: 'incident', from: 'opened, acknowledged, restored' },
  ],
  states: [
    { says: '`started`, or no `acknowledged_at` and no `resolved_at`', becomes: 'down' },
    { says: '`acknowledged`, or `acknowledged_at` alone', becomes: ACKNOWLEDGEMENT },
    { says: '`resolved`, a `resolved_at`, or `status` Resolved', becomes: 'up, and down since its start' },
    { says: '`monitor.checked` with `success`', becomes: 'up or down' },
    {
      says: 'an incident of a status page',
      becomes: 'by `page.status_indicator`: downtime down, degraded, operational up',
    },
    { says: 'changes of monitors, heartbeats and on-call', becomes: KEPT },
  ],
  resolution: `An incident starts when the confirmation period is over, and ends after the recovery period, both set in the monitor: up to
the check interval and that period later than the truth.`,
  blindSpots: [
    { what: 'Outages shorter than the confirmation period', remedy: 'let the incident log send every check' },
    { what: 'Maintenance windows of a monitor are not sent', remedy: 'announce them to Attain too' },
    { what: 'A webhook that was lost', remedy: 'the resolution names its start, so a lost start heals' },
  ],
};
