import { ACKNOWLEDGEMENT, KEPT, SEND_MAINTENANCE, type SourceGuide } from './guide.ts';
import { eachEvent } from './reading/events.ts';
import { keyword } from './reading/fields.ts';
import { isObject, type JsonObject, listAt, textAt } from './reading/json-object.ts';
import { joinedLabels } from './reading/labels.ts';
import { type Incident, stillOpen, turn } from './reading/life-cycle.ts';
import { meanings } from './reading/meanings.ts';
import { noted } from './reading/noted.ts';
import { refused, together } from './reading/parsed.ts';
import type { Receipt } from './reading/state.ts';
import { eachLabel, tagLabels } from './reading/tags.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * Opsgenie and Jira Service Management Operations, which send the same JSON:
 * https://support.atlassian.com/opsgenie/docs/opsgenie-edge-connector-alert-action-data/
 *
 * The stream is the alert, from its creation to its closing. `createdAt` is in milliseconds, `updatedAt` in nanoseconds; those of an
 * incident are texts.
 */
export const opsgenie: SourceType = {
  name: 'opsgenie',
  silenceMeans: 'up',
  parse: eachEvent('an action on an alert or an incident', readAction),
};

const phaseAfter = meanings({
  opened: ['create'],
  reopened: ['reopen'],
  acknowledged: ['acknowledge'],
  restored: ['close', 'resolve'],
  // A deleted alert says nothing any more: it must not stay open, though nobody said that the trouble was over.
  closed: ['delete'],
});

// An alert or incident as the API gives it, with its status in place of an action.
const actionFor = meanings({ create: ['open'], close: ['closed', 'resolved'] });

function readAction(body: JsonObject, receipt: Receipt): Parsed {
  const alert = alertIn(body);
  const action = textAt(body, 'action') ?? textAt(body, 'eventType') ?? actionFor(alert?.status);
  if (action === undefined) return refused('unreadable', `action: expected what was done; got ${preview(body.action)}`);
  if (alert === undefined) return refused('unreadable', `alert: expected an alert; got ${preview(body.alert)}`);
  const about = incidentOf(alert, body);
  const verb = keyword(action);
  const phase = phaseAfter(action);
  const at = phase === 'opened' ? (alert.createdAt ?? alert.updatedAt) : (alert.updatedAt ?? body.updatedAt);
  if (phase !== undefined) return turn(phase, at, about, receipt);
  if (verb === 'unacknowledge') return stillOpen(at, about, receipt);
  const remark = noted(`${preview(action)} says nothing of a state`, { stream: about.id, at }, receipt);
  return verb === 'updatepriority' ? together([turn('updated', at, about, receipt), remark]) : remark;
}

/**
 * The alert or incident: in an object of its own, as an edge connector names it (`entity`), as the API answers (`data`), or flat
 * beside the action as at first.
 */
function alertIn(body: JsonObject): JsonObject | undefined {
  const { alert, incident, entity, data } = body;
  const own = [alert, incident, data].find(isObject);
  if (own !== undefined) return own;
  if (isObject(entity) && (entity.type === 'alert' || entity.type === 'incident')) return entity;
  return 'alertId' in body || 'tinyId' in body ? body : undefined;
}

function incidentOf(alert: JsonObject, body: JsonObject): Incident {
  const { alertId, incidentId, id, alias, message, createdAt, priority, source, entity, details } = alert;
  return {
    id: alertId ?? incidentId ?? id ?? alias,
    startedAt: createdAt,
    // Once a number from 1 to 5.
    priority: typeof priority === 'number' ? `P${priority}` : priority,
    title: message,
    labels: joinedLabels(
      isObject(details) ? details : {},
      tagLabels(alert.tags),
      eachLabel('team', [...listAt(alert, 'teams'), ...listAt(alert, 'team')]),
      eachLabel('responder', listAt(alert, 'responders')),
      eachLabel('impacted service', listAt(alert, 'impactedServices')),
      { alias, entity, source, integration: body.integrationName },
    ),
  };
}

export const guide: SourceGuide = {
  title: 'Opsgenie and Jira Service Management Operations',
  reads: 'The webhook integration: every action on an alert, and on an incident. Both send the same JSON.',
  documentation: 'https://support.atlassian.com/opsgenie/docs/integrate-opsgenie-with-webhook/',
  setUp: `
Settings → Integrations → Webhook (in Jira Service Management: Operations → Settings → Integrations). Webhook URL \`{{url}}\`, custom
header \`Authorization: Bearer {{secret}}\`, *Add alert description* and *Add alert details* on. Under *Alert actions* choose at least
*Alert is created*, *acknowledged*, *unacknowledged*, *closed*, *deleted* and *priority is updated*.`,
  credentials: '`bearer` or `header` by a custom header; `basic` by a URL with user and password. Nothing is signed.',
  fields: [
    { part: 'stream', from: '`alert.alertId`, else its `alias`; `incident.id`' },
    { part: 'start', from: '`alert.createdAt` (ms)' },
    { part: 'end', from: '`alert.updatedAt` (ns) of Close or Delete' },
    {
      part: 'service',
      from: '`alias`, `entity`, `source`, `integration`, `team`, `impacted service`, each tag and detail',
    },
    { part: 'title', from: '`alert.message`' },
    { part: 'incident', from: 'every alert: opened, acknowledged, restored, closed, updated' },
    { part: 'priority', from: '`alert.priority`' },
  ],
  states: [
    { says: '`Create`, `UnAcknowledge`', becomes: 'down' },
    { says: '`Acknowledge`', becomes: ACKNOWLEDGEMENT },
    { says: '`Close`; `Resolve` of an incident', becomes: 'up, and down since its creation' },
    { says: '`Reopen` of an incident', becomes: 'down anew' },
    { says: '`Delete`', becomes: 'up: the alert will say nothing any more; the incident is closed' },
    { says: '`UpdatePriority`', becomes: 'a milestone with the new priority' },
    { says: 'all other actions', becomes: KEPT },
  ],
  resolution: `To the millisecond, and as late as the monitoring that creates the alert. An alert that people close ends when they say so.
Alerts with the same alias are counted up in one alert while that is open.`,
  blindSpots: [
    { what: 'An alert deleted while the service is still down', remedy: 'a correction moves the end' },
    {
      what: 'Alerts suppressed by maintenance or a notification policy',
      remedy: SEND_MAINTENANCE,
    },
    { what: 'A webhook that was lost', remedy: 'the closing names its start, so a lost creation heals' },
  ],
};
