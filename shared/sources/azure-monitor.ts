import { readActivity, readResourceEvent } from './azure-activity-log.ts';
import { dimensionsOf, isTest, testOf, wordOf } from './azure-alert.ts';
import { readOlderAlert } from './azure-older-alerts.ts';
import { saidByAzure } from './azure-said.ts';
import { inCommonNames } from './azure-shapes.ts';
import { KEPT, type SourceGuide, TEST } from './guide.ts';
import { eachEvent } from './reading/events.ts';
import { isObject, type JsonObject, objectAt, objectsAt, textAt, unpacked } from './reading/json-object.ts';
import { numbered } from './reading/labels.ts';
import { noted } from './reading/noted.ts';
import { refused, together } from './reading/parsed.ts';
import { occurrence, type Receipt } from './reading/state.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * Azure Monitor: the common alert schema, and the schemas of each kind of alert that came before it:
 * https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-common-schema
 *
 * The monitor is the alert; only of metric alerts is it told when they resolved.
 */
export const azureMonitor: SourceType = {
  name: 'azure-monitor',
  silenceMeans: 'up',
  parse: eachEvent('an alert', readAlert),
};

function readAlert(alert: JsonObject, receipt: Receipt): Parsed {
  const inner = unpacked(alert.data);
  const data = isObject(inner) ? inner : alert;
  if (isObject(data.essentials) && isWritten(data.essentials)) return readCommon(data, data.essentials, receipt);
  const listed = objectsAt(alert, 'value').filter(({ properties }) => isObject(properties));
  if (listed.length > 0) return together(listed.map((each) => readAlert(each, receipt)));
  const carried = withinRunbook(alert);
  if (carried !== undefined) return readAlert(carried, receipt);
  const { essentials, context } = objectAt(data, 'properties');
  if (isObject(essentials)) return readCommon({ alertContext: context }, essentialsOf(data, essentials), receipt);
  if (isObject(data.resourceInfo)) return readResourceEvent(data.resourceInfo, receipt);
  if ('validationCode' in data) return noted('Event Grid asks whether this address is wanted', {}, receipt);
  const older = readOlderAlert(data, receipt);
  if (older !== undefined) return older;
  const otherwise = inCommonNames(isObject(inner) ? { data } : alert) ?? saidByAzure(alert);
  if (otherwise !== undefined) return readCommon(otherwise, otherwise.essentials, receipt);
  if (textAt(alert, 'schemaId') !== undefined) return noted(`schemaId: ${preview(alert.schemaId)}`, {}, receipt);
  return refused('unreadable', `data.essentials: expected the common alert schema; got ${preview(data.essentials)}`);
}

/** What a runbook is started with, or all of its parameters. */
function withinRunbook({ RequestBody, WebhookData }: JsonObject): JsonObject | undefined {
  const webhook = unpacked(WebhookData);
  const body = unpacked(isObject(webhook) ? webhook.RequestBody : RequestBody);
  return isObject(body) ? body : undefined;
}

/** Whether the names are those of the schema. */
function isWritten(essentials: JsonObject): boolean {
  return 'alertId' in essentials || 'monitorCondition' in essentials;
}

/** What an alert says as a resource of Azure, as smart detection sends it, in the words of the common schema. */
function essentialsOf({ id, name }: JsonObject, said: JsonObject): JsonObject {
  return {
    ...said,
    alertId: id,
    alertRule: name ?? said.alertRule,
    firedDateTime: said.startDateTime,
    resolvedDateTime: said.monitorConditionResolvedDateTime,
    monitoringService: said.monitorService,
    alertTargetIDs: [said.targetResource],
    configurationItems: [said.targetResourceName],
  };
}

function readCommon(data: JsonObject, essentials: JsonObject, receipt: Receipt): Parsed {
  // Only what its user sends by hand or in words of their own has no id.
  const { originAlertId, alertRule, alertId = originAlertId ?? alertRule } = essentials;
  const { firedDateTime, resolvedDateTime, signalType, monitoringService } = essentials;
  if (isTest(alertId, alertRule)) return testOf({ stream: alertId, at: firedDateTime }, receipt);
  const context = objectAt(data, 'alertContext');
  const targets = essentials.alertTargetIDs ?? essentials.alertTargetIds;
  const labels = {
    alertRule,
    severity: essentials.severity,
    signalType,
    monitoringService,
    ...numbered('target', targets),
    ...numbered('resource', essentials.configurationItems),
    ...dimensionsOf(context),
    ...objectAt(context, 'labels'),
    ...objectAt(data, 'customProperties'),
  };
  const described = { labels, title: alertRule, url: essentials.investigationLink };
  if (signalType === 'Activity Log' || typeof context.operationName === 'string') {
    const [target]: readonly unknown[] = Array.isArray(targets) ? targets : [];
    return readActivity(context, { ...described, alert: alertId, target, firedAt: firedDateTime }, receipt);
  }
  const alert = { ...described, monitor: alertId, startedAt: firedDateTime };
  const said = { stream: alertId, at: firedDateTime };
  const condition = wordOf(essentials.monitorCondition);
  // Money that is spent is no trouble of a service, and never resolves.
  if (condition === '' || monitoringService === 'CostAlerts')
    return noted(`an alert without a state, of ${preview(monitoringService)}`, said, receipt);
  switch (condition) {
    case 'fired':
      return occurrence(alert, receipt);
    case 'resolved':
      return occurrence({ ...alert, endedAt: resolvedDateTime ?? null }, receipt);
    default:
      return refused(
        'invalid',
        `data.essentials.monitorCondition: expected Fired or Resolved; got ${preview(essentials.monitorCondition)}`,
      );
  }
}

export const guide: SourceGuide = {
  title: 'Azure Monitor',
  reads:
    'The common alert schema of metric, log, Prometheus, smart detection, Resource Health and Service Health alerts; also the ' +
    'older schemas of metric and activity log alerts, what a runbook is started with, and the health of resources by Event Grid. ' +
    'Names of the common schema in capitals or small letters, its essentials alone, the text of a mail or a short message, cards for ' +
    'chats, and alerts as the API lists them.',
  documentation: 'https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-common-schema',
  setUp: `
Monitor → Alerts → Action groups → your group → Actions: *Webhook*, URI \`{{url}}/{{secret}}\`, *Enable the common alert
schema*: yes. Or:

\`\`\`sh
az monitor action-group create --resource-group monitoring --name attain \\
  --action webhook attain '{{url}}/{{secret}}' usecommonalertschema
\`\`\`

Let alert rules resolve themselves (*Automatically resolve alerts*, \`autoMitigate: true\`): a rule that does not leaves its
alert open here too. \`attain\` knows the service by a custom property of the rule (\`service: checkout\`) or by its target.`,
  credentials: `\`auth: { type: path, secret: attain/azure-monitor }\`, or
\`auth: { type: query, name: key, secret: attain/azure-monitor }\` with the address \`{{url}}?key={{secret}}\`: an
action group adds no header of its own. Azure signs nothing.`,
  fields: [
    {
      part: 'stream',
      from: '`alertId`, in a text rule and resource; of Resource Health the resource; of Service Health the `trackingId`',
    },
    {
      part: 'start',
      from: '`firedDateTime`; of Resource Health `eventTimestamp` or `occurredTime`, of Service Health `impactStartTime`',
    },
    { part: 'end', from: '`resolvedDateTime`, else the time of receipt; of Service Health `impactMitigationTime`' },
    { part: 'service', from: 'rule, target, resource, dimensions, Prometheus labels, custom properties' },
    { part: 'title', from: '`alertRule`' },
  ],
  states: [
    { says: '`monitorCondition` Fired, whatever the severity', becomes: 'down' },
    { says: '`monitorCondition` Resolved', becomes: 'up, and down since it fired' },
    { says: 'Resource Health Available, Degraded, Unavailable, Unknown', becomes: 'up, degraded, down, unknown' },
    { says: 'Service Health: an incident, until its stage is Resolved', becomes: 'degraded' },
    { says: 'Service Health: maintenance, planned or begun', becomes: 'a maintenance window' },
    { says: 'the same without an end', becomes: 'noted as maintenance, no signal' },
    { says: 'other entries of the activity log, budgets, autoscale', becomes: KEPT },
    { says: '*Test action group*', becomes: TEST },
  ],
  resolution:
    'A metric alert fires after its window and its frequency of evaluation, by default 5 minutes and 1 minute.',
  blindSpots: [
    {
      what: 'Log alerts of the older schema only fire',
      remedy: 'notes them: without an end they would stay down for ever',
    },
    { what: 'When a log alert resolved', remedy: 'takes the time of receipt, and marks it' },
    {
      what: 'An older metric alert names its rule, not the resource of several',
      remedy: 'takes them for one: use the common schema',
    },
  ],
};
