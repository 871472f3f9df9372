import type { IncidentPhase, Labels } from '../domain/signal.ts';
import type { SourceGuide } from './guide.ts';
import { eachEvent } from './reading/events.ts';
import { incident } from './reading/incident.ts';
import { isObject, type JsonObject, listAt, objectAt, objectsAt, textAt } from './reading/json-object.ts';
import { joinedLabels } from './reading/labels.ts';
import { noted } from './reading/noted.ts';
import { refused, together, withDeliveryId } from './reading/parsed.ts';
import type { Receipt } from './reading/state.ts';
import { eachLabel, nameOf, tagLabels } from './reading/tags.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * Jira and Jira Service Management: https://developer.atlassian.com/server/jira/platform/webhooks/
 *
 * An issue is an incident and no stream of states: a ticket does not tell what a service was. Its phases are what the
 * change of its status and of its priority say.
 */
export const jira: SourceType = {
  name: 'jira',
  silenceMeans: 'up',
  parse: (delivery, options) =>
    withDeliveryId(parseEvents(delivery, options), delivery.headers['x-atlassian-webhook-identifier']),
};

const parseEvents = eachEvent('a webhook with an issue', readBody);

function readBody(body: JsonObject, receipt: Receipt): Parsed {
  const issue = isObject(body.issue) ? body.issue : isObject(body.fields) ? body : undefined;
  const event = textAt(body, 'webhookEvent')?.replace(/^jira:/, '');
  if (issue === undefined) {
    if (event === undefined) return refused('unreadable', `issue: expected an issue; got ${preview(body.issue)}`);
    return noted(`${preview(event)} says nothing of an issue`, { at: body.timestamp }, receipt);
  }
  const at = body.timestamp ?? objectAt(issue, 'fields').updated;
  const stream = issue.key ?? issue.id;
  switch (event) {
    case 'issue_created':
      return together([milestone(issue, { phase: 'opened', at: objectAt(issue, 'fields').created ?? at }, receipt)]);
    case 'issue_deleted':
      return milestone(issue, { phase: 'cancelled', at }, receipt);
    case 'issue_updated':
      return readChanges(objectsAt(objectAt(body, 'changelog'), 'items'), { issue, at, stream }, receipt);
    case undefined:
      return isObject(body.transition)
        ? readChanges([statusChange(body.transition)], { issue, at, stream }, receipt)
        : readSnapshot(issue, receipt);
    default:
      return noted(`${preview(event)} says nothing of a state`, { stream, at }, receipt);
  }
}

/** A webhook that a transition of a workflow triggers tells of it in words of its own. */
function statusChange({ from_status, to_status }: JsonObject): JsonObject {
  return { field: 'status', fromString: from_status, toString: to_status };
}

interface Change {
  readonly issue: JsonObject;
  readonly at: unknown;
  readonly stream: unknown;
}

function readChanges(items: readonly JsonObject[], { issue, at, stream }: Change, receipt: Receipt): Parsed {
  const changed = (field: string) => items.find((item) => nameOf(item.field)?.toLowerCase() === field);
  const status = changed('status');
  const phases: IncidentPhase[] = [
    ...(status === undefined ? [] : phasesOf(status, issue)),
    ...(changed('priority') === undefined ? [] : (['updated'] as const)),
  ];
  if (phases.length === 0) {
    const fields = items.map(({ field }) => nameOf(field)).join(', ');
    return noted(`a change of ${preview(fields)} says nothing of an incident`, { stream, at }, receipt);
  }
  return together(phases.map((phase) => milestone(issue, { phase, at }, receipt)));
}

const DONE = /\b(done|closed|resolved|complete|completed|cancel+ed|declined|fixed|restored)\b/i;
const STARTED = /\b(in progress|in review|investigating|acknowledged|escalated)\b/i;
const CANCELLED = /cancel|declin|reject|duplicate|won'?t|cannot reproduce|not an incident/i;
const RESTORED = /resolv|restor|mitigat|fixed/i;
const ON_CUSTOMER = /\b(waiting for|awaiting|pending) (the )?(customer|reporter)\b/i;

// Where a status comes from is known by its name alone, what it is now by its category too.
function phasesOf({ fromString, toString: to }: JsonObject, issue: JsonObject): IncidentPhase[] {
  const from = nameOf(fromString) ?? '';
  const now = nameOf(to) ?? nameOf(objectAt(issue, 'fields').status) ?? '';
  const category = categoryOf(issue, now);
  if (category === 'done') return [endOf(now, issue)];
  if (DONE.test(from)) return ['reopened'];
  if (ON_CUSTOMER.test(now)) return ['paused'];
  if (ON_CUSTOMER.test(from)) return ['resumed'];
  return category === 'indeterminate' ? ['acknowledged'] : ['updated'];
}

// Jira before 6.2 has no categories: the name of the status tells.
function categoryOf(issue: JsonObject, status: string): string | undefined {
  const { statusCategory } = objectAt(objectAt(issue, 'fields'), 'status');
  if (isObject(statusCategory)) return textAt(statusCategory, 'key')?.toLowerCase();
  if (DONE.test(status)) return 'done';
  return STARTED.test(status) ? 'indeterminate' : undefined;
}

function endOf(status: string, issue: JsonObject): IncidentPhase {
  const resolution = nameOf(objectAt(issue, 'fields').resolution) ?? '';
  if (CANCELLED.test(status) || CANCELLED.test(resolution)) return 'cancelled';
  return RESTORED.test(status) ? 'restored' : 'closed';
}

/** An issue alone, as an automation rule sends it: what it is now, with the times that it carries. */
function readSnapshot(issue: JsonObject, receipt: Receipt): Parsed {
  const { created, resolutiondate, statuscategorychangedate, updated, status } = objectAt(issue, 'fields');
  const since = statuscategorychangedate ?? updated;
  const opened = milestone(issue, { phase: 'opened', at: created }, receipt);
  const name = nameOf(status) ?? '';
  switch (categoryOf(issue, name)) {
    case 'done':
      return together([opened, milestone(issue, { phase: endOf(name, issue), at: resolutiondate ?? since }, receipt)]);
    case 'indeterminate':
      return together([opened, milestone(issue, { phase: 'acknowledged', at: since }, receipt)]);
    default:
      return opened;
  }
}

interface Milestone {
  readonly phase: IncidentPhase;
  readonly at: unknown;
}

function milestone(issue: JsonObject, { phase, at }: Milestone, receipt: Receipt): Parsed {
  const fields = objectAt(issue, 'fields');
  const site = /^(https?:\/\/.*?)\/rest\//.exec(nameOf(issue.self) ?? '')?.[1];
  const key = textAt(issue, 'key');
  const words = { incident: key ?? issue.id, phase, at, priority: nameOf(fields.priority), title: fields.summary };
  const url = site === undefined || key === undefined ? undefined : `${site}/browse/${key}`;
  return incident({ ...words, url, labels: labelsOf(fields) }, receipt);
}

function labelsOf(fields: JsonObject): Labels {
  const custom = Object.keys(fields)
    .filter((key) => key.startsWith('customfield_'))
    .map((key) => eachLabel(key, objectsAt(fields, key)));
  return joinedLabels(...custom, tagLabels(fields.labels), eachLabel('component', listAt(fields, 'components')), {
    project: objectAt(fields, 'project').key,
    'project name': objectAt(fields, 'project').name,
    'issue type': nameOf(fields.issuetype),
    environment: fields.environment,
  });
}

export const guide: SourceGuide = {
  title: 'Jira and Jira Service Management',
  reads:
    'Webhooks of issues, and an issue alone as an automation rule or a transition of a workflow sends it: milestones of incidents.',
  documentation: 'https://developer.atlassian.com/server/jira/platform/webhooks/',
  setUp: `
System → WebHooks → Create: URL \`{{url}}\`, secret \`{{secret}}\`, events *Issue* created, updated and deleted, and a JQL that picks your
incidents alone, such as \`project = OPS AND issuetype = Incident\`.

Or in an automation rule *Send web request*: URL \`{{url}}\`, header \`Authorization: Bearer {{secret}}\`, body *Issue data*, for the triggers
*created*, *transitioned* and *priority changed*.`,
  credentials: `The signature: \`auth: { type: hmac, header: X-Hub-Signature, prefix: sha256=, secret: attain/jira }\`. From an automation rule
\`bearer\` or \`header\`.`,
  fields: [
    { part: 'delivery', from: 'the header `X-Atlassian-Webhook-Identifier`, the same for each attempt' },
    { part: 'stream', from: 'no states: the incident is `issue.key`' },
    { part: 'start', from: '`issue.fields.created`' },
    { part: 'end', from: '`timestamp` of the change; in an automation rule `resolutiondate`' },
    {
      part: 'service',
      from: '`component`, `project`, `issue type`, `environment`, each label, each `customfield_…` with options',
    },
    { part: 'title', from: '`issue.fields.summary`' },
    { part: 'incident', from: 'opened, acknowledged, paused, resumed, restored, closed, reopened, cancelled, updated' },
    { part: 'priority', from: '`issue.fields.priority.name`' },
  ],
  states: [
    { says: 'an issue is created', becomes: 'opened' },
    { says: 'its status changes to one in progress', becomes: 'acknowledged; from a done one: reopened' },
    { says: 'to one that waits for the customer, and back', becomes: 'paused, and resumed' },
    {
      says: 'to a done one',
      becomes: 'restored where it is named resolved, restored, mitigated or fixed; closed otherwise',
    },
    { says: 'to a done one named or resolved as cancelled, declined or duplicate', becomes: 'cancelled' },
    { says: 'its priority changes', becomes: 'updated' },
    { says: 'it is deleted', becomes: 'cancelled' },
  ],
  resolution: 'To the millisecond of when people move the issue, which may be long after what happened.',
  blindSpots: [
    { what: 'Whether the service was up', remedy: 'let monitoring tell the states; an issue tells clocks alone' },
    { what: 'A done status with a name of your own', remedy: 'its category decides; name it resolved if it restores' },
  ],
};
