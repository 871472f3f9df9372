import { type SourceGuide, TEST } from './guide.ts';
import { firstTime } from './reading/event-time.ts';
import { eachEvent } from './reading/events.ts';
import { isObject, type JsonObject, listAt, objectAt, textAt } from './reading/json-object.ts';
import { noted } from './reading/noted.ts';
import { refused, withDeliveryId } from './reading/parsed.ts';
import { occurrence, type Receipt } from './reading/state.ts';
import { eachLabel } from './reading/tags.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * Cisco ThousandEyes, classic webhooks and a custom one in our words:
 * https://docs.thousandeyes.com/product-documentation/alerts/standard-notification-methods
 *
 * The monitor is the alert, one occurrence of a rule for a test or an agent.
 */
export const thousandeyes: SourceType = {
  name: 'thousandeyes',
  silenceMeans: 'up',
  parse: eachEvent('an event', (event, receipt) =>
    withDeliveryId(readEvent(withinEvent(event), receipt), textAt(event, 'eventId')),
  ),
};

/** The custom webhook that Splunk takes has the alert one deeper. */
function withinEvent(event: JsonObject): JsonObject {
  const inner = objectAt(event, 'event');
  return 'alert' in inner && !('alert' in event) ? { ...event, ...inner } : event;
}

function readEvent(event: JsonObject, receipt: Receipt): Parsed {
  const alert = alertIn(event);
  const says = [
    event.eventType,
    event.type,
    objectAt(event, 'type').id,
    alert.alertState,
    alert.state,
    kindByEnd(alert),
  ].filter(isWord);
  if (says.includes('WEBHOOK_TEST')) return refused('test', 'eventType: WEBHOOK_TEST');
  const monitor = alert.alertId ?? alert.agentNotificationId ?? alert.id;
  // The zoned time may name its zone by letters that say nothing; the other is in the zone of the organization, too.
  const startedAt = firstTime(
    [
      alert.dateStartZoned,
      alert.dateStart,
      alert.startDate,
      ...momentOf(alert.firstSeen),
      alert.triggered,
      alert.triggeredAt,
    ],
    receipt,
  );
  const ends = [alert.dateEndZoned, alert.dateEnd, alert.endDate, ...momentOf(alert.timeCleared), alert.cleared];
  const endedAt = firstTime(ends, receipt) ?? null;
  const words = { monitor, labels: labelsOf(alert), title: titleOf(alert), url: alert.permalink, startedAt };
  const kind = says.map(kindOf).find((it) => it !== undefined);
  if (kind === 'trigger') return occurrence(words, receipt);
  if (kind === 'clear') return occurrence({ ...words, endedAt }, receipt);
  const [first] = says;
  if (first === undefined)
    return refused('unreadable', `eventType: expected a kind of event; got ${preview(event.eventType)}`);
  return noted(`eventType: ${preview(first)}`, { stream: monitor, at: startedAt }, receipt);
}

/** A time, or as variables of a custom webhook have it, an object with the same in seconds and in milliseconds. */
function momentOf(time: unknown): readonly unknown[] {
  return isObject(time) ? [time.epochMilli, time.epochSecond] : [time];
}

function isWord(value: unknown): value is string | number {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}

/** Of an event its name, of an alert its state; in a custom webhook a number. */
function kindOf(says: string | number): 'trigger' | 'clear' | undefined {
  const word = String(says).toLowerCase();
  if (word === '2' || /(^|_)trigger$|^active$/.test(word)) return 'trigger';
  return word === '1' || /(^|_)clear$|^(inactive|cleared)$/.test(word) ? 'clear' : undefined;
}

/** The alert of an event, or the alert alone as the API gives it. */
function alertIn(event: JsonObject): JsonObject {
  if (!('alert' in event || 'agentAlert' in event)) return event;
  return { ...objectAt(event, 'agentAlert'), ...objectAt(event, 'alert') };
}

/** Where a custom webhook names no kind: an alert that is over has a time where one that goes on has nothing. */
function kindByEnd({ cleared, timeCleared }: JsonObject): number | undefined {
  const end = cleared === undefined ? timeCleared : cleared;
  return end === undefined ? undefined : end === null || end === '' ? 2 : 1;
}

function titleOf(alert: JsonObject): unknown {
  return (
    textAt(alert, 'testName') ?? textAt(objectAt(alert, 'test'), 'name') ?? textAt(alert, 'agentName') ?? alert.ruleName
  );
}

function labelsOf(alert: JsonObject): JsonObject {
  const { type, agentName, hostname, severity } = alert;
  const [test, rule] = [objectAt(alert, 'test'), objectAt(alert, 'rule')];
  const { testName = test.name, testId = test.id, ruleName = rule.name, ruleId = rule.id } = alert;
  return {
    test: testName,
    test_id: testId,
    rule: ruleName,
    rule_id: ruleId,
    type,
    agent: agentName,
    host: hostname,
    severity,
    ...eachLabel('target', [...listAt(alert, 'testTargetsDescription'), ...listAt(alert, 'targets')]),
    ...eachLabel('label', [...listAt(alert, 'testLabels'), ...listAt(test, 'labels')]),
  };
}

export const guide: SourceGuide = {
  title: 'Cisco ThousandEyes',
  reads:
    'Alerts of tests and of agents by classic webhooks, and by a custom one: the one below, the preset *Generic*, or another that names the variables alike.',
  documentation: 'https://docs.thousandeyes.com/product-documentation/alerts/standard-notification-methods',
  setUp: `
Alerts → Alert Rules → a rule → Notifications → Webhooks → Edit webhooks → Add: URL \`{{url}}\`, authentication *Basic* with the
user name of the catalogue and \`{{secret}}\`. Or a custom webhook (Integrations → Custom webhook) with a bearer token
\`{{secret}}\` and this body:

\`\`\`
{
  "eventId": "{{id}}",
  "eventType": "{{type.id}}",
  "alert": {
    "alertId": "{{alert.id}}",
    "dateStart": "{{alert.firstSeen.epochSecond}}",
    "dateEnd": "{{alert.timeCleared.epochSecond}}",
    "testId": "{{alert.test.id}}",
    "testName": "{{alert.test.name}}",
    "ruleId": "{{alert.rule.id}}",
    "ruleName": "{{alert.rule.name}}",
    "severity": "{{alert.severity.id}}"
  }
}
\`\`\`

Tick *Send a notification when the alert clears* in each rule.`,
  credentials: '`basic` by a classic webhook; `bearer`, `basic` or `header` by a custom one. Nothing is signed.',
  fields: [
    { part: 'delivery', from: '`eventId`' },
    { part: 'stream', from: '`alert.alertId`, of agents `agentAlert.agentNotificationId` where there is none' },
    { part: 'start', from: '`dateStartZoned`, else `dateStart` in the `zone` of the source; `triggered`' },
    { part: 'end', from: '`dateEndZoned`, else `dateEnd` in the `zone` of the source; `cleared`' },
    { part: 'service', from: 'names and ids of test and rule, labels and targets of the test, agent' },
    { part: 'title', from: 'the name of the test or the agent' },
  ],
  states: [
    { says: '`…_NOTIFICATION_TRIGGER`, type 2, whatever the severity', becomes: 'down' },
    { says: '`…_NOTIFICATION_CLEAR`, type 1', becomes: 'up, and down since its start' },
    { says: '`WEBHOOK_TEST`', becomes: TEST },
  ],
  resolution: 'A test runs every 1 to 60 minutes, and a rule waits for as many rounds and agents as it says.',
  blindSpots: [
    { what: 'Alerts in an alert suppression window are not sent', remedy: 'send the window as a `maintenance` signal' },
  ],
};
