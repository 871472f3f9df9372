import { ACKNOWLEDGEMENT, KEPT, type SourceGuide, TEST } from './guide.ts';
import { eachEvent } from './reading/events.ts';
import { idInAddress } from './reading/id-in-address.ts';
import { incident } from './reading/incident.ts';
import { withJson } from './reading/json-body.ts';
import { isObject, type JsonObject, objectAt, textAt } from './reading/json-object.ts';
import { about, noted } from './reading/noted.ts';
import { refused, withDeliveryId } from './reading/parsed.ts';
import { identity, occurrence, type Receipt } from './reading/state.ts';
import { asText } from './reading/text.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * Google Cloud Monitoring (Stackdriver before): https://cloud.google.com/monitoring/support/notification-options#webhooks
 *
 * The monitor is the incident: one opening and one closing of a condition of a policy.
 */
export const gcpMonitoring: SourceType = {
  name: 'gcp-monitoring',
  silenceMeans: 'up',
  parse: eachEvent('a notification', readMessage),
};

/** A webhook is the notification itself; Pub/Sub wraps it, and a push subscription of it wraps that. */
function readMessage(message: JsonObject, receipt: Receipt): Parsed {
  const { data, messageId } = isObject(message.message) ? message.message : message;
  if (typeof data !== 'string') return readNotification(message, receipt);
  const parsed = withJson(
    Buffer.from(data, 'base64'),
    (json) => readNotification(isObject(json) ? json : {}, receipt),
    'message.data',
  );
  return withDeliveryId(parsed, typeof messageId === 'string' ? messageId : undefined);
}

function readNotification(notification: JsonObject, receipt: Receipt): Parsed {
  if (notification.version === 'test' || notification.incident === null) {
    const { incident_id: stream, started_at: at } = objectAt(notification, 'incident');
    return refused('test', 'the test of a notification channel', about({ stream, at }, receipt));
  }
  if (isIncident(notification)) return readIncident(notification, receipt);
  if ('budgetAmount' in notification) return noted('news of a budget', {}, receipt);
  if (!isObject(notification.incident)) {
    return refused('unreadable', `incident: expected an incident; got ${preview(notification.incident)}`);
  }
  return readIncident(notification.incident, receipt);
}

/** An incident that a function hands on without what was around it. */
function isIncident(said: JsonObject): boolean {
  const isNamed = ['incident_id', 'policy_name'].some((key) => textAt(said, key) !== undefined);
  return isNamed && textAt(said, 'state') !== undefined;
}

function readIncident(said: JsonObject, receipt: Receipt): Parsed {
  const { started_at: startedAt, ended_at: endedAt, state: says, policy_name: title, url } = said;
  const id = said.incident_id ?? idInAddress(url, 'incidents', 'alerts') ?? conditionOf(said);
  const words = { labels: labelsOf(said), title, url };
  switch (asText(says).toLowerCase()) {
    case 'open':
      return occurrence({ ...words, monitor: id, startedAt }, receipt);
    case 'closed':
      return occurrence({ ...words, monitor: id, startedAt, endedAt: endedAt ?? null }, receipt);
    case 'acknowledged':
      return incident({ ...words, incident: id, phase: 'acknowledged' }, receipt);
    default:
      return refused('invalid', `incident.state: expected open, acknowledged or closed; got ${preview(says)}`);
  }
}

/** What is the same at the opening and the closing of an incident without an id. */
function conditionOf({ policy_name, condition_name, resource_name }: JsonObject): string | undefined {
  const parts = [policy_name, condition_name, resource_name].map(identity).filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join('|');
}

function labelsOf(said: JsonObject): JsonObject {
  const resource = objectAt(said, 'resource');
  const metric = objectAt(said, 'metric');
  return {
    policy: said.policy_name,
    condition: textAt(said, 'condition_name') ?? objectAt(said, 'condition').displayName,
    project: said.scoping_project_id,
    resource: said.resource_name,
    resource_id: said.resource_id,
    resource_display_name: said.resource_display_name,
    resource_type: resource.type,
    metric_type: metric.type,
    severity: said.severity,
    ...objectAt(metric, 'labels'),
    ...objectAt(resource, 'labels'),
    ...objectAt(objectAt(said, 'metadata'), 'user_labels'),
    ...objectAt(said, 'policy_user_labels'),
  };
}

export const guide: SourceGuide = {
  title: 'Google Cloud Monitoring',
  reads:
    'Incidents of alerting policies by webhook (versions 1.0 to 1.2), or over Pub/Sub, as a message or by a push subscription.',
  documentation: 'https://cloud.google.com/monitoring/support/notification-options#webhooks',
  setUp: `
Monitoring → Alerting → Edit notification channels → Webhooks → Add new: endpoint \`{{url}}\`, *Use HTTP basic auth*, the
user name of the catalogue and \`{{secret}}\` as the password. Or, in Terraform:

\`\`\`hcl
resource "google_monitoring_notification_channel" "attain" {
  display_name = "Attain"
  type         = "webhook_basicauth"
  labels       = { url = "{{url}}", username = "attain" }
  sensitive_labels { password = "{{secret}}" }
}
\`\`\`

Give each policy a user label that names the service (\`--user-labels=service=checkout\`), and tick *Notify on incident closure*.`,
  credentials: `\`auth: { type: basic, username: attain, secret: attain/gcp-monitoring }\` (\`webhook_basicauth\`), or
\`auth: { type: query, name: auth_token, secret: attain/gcp-monitoring }\` (\`webhook_tokenauth\`: the token in the
address). Nothing is signed.`,
  fields: [
    { part: 'stream', from: '`incident.incident_id`, or the id in `url`; else policy, condition and resource' },
    { part: 'start', from: '`incident.started_at`' },
    { part: 'end', from: '`incident.ended_at`' },
    {
      part: 'service',
      from: 'labels of the policy, the resource and the metric; names of policy, condition and project',
    },
    { part: 'title', from: '`incident.policy_name`' },
    { part: 'delivery', from: 'the `messageId` of Pub/Sub' },
  ],
  states: [
    { says: '`state` open', becomes: 'down' },
    { says: '`state` closed', becomes: 'up, and down since its start' },
    { says: '`state` acknowledged (version 1.0)', becomes: ACKNOWLEDGEMENT },
    { says: '`version` test', becomes: TEST },
    { says: 'budgets', becomes: KEPT },
  ],
  resolution: `An incident opens when its condition has held for its retest window; metrics arrive some minutes late before that. An
uptime check runs every 1 to 15 minutes.`,
  blindSpots: [
    {
      what: 'An incident of a metric that stops coming closes by itself after the auto-close duration (30 minutes to 7 days)',
      remedy: 'takes the closing for the end: set the duration short',
    },
    { what: 'Snoozed policies send nothing', remedy: 'cannot know of it' },
  ],
};
