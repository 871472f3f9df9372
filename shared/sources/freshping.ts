import { KEPT, NEVER_FAILED, type SourceGuide, START_UNTOLD, TEST } from './guide.ts';
import { eachEvent } from './reading/events.ts';
import { keyword } from './reading/fields.ts';
import { type JsonObject, objectAt } from './reading/json-object.ts';
import { meanings } from './reading/meanings.ts';
import { about, noted } from './reading/noted.ts';
import { refused, withDeliveryId } from './reading/parsed.ts';
import { identity, type Receipt, state } from './reading/state.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/** Freshping, webhooks: the state of a check that changed. The monitor is the id of the check. */
export const freshping: SourceType = {
  name: 'freshping',
  silenceMeans: 'unknown',
  parse: eachEvent('an event of Freshping', readEvent),
};

const stateOf = meanings({
  up: ['available', 'up', 'performancegood'],
  down: ['reportingerror', 'notresponding', 'notavailable', 'unavailable', 'down'],
  degraded: ['performancedegraded', 'degraded'],
});

function readEvent(event: JsonObject, receipt: Receipt): Parsed {
  // A relay may hand on no more than what happened.
  const data = 'check_state_name' in event ? event : objectAt(event, 'webhook_event_data');
  const { check_id: id, check_name: name, request_url: url, application_name: application, check_state_name } = data;
  const at = data.request_start_time ?? event.webhook_event_created_on;
  const subject = { stream: id, at };
  if (application === 'Webhook test') return refused('test', 'application_name: Webhook test', about(subject, receipt));
  const word = keyword(check_state_name);
  if (word === 'paused') return noted('check_state_name: paused', subject, receipt);
  const current = stateOf(check_state_name);
  if (current === undefined) {
    const got = preview(check_state_name);
    return refused('unreadable', `check_state_name: expected Available, Reporting Error or the like; got ${got}`);
  }
  const labels = { id, name, url, application, organization: event.organization_name };
  return withDeliveryId(
    state({ monitor: id, state: current, at, labels, title: name, url }, receipt),
    identity(event.webhook_event_id),
  );
}

export const guide: SourceGuide = {
  title: 'Freshping',
  reads: 'Webhooks on a change of state of a check.',
  documentation: 'https://support.freshping.io/en/support/home',
  setUp: `
*Settings → Integrations → Webhooks*: callback URL \`{{url}}/{{secret}}\`, for all checks and for up and down alerts.`,
  credentials: `\`auth: { type: path, secret: attain/freshping }\`, or
\`auth: { type: query, name: key, secret: attain/freshping }\` with the address \`{{url}}?key={{secret}}\`. It signs
nothing.`,
  fields: [
    { part: 'delivery', from: '`webhook_event_id`' },
    { part: 'stream', from: '`webhook_event_data.check_id`' },
    { part: 'start', from: '`webhook_event_data.request_start_time`, the check that failed' },
    { part: 'end', from: '`webhook_event_data.request_start_time`, the check that passed' },
    { part: 'service', from: '`id`, `name` and `url` of the check, `application` and `organization`' },
    { part: 'title', from: '`check_name`' },
  ],
  states: [
    { says: '`check_state_name` Reporting Error, Not Responding', becomes: 'down' },
    { says: 'Performance Degraded', becomes: 'degraded' },
    { says: 'Available', becomes: 'up' },
    { says: 'Paused', becomes: KEPT },
    { says: 'application `Webhook test`', becomes: TEST },
  ],
  resolution:
    'Up to the interval of the check (a minute or more) after the true start, and until the first check that passes.',
  blindSpots: [START_UNTOLD, NEVER_FAILED],
};
