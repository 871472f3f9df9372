import type { Labels } from '../domain/signal.ts';
import { KEPT, NEVER_FAILED, type SourceGuide, TEST } from './guide.ts';
import { eventTime, firstTime } from './reading/event-time.ts';
import { eachEvent } from './reading/events.ts';
import { fieldsOf, firstOf, keyword } from './reading/fields.ts';
import { isObject, type JsonObject, textAt, unpacked } from './reading/json-object.ts';
import { joinedLabels } from './reading/labels.ts';
import { meanings } from './reading/meanings.ts';
import { noted } from './reading/noted.ts';
import { refused } from './reading/parsed.ts';
import { spokenIn } from './reading/spoken.ts';
import { identity, occurrence, type Receipt, state } from './reading/state.ts';
import { tagLabels } from './reading/tags.ts';
import { asText } from './reading/text.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * Uptime Kuma 1.x and 2.x, notification type "Webhook": as JSON, as form data, as a GET request, or with a body of the user's
 * that holds the message or names the state.
 *
 * The monitor is Kuma's monitor id. Its times are UTC, whatever zone Kuma shows. An "up" is only sent after a "down", and
 * since 2.0 says when that began. Under maintenance it does not look: that is unknown, and ends with whatever it says next.
 */
export const uptimeKuma: SourceType = {
  name: 'uptime-kuma',
  silenceMeans: 'unknown',
  parse: eachEvent('a message of Uptime Kuma', (message, { receivedAt }) => readMessage(message, { receivedAt })),
};

/** A status by its number or its name, which Kuma decorates: `🔴 Down`. */
const statusFrom = meanings({
  down: ['0', 'down', 'false'],
  up: ['1', 'up', 'true', 'online'],
  pending: ['2', 'pending'],
  maintenance: ['3', 'maintenance'],
});

function readMessage(message: JsonObject, { receivedAt }: Receipt): Parsed {
  // The second names are those that Kuma's templates call them by.
  const heartbeat = unpacked(message.heartbeat ?? message.heartbeatJSON);
  const given = unpacked(message.monitor ?? message.monitorJSON);
  const monitor = isObject(given) ? given : {};
  if (!isObject(heartbeat) || Object.keys(heartbeat).length === 0) return readOther(message, monitor, { receivedAt });
  const id = identity(heartbeat.monitorID) ?? identity(heartbeat.monitor_id) ?? identity(monitor.id);
  const at = timeOf(heartbeat, receivedAt);
  const said = {
    monitor: id ?? monitor.name,
    at,
    labels: labelsOf(monitor, id),
    title: monitor.name,
    url: monitor.url,
  };
  switch (statusFrom(asText(heartbeat.status))) {
    case 'down':
      return state({ ...said, state: 'down' }, { receivedAt });
    case 'up':
      return typeof heartbeat.lastDownTime === 'string'
        ? occurrence({ ...said, startedAt: heartbeat.lastDownTime, endedAt: at ?? null }, { receivedAt })
        : state({ ...said, state: 'up', previous: 'down' }, { receivedAt });
    case 'pending':
      return noted('heartbeat.status: pending, it is being tried again', { stream: said.monitor, at }, { receivedAt });
    case 'maintenance':
      return state({ ...said, state: 'unknown', maintenance: true }, { receivedAt });
    default:
      return refused('invalid', `heartbeat.status: expected 0, 1, 2 or 3; got ${preview(heartbeat.status)}`);
  }
}

/** How each message about a check begins, `[Checkout API] [🔴 Down] timeout`, how people word it, and what a card for Teams says. */
const MESSAGES = [
  /^\[(.+?)\] \[\W*(up|down)\]/im,
  /\b(?:service|monitor) (\S[^\n]{0,200}?) (?:is|went) (up|down)\b/i,
  /\[([^\]\n]{1,200})\] (?:went|is back) (down|online)\b/,
];

/** A body of the user's: its message names monitor and state, unless other fields do. It tells an id only if its user does. */
function readOther(message: JsonObject, given: JsonObject, receipt: Receipt): Parsed {
  const fields = fieldsOf(message);
  const [, subject, change] = spokenIn(message, MESSAGES) ?? [];
  const name =
    subject ?? firstOf(fields, 'monitorname', 'monitorjsonname', 'monitor', 'name', 'servicename', 'service');
  const id = identity(firstOf(fields, 'monitorid', 'monitorjsonid', 'heartbeatmonitorid', 'id'));
  const monitor = id ?? identity(name);
  const status = firstOf(fields, 'status', 'heartbeatstatus', 'heartbeatjsonstatus', 'monitorstatus', 'state');
  const isMaintained = statusFrom(asText(status)) === 'maintenance';
  // Kuma's message calls down all that is not up.
  const said = isMaintained ? status : (change ?? status);
  const at =
    firstOf(fields, 'time', 'heartbeattime', 'heartbeatjsontime', 'timestamp') ?? timeOf(message, receipt.receivedAt);
  const current = statusFrom(asText(said));
  if (current === 'pending') return noted('status: pending, it is being tried again', { stream: monitor, at }, receipt);
  if (keyword(said) === 'test') return refused('test', 'status: Test, as from the button that tests a notification');
  if (monitor === undefined || current === undefined) return readNotice(message, given.id, receipt);
  const url = firstOf(fields, 'monitorurl', 'url', 'hostnameorurl');
  return state(
    {
      monitor,
      ...(current === 'maintenance' ? ({ state: 'unknown', maintenance: true } as const) : { state: current }),
      at,
      ...(current === 'up' && { previous: 'down' }),
      labels: joinedLabels(tagLabels(firstOf(fields, 'monitortags', 'tags')), { id, name, url }),
      title: name,
      url,
    },
    receipt,
  );
}

/** What comes without a heartbeat: a certificate or domain about to expire, or the test button. */
function readNotice(message: JsonObject, stream: unknown, receipt: Receipt): Parsed {
  const msg = textAt(message, 'msg');
  if (msg === undefined) {
    return refused('unreadable', `heartbeat: expected a heartbeat of Uptime Kuma; got ${preview(message.heartbeat)}`);
  }
  if (/expir/i.test(msg)) return noted(`msg: ${preview(msg)}`, { stream }, receipt);
  return refused('test', `heartbeat: got none, as from the button that tests a notification; msg: ${preview(msg)}`);
}

// All are the same moment: the first in UTC without saying so, the others in the zone that Kuma shows.
function timeOf({ time, localDateTime, timezoneOffset, timezone }: JsonObject, receivedAt: number): number | undefined {
  const local = typeof localDateTime === 'string' ? localDateTime + offsetOf(timezoneOffset) : undefined;
  const told = firstTime([time, timezoneOffset === undefined ? undefined : local], { receivedAt });
  return told ?? (typeof timezone === 'string' ? eventTime(localDateTime, receivedAt, timezone) : undefined);
}

/** In its API the offset is a number of minutes. */
function offsetOf(offset: unknown): string {
  if (typeof offset !== 'number' || !(Math.abs(offset) < 24 * 60)) return typeof offset === 'string' ? offset : '';
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `${offset < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

function labelsOf({ name, type, url, hostname, port, pathName, tags }: JsonObject, id: string | undefined): Labels {
  // Where a check has no address, Kuma has this one.
  const address = url === 'https://' ? undefined : url;
  return joinedLabels(tagLabels(tags), { id, name, type, url: address, host: hostname, port, path: pathName });
}

export const guide: SourceGuide = {
  title: 'Uptime Kuma',
  reads:
    'Notifications of type Webhook of versions 1 and 2, in each of their formats; custom bodies with its message, its objects or its ' +
    'variables; its cards for Teams.',
  documentation: 'https://github.com/louislam/uptime-kuma/wiki/Notification-Methods',
  setUp: `
*Settings → Notifications → Setup Notification*:

| | |
|---|---|
| Notification Type | Webhook |
| Post URL | \`{{url}}\` |
| Request Body | Preset - application/json |
| Additional Headers | \`{ "Authorization": "Bearer {{secret}}" }\` |

Switch *Default enabled* and *Apply on all existing monitors* on, or choose it at each monitor. Give monitors a tag
\`service\` and pick them by it: \`match: { service: checkout }\`.`,
  credentials: '`bearer`, or any header that you name (`header`), as an additional header. Kuma signs nothing.',
  fields: [
    { part: 'stream', from: '`heartbeat.monitorID`; of a custom body without an id the name of the monitor' },
    { part: 'start', from: '`heartbeat.time` of a down; `heartbeat.lastDownTime` of an up (2.0 and later)' },
    { part: 'end', from: '`heartbeat.time` of an up' },
    {
      part: 'service',
      from: '`monitor`: its tags, and `id`, `name`, `type`, `url`, `host`, `port`, `path` (its groups and its name)',
    },
    { part: 'title', from: '`monitor.name`' },
  ],
  states: [
    { says: '`heartbeat.status` 0', becomes: 'down' },
    { says: '`heartbeat.status` 1', becomes: 'up, and down before' },
    { says: '`heartbeat.status` 2 (pending)', becomes: KEPT },
    {
      says: '`heartbeat.status` 3 (maintenance)',
      becomes: 'unknown; maintenance once another status ends it within a day, announced as it began',
    },
    { says: 'a certificate or domain that expires', becomes: KEPT },
    { says: 'the button *Test*', becomes: TEST },
  ],
  resolution: `Down is told at the first check that fails after all retries: up to the heartbeat interval, plus retries × retry
interval, after the true start; up at the next check that passes. Shorter outages are not seen.`,
  blindSpots: [
    {
      what: 'A notification that is not answered is never sent again',
      remedy:
        'an up of version 2 says when the outage began, so a lost down heals; `reconcile` closes after a lost up, to the poll',
    },
    {
      what: 'Nothing is sent when a monitor goes into maintenance, or from there to up; only the very first check of a monitor tells of it',
      remedy:
        '`reconcile` sees it begin and end, to the poll; else what was down stays down, and maintenance without an end stays unknown: send a correction',
    },
    NEVER_FAILED,
  ],
};
