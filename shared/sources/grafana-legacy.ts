import { KEPT, type SourceGuide, TEST } from './guide.ts';
import { readAlertMessage } from './reading/alert-message.ts';
import { withBody } from './reading/body.ts';
import { withoutEnvelope } from './reading/envelope.ts';
import { isObject, type JsonObject, objectAt, textAt } from './reading/json-object.ts';
import { meanings } from './reading/meanings.ts';
import { about, noted } from './reading/noted.ts';
import { refused, together } from './reading/parsed.ts';
import { type Receipt, state } from './reading/state.ts';
import { asText } from './reading/text.ts';
import { preview } from './signals/signal-json.ts';
import type { FeedOptions, Parsed, SourceType } from './source.ts';

/**
 * Grafana's alerting of dashboards, up to Grafana 10: https://grafana.com/docs/grafana/v7.5/alerting/notifications/#webhook
 *
 * The monitor is the rule's id. No message has a time, so that of receipt counts. `evalMatches` names the series of one
 * evaluation and is empty in the message that closes: it can tell no service.
 */
export const grafanaLegacy: SourceType = {
  name: 'grafana-legacy',
  silenceMeans: 'up',
  parse: (delivery, options) =>
    withBody(delivery, (content) => {
      const context = { ...options, receivedAt: delivery.receivedAt };
      const message = withoutEnvelope(content);
      const read = readLegacyAlerts(message, context);
      if (read !== undefined) return read;
      if (isObject(message) && Array.isArray(message.alerts)) return readAlertMessage(message, context);
      return refused('unreadable', `ruleId: expected an alert of a dashboard in Grafana; got ${preview(message)}`);
    }),
};

const stateOf = meanings({
  down: ['alerting'],
  up: ['ok'],
  unknown: ['no_data', 'unknown', 'execution_error'],
  none: ['pending', 'paused'],
});

/** The one alert that a message is, or each of a list; nothing where there is another message. */
export function readLegacyAlerts(message: unknown, context: FeedOptions & Receipt): Parsed | undefined {
  if (isLegacyAlert(message)) return readLegacyAlert(message, context);
  if (!Array.isArray(message) || !message.some(isLegacyAlert)) return undefined;
  return together(message.map((item: unknown) => readLegacyAlerts(item, context) ?? readAlertMessage(item, context)));
}

/** By its rule, or by a title that begins with the state: whoever takes the rule out leaves that. */
function isLegacyAlert(message: unknown): message is JsonObject {
  if (!isObject(message) || 'alerts' in message) return false;
  return ['ruleId', 'ruleName', 'evalMatches'].some((key) => key in message) || stateOf(wordIn(message)) !== undefined;
}

/** The title begins with the state in brackets. */
const TITLE = /^\[([^\]]*)\] */;

function wordIn(message: JsonObject): string | undefined {
  return TITLE.exec(textAt(message, 'title') ?? '')?.[1];
}

function readLegacyAlert(message: JsonObject, receipt: Receipt): Parsed {
  const { ruleId, ruleName, ruleUrl, dashboardId, panelId, orgId } = message;
  const monitor = ruleId ?? ruleName ?? textAt(message, 'title')?.replace(TITLE, '');
  const said = textAt(message, 'state') ?? wordIn(message);
  if (isTest(message)) return refused('test', 'a test of a notification channel', about({ stream: monitor }, receipt));
  const current = stateOf(said);
  // Neither an outage nor a recovery: a rule that waits for its `for`, or that somebody paused.
  if (current === 'none') return noted(`state: a rule that is ${said?.toLowerCase()}`, { stream: monitor }, receipt);
  if (current === undefined) {
    const expected = 'expected one of alerting, ok, no_data, unknown, pending, paused';
    return refused('invalid', `state: ${expected}; got ${preview(message.state)}`);
  }
  const labels = { ...objectAt(message, 'tags'), ruleName, dashboardId, panelId, orgId };
  return state({ monitor, state: current, labels, title: ruleName, url: ruleUrl }, receipt);
}

// From Grafana 8 on a test has the id of no rule, by chance.
function isTest({ ruleId, message }: JsonObject): boolean {
  const said = typeof message === 'string' ? message : '';
  return asText(ruleId) === '0' || /^someone is testing the alert notification within grafana/i.test(said);
}

export const guide: SourceGuide = {
  title: 'Grafana legacy alerting',
  reads:
    'Webhooks of the alerting of dashboards (Grafana 4 to 10). Unified alerting that comes here is read as [grafana](grafana.md).',
  documentation: 'https://grafana.com/docs/grafana/v7.5/alerting/notifications/#webhook',
  setUp: `
\`\`\`yaml
# provisioning/notifiers/attain.yaml
notifiers:
  - name: attain
    uid: attain
    type: webhook
    is_default: true
    disable_resolve_message: false
    send_reminder: false
    settings:
      url: '{{url}}'
      httpMethod: POST
      username: attain
    secure_settings:
      password: '{{secret}}'
\`\`\`

Give each alert rule a tag such as \`service\` that the catalogue can match.`,
  credentials: `\`auth: { type: basic, username: attain, secret: attain/grafana-legacy }\`; or
\`auth: { type: path, secret: attain/grafana-legacy }\` with the address \`{{url}}/{{secret}}\`. It signs nothing.`,
  fields: [
    { part: 'stream', from: '`ruleId`, else `ruleName`, else the `title` behind its bracket' },
    { part: 'start', from: 'the time of receipt: no message has one of its own' },
    { part: 'end', from: 'the time of receipt' },
    { part: 'service', from: '`tags`, `ruleName`, `dashboardId`, `panelId`, `orgId`' },
    { part: 'title', from: '`ruleName`' },
  ],
  states: [
    { says: '`state` alerting', becomes: 'down' },
    { says: '`state` ok', becomes: 'up' },
    { says: '`state` no_data, unknown, execution_error', becomes: 'unknown' },
    { says: '`state` pending, paused', becomes: KEPT },
    { says: '`ruleId` 0, or the message that somebody is testing', becomes: TEST },
  ],
  resolution: `An alert starts when its rule fires: the true start, the evaluation interval and the rule's \`for\` later. A message that
is late is counted as late, since it has no time.`,
  blindSpots: [
    {
      what: 'A rule that is set to alert on no data or on errors fires as if the service were down',
      remedy: 'counts it as down; set it to "No Data" and "Keep Last State" instead',
    },
    { what: 'A message that is lost is not sent again', remedy: 'the next change of the rule closes or opens it' },
  ],
};
