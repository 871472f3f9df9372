import type { Labels, MonitorState } from '../domain/signal.ts';
import { SEND_MAINTENANCE, type SourceGuide, TEST } from './guide.ts';
import { eachEvent } from './reading/events.ts';
import { fieldsOf, firstOf } from './reading/fields.ts';
import type { JsonObject } from './reading/json-object.ts';
import { joinedLabels } from './reading/labels.ts';
import { meanings } from './reading/meanings.ts';
import { noted } from './reading/noted.ts';
import { refused, withDeliveryId } from './reading/parsed.ts';
import { identity, type Receipt, state } from './reading/state.ts';
import { tagLabels } from './reading/tags.ts';
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

function readNotification(body: JsonObject, receipt: Receipt): Parsed {
  const fields = fieldsOf(body);
  const title = titleOf(firstOf(fields, 'title', 'eventtitle', 'alerttitle', 'monitorname', 'alertname'));
  const stream = streamOf(fields, title);
  const at = firstOf(fields, 'date', 'lastupdated', 'eventdate', 'alertdate', 'timestamp', 'time');
  const found = stateOf(fields, title);
  if (title.isTest) return refused('test', `title: ${preview(title.text)}, a test of a monitor's notification`);
  if (found === undefined) return withoutState(fields, { stream, at }, receipt);
  if (stream === undefined) {
    return refused('invalid', 'alert_id: expected the id of a monitor, such as $ALERT_ID; got nothing');
  }
  const id = identity(firstOf(fields, 'id', 'eventid'));
  const said = {
    monitor: stream,
    state: found,
    at,
    title: title.text,
    url: firstOf(fields, 'link', 'url', 'alerturl', 'eventurl', 'alertlink'),
  };
  const isEventId = id !== undefined && id !== monitorIdOf(fields);
  return withDeliveryId(state({ ...said, labels: labelsOf(fields, title) }, receipt), isEventId ? id : undefined);
}

function withoutState(fields: JsonObject, subject: { stream: unknown; at: unknown }, receipt: Receipt): Parsed {
  const type = firstOf(fields, 'alerttype', 'eventtype', 'incidentstatus');
  if (type !== undefined) return noted(`${preview(type)} says nothing of a monitor's state`, subject, receipt);
  const got = preview(firstOf(fields, 'alerttransition', 'transition'));
  return refused('invalid', `alert_transition: expected a transition, such as $ALERT_TRANSITION; got ${got}`);
}

interface Title {
  readonly text: string;
  /** The state in the bracket. */
  readonly word: string | undefined;
  readonly scope: string;
  /** The monitor's name: the title without bracket. */
  readonly name: string;
  readonly isTest: boolean;
}

// [P2] [Triggered on {service:checkout}] Too many errors
const TITLE = /^\s*(?:\[P\d\]\s*)?(\[TEST\]\s*)?(?:\[([a-z -]+?)(?: on \{([^}]*)\})?\]\s*)?(.*)$/is;

function titleOf(value: unknown): Title {
  const text = typeof value === 'string' ? value : '';
  const [, test, state, scope = '', name = ''] = TITLE.exec(text) ?? [];
  return { text, word: state, scope, name, isTest: test !== undefined && state !== undefined };
}

const STATE_FIELDS = [
  'alerttransition',
  'transition',
  'alertstate',
  'state',
  'status',
  'alertstatus',
  'severity',
  'eventtype',
];

function stateOf(fields: JsonObject, title: Title): MonitorState | undefined {
  const words = [...STATE_FIELDS.map((name) => fields[name]), title.word];
  const known = words.map(stateFrom).find((found) => found !== undefined);
  return known ?? stateByType(firstOf(fields, 'alerttype', 'type'));
}

const MONITOR_LINK = /\/monitors(?:\/|#)(\d+)/;

function monitorIdOf(fields: JsonObject): string | undefined {
  const given = identity(firstOf(fields, 'monitorid', 'alertid', 'alertmonitorid'));
  if (given !== undefined) return given;
  const texts = [
    firstOf(fields, 'link', 'url', 'alerturl', 'eventurl'),
    firstOf(fields, 'body', 'eventmsg', 'message', 'textonlymsg'),
  ];
  return texts.map((text) => (typeof text === 'string' ? MONITOR_LINK.exec(text)?.[1] : undefined)).find(Boolean);
}

function scopeOf(fields: JsonObject, title: Title): string {
  return identity(firstOf(fields, 'alertscope', 'scopes', 'scope')) ?? title.scope;
}

function streamOf(fields: JsonObject, title: Title): string | undefined {
  const cycle = identity(
    firstOf(fields, 'alertcyclekey', 'cyclekey', 'cycle', 'alertcycleid', 'aggregkey', 'aggreg', 'aggregationkey'),
  );
  const monitor = monitorIdOf(fields) ?? cycle ?? identity(title.name);
  const scope = scopeOf(fields, title);
  return monitor === undefined || scope === '' ? monitor : `${monitor}|${scope}`;
}

function labelsOf(fields: JsonObject, title: Title): Labels {
  const scope = scopeOf(fields, title);
  return joinedLabels(
    scope.includes(':') ? tagLabels(scope) : {},
    tagLabels(firstOf(fields, 'tags', 'eventtags', 'alerttags')),
    {
      monitor: title.name,
      'monitor id': monitorIdOf(fields),
      host: firstOf(fields, 'host', 'hostname'),
      metric: firstOf(fields, 'alertmetric', 'metric'),
      priority: fields.alertpriority,
      'event type': fields.eventtype,
      organization: firstOf(fields, 'orgname', 'organization'),
    },
  );
}

export const guide: SourceGuide = {
  title: 'Datadog',
  reads: 'Notifications of monitors, by the template below, by the default one and by those that are common elsewhere.',
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
    { part: 'stream', from: '`$ALERT_ID` and `$ALERT_SCOPE`: one monitor alerts for many groups' },
    { part: 'start', from: '`$DATE`, else `$LAST_UPDATED`' },
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
