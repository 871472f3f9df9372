import { ACKNOWLEDGEMENT, SEND_MAINTENANCE, type SourceGuide, TEST } from './guide.ts';
import { readFirstAlert } from './newrelic-alert.ts';
import { ACKNOWLEDGED, CLOSED, issueOf, UPDATED } from './newrelic-issue.ts';
import { timeOf } from './reading/event-time.ts';
import { eachEvent } from './reading/events.ts';
import { fieldsOf, firstOf } from './reading/fields.ts';
import { isObject, type JsonObject, unpacked } from './reading/json-object.ts';
import { type Incident, turn, withoutPriority } from './reading/life-cycle.ts';
import { about } from './reading/noted.ts';
import { objectWith } from './reading/object-with.ts';
import { refused, together } from './reading/parsed.ts';
import { identity, type Receipt, state } from './reading/state.ts';
import { nameOf } from './reading/tags.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * New Relic, by a workflow's webhook or a legacy notification channel:
 * https://docs.newrelic.com/docs/alerts/get-notified/notification-integrations/#webhook
 *
 * The body is the user's template, so that its fields are found by their usual names. The stream is the issue, in the old
 * channel the incident.
 */
export const newrelic: SourceType = {
  name: 'newrelic',
  silenceMeans: 'up',
  parse: eachEvent(
    'a notification of an issue',
    (body, receipt) => readFirstAlert(body, receipt) ?? readIssue(withinBody(body), receipt),
  ),
};

const OPEN = ['created', 'activated', 'active', 'open', 'opened', 'triggered'];
const OVER = ['closed', 'resolved', 'deactivated', 'recovered'];

const STATES = ['state', 'currentstate', 'issuestate', 'issuestatus', 'status'];

/** A template for Opsgenie has the issue as its payload. */
function withinBody(body: JsonObject): JsonObject {
  const inner = objectWith(body, STATES, ['id', 'issueid', 'incidentid']);
  return inner === undefined || inner === body || stateIn(fieldsOf(body)) !== undefined
    ? body
    : { tags: body.tags, ...inner };
}

function stateIn(fields: JsonObject): unknown {
  return firstOf(fields, ...STATES) ?? stateTurnedTo(fields) ?? (isClosed(fields) ? 'closed' : undefined);
}

function isClosed(fields: JsonObject): boolean {
  return timeOf(firstOf(fields, ...CLOSED), 'UTC') !== undefined;
}

function readIssue(body: JsonObject, receipt: Receipt): Parsed {
  const { targets, ...others } = fieldsOf(body);
  // In a form a list is JSON in a text.
  const fields = targets === undefined ? others : { ...others, targets: unpacked(targets) };
  const status = stateIn(fields);
  const word = nameOf(status)?.toLowerCase() ?? '';
  const issue = issueOf(fields);
  const { startedAt } = issue;
  if (isTest(fields, word))
    return refused(
      'test',
      'a test of the notification channel',
      about({ stream: issue.id, at: fields.timestamp }, receipt),
    );
  if (OPEN.includes(word)) return readOpen(fields, issue, receipt);
  if (word.startsWith('acknowledge'))
    return turn('acknowledged', firstOf(fields, ...ACKNOWLEDGED, ...UPDATED), issue, receipt);
  if (OVER.includes(word)) {
    const at = firstOf(fields, ...CLOSED, ...UPDATED);
    return turn('restored', at, { ...issue, startedAt: startedAt ?? openedBefore(at, fields.duration) }, receipt);
  }
  const heardOf = startedAt ?? firstOf(fields, ...UPDATED);
  // A template that leaves the state out: of an issue that is known by its id and its time, how it stands is not.
  if (status === undefined && issue.id !== undefined && heardOf !== undefined) {
    return state({ ...issue, monitor: issue.id, state: 'unknown', at: heardOf }, receipt);
  }
  return refused(
    'invalid',
    `state: expected created, activated, acknowledged or closed; got ${preview(status)}`,
    about({ stream: issue.id, at: startedAt }, receipt),
  );
}

/** Where no state is told: what happened, such as INCIDENT_RESOLVED of the old channel. An issue outlives its incidents. */
function stateTurnedTo(fields: JsonObject): string | undefined {
  const ofOldChannel = /^INCIDENT_([A-Z]+)$/.exec(nameOf(fields.eventtype) ?? '');
  const trigger = nameOf(triggerOf(fields)) ?? '';
  // Only an issue that is open is given another incident.
  if (trigger === 'INCIDENT_ADDED') return 'active';
  return (ofOldChannel ?? /^ISSUE_([A-Z]+)$/.exec(trigger))?.[1];
}

function triggerOf(fields: JsonObject): unknown {
  return firstOf(fields, 'trigger', 'triggerevent');
}

// The old channel's test is an incident 0 of a product TESTING, or has `test` as its state.
function isTest(fields: JsonObject, word: string): boolean {
  const targets = fields.targets;
  const products = (Array.isArray(targets) ? targets : []).filter(isObject).map(({ product }) => product);
  return word === 'test' || products.includes('TESTING');
}

function readOpen(fields: JsonObject, about: Incident, receipt: Receipt): Parsed {
  const at = about.startedAt ?? firstOf(fields, ...UPDATED);
  const isUpdate = /priority/i.test(nameOf(triggerOf(fields)) ?? '');
  // An issue that somebody acknowledges stays in its state: this time alone tells.
  const acknowledgedAt = firstOf(fields, ...ACKNOWLEDGED);
  return together([
    turn('opened', at, isUpdate ? withoutPriority(about) : about, receipt),
    ...(acknowledgedAt === undefined ? [] : [turn('acknowledged', acknowledgedAt, withoutPriority(about), receipt)]),
    ...(isUpdate ? [turn('updated', firstOf(fields, ...UPDATED), about, receipt)] : []),
  ]);
}

/** The old channel says how long an incident was open, in milliseconds: a number, or in a form its digits. */
function openedBefore(at: unknown, duration: unknown): number | undefined {
  const end = timeOf(at, 'UTC');
  const durationMs = /^\d+(\.\d+)?$/.test(identity(duration) ?? '') ? Number(duration) : 0;
  return end === undefined || durationMs <= 0 ? undefined : end - durationMs;
}

export const guide: SourceGuide = {
  title: 'New Relic',
  reads:
    'Webhooks of workflows, by the template below, the default one, the one for Opsgenie and variants of these; of the legacy ' +
    'channels; and the alerts that it sent before there were channels.',
  documentation: 'https://docs.newrelic.com/docs/alerts/get-notified/notification-integrations/#webhook',
  setUp: `
Alerts → Destinations → Webhook: URL \`{{url}}\`, authorization *Bearer token* with \`{{secret}}\`. Then a workflow for the issues of your
services, with that destination, notified when an issue is activated, acknowledged and closed and when its priority changes, and
the template:

\`\`\`
{
  "id": {{ json issueId }},
  "issueUrl": {{ json issuePageUrl }},
  "title": {{ json annotations.title.[0] }},
  "priority": {{ json priority }},
  "state": {{ json state }},
  "trigger": {{ json triggerEvent }},
  "createdAt": {{ json createdAt }},
  "acknowledgedAt": {{ json acknowledgedAt }},
  "updatedAt": {{ json updatedAt }},
  "closedAt": {{ json closedAt }},
  "impactedEntities": {{ json entitiesData.names }},
  "alertPolicyNames": {{ json accumulations.policyName }},
  "alertConditionNames": {{ json accumulations.conditionName }},
  "workflowName": {{ json workflowName }}
}
\`\`\``,
  credentials: '`bearer` or `basic` by the destination, `header` by a custom header. Nothing is signed.',
  fields: [
    {
      part: 'stream',
      from: '`id`, the issue; in the old channel `incident_id`; else the id in the address of either, or in `alert_url`',
    },
    { part: 'start', from: '`createdAt`; in the old channel `timestamp`, at the end less the `duration`' },
    { part: 'end', from: '`closedAt`, else `updatedAt`; in the old channel `timestamp`' },
    { part: 'service', from: '`entity`, `policy`, `condition`, `workflow`, `account`, each label' },
    { part: 'title', from: '`title`, else the condition' },
    { part: 'incident', from: 'opened, acknowledged, restored, updated' },
    { part: 'priority', from: '`priority`, else `severity`' },
  ],
  states: [
    { says: '`state` CREATED, ACTIVATED; `current_state` open', becomes: 'down' },
    { says: 'no state, but an `event_type` INCIDENT_… or a `trigger` ISSUE_…', becomes: 'what its last word says' },
    { says: 'no state, but a `trigger` INCIDENT_ADDED; a `closedAt`', becomes: 'down; up' },
    { says: 'an id and a time, and nothing of a state', becomes: 'unknown: add the `state` to your template' },
    { says: 'ACKNOWLEDGED', becomes: ACKNOWLEDGEMENT },
    { says: 'ACTIVATED with an `acknowledgedAt`', becomes: 'down still, and the milestone' },
    { says: 'CLOSED, DEACTIVATED', becomes: 'up, and down since its creation' },
    { says: 'a `trigger` that tells of the priority', becomes: 'a milestone with the new priority' },
    {
      says: 'before there were channels, an `alert` in words: opened or escalated; ended or recovered; canceled',
      becomes: 'down; up, and down before; up',
    },
    { says: '`current_state` test, or targets of the product TESTING', becomes: TEST },
  ],
  resolution: `An issue is created when a condition was violated for its threshold duration: that and the aggregation delay later than the
truth. It is closed when its last incident recovers.`,
  blindSpots: [
    { what: 'A muting rule sends nothing', remedy: SEND_MAINTENANCE },
    { what: 'A template without `closedAt` and `updatedAt`', remedy: 'the time of receipt ends it, and is marked' },
    { what: 'Loss of signal closes or opens an incident, as the condition says', remedy: 'let it open one' },
  ],
};
