import type { Labels } from '../domain/signal.ts';
import { NEVER_FAILED, SEND_MAINTENANCE, type SourceGuide, START_UNTOLD } from './guide.ts';
import { firstTime } from './reading/event-time.ts';
import { eachEvent } from './reading/events.ts';
import { keyword } from './reading/fields.ts';
import { isObject, type JsonObject, objectAt, unpacked } from './reading/json-object.ts';
import { joinedLabels } from './reading/labels.ts';
import { meanings } from './reading/meanings.ts';
import { noted } from './reading/noted.ts';
import { objectWith } from './reading/object-with.ts';
import { refused } from './reading/parsed.ts';
import { identity, type Receipt, state } from './reading/state.ts';
import { tagLabels } from './reading/tags.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * Pingdom, webhooks on a change of state of an uptime or transaction check: https://www.pingdom.com/resources/webhooks.
 * Those that its BeepManager sent before are read too; they tell no time.
 *
 * The monitor is the id of the check.
 */
export const pingdom: SourceType = {
  name: 'pingdom',
  silenceMeans: 'unknown',
  // Its times are UTC, without saying so.
  parse: eachEvent('a change of state of Pingdom', (message, { receivedAt }) => readMessage(message, { receivedAt })),
};

const stateOf = meanings({
  up: ['up', 'success', 'ok'],
  down: ['down', 'failing', 'failed', 'failure', 'fail'],
  unknown: ['unknown'],
});
/** Words for what is not known to be a change yet, or no longer watched. */
const REMARKS: readonly string[] = ['unconfirmeddown', 'paused'];

function readMessage(message: JsonObject, receipt: Receipt): Parsed {
  // A relay may put the change under a name of its own.
  const change = objectWith(message, ['currentstate'], ['checkid', 'checkname']);
  if (change !== undefined) return readChange(change, receipt);
  if (message.message === undefined)
    return 'action' in message ? readBeep(message, receipt) : readChange(message, receipt);
  const beep = unpacked(withoutPython(message.message));
  if (isObject(beep)) return readBeep(beep, receipt);
  return refused('unreadable', `message: expected the JSON of an incident; got ${preview(message.message)}`);
}

function readChange(change: JsonObject, receipt: Receipt): Parsed {
  const word = keyword(change.current_state);
  const current = stateOf(change.current_state);
  const at = firstTime([change.state_changed_timestamp, change.state_changed_utc_time], receipt);
  const said = { monitor: identity(change.check_id) ?? change.check_name, at, ...described(change) };
  if (REMARKS.includes(word)) return noted(`current_state: ${word}`, { stream: said.monitor, at }, receipt);
  if (current === undefined) {
    const got = preview(change.current_state);
    return refused('invalid', `current_state: expected UP, DOWN, SUCCESS or FAILING; got ${got}`);
  }
  const previous = stateOf(change.previous_state);
  return state({ ...said, state: current, previous }, receipt);
}

function described(change: JsonObject): { labels: Labels; title: unknown; url: unknown } {
  const { check_id: id, check_name: name, check_type: type, importance_level: importance } = change;
  const { hostname: host, full_url, url } = objectAt(change, 'check_params');
  const address = full_url ?? url;
  return {
    labels: joinedLabels(tagLabels(change.tags), { id, name, type, importance, host, url: address }),
    title: name,
    url: address,
  };
}

/** BeepManager says who is told of an incident: it opens when it is assigned to somebody. */
function readBeep(beep: JsonObject, receipt: Receipt): Parsed {
  const { check, checkname: name, host } = beep;
  const said = { monitor: check ?? beep.checkid, title: name, labels: { id: check ?? beep.checkid, name, host } };
  switch (keyword(beep.action)) {
    case 'assign':
      return state({ ...said, state: 'down' }, receipt);
    case 'notifyofclose':
      return state({ ...said, state: 'up', previous: 'down' }, receipt);
    case 'notifyuser':
      return noted('action: notify_user, of an incident that is open', { stream: said.monitor }, receipt);
    default:
      return refused('invalid', `action: expected assign or notify_of_close; got ${preview(beep.action)}`);
  }
}

/** It once sent texts as Python prints them: `(u'{"check": …}',)`. */
function withoutPython(message: unknown): unknown {
  return typeof message === 'string' ? message.replace(/^\(u'(.*)',\)$/s, '$1') : message;
}

export const guide: SourceGuide = {
  title: 'Pingdom',
  reads: 'Webhooks on a change of state of uptime and transaction checks, and the older ones of BeepManager.',
  documentation: 'https://www.pingdom.com/resources/webhooks',
  setUp: `
*Settings → Integrations → Add integration*, type *Webhook*, URL \`{{url}}/{{secret}}\`. Then choose it under *Connect
integrations* at each check.`,
  credentials: `\`auth: { type: path, secret: attain/pingdom }\`, or
\`auth: { type: query, name: key, secret: attain/pingdom }\` with the address \`{{url}}?key={{secret}}\`. Pingdom can
send no header and signs nothing.`,
  fields: [
    { part: 'stream', from: '`check_id`; else `check_name`' },
    { part: 'start', from: '`state_changed_timestamp` of a change to DOWN or FAILING' },
    { part: 'end', from: '`state_changed_timestamp` of a change to UP or SUCCESS' },
    { part: 'service', from: 'the tags, and `id`, `name`, `type`, `importance`, `host` and `url` of the check' },
    { part: 'title', from: '`check_name`' },
  ],
  states: [
    { says: '`current_state` DOWN, FAILING', becomes: 'down' },
    { says: '`current_state` UP, SUCCESS', becomes: 'up; it was what `previous_state` says, nobody says since when' },
    { says: 'BeepManager: `action` assign', becomes: 'down, at the time of receipt' },
    { says: 'BeepManager: `action` notify_of_close', becomes: 'up, at the time of receipt' },
  ],
  resolution: `A check is down when a second place confirms it: up to its interval (1 to 60 minutes) and some seconds after the true
start; up at the next check that passes. Times are whole seconds, often whole minutes. Shorter outages are not seen.`,
  blindSpots: [
    START_UNTOLD,
    {
      what: 'Nothing is sent while a check is paused or in a maintenance window',
      remedy: SEND_MAINTENANCE,
    },
    NEVER_FAILED,
  ],
};
