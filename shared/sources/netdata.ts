import type { MonitorState } from '../domain/signal.ts';
import { type SourceGuide, TEST } from './guide.ts';
import { eachEvent } from './reading/events.ts';
import { isObject, type JsonObject, textAt } from './reading/json-object.ts';
import { meanings } from './reading/meanings.ts';
import { noted } from './reading/noted.ts';
import { refused } from './reading/parsed.ts';
import { type Receipt, state } from './reading/state.ts';
import { eachLabel } from './reading/tags.ts';
import { asText } from './reading/text.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * Netdata Cloud's webhooks, for alerts and for nodes that cannot be reached, and the agent's own custom sender:
 * https://learn.netdata.cloud/docs/alerts-&-notifications/notifications/centralized-cloud-notifications/webhook
 *
 * The monitor is the alert on its chart and node, or the node itself.
 */
export const netdata: SourceType = {
  name: 'netdata',
  silenceMeans: 'up',
  parse: eachEvent('a notification', readMessage),
};

const nodeState = meanings({ up: ['reachable', 'true'], down: ['unreachable', 'false'] });
const stateOf = meanings({
  up: ['clear'],
  degraded: ['warning'],
  down: ['critical'],
  unknown: ['undefined'],
});

function readMessage(message: JsonObject, receipt: Receipt): Parsed {
  if ('token' in message || /test notification/i.test(asText(message.message))) {
    return refused('test', `a test of the webhook, with the token ${preview(message.token)}`);
  }
  return isObject(message.status) ? readReachability(message, message.status, receipt) : readAlert(message, receipt);
}

function readReachability(message: JsonObject, { reachable, text }: JsonObject, receipt: Receipt): Parsed {
  const current = nodeState(asText(reachable)) ?? nodeState(text);
  if (current === undefined) {
    return refused('invalid', `status.reachable: expected true or false; got ${preview(reachable)}`);
  }
  const { host, space, url, date } = message;
  const labels = { host, space, ...roomsOf(message) };
  return state({ monitor: host, state: current, at: date, labels, title: host, url }, receipt);
}

function readAlert(message: JsonObject, receipt: Receipt): Parsed {
  const says = textAt(message, 'status') ?? textAt(message, 'severity') ?? '';
  const current = stateOf(says);
  const name = textAt(message, 'alert') ?? textAt(message, 'alarm') ?? textAt(message, 'name');
  if (name === undefined)
    return refused('unreadable', `alert: expected the name of an alert; got ${preview(message.alert)}`);
  const { chart, context, space, family, component, alert_url: url, goto_url: otherUrl } = message;
  const node = textAt(message, 'host') ?? textAt(message, 'node') ?? nodeOf(url);
  const monitor = [node ?? space, chart, name].filter((part) => typeof part === 'string' && part !== '').join('/');
  const labels = { alert: name, chart, context, space, family, class: message.class, component, host: node };
  const at = message.date ?? message.when;
  if (/^(uninitialized|removed|info)$/i.test(says)) {
    return noted(`an alert that is ${preview(says)}`, { stream: monitor, at }, receipt);
  }
  if (current === undefined) {
    return refused('invalid', `severity: expected warning, critical or clear; got ${preview(says)}`);
  }
  const said = { monitor, state: current, at, labels: { ...labels, ...roomsOf(message) }, title: name };
  return state({ ...said, ...previousOf(message, current), url: url ?? otherUrl }, receipt);
}

/** A link of Netdata Cloud into a node. */
function nodeOf(url: unknown): string | undefined {
  return /\/nodes\/([^/?#]+)/.exec(typeof url === 'string' ? url : '')?.[1];
}

/** Only the agent tells the state before, and for how many seconds it had held. */
function previousOf({ old_status: before, when, duration }: JsonObject, current: MonitorState) {
  const previous = stateOf(before);
  if (previous === undefined || previous === current) return {};
  const since = Number(asText(when)) - Number(asText(duration));
  return { previous, ...(Number(asText(duration)) > 0 && { since }) };
}

function roomsOf(message: JsonObject): JsonObject {
  const rooms = message.Rooms ?? message.rooms;
  const names = Array.isArray(rooms)
    ? rooms.filter(isObject).map(({ name }) => name)
    : Object.keys(isObject(rooms) ? rooms : {});
  return eachLabel('room', names);
}

export const guide: SourceGuide = {
  title: 'Netdata',
  reads: 'Alert and reachability notifications of Netdata Cloud; also what the custom sender of an agent posts.',
  documentation:
    'https://learn.netdata.cloud/docs/alerts-&-notifications/notifications/centralized-cloud-notifications/webhook',
  setUp: `
Netdata Cloud → Space settings → Alerts & Notifications → Add configuration → Webhook: URL \`{{url}}\`, authentication *Bearer*
with \`{{secret}}\`, notifications: all alerts and unreachable. It sends a test whose body holds a \`token\`, to be entered
there: it stands in the newest delivery of the source in the table, which \`attain parse\` shows too.

An agent posts the same by its custom sender, and tells more, the node and the state before:

\`\`\`sh
# /etc/netdata/health_alarm_notify.conf
SEND_CUSTOM="YES"
DEFAULT_RECIPIENT_CUSTOM="attain"
custom_sender() {
  jq -n --arg host "$host" --arg chart "$chart" --arg name "$name" --arg status "$status" --arg old_status "$old_status" \\
    --arg when "$when" --arg duration "$duration" --arg family "$family" \\
    '{host: $host, chart: $chart, name: $name, status: $status, old_status: $old_status, when: $when, duration: $duration, family: $family}' |
    curl -fsS --retry 3 -H 'Authorization: Bearer {{secret}}' -H 'Content-Type: application/json' --data-binary @- '{{url}}'
}
\`\`\``,
  credentials: '`bearer` or `basic`. Netdata Cloud also shows a client certificate, which is not looked at.',
  fields: [
    { part: 'stream', from: 'node, chart and alert; of reachability the host' },
    { part: 'start', from: '`date`, of an agent `when`; of reachability the time of receipt' },
    { part: 'end', from: 'the same of `clear`' },
    { part: 'service', from: 'alert, chart, context, space, rooms, host' },
    { part: 'title', from: 'the alert, or the host' },
  ],
  states: [
    { says: '`severity` critical', becomes: 'down' },
    { says: '`severity` warning', becomes: 'degraded' },
    { says: '`severity` clear', becomes: 'up' },
    { says: '`status.reachable`', becomes: 'up, or down' },
    { says: '`status` UNDEFINED of an agent', becomes: 'unknown' },
    { says: 'a `token`', becomes: TEST },
  ],
  resolution: 'An alert is evaluated every 10 seconds or so, and waits as long as its `delay` says.',
  blindSpots: [
    {
      what: 'Netdata Cloud does not name the node of an alert',
      remedy: 'takes it from the link where it is there, else one alert of a space for one stream',
    },
    { what: 'A node that cannot be reached raises no alerts', remedy: 'counts it as down by its reachability' },
  ],
};
