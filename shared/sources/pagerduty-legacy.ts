import { ACKNOWLEDGEMENT, KEPT, type SourceGuide } from './guide.ts';
import { eachEvent } from './reading/events.ts';
import { readWebhook } from './reading/pagerduty-webhook.ts';
import type { SourceType } from './source.ts';

/**
 * PagerDuty, webhooks v2 and v1: a list of messages, each with the whole incident.
 * https://developer.pagerduty.com/docs/v2-overview
 */
export const pagerdutyLegacy: SourceType = {
  name: 'pagerduty-legacy',
  silenceMeans: 'up',
  parse: eachEvent('a webhook with messages', readWebhook),
};

export const guide: SourceGuide = {
  title: 'PagerDuty, webhooks v1 and v2',
  reads: 'The messages of webhook extensions as they were before [v3](pagerduty.md), which PagerDuty delivers still.',
  documentation: 'https://developer.pagerduty.com/docs/v2-overview',
  setUp: `
New ones cannot be made: use [webhooks v3](pagerduty.md). To point an existing one here, open it under Integrations → Generic
Webhooks (v2) and set its endpoint to \`{{url}}/{{secret}}\`.`,
  credentials: `\`auth: { type: path, secret: attain/pagerduty-legacy }\`, or
\`auth: { type: query, name: key, secret: attain/pagerduty-legacy }\` with the address \`{{url}}?key={{secret}}\`;
these webhooks are not signed.`,
  fields: [
    { part: 'delivery', from: '`messages[].id`, where there is one message' },
    { part: 'stream', from: '`incident.id`' },
    { part: 'start', from: '`messages[].created_on` of the trigger; at the end `incident.created_at`' },
    { part: 'end', from: '`messages[].created_on` of the resolution' },
    { part: 'service', from: '`service`, `service id`, `team`, `escalation policy`, `urgency`, `incident key`' },
    { part: 'title', from: '`incident.title`, else the subject of its trigger' },
    { part: 'incident', from: 'opened, acknowledged, restored, cancelled' },
    { part: 'priority', from: '`incident.priority.summary`' },
  ],
  states: [
    { says: '`incident.trigger`, `incident.unacknowledge`', becomes: 'down' },
    { says: '`incident.acknowledge`', becomes: ACKNOWLEDGEMENT },
    { says: '`incident.resolve`', becomes: 'up, and down since its start; merged into another: cancelled' },
    { says: 'all other messages', becomes: KEPT },
  ],
  resolution: 'To the second, and as late as the monitoring that triggers the incident.',
  blindSpots: [
    { what: 'Incidents that are resolved late, or by a timeout', remedy: 'a correction moves or removes the end' },
    { what: 'Changes of priority are not sent', remedy: 'use webhooks v3' },
  ],
};
