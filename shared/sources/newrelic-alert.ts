import { firstTime } from './reading/event-time.ts';
import { idInAddress } from './reading/id-in-address.ts';
import { isObject, type JsonObject, listAt, textAt, unpacked } from './reading/json-object.ts';
import { joinedLabels } from './reading/labels.ts';
import { type Incident, stillOpen, turn } from './reading/life-cycle.ts';
import { meanings } from './reading/meanings.ts';
import { noted } from './reading/noted.ts';
import { identity, type Receipt } from './reading/state.ts';
import { eachLabel } from './reading/tags.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed } from './source.ts';

/**
 * What New Relic sent before it had channels, and what was written for it still sends: an alert or a deployment as JSON under that
 * name in a form, or as an object. It tells no state but in words, `Alert opened on ...`, and one time: when that happened.
 * https://docs.newrelic.com/docs/alerts/new-relic-alerts/managing-notification-channels/webhook-examples-legacy
 *
 * The stream is the incident that its address leads to.
 */
export function readFirstAlert(body: JsonObject, receipt: Receipt): Parsed | undefined {
  const [alert, deployment] = [unpacked(body.alert ?? body), unpacked(body.deployment)];
  if (isObject(deployment) && 'revision' in deployment) {
    return noted('a deployment says nothing of a state', { at: deployment.created_at }, receipt);
  }
  return isObject(alert) && isAlert(alert) ? readAlert(alert, receipt) : undefined;
}

function isAlert(alert: JsonObject): boolean {
  return 'alert_url' in alert && DESCRIPTIONS.some((name) => name in alert);
}

const DESCRIPTIONS = ['long_description', 'short_description'];

/** `Alert ended for X -- Triggered by: Y`, `Ended alert for X: Y`, `X alert ended`. */
const SAYINGS = [/^alert (?:downtime )?(\w+)/i, /^(\w+) alert\b/i, /\balert (\w+)$/i];

const phaseFrom = meanings({
  opened: ['opened', 'new', 'started'],
  escalated: ['escalated'],
  acknowledged: ['acknowledged'],
  restored: ['ended', 'closed', 'recovered'],
  cancelled: ['canceled', 'cancelled', 'disabled'],
});

function readAlert(alert: JsonObject, receipt: Receipt): Parsed {
  const about = incidentOf(alert);
  const at = firstTime([alert.created_at], receipt);
  const phase = phaseOf(alert);
  if (phase === undefined) {
    const said = preview(alert.long_description ?? alert.short_description);
    return noted(`long_description: ${said} says nothing of a state`, { stream: about.id, at }, receipt);
  }
  return phase === 'escalated' ? stillOpen(at, about, receipt) : turn(phase, at, about, receipt);
}

function phaseOf(alert: JsonObject): ReturnType<typeof phaseFrom> {
  const words = DESCRIPTIONS.flatMap((name) => SAYINGS.map((saying) => saying.exec(textAt(alert, name) ?? '')?.[1]));
  return words.map(phaseFrom).find((phase) => phase !== undefined);
}

function incidentOf(alert: JsonObject): Incident {
  const { alert_url: url, application_name, alert_policy_name, account_name, severity, message } = alert;
  return {
    id: idInAddress(url, 'incidents') ?? identity(url) ?? application_name ?? alert_policy_name,
    priority: severity,
    title: message,
    url,
    labels: joinedLabels(
      eachLabel('policy', listAt(alert, 'alert_policy_name')),
      eachLabel('entity', [...listAt(alert, 'application_name'), ...listAt(alert, 'servers')]),
      { account: account_name },
    ),
  };
}
