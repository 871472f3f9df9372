import { readActivity } from './azure-activity-log.ts';
import { dimensionsOf, isTest, testOf, wordOf } from './azure-alert.ts';
import { fieldsOf, firstText } from './reading/fields.ts';
import { isObject, type JsonObject, objectAt, textAt } from './reading/json-object.ts';
import { numbered } from './reading/labels.ts';
import { noted } from './reading/noted.ts';
import { refused } from './reading/parsed.ts';
import { occurrence, type Receipt } from './reading/state.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed } from './source.ts';

/**
 * The schemas that each kind of alert of Azure Monitor had before the common one; nothing if it is none of them.
 * https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-non-common-schema-definitions
 */
export function readOlderAlert(data: JsonObject, receipt: Receipt): Parsed | undefined {
  const rule = logRuleOf(data);
  if (rule !== undefined)
    return noted('a log alert of the older schema: it never tells its end', { stream: rule }, receipt);
  return isObject(data.context) ? readWithContext(data, data.context, receipt) : undefined;
}

/** The rule of a log alert. Where the body is the user's, the results show what it is; its documentation says `alertname`. */
function logRuleOf(data: JsonObject): string | undefined {
  const isOwn = ['SearchResult', 'SearchResults', 'IncludeSearchResults'].some((key) => key in data);
  return textAt(data, 'AlertRuleName') ?? (isOwn ? firstText(fieldsOf(data), 'alertrulename', 'alertname') : undefined);
}

/** Metric alerts, the classic ones among them, entries of the activity log, and autoscale. */
function readWithContext(data: JsonObject, context: JsonObject, receipt: Receipt): Parsed {
  const { id, name, timestamp, severity, resourceName, resourceGroupName, resourceType, resourceId } = context;
  const said = { stream: id, at: timestamp };
  if (isTest(id, name)) return testOf(said, receipt);
  const custom = objectAt(data, 'properties');
  if (isObject(context.activityLog)) {
    const { activityLog } = context;
    const target = activityLog.resourceId;
    return readActivity(activityLog, { labels: { ...numbered('target', target), ...custom }, target }, receipt);
  }
  if (textAt(data, 'operation') !== undefined) return noted(`autoscale: ${preview(data.operation)}`, said, receipt);
  const named = {
    alertRule: name,
    severity,
    resource: resourceName,
    resourceGroupName,
    resourceType,
    target: resourceId,
  };
  const labels = { ...named, ...dimensionsOf(context), ...custom };
  const alert = { monitor: id, labels, title: name, url: context.portalLink };
  switch (wordOf(data.status)) {
    case 'activated':
    case 'fired':
      return occurrence({ ...alert, startedAt: timestamp }, receipt);
    case 'deactivated':
    case 'resolved':
      return occurrence({ ...alert, endedAt: timestamp ?? null }, receipt);
    default:
      return refused(
        'invalid',
        `data.status: expected Activated, Deactivated or Resolved; got ${preview(data.status)}`,
      );
  }
}
