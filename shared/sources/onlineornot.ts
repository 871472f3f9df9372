import { KEPT, NEVER_FAILED, type SourceGuide } from './guide.ts';
import { eachEvent } from './reading/events.ts';
import { keyword } from './reading/fields.ts';
import { impactState } from './reading/impact.ts';
import { type JsonObject, objectAt } from './reading/json-object.ts';
import { stillOpen, turn } from './reading/life-cycle.ts';
import { noted } from './reading/noted.ts';
import { refused } from './reading/parsed.ts';
import { identity, type Receipt, state } from './reading/state.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * OnlineOrNot, webhooks: https://onlineornot.com/docs/reference/webhook-payload. Uptime checks and heartbeats, which tell
 * no time and no id, and the incidents of a status page, which do.
 *
 * The monitor of a check is its address.
 */
export const onlineornot: SourceType = {
  name: 'onlineornot',
  silenceMeans: 'unknown',
  parse: eachEvent('an event of OnlineOrNot', readEvent),
};

function readEvent(event: JsonObject, receipt: Receipt): Parsed {
  const { type = event.event } = event;
  if (typeof type === 'string') {
    return type.startsWith('status_page.') ? readPage(type, event, receipt) : readCheck(type, event, receipt);
  }
  // Without a type, what triggered it or how the check is now says as much.
  if (/^(down|up)$/.test(changeOf(event))) return readCheck('', event, receipt);
  return refused('unreadable', `event: expected uptime.down or the like; got ${preview(type)}`);
}

function changeOf({ trigger, status }: JsonObject, type = ''): string {
  return keyword(trigger) || keyword(type.split('.')[1]) || keyword(status);
}

function readCheck(type: string, event: JsonObject, receipt: Receipt): Parsed {
  const { name, url } = event;
  const [kind] = type.split('.');
  const said = { monitor: identity(url) ?? name, title: name, url, labels: { name, url, type: kind } };
  switch (changeOf(event, type)) {
    case 'down':
      return state({ ...said, state: 'down' }, receipt);
    case 'up':
      return state({ ...said, state: 'up', previous: 'down' }, receipt);
    default:
      return noted(`event: ${preview(type)} is no change of state`, { stream: said.monitor }, receipt);
  }
}

function readPage(type: string, event: JsonObject, receipt: Receipt): Parsed {
  const page = objectAt(objectAt(event, 'data'), 'object');
  const incident = objectAt(page, 'incident');
  const { title, url, impact, started_at: startedAt, updated_at, resolved_at, ended_at } = incident;
  const id = identity(incident.id);
  const stream = id && `incident:${id}`;
  const trouble = impactState(impact) ?? 'down';
  const labels = { page: page.id, 'page name': page.name };
  if (trouble !== 'up') {
    const about = { id: stream, startedAt, trouble, priority: impact, labels, title, url };
    if (/\.(started|created|opened)$/.test(type)) return turn('opened', startedAt, about, receipt);
    if (/\.(resolved|ended|closed)$/.test(type))
      return turn('restored', resolved_at ?? ended_at ?? updated_at, about, receipt);
    // It does not tell when it was updated, but heals a start that was lost.
    if (type.endsWith('.updated')) return stillOpen(startedAt, about, receipt);
  }
  return noted(`type: ${preview(type)}, no change of state`, { stream, at: updated_at ?? startedAt }, receipt);
}

export const guide: SourceGuide = {
  title: 'OnlineOrNot',
  reads:
    'Webhooks of uptime checks, heartbeats and status pages, API versions 2021-05-28 and 2025-01-27. Without a type, `trigger` or a ' +
    '`status` of up or down.',
  documentation: 'https://onlineornot.com/docs/reference/webhook-payload',
  setUp: `
*Webhooks → Add Webhook*: URL \`{{url}}/{{secret}}\`, events \`uptime.down\`, \`uptime.up\`, \`heartbeat.down\` and
\`heartbeat.up\`, and the checks as resources.`,
  credentials: `\`auth: { type: path, secret: attain/onlineornot }\`, or
\`auth: { type: query, name: key, secret: attain/onlineornot }\` with the address \`{{url}}?key={{secret}}\`.`,
  fields: [
    { part: 'stream', from: '`url` of the check, or else `name`; `incident:` and the id of an incident' },
    { part: 'start', from: 'the time of receipt; `started_at` of an incident' },
    { part: 'end', from: 'the time of receipt; `resolved_at` of an incident where it is told' },
    { part: 'service', from: '`name`, `url` and `type` (`uptime`, `heartbeat`); `page` and `page name`' },
    { part: 'title', from: '`name`; the title of an incident' },
    { part: 'incident', from: 'the id of an incident of the status page: opened, restored' },
  ],
  states: [
    { says: '`uptime.down`, `heartbeat.down`', becomes: 'down' },
    { says: '`uptime.up`, `heartbeat.up`', becomes: 'up, and down before' },
    {
      says: '`status_page.incident.started`, `….updated`',
      becomes: 'by its impact: minor degraded, major and critical down',
    },
    { says: '`status_page.incident.resolved`', becomes: 'up, and before it what its impact says' },
    { says: 'other events', becomes: KEPT },
  ],
  resolution: `No time is sent of a check: an outage lasts from receipt to receipt, and both are marked \`attain_time: receipt\`. Its
interval and the number of failures before an alert make the start late.`,
  blindSpots: [
    {
      what: 'Two checks of one address are one monitor',
      remedy: 'give them different addresses, such as a query that nothing reads',
    },
    { what: 'A webhook that comes late makes the outage begin or end late', remedy: 'the signal is marked' },
    NEVER_FAILED,
  ],
};
