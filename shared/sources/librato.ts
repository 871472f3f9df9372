import { KEPT, type SourceGuide, START_UNTOLD, TEST } from './guide.ts';
import { eachEvent } from './reading/events.ts';
import { isObject, type JsonObject } from './reading/json-object.ts';
import { about, noted } from './reading/noted.ts';
import { refused } from './reading/parsed.ts';
import { occurrence, type Receipt } from './reading/state.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * Librato, later SolarWinds AppOptics:
 * https://documentation.solarwinds.com/en/success_center/appoptics/content/kb/alert/notification_services/webhook.htm
 *
 * The monitor is the alert. An alert names the sources that violate it; its clearing is that of all of them.
 */
export const librato: SourceType = {
  name: 'librato',
  silenceMeans: 'up',
  parse: eachEvent('an alert', readMessage),
};

function readMessage(message: JsonObject, receipt: Receipt): Parsed {
  const { alert, trigger_time: at, account, clear, violations, event_type: type } = message;
  if (!isObject(alert)) {
    const isSnapshot = ['attachments', 'image_url', 'snapshot'].some((key) => key in message);
    return isSnapshot
      ? noted('a snapshot of a chart', {}, receipt)
      : refused('unreadable', `alert: expected the alert; got ${preview(alert)}`);
  }
  if (message.triggered_by_user_test === true) {
    return refused('test', 'triggered_by_user_test: a test', about({ stream: alert.id, at }, receipt));
  }
  const described = {
    monitor: alert.id,
    title: alert.name,
    url: alert.runbook_url,
    labels: { alert: alert.name, account },
  };
  // The services that hand it on name the kind of the event, some of them alone.
  if (typeof clear === 'string' || clear === true || type === 'alert_clear')
    return occurrence({ ...described, endedAt: at ?? null }, receipt);
  if (VIOLATED.some((key) => isFilled(message[key]))) return occurrence({ ...described, startedAt: at }, receipt);
  return refused('invalid', `violations: expected violations, or clear; got ${preview(violations)}`);
}

/** What violates the alert; the first version tells measurements, of several sources the first by itself too. */
const VIOLATED = ['violations', 'measurement', 'measurements'];

function isFilled(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

export const guide: SourceGuide = {
  title: 'Librato and AppOptics',
  reads:
    'Alerts and their clearing, as the webhook service of Librato and of its successor SolarWinds AppOptics (until 2026) posts them.',
  documentation:
    'https://documentation.solarwinds.com/en/success_center/appoptics/content/kb/alert/notification_services/webhook.htm',
  setUp: `
Settings → Notification Services → Webhook: URL \`{{url}}/{{secret}}\`; then, in each alert, add that service, and let the alert
clear *when the condition is no longer met* rather than by a timer.`,
  credentials: `\`auth: { type: path, secret: attain/librato }\`, or
\`auth: { type: query, name: key, secret: attain/librato }\` with the address \`{{url}}?key={{secret}}\`; or
\`auth: { type: basic, username: attain, secret: attain/librato }\` with both in the address
(\`https://attain:{{secret}}@…\`). Nothing is signed.`,
  fields: [
    { part: 'stream', from: '`alert.id`' },
    { part: 'start', from: '`trigger_time` of an alert with `violations`' },
    { part: 'end', from: '`trigger_time` of an alert with `clear`' },
    { part: 'service', from: '`alert.name`, `account`' },
    { part: 'title', from: '`alert.name`' },
  ],
  states: [
    { says: '`violations`', becomes: 'down' },
    { says: '`clear` normal, auto or manual', becomes: 'up' },
    { says: '`triggered_by_user_test`', becomes: TEST },
    { says: 'snapshots of charts', becomes: KEPT },
  ],
  resolution: 'Conditions are evaluated every minute; an alert comes after the duration of its condition.',
  blindSpots: [START_UNTOLD, { what: 'An alert cleared by hand or by a timer', remedy: 'takes it for the end' }],
};
