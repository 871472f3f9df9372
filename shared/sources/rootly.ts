import { type SourceGuide, TEST } from './guide.ts';
import { eachEvent } from './reading/events.ts';
import { isObject, type JsonObject, listAt, objectAt, textAt } from './reading/json-object.ts';
import { joinedLabels } from './reading/labels.ts';
import { type Incident, milestone, stillOpen, turn, withoutPriority } from './reading/life-cycle.ts';
import { maintenance } from './reading/maintenance.ts';
import { noted } from './reading/noted.ts';
import { refused, together, withDeliveryId } from './reading/parsed.ts';
import { occurrence, type Receipt } from './reading/state.ts';
import { eachLabel, nameOf, tagLabels } from './reading/tags.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * Rootly: https://docs.rootly.com/configuration/webhooks
 *
 * The stream is the incident: down from its start to its mitigation. Scheduled incidents are announced maintenance.
 */
export const rootly: SourceType = {
  name: 'rootly',
  silenceMeans: 'up',
  parse: eachEvent('a webhook with an event', readEvent),
};

function readEvent(body: JsonObject, receipt: Receipt): Parsed {
  const { event } = body;
  const type = isObject(event) ? textAt(event, 'type') : undefined;
  if (!isObject(event) || type === undefined) {
    return refused('unreadable', `event: expected an event with its type; got ${preview(event)}`);
  }
  const data = objectAt(body, 'data');
  return withDeliveryId(readTyped(type.toLowerCase(), event.issued_at, data, receipt), textAt(event, 'id'));
}

function readTyped(type: string, issuedAt: unknown, data: JsonObject, receipt: Receipt): Parsed {
  if (/^(test|example)/.test(nameOf(data.kind) ?? '')) {
    return refused('test', `${preview(type)}: an incident of kind ${preview(data.kind)}`);
  }
  if (type.startsWith('incident.scheduled.')) return readScheduled(type, issuedAt, data, receipt);
  if (type.startsWith('incident.')) return readIncident(type, issuedAt, data, receipt);
  if (type.startsWith('alert.')) return readAlert(type, issuedAt, data, receipt);
  return noted(`${preview(type)} says nothing of a state`, { stream: data.id, at: issuedAt }, receipt);
}

function readIncident(type: string, issuedAt: unknown, data: JsonObject, receipt: Receipt): Parsed {
  const about = incidentOf(data);
  const { mitigated_at, resolved_at, cancelled_at, status } = data;
  const endedAt = mitigated_at ?? resolved_at;
  const remark = noted(`${preview(type)} says nothing of a state`, { stream: about.id, at: issuedAt }, receipt);
  switch (type) {
    case 'incident.created':
      if (status === 'in_triage') return remark;
      // One that is written down afterwards is over already.
      return together([
        turn('opened', about.startedAt ?? issuedAt, about, receipt),
        ...(endedAt ? [turn('restored', endedAt, about, receipt)] : []),
      ]);
    case 'incident.mitigated':
      return turn('restored', mitigated_at ?? issuedAt, about, receipt);
    case 'incident.resolved':
      return together([
        turn('restored', endedAt ?? issuedAt, about, receipt),
        milestone('closed', resolved_at ?? issuedAt, about, receipt),
      ]);
    case 'incident.cancelled':
    case 'incident.deleted':
      return turn('cancelled', cancelled_at ?? data.deleted_at ?? issuedAt, about, receipt);
    case 'incident.updated':
      return readUpdate(about, { issuedAt, data, remark }, receipt);
    default:
      return remark;
  }
}

interface Update {
  readonly issuedAt: unknown;
  readonly data: JsonObject;
  readonly remark: Parsed;
}

// That it was acknowledged, accepted after a triage or opened again is told by an update alone.
function readUpdate(about: Incident, { issuedAt, data, remark }: Update, receipt: Receipt): Parsed {
  const isOpen = ['started', 'detected', 'acknowledged'].includes(nameOf(data.status) ?? '');
  const { startedAt } = about;
  const before = withoutPriority(about);
  return together([
    ...(isOpen && startedAt ? [turn('opened', startedAt, before, receipt)] : []),
    isOpen ? stillOpen(issuedAt, about, receipt) : remark,
    ...(data.acknowledged_at ? [turn('acknowledged', data.acknowledged_at, before, receipt)] : []),
    turn('updated', issuedAt, about, receipt),
  ]);
}

function readScheduled(type: string, issuedAt: unknown, data: JsonObject, receipt: Receipt): Parsed {
  const { id, scheduled_for, scheduled_until, created_at, title } = data;
  const isOff = /\.(deleted|cancelled|canceled)$/.test(type);
  if (!isOff && !/\.(created|updated)$/.test(type)) {
    return noted(`${preview(type)} says nothing of when it is`, { stream: id, at: issuedAt }, receipt);
  }
  const announcedAt = type.endsWith('.created') ? (created_at ?? issuedAt) : issuedAt;
  const words = { maintenance: id, labels: labelsOf(data), start: scheduled_for, end: scheduled_until, announcedAt };
  return maintenance({ ...words, title, ...(isOff && { cancelledAt: issuedAt ?? null }) }, receipt);
}

function readAlert(type: string, issuedAt: unknown, data: JsonObject, receipt: Receipt): Parsed {
  const { id, summary, external_url, started_at, created_at, ended_at, deleted_at, source } = data;
  // One that is deleted says nothing any more: it must not stay open.
  const isOver = Boolean(ended_at) || /\.(resolved|deleted)$/.test(type);
  if (!isOver && !/\.(created|triggered|open)$/.test(type)) {
    return noted(`${preview(type)} says nothing of a state`, { stream: id, at: issuedAt }, receipt);
  }
  const ended = isOver && { endedAt: ended_at ?? deleted_at ?? issuedAt ?? null };
  const described = {
    monitor: id,
    title: summary,
    url: external_url,
    labels: joinedLabels(labelsOf(data), { source }),
  };
  return occurrence({ ...described, startedAt: started_at ?? created_at, ...ended }, receipt);
}

function incidentOf(data: JsonObject): Incident {
  const { id, title, url, started_at, detected_at, created_at } = data;
  const severity = objectAt(data, 'severity');
  return {
    id,
    startedAt: started_at ?? detected_at ?? created_at,
    openedAt: detected_at ?? started_at ?? created_at,
    priority: nameOf(isObject(severity.data) ? severity.data.attributes : data.severity),
    title,
    url,
    labels: labelsOf(data),
  };
}

const KINDS = [
  ['service', 'services'],
  ['environment', 'environments'],
  ['functionality', 'functionalities'],
  ['team', 'groups'],
  ['type', 'incident_types'],
] as const;

function labelsOf(data: JsonObject): Record<string, unknown> {
  const kinds = KINDS.map(([kind, key]) => eachLabel(kind, listAt(data, key)));
  return Object.assign({}, tagLabels(data.labels), ...kinds);
}

export const guide: SourceGuide = {
  title: 'Rootly',
  reads: 'Webhooks of incidents, of scheduled maintenance and of alerts.',
  documentation: 'https://docs.rootly.com/configuration/webhooks',
  setUp: `
Settings → Webhooks → New Webhook: URL \`{{url}}\`, event types \`incident.created\`, \`incident.updated\`, \`incident.mitigated\`,
\`incident.resolved\`, \`incident.cancelled\`, \`incident.deleted\`, \`incident.scheduled.*\` and, where alerts shall count, \`alert.*\`. The
secret of the webhook is \`{{secret}}\`.`,
  credentials: `The signature over timestamp and body:
\`auth: { type: hmac, header: X-Rootly-Signature, prefix: v1=, timestamp: { prefix: t= }, signed: "{timestamp}{body}", secret: attain/rootly }\`.`,
  fields: [
    { part: 'delivery', from: '`event.id`' },
    { part: 'stream', from: '`data.id`' },
    { part: 'start', from: '`started_at`, else `detected_at`, else `created_at`' },
    {
      part: 'end',
      from: '`mitigated_at`, else `resolved_at`, else `event.issued_at`; of an alert `ended_at`, else `deleted_at`',
    },
    { part: 'service', from: '`service`, `environment`, `functionality`, `team`, `type`, each label' },
    { part: 'title', from: '`title`, of an alert `summary`' },
    { part: 'incident', from: 'opened, acknowledged, restored, closed, cancelled, updated' },
    { part: 'priority', from: '`severity.name`' },
  ],
  states: [
    { says: '`incident.created`', becomes: 'down; in triage: nothing yet' },
    {
      says: '`incident.updated`',
      becomes: 'down still while it is started; acknowledged by `acknowledged_at`; a milestone with the severity',
    },
    { says: '`incident.mitigated`', becomes: 'up, and down since its start' },
    { says: '`incident.resolved`', becomes: 'up since its mitigation, if it had one' },
    { says: '`incident.cancelled`, `incident.deleted`', becomes: 'up; the incident is cancelled' },
    { says: '`incident.scheduled.*`', becomes: 'maintenance from `scheduled_for` to `scheduled_until`' },
    { says: '`alert.created`', becomes: 'down' },
    { says: '`alert.resolved`, `alert.deleted`, one that is over', becomes: 'up, and down since its start' },
    { says: 'kind test or example', becomes: TEST },
  ],
  resolution: 'As exact as people are: an incident starts and ends when somebody says so.',
  blindSpots: [
    { what: 'Times that are edited after the resolution', remedy: 'a correction moves the start or the end' },
    { what: 'A private incident is sent only if the webhook asks for it', remedy: 'ask for it, or correct by hand' },
    { what: 'An alert and the incident it led to are two streams', remedy: 'their overlap counts once' },
  ],
};
