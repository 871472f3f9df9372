import { ACKNOWLEDGEMENT, KEPT, type SourceGuide, TEST } from './guide.ts';
import { eachEvent } from './reading/events.ts';
import { readWebhook } from './reading/pagerduty-webhook.ts';
import type { SourceType } from './source.ts';

/**
 * PagerDuty, webhooks v3: https://developer.pagerduty.com/docs/webhooks-overview
 *
 * The stream is the incident: down from its triggering to its resolution. An acknowledgement says nothing of the state.
 */
export const pagerduty: SourceType = {
  name: 'pagerduty',
  silenceMeans: 'up',
  parse: eachEvent('a webhook with an event', readWebhook),
};

export const guide: SourceGuide = {
  title: 'PagerDuty',
  reads:
    'Webhooks v3: all events of incidents. The older ones of [pagerduty-legacy](pagerduty-legacy.md) are read as well, and so is what other tools send to the Events API.',
  documentation: 'https://developer.pagerduty.com/docs/webhooks-overview',
  setUp: `
Integrations → Generic Webhooks (v3) → New Webhook, or:

\`\`\`sh
curl https://api.pagerduty.com/webhook_subscriptions \\
  -H 'Authorization: Token token=<API key>' -H 'Content-Type: application/json' -d '{"webhook_subscription": {
    "type": "webhook_subscription",
    "delivery_method": {"type": "http_delivery_method", "url": "{{url}}"},
    "events": ["incident.triggered", "incident.acknowledged", "incident.unacknowledged", "incident.resolved",
      "incident.reopened", "incident.priority_updated"],
    "filter": {"type": "account_reference"}}}'
\`\`\`

The answer shows the signing secret once: it is \`{{secret}}\`. *Send Test Event* is recognised and counts for nothing.`,
  credentials: `The signature, any of several: \`auth: { type: hmac, header: X-PagerDuty-Signature, prefix: v1=, secret: attain/pagerduty }\`.
Or \`bearer\`, \`basic\` or \`header\` by custom headers.`,
  fields: [
    { part: 'delivery', from: '`event.id`, the same for each attempt' },
    { part: 'stream', from: '`event.data.id`, the incident; of the Events API `dedup_key`' },
    { part: 'start', from: '`event.occurred_at` of the triggering; at the end `reopened_at`, else `created_at`' },
    { part: 'end', from: '`event.occurred_at` of the resolution' },
    { part: 'service', from: '`service`, `service id`, `team`, `escalation policy`, `urgency`, `incident type`' },
    { part: 'title', from: '`event.data.title`' },
    { part: 'incident', from: 'every event: opened, acknowledged, restored, reopened, cancelled, updated' },
    { part: 'priority', from: '`event.data.priority.summary`' },
  ],
  states: [
    { says: '`incident.triggered`, `incident.reopened`, `incident.unacknowledged`', becomes: 'down' },
    { says: '`incident.acknowledged`', becomes: ACKNOWLEDGEMENT },
    { says: '`incident.resolved`', becomes: 'up, and down since its start; merged into another: cancelled' },
    { says: '`incident.priority_updated`', becomes: 'a milestone with the new priority' },
    {
      says: 'no event, but an incident with its `status`, as the API describes it',
      becomes: 'as the event that led to it',
    },
    { says: '`pagey.ping`', becomes: TEST },
    { says: 'all other events', becomes: KEPT },
  ],
  resolution: `To the millisecond, and as late as the monitoring that triggers the incident. An incident that people resolve ends when
they say so, not when the service was back.`,
  blindSpots: [
    { what: 'Incidents that are resolved late, or by a timeout', remedy: 'a correction moves or removes the end' },
    { what: 'Low urgency counts like high', remedy: 'match on `urgency` in the catalogue' },
    {
      what: 'An event for the Events API that resolves holds no more than its key',
      remedy: 'match on the key, as `monitor`: what would map by other labels waits in quarantine',
    },
    {
      what: 'A subscription that was switched off after failures',
      remedy: 'a resolution heals its own opening; `reconcile` makes good both, with the times that PagerDuty knows',
    },
  ],
};
