import { type SourceGuide, TEST } from './guide.ts';
import { firstTime } from './reading/event-time.ts';
import { eachEvent } from './reading/events.ts';
import { type JsonObject, listAt, objectAt, objectsAt, textAt } from './reading/json-object.ts';
import { noted } from './reading/noted.ts';
import { refused, withDeliveryId } from './reading/parsed.ts';
import { occurrence, type Receipt } from './reading/state.ts';
import { eachLabel } from './reading/tags.ts';
import { asText } from './reading/text.ts';
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
  parse: eachEvent('an event', (event, receipt) => withDeliveryId(readEvent(event, receipt), textAt(event, 'eventId'))),
};

function readEvent(event: JsonObject, receipt: Receipt): Parsed {
  const says = asText(event.eventType ?? event.type ?? '').toUpperCase();
  if (says === 'WEBHOOK_TEST') return refused('test', 'eventType: WEBHOOK_TEST');
  const alert = { ...objectAt(event, 'agentAlert'), ...objectAt(event, 'alert') };
  const monitor = alert.alertId ?? alert.agentNotificationId ?? alert.id;
  // The zoned time may name its zone by letters that have several meanings; the other is UTC.
  const startedAt = firstTime([alert.dateStartZoned, alert.dateStart, alert.startDate, alert.firstSeen], receipt);
  const endedAt = firstTime([alert.dateEndZoned, alert.dateEnd, alert.endDate, alert.timeCleared], receipt) ?? null;
  const words = { monitor, labels: labelsOf(alert), title: titleOf(alert), url: alert.permalink, startedAt };
  // In a custom webhook the kind is a number.
  if (says.endsWith('NOTIFICATION_TRIGGER') || says === '2') return occurrence(words, receipt);
  if (says.endsWith('NOTIFICATION_CLEAR') || says === '1') return occurrence({ ...words, endedAt }, receipt);
  if (says === '') return refused('unreadable', `eventType: expected a kind of event; got ${preview(event.eventType)}`);
  return noted(`eventType: ${preview(event.eventType)}`, { stream: monitor, at: startedAt }, receipt);
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
    ...eachLabel('target', listAt(alert, 'testTargetsDescription')),
    ...eachLabel(
      'label',
      objectsAt(alert, 'testLabels').map(({ name }) => name),
    ),
  };
}

export const guide: SourceGuide = {
  title: 'Cisco ThousandEyes',
  reads: 'Alerts of tests and of agents by classic webhooks, and by the custom webhook below.',
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
    { part: 'start', from: '`dateStartZoned`, else `dateStart`, UTC' },
    { part: 'end', from: '`dateEndZoned`, else `dateEnd`, UTC' },
    { part: 'service', from: 'names and ids of test and rule, labels and targets of the test, agent' },
    { part: 'title', from: 'the name of the test or the agent' },
  ],
  states: [
    { says: '`…_NOTIFICATION_TRIGGER`, whatever the severity', becomes: 'down' },
    { says: '`…_NOTIFICATION_CLEAR`', becomes: 'up, and down since its start' },
    { says: '`WEBHOOK_TEST`', becomes: TEST },
  ],
  resolution: 'A test runs every 1 to 60 minutes, and a rule waits for as many rounds and agents as it says.',
  blindSpots: [
    { what: 'Alerts in an alert suppression window are not sent', remedy: 'send the window as a `maintenance` signal' },
  ],
};
