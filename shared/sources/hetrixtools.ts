import { KEPT, NEVER_FAILED, SEND_MAINTENANCE, type SourceGuide, START_UNTOLD } from './guide.ts';
import { eachEvent } from './reading/events.ts';
import { keyword } from './reading/fields.ts';
import type { JsonObject } from './reading/json-object.ts';
import { meanings } from './reading/meanings.ts';
import { noted, underMaintenance } from './reading/noted.ts';
import { refused } from './reading/parsed.ts';
import { identity, type Receipt, state } from './reading/state.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/** HetrixTools, uptime webhooks: https://docs.hetrixtools.com/uptime-monitoring-webhook-notifications/. By monitor id. */
export const hetrixtools: SourceType = {
  name: 'hetrixtools',
  silenceMeans: 'unknown',
  parse: eachEvent('a notification of HetrixTools', readNotification),
};

const stateOf = meanings({
  up: ['online', 'up'],
  down: ['offline', 'down'],
});

function readNotification(body: JsonObject, receipt: Receipt): Parsed {
  const { monitor_id: id, monitor_name: name, monitor_target: target, monitor_status, timestamp: at } = body;
  const { monitor_type: type, monitor_category: group } = body;
  const word = keyword(monitor_status);
  const current = stateOf(monitor_status);
  if (word === '')
    return refused('unreadable', `monitor_status: expected online or offline; got ${preview(monitor_status)}`);
  const monitor = identity(id) ?? target;
  if (word === 'maintenance') return underMaintenance('monitor_status: maintenance', { stream: monitor, at }, receipt);
  if (current === undefined)
    return noted(`monitor_status: ${preview(monitor_status)}`, { stream: monitor, at }, receipt);
  const labels = { id, name, url: target, type, group };
  const previous = current === 'up' && { previous: 'down' as const };
  return state({ monitor, state: current, ...previous, at, labels, title: name, url: target }, receipt);
}

export const guide: SourceGuide = {
  title: 'HetrixTools',
  reads: 'Uptime webhooks of a contact list.',
  documentation: 'https://docs.hetrixtools.com/uptime-monitoring-webhook-notifications/',
  setUp: `
*Contact Lists → your list → Webhook URL*: \`{{url}}/{{secret}}\`, and choose the list at each uptime monitor. Give monitors a
category to pick them by: \`match: { group: Checkout }\`.`,
  credentials: `\`auth: { type: path, secret: attain/hetrixtools }\`, or
\`auth: { type: query, name: key, secret: attain/hetrixtools }\` with the address \`{{url}}?key={{secret}}\`;
\`auth: { type: bearer, secret: attain/hetrixtools }\` where you set an authentication token. It signs nothing.`,
  fields: [
    { part: 'stream', from: '`monitor_id`' },
    { part: 'start', from: '`timestamp` of an offline' },
    { part: 'end', from: '`timestamp` of an online' },
    { part: 'service', from: '`id`, `name`, `url` (the target), `type` and `group` (the category) of the monitor' },
    { part: 'title', from: '`monitor_name`' },
  ],
  states: [
    { says: '`monitor_status` offline', becomes: 'down' },
    { says: '`monitor_status` online', becomes: 'up, and down before' },
    { says: 'any other', becomes: KEPT },
  ],
  resolution: `A monitor is offline when several places see it fail as often as you ask for: a minute or more after the true start. Times
are whole seconds.`,
  blindSpots: [
    START_UNTOLD,
    {
      what: 'Nothing is sent during maintenance',
      remedy: SEND_MAINTENANCE,
    },
    NEVER_FAILED,
  ],
};
