import type { MonitorState } from '../domain/signal.ts';
import { SEND_MAINTENANCE, type SourceGuide, TEST } from './guide.ts';
import { eventIdOf, labelsOf, linkIn, streamOf, type Title, titleOf, variablesIn } from './reading/datadog-monitor.ts';
import { eventTime } from './reading/event-time.ts';
import { eachEvent } from './reading/events.ts';
import { firstOf } from './reading/fields.ts';
import type { JsonObject } from './reading/json-object.ts';
import { meanings } from './reading/meanings.ts';
import { about, noted, type Subject } from './reading/noted.ts';
import { refused, withDeliveryId } from './reading/parsed.ts';
import { type Receipt, state } from './reading/state.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * Datadog monitors: https://docs.datadoghq.com/integrations/webhooks/
 *
 * The body is the user's template, so that its fields are found by the names that people give Datadog's variables. The
 * stream is the monitor with its scope: one monitor alerts for many groups.
 */
export const datadog: SourceType = {
  name: 'datadog',
  silenceMeans: 'up',
  parse: eachEvent('a notification of a monitor', readNotification),
};

// By `$ALERT_TRANSITION`, or the bracket that titles begin with.
const stateFrom = meanings({
  down: ['triggered', 'retriggered', 'alert'],
  degraded: ['warn', 'warning', 'rewarn'],
  unknown: ['nodata', 'renodata'],
  up: ['recovered', 'recovery', 'resolved', 'ok'],
});
// By `$ALERT_TYPE`, where nothing tells the transition, or only that it is notified of again.
const stateByType = meanings({
  down: ['error'],
  degraded: ['warning'],
  up: ['success'],
});

const TIMES = [
  'date',
  'lastupdated',
  'eventdate',
  'alertdate',
  'timestamp',
  'time',
  'dateposix',
  'lastupdatedposix',
  'datehappened',
];

function readNotification(body: JsonObject, receipt: Receipt): Parsed {
  const fields = variablesIn(body);
  const title = titleOf(fields);
  const stream = streamOf(fields, title);
  const at = TIMES.map((name) => fields[name]).find((time) => eventTime(time, receipt.receivedAt) !== undefined);
  const found = stateOf(fields, title);
  if (title.isTest)
    return refused(
      'test',
      `title: ${preview(title.text)}, a test of a monitor's notification`,
      about({ stream, at }, receipt),
    );
  if (found === undefined) return withoutState(fields, { stream, at }, receipt);
  if (stream === undefined) {
    return refused('invalid', 'alert_id: expected the id of a monitor, such as $ALERT_ID; got nothing');
  }
  const said = { monitor: stream, state: found, at, title: title.text, url: linkIn(fields) };
  return withDeliveryId(state({ ...said, labels: labelsOf(fields, title) }, receipt), eventIdOf(fields));
}

function withoutState(fields: JsonObject, subject: Subject, receipt: Receipt): Parsed {
  const type = firstOf(
    fields,
    'alerttype',
    'eventtype',
    'incidentstatus',
    ...(subject.stream === undefined ? [] : ['type']),
  );
  if (type !== undefined) return noted(`${preview(type)} says nothing of a monitor's state`, subject, receipt);
  const got = preview(firstOf(fields, 'alerttransition', 'transition'));
  return refused('invalid', `alert_transition: expected a transition, such as $ALERT_TRANSITION; got ${got}`);
}

const STATE_FIELDS = [
  'alerttransition',
  'transition',
  'destinationstate',
  'alertstate',
  'state',
  'status',
  'alertstatus',
];

/** A title is the sender's own word, before a severity, which is what somebody thinks of the monitor. */
function stateOf(fields: JsonObject, title: Title): MonitorState | undefined {
  const words = [...STATE_FIELDS.map((name) => fields[name]), title.word, fields.severity, fields.eventtype];
  const known = words.map(stateIn).find((found) => found !== undefined);
  return known ?? stateByType(firstOf(fields, 'alerttype', 'type'));
}

/** A recovery may say from what: `Recovered from No Data`. */
function stateIn(word: unknown): MonitorState | undefined {
  return stateFrom(word) ?? (typeof word === 'string' && /^recovered from\b/i.test(word) ? 'up' : undefined);
}

export const guide: SourceGuide = {
  title: 'Datadog',
  reads:
    'Notifications of monitors, by the template below, by the default one and by those that are common elsewhere; what Datadog ' +
    'puts on an event bus of AWS.',
  documentation: 'https://docs.datadoghq.com/integrations/webhooks/',
  setUp: `
Integrations → Webhooks → New: name \`attain\`, URL \`{{url}}\`, custom headers \`{"Authorization": "Bearer {{secret}}"}\`, payload:

\`\`\`json
{
  "id": "$ID",
  "alert_id": "$ALERT_ID",
  "cycle": "$ALERT_CYCLE_KEY",
  "aggreg": "$AGGREG_KEY",
  "transition": "$ALERT_TRANSITION",
  "type": "$ALERT_TYPE",
  "event_type": "$EVENT_TYPE",
  "priority": "$ALERT_PRIORITY",
  "title": "$EVENT_TITLE",
  "scope": "$ALERT_SCOPE",
  "tags": "$TAGS",
  "host": "$HOSTNAME",
  "date": "$DATE",
  "last_updated": "$LAST_UPDATED",
  "link": "$LINK",
  "org": "$ORG_ID"
}
\`\`\`

Then mention \`@webhook-attain\` in each monitor, outside of \`{{#is_alert}}\`, so that recoveries and *No Data* come too.`,
  credentials: '`bearer` or `header` by custom headers; `basic`. Nothing is signed.',
  fields: [
    { part: 'delivery', from: '`$ID`' },
    {
      part: 'stream',
      from: '`$ALERT_ID` and `$ALERT_SCOPE`: one monitor alerts for many groups; where they are missing, what the link to the monitor in the message says',
    },
    { part: 'start', from: '`$DATE`, else `$LAST_UPDATED`, `$DATE_POSIX`' },
    { part: 'end', from: '`$DATE` of the recovery' },
    {
      part: 'service',
      from: 'each of `$TAGS` and `$ALERT_SCOPE`; `monitor`, `monitor id`, `host`, `metric`, `event type`',
    },
    { part: 'title', from: '`$EVENT_TITLE`' },
  ],
  states: [
    { says: '`Triggered`, `Re-Triggered`', becomes: 'down' },
    { says: '`Warn`, `Re-Warn`', becomes: 'degraded' },
    { says: '`No Data`, `Re-No Data`', becomes: 'unknown' },
    { says: '`Recovered`', becomes: 'up' },
    { says: '`Renotify`, or no transition', becomes: 'what the title or `$ALERT_TYPE` says' },
    { says: 'a title that begins with `[TEST]`', becomes: TEST },
  ],
  resolution: `An alert starts when the monitor's query over its window crosses the threshold: up to the window and the evaluation delay
after the true start. Set a recovery threshold and it ends later, too.`,
  blindSpots: [
    { what: 'A muted monitor or a downtime sends nothing', remedy: SEND_MAINTENANCE },
    {
      what: 'A recovery that was lost: answers of 4xx are not repeated',
      remedy: 'Attain answers 202 whatever the content',
    },
    { what: 'Groups that stop reporting are resolved without a word', remedy: 'let the monitor notify of *No Data*' },
  ],
};
