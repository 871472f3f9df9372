import { ACKNOWLEDGEMENT, KEPT, SEND_MAINTENANCE, type SourceGuide, TEST } from './guide.ts';
import { eachEvent } from './reading/events.ts';
import { fieldsOf, firstText } from './reading/fields.ts';
import { incident } from './reading/incident.ts';
import { isObject, type JsonObject, listAt, objectAt, unpacked } from './reading/json-object.ts';
import { noted } from './reading/noted.ts';
import { refused, together } from './reading/parsed.ts';
import { occurrence, type Receipt } from './reading/state.ts';
import { nameOf, tagLabels } from './reading/tags.ts';
import { eventsIn } from './reading/zabbix-answer.ts';
import {
  HOSTS,
  isAcknowledgement,
  isUpdate,
  LINKS,
  monitorOf,
  NAMES,
  ownTimes,
  problemIn,
  STATES,
  TRIGGER_IDS,
  timeOf,
} from './reading/zabbix-fields.ts';
import { saidByZabbix } from './reading/zabbix-message.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * Zabbix, by a webhook media type that posts its parameters, ours or another's with the same macros:
 * https://www.zabbix.com/documentation/current/en/manual/config/notifications/media/webhook
 *
 * The monitor is the trigger. In a recovery, time and id of "the event" are those of the problem.
 */
export const zabbix: SourceType = {
  name: 'zabbix',
  silenceMeans: 'up',
  parse: eachEvent('the parameters of a media type', readBody),
};

const PROBLEM_TIMES = ['problem', 'start', 'started', '', 'last'];
const RECOVERY_TIMES = ['eventrecovery', 'recovery', 'eventr', 'r', 'recovered', 'resolved', 'end', 'ended'];

function readBody(body: JsonObject, receipt: Receipt): Parsed {
  const events = eventsIn(body);
  if (events === undefined) return readEvent(body, receipt);
  if (events.length === 0) return noted('an answer of the API without an event', {}, receipt);
  return together(events.map((event) => readEvent(event, receipt)));
}

function readEvent(event: JsonObject, receipt: Receipt): Parsed {
  const own = fieldsOf(event);
  // What a message says counts where no parameter does.
  const said = saidByZabbix(event);
  const name = firstText(own, ...NAMES) ?? firstText(said, ...NAMES) ?? firstText(own, 'subject', 'alertsubject');
  const fields = { ...said, ...own, eventname: name };
  if (isItemValue(event))
    return noted('a value of an item that a connector streams', { stream: event.itemid, at: event.clock }, receipt);
  const monitor = monitorOf(fields);
  if (monitor === undefined) {
    const isUnfilled = Object.values(event).some((value) => typeof value === 'string' && value.includes('{EVENT.'));
    if (isUnfilled) return refused('test', 'macros that are not filled in: a test');
    return refused('invalid', 'expected the id of a trigger or an event, or the name of a trigger; got none');
  }
  const subject = {
    labels: labelsOf(event, fields),
    title: name,
    url: firstText(fields, ...LINKS),
  };
  const start = own.peventid === undefined ? timeOf(own, 'event') : undefined;
  const update = timeOf(own, 'eventupdate', 'update', 'ack') ?? timeOf(said, 'eventupdate');
  if (/^[123]$/.test(firstText(fields, 'eventsource', 'source') ?? '')) {
    return noted('an event of discovery, autoregistration or Zabbix itself', { stream: monitor, at: start }, receipt);
  }
  if (isUpdate(fields)) {
    if (!isAcknowledgement(fields)) return noted('an update of a problem', { stream: monitor, at: update }, receipt);
    return incident({ ...subject, incident: monitor, phase: 'acknowledged', at: update }, receipt);
  }
  const isProblem = problemIn(own) ?? problemIn(said);
  if (isProblem === undefined) {
    return refused(
      'invalid',
      `value: expected 1 or PROBLEM, 0, OK or RESOLVED; got ${preview(firstText(fields, ...STATES))}`,
    );
  }
  const trouble = { ...subject, monitor };
  if (isProblem) {
    const startedAt = start ?? timeOf(own, ...PROBLEM_TIMES) ?? timeOf(said, 'event');
    return occurrence({ ...trouble, startedAt }, receipt);
  }
  const ended = timeOf(own, ...RECOVERY_TIMES, ...ownTimes(own));
  const endedAt = ended ?? timeOf(said, 'eventrecovery') ?? null;
  return occurrence({ ...trouble, startedAt: start, endedAt }, receipt);
}

/** https://www.zabbix.com/documentation/current/en/manual/appendix/protocols/real_time_export */
function isItemValue(event: JsonObject): boolean {
  return 'itemid' in event && isObject(event.host) && !('eventid' in event);
}

function labelsOf(event: JsonObject, fields: JsonObject): JsonObject {
  const host = objectAt(event, 'host');
  const tagged = { ...host, ...event };
  const tagsAt = Object.keys(tagged).find((key) => /^(event.?)?(host.?)?tags.?(json)?$/i.test(key));
  return {
    host: firstText(fields, ...HOSTS) ?? nameOf(listAt(event, 'hosts')[0]),
    hostgroup: firstText(fields, 'hostgroup', 'hostgroups', 'triggerhostgroupname', 'group'),
    service: firstText(fields, 'service', 'servicename'),
    severity: firstText(fields, 'eventseverity', 'triggerseverity', 'severity'),
    trigger: firstText(fields, ...NAMES),
    trigger_id: firstText(fields, ...TRIGGER_IDS),
    // `{EVENT.TAGSJSON}`, as a text or as JSON, or `{EVENT.TAGS}`: `service:checkout, prod`.
    ...tagLabels(tagsAt === undefined ? [] : unpacked(tagged[tagsAt])),
  };
}

export const guide: SourceGuide = {
  title: 'Zabbix',
  reads:
    'Problems, recoveries and updates of trigger-based actions (Zabbix 4.4 and later) as a webhook media type posts them: the ' +
    'parameters below, those of another media type with the same macros, or the subject and the message that Zabbix proposes in ' +
    'English. Events that a connector streams; values of items are noted. Problems, events and triggers as the API answers them.',
  documentation: 'https://www.zabbix.com/documentation/current/en/manual/config/notifications/media/webhook',
  setUp: `
Alerts → Media types → Create: type *Webhook*, these parameters, and the script:

| Name | Value |
| --- | --- |
| url | \`{{url}}\` |
| token | \`{{secret}}\` |
| event_source | \`{EVENT.SOURCE}\` |
| event_id | \`{EVENT.ID}\` |
| event_value | \`{EVENT.VALUE}\` |
| event_timestamp | \`{EVENT.TIMESTAMP}\` |
| event_recovery_timestamp | \`{EVENT.RECOVERY.TIMESTAMP}\` |
| event_update_status | \`{EVENT.UPDATE.STATUS}\` |
| event_update_action | \`{EVENT.UPDATE.ACTION}\` |
| event_update_timestamp | \`{EVENT.UPDATE.TIMESTAMP}\` |
| event_name | \`{EVENT.NAME}\` |
| event_severity | \`{EVENT.SEVERITY}\` |
| event_tags | \`{EVENT.TAGSJSON}\` |
| trigger_id | \`{TRIGGER.ID}\` |
| host_name | \`{HOST.NAME}\` |
| host_group | \`{TRIGGER.HOSTGROUP.NAME}\` |

\`\`\`js
var event = JSON.parse(value);
var request = new HttpRequest();
request.addHeader('Content-Type: application/json');
request.addHeader('Authorization: Bearer ' + event.token);
var url = event.url;
delete event.url;
delete event.token;
request.post(url, JSON.stringify(event));
if (request.getStatus() < 200 || request.getStatus() >= 300) throw 'answered ' + request.getStatus();
return 'OK';
\`\`\`

Give a user this media and an action operations, recovery operations and update operations that send to it. Where your Zabbix does
not know the \`TIMESTAMP\` macros (before 7.0), send \`{EVENT.DATE}\` and \`{EVENT.TIME}\` as \`event_date\` and \`event_time\` (and likewise
\`event_recovery_…\` and \`event_update_…\`), and name the zone of the server in the catalogue (\`zone\`).`,
  credentials: '`bearer`, `basic` or `header`: whatever the script sends.',
  fields: [
    { part: 'stream', from: '`trigger_id`, else the one in a link, else the id of the event, else host and name' },
    { part: 'start', from: '`event_timestamp`, or `event_date` and `event_time`' },
    {
      part: 'end',
      from: '`event_recovery_timestamp`, or `event_recovery_date` and `event_recovery_time`; else receipt',
    },
    { part: 'service', from: 'tags of the event, host, host group, trigger' },
    { part: 'title', from: '`event_name`' },
    { part: 'incident', from: 'the stream, acknowledged at `event_update_timestamp`' },
  ],
  states: [
    { says: '`event_value` 1, or a status PROBLEM', becomes: 'down' },
    { says: '`event_value` 0, or a status OK or RESOLVED', becomes: 'up, and down since the problem' },
    { says: '`event_update_status` 1 with an acknowledgement', becomes: ACKNOWLEDGEMENT },
    { says: 'other updates; discovery, autoregistration and internal events', becomes: KEPT },
    { says: 'the test of a media type, macros unfilled', becomes: TEST },
  ],
  resolution:
    "A trigger fires at the value that fulfils it: its item's update interval, and what its expression waits for, late.",
  blindSpots: [
    { what: 'A time without a zone', remedy: 'reads it in the `zone` of the source, UTC unless said' },
    {
      what: 'An action with no recovery operations',
      remedy: 'the problem stays open: add them, and take care that escalation periods do not delay them',
    },
    {
      what: 'The recovery that a connector streams names its problem alone, and neither host nor tags',
      remedy: 'no service hears of it, and it goes to quarantine: use a media type',
    },
    { what: 'Problems suppressed by maintenance are not sent', remedy: SEND_MAINTENANCE },
    { what: 'Three attempts, ten seconds apart, and then it is lost', remedy: 'the recovery carries the start' },
  ],
};
