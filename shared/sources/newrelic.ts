import type { Labels } from '../domain/signal.ts';
import type { SourceGuide } from './guide.ts';
import { timeOf } from './reading/event-time.ts';
import { eachEvent } from './reading/events.ts';
import { isObject, type JsonObject } from './reading/json-object.ts';
import { type Incident, turn, withoutPriority } from './reading/life-cycle.ts';
import { about } from './reading/noted.ts';
import { refused, together } from './reading/parsed.ts';
import { identity, joinedLabels, type Receipt } from './reading/state.ts';
import { eachLabel, nameOf, tagLabels } from './reading/tags.ts';
import { type Field, templateFields } from './reading/template-fields.ts';
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
  parse: eachEvent('a notification of an issue', readIssue),
};

const OPEN = ['created', 'activated', 'active', 'open', 'opened', 'triggered'];
const OVER = ['closed', 'resolved', 'deactivated', 'recovered'];

function readIssue(body: JsonObject, receipt: Receipt): Parsed {
  const field = templateFields(body);
  const status = field('state', 'currentstate', 'issuestate', 'issuestatus', 'status');
  const word = nameOf(status)?.toLowerCase() ?? '';
  if (isTest(field, word)) return refused('test', 'a test of the notification channel');
  const issue = issueOf(field);
  const { startedAt } = issue;
  if (OPEN.includes(word)) return readOpen(field, issue, receipt);
  if (word.startsWith('acknowledge')) return turn('acknowledged', field(...ACKNOWLEDGED, ...UPDATED), issue, receipt);
  if (OVER.includes(word)) {
    const at = field('closedat', 'issueclosedat', 'endedat', ...UPDATED);
    return turn('restored', at, { ...issue, startedAt: startedAt ?? openedBefore(at, field('duration')) }, receipt);
  }
  return refused(
    'invalid',
    `state: expected created, activated, acknowledged or closed; got ${preview(status)}`,
    about({ stream: issue.id, at: startedAt }, receipt),
  );
}

// The old channel's test is an incident 0 of a product TESTING, or has `test` as its state.
function isTest(field: Field, word: string): boolean {
  const targets = field('targets');
  const products = (Array.isArray(targets) ? targets : []).filter(isObject).map(({ product }) => product);
  return word === 'test' || products.includes('TESTING');
}

const CREATED = ['createdat', 'issuecreatedat', 'activatedat', 'issueactivatedat', 'openedat', 'startedat'];
const ACKNOWLEDGED = ['acknowledgedat', 'issueacknowledgedat', 'acknowledgetime'];
// The old channel has one time alone: when that happened which it notifies of.
const UPDATED = ['updatedat', 'issueupdatedat', 'timestamp', 'eventtimestamp', 'time', 'lastreceived'];

function readOpen(field: Field, about: Incident, receipt: Receipt): Parsed {
  const at = about.startedAt ?? field(...UPDATED);
  const isUpdate = /priority/i.test(nameOf(field('trigger', 'triggerevent')) ?? '');
  // An issue that somebody acknowledges stays in its state: this time alone tells.
  const acknowledgedAt = field(...ACKNOWLEDGED);
  return together([
    turn('opened', at, isUpdate ? withoutPriority(about) : about, receipt),
    ...(acknowledgedAt === undefined ? [] : [turn('acknowledged', acknowledgedAt, withoutPriority(about), receipt)]),
    ...(isUpdate ? [turn('updated', field(...UPDATED), about, receipt)] : []),
  ]);
}

/** The old channel says how long an incident was open, in milliseconds. */
function openedBefore(at: unknown, durationMs: unknown): number | undefined {
  const end = timeOf(at, 'UTC');
  return end === undefined || typeof durationMs !== 'number' || !(durationMs > 0) ? undefined : end - durationMs;
}

function issueOf(field: Field): Incident {
  const title = field('title', 'issuetitle', 'annotationstitle', 'name');
  return {
    id: identity(field('issueid', 'incidentid', 'id')),
    startedAt: field(...CREATED),
    priority: nameOf(field('priority', 'severity')),
    title: Array.isArray(title) ? title[0] : (title ?? nameOf(field('conditionname')) ?? field('details')),
    url: field('issueurl', 'issuepageurl', 'incidenturl', 'url'),
    labels: labelsOf(field),
  };
}

const KINDS = [
  ['policy', ['alertpolicynames', 'policyname', 'policynames', 'policies']],
  ['condition', ['alertconditionnames', 'conditionname', 'conditionnames', 'conditions']],
  ['entity', ['impactedentities', 'entitiesdatanames', 'entitynames', 'entities', 'entityname', 'targets']],
  ['product', ['conditionproduct', 'conditionproducts', 'product']],
] as const;

function labelsOf(field: Field): Labels {
  const targets = field('targets');
  const ofTargets = (Array.isArray(targets) ? targets : []).filter(isObject).map(({ labels }) => tagLabels(labels));
  return joinedLabels(
    ...ofTargets,
    tagLabels(field('tags', 'accumulationstag')),
    tagLabels(field('labels')),
    ...KINDS.map(([kind, names]) => eachLabel(kind, listOf(field(...names)))),
    { workflow: nameOf(field('workflowname')), account: nameOf(field('accountname', 'nraccountname')) },
    { 'account id': field('accountid', 'nraccountid'), service: nameOf(field('service', 'servicename')) },
  );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

export const guide: SourceGuide = {
  title: 'New Relic',
  reads:
    'Webhooks of workflows, by the template below, the default one and variants of it, and of the legacy channels.',
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
    { part: 'stream', from: '`id`, the issue; in the old channel `incident_id`' },
    { part: 'start', from: '`createdAt`; in the old channel `timestamp`, at the end less the `duration`' },
    { part: 'end', from: '`closedAt`, else `updatedAt`; in the old channel `timestamp`' },
    { part: 'service', from: '`entity`, `policy`, `condition`, `workflow`, `account`, each label' },
    { part: 'title', from: '`title`, else the condition' },
    { part: 'incident', from: 'opened, acknowledged, restored, updated' },
    { part: 'priority', from: '`priority`, else `severity`' },
  ],
  states: [
    { says: '`state` CREATED, ACTIVATED; `current_state` open', becomes: 'down' },
    { says: 'ACKNOWLEDGED', becomes: 'a milestone of the incident, no state' },
    { says: 'ACTIVATED with an `acknowledgedAt`', becomes: 'down still, and the milestone' },
    { says: 'CLOSED, DEACTIVATED', becomes: 'up, and down since its creation' },
    { says: 'a `trigger` that tells of the priority', becomes: 'a milestone with the new priority' },
    { says: '`current_state` test, or targets of the product TESTING', becomes: 'a test' },
  ],
  resolution: `An issue is created when a condition was violated for its threshold duration: that and the aggregation delay later than the
truth. It is closed when its last incident recovers.`,
  blindSpots: [
    { what: 'A muting rule sends nothing', remedy: 'announce the maintenance to Attain too' },
    { what: 'A template without `closedAt` and `updatedAt`', remedy: 'the time of receipt ends it, and is marked' },
    { what: 'Loss of signal closes or opens an incident, as the condition says', remedy: 'let it open one' },
  ],
};
