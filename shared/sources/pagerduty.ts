import { ACKNOWLEDGEMENT, KEPT, type SourceGuide, TEST } from './guide.ts';
import { eachEvent } from './reading/events.ts';
import { isObject, type JsonObject, listAt, objectAt, textAt } from './reading/json-object.ts';
import { type Incident, stillOpen, turn } from './reading/life-cycle.ts';
import { meanings } from './reading/meanings.ts';
import { noted } from './reading/noted.ts';
import { refused, together, withDeliveryId } from './reading/parsed.ts';
import type { Receipt } from './reading/state.ts';
import { eachLabel, nameOf } from './reading/tags.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * PagerDuty, webhooks v3: https://developer.pagerduty.com/docs/webhooks-overview
 *
 * The stream is the incident: down from its triggering to its resolution. An acknowledgement says nothing of the state.
 */
export const pagerduty: SourceType = {
  name: 'pagerduty',
  silenceMeans: 'up',
  parse: eachEvent('a webhook with an event', readEvent),
};

/** A word of PagerDuty about an incident, whichever version of webhook says it. */
export interface Word {
  /** As in v3 `incident.triggered`, or as before `incident.trigger`. */
  readonly type: string;
  readonly at: unknown;
  /** As PagerDuty's API describes it, or a reference to one. */
  readonly incident: JsonObject;
}

// v3 says what was done, the versions before what to do.
const phaseAfter = meanings({
  opened: ['incident.triggered', 'incident.trigger'],
  acknowledged: ['incident.acknowledged', 'incident.acknowledge'],
  restored: ['incident.resolved', 'incident.resolve'],
  reopened: ['incident.reopened', 'incident.reopen'],
});

function readEvent(body: JsonObject, receipt: Receipt): Parsed {
  const { event } = body;
  const type = isObject(event) ? textAt(event, 'event_type') : undefined;
  if (!isObject(event) || type === undefined) {
    const hint = body.messages === undefined ? '' : ' (messages are read by type pagerduty-legacy)';
    return refused('unreadable', `event: expected an event with its event_type; got ${preview(event)}${hint}`);
  }
  return withDeliveryId(readTyped(type.toLowerCase(), event, receipt), textAt(event, 'id'));
}

function readTyped(type: string, event: JsonObject, receipt: Receipt): Parsed {
  if (type.startsWith('pagey.'))
    return refused('test', `event.event_type: "${type.slice(0, 60)}", a test of the subscription`);
  const data = objectAt(event, 'data');
  const at = event.occurred_at;
  // Notes, responders and status updates name their incident; whatever else there is stands for itself.
  const about = isObject(data.incident) ? data.incident : data;
  const word = { type, at: at ?? data.created_at, incident: about };
  if (type !== 'incident.priority_updated') return readWord(word, receipt);
  return together([turn('updated', word.at, incidentOf(about), receipt), readWord(word, receipt)]);
}

/** Whether it was resolved by merging it into another one, where it goes on: once told by a word, since v3 by an object. */
export function isMerged({ resolve_reason: reason }: JsonObject): boolean {
  return reason === 'merged' || (isObject(reason) && reason.type === 'merge_resolve_reason');
}

/** The turn that a word stands for; any other says nothing of a state. */
export function readWord({ type, at, incident }: Word, receipt: Receipt): Parsed {
  const about = incidentOf(incident);
  const phase = phaseAfter(type);
  if (phase === 'restored' && isMerged(incident)) return turn('cancelled', at, about, receipt);
  if (phase !== undefined) return turn(phase, at, about, receipt);
  if (/^incident\.unacknowledged?$/.test(type)) return stillOpen(at, about, receipt);
  return noted(`${preview(type)} says nothing of a state`, { stream: incident.id, at }, receipt);
}

/** An incident as PagerDuty's API describes it, or a reference to one. */
export function incidentOf(incident: JsonObject): Incident {
  const { id, reopened_at, created_at, created_on, title, summary, html_url, urgency, incident_key } = incident;
  const service = objectAt(incident, 'service');
  const policy = nameOf(incident.escalation_policy);
  const trigger = objectAt(incident, 'trigger_summary_data');
  return {
    id,
    startedAt: reopened_at ?? created_at ?? created_on,
    openedAt: created_at ?? created_on,
    priority: nameOf(incident.priority),
    title: title ?? trigger.subject ?? trigger.description ?? summary,
    url: html_url,
    labels: {
      ...eachLabel('team', listAt(incident, 'teams')),
      service: nameOf(service),
      'service id': service.id,
      'escalation policy': policy,
      'incident type': nameOf(incident.incident_type),
      'incident key': incident_key,
      urgency,
    },
  };
}

export const guide: SourceGuide = {
  title: 'PagerDuty',
  reads: 'Webhooks v3: all events of incidents. For the older ones see [pagerduty-legacy](pagerduty-legacy.md).',
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
    { part: 'stream', from: '`event.data.id`, the incident' },
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
    { says: '`pagey.ping`', becomes: TEST },
    { says: 'all other events', becomes: KEPT },
  ],
  resolution: `To the millisecond, and as late as the monitoring that triggers the incident. An incident that people resolve ends when
they say so, not when the service was back.`,
  blindSpots: [
    { what: 'Incidents that are resolved late, or by a timeout', remedy: 'a correction moves or removes the end' },
    { what: 'Low urgency counts like high', remedy: 'match on `urgency` in the catalogue' },
    {
      what: 'A subscription that was switched off after failures',
      remedy: 'a resolution heals its own opening; `reconcile` makes good both, with the times that PagerDuty knows',
    },
  ],
};
