import { KEPT, type SourceGuide } from './guide.ts';
import { eventTime } from './reading/event-time.ts';
import { eachEvent } from './reading/events.ts';
import { idInAddress } from './reading/id-in-address.ts';
import { isObject, type JsonObject, listAt, objectAt, objectsAt, textAt } from './reading/json-object.ts';
import { meanings } from './reading/meanings.ts';
import { noted } from './reading/noted.ts';
import { refused, withDeliveryId } from './reading/parsed.ts';
import { identity, type OccurrenceWords, occurrence, type Receipt, state } from './reading/state.ts';
import { eachLabel, nameOf } from './reading/tags.ts';
import { preview } from './signals/signal-json.ts';
import type { Delivery, Parsed, SourceType } from './source.ts';

/**
 * Sentry's integration platform: https://docs.sentry.io/organization/integrations/integration-platform/webhooks/
 *
 * Metric alerts, and issues of uptime monitors, tell states. Errors do not: an application that throws may well be up.
 */
export const sentry: SourceType = {
  name: 'sentry',
  silenceMeans: 'up',
  parse: (delivery, options) => withDeliveryId(parseEvents(delivery, options), delivery.headers['request-id']),
};

const parseEvents = eachEvent('a webhook with data', (body, receipt, { headers }) =>
  readBody(body, { ...receipt, headers }),
);

/** Sentry tells in headers what it sends, and when. */
type Hook = Receipt & Pick<Delivery, 'headers'>;

function readBody(body: JsonObject, hook: Hook): Parsed {
  const data = objectAt(body, 'data');
  const action = textAt(body, 'action')?.toLowerCase() ?? '';
  const resource = hook.headers['sentry-hook-resource'] ?? Object.keys(data)[0] ?? '';
  if (isObject(data.metric_alert)) return readMetricAlert(action, data, hook);
  if (isObject(data.issue)) return readIssue(action, data.issue, hook);
  const error = [data.event, data.error, body.event].find(isObject);
  if (error !== undefined) return noteError(error, body, hook);
  if (resource !== '' || action !== '') {
    const at = data.timestamp ?? hook.headers['sentry-hook-timestamp'];
    const subject = { stream: streamOf(data.issue_id ?? data.group_id), at };
    return noted(`${preview(resource)} ${preview(action)} says nothing of a state`, subject, hook);
  }
  // A template of somebody's own: an issue by its link.
  if (issueIn(body.permalink ?? body.url) !== undefined) return noteError(body, body, hook);
  return refused('unreadable', `data: expected what an integration's webhook carries; got ${preview(body.data)}`);
}

const troubleOf = meanings({
  down: ['critical', 'open'],
  degraded: ['warning'],
});

function readMetricAlert(action: string, data: JsonObject, hook: Hook): Parsed {
  const alert = objectAt(data, 'metric_alert');
  const rule = objectAt(alert, 'alert_rule');
  const { date_started, date_detected, date_created, date_closed } = alert;
  const id = identity(alert.id ?? alert.identifier);
  const described = {
    monitor: id === undefined ? undefined : `metric_alert:${id}`,
    title: alert.title ?? rule.name ?? data.description_title,
    url: data.web_url,
    labels: {
      ...eachLabel('project', [...listAt(alert, 'projects'), ...listAt(rule, 'projects')]),
      alert: rule.name ?? alert.title,
      'alert rule id': rule.id,
      environment: rule.environment,
    },
    startedAt: date_started ?? date_detected ?? date_created,
  };
  const trouble = troubleOf(action);
  const since = changedAt(described.startedAt, rule, hook);
  if (trouble !== undefined && since !== undefined) return state({ ...described, state: trouble, at: since }, hook);
  if (trouble !== undefined) return occurrence({ ...described, state: trouble }, hook);
  if (action === 'resolved') return resolved(described, { rule, endedAt: date_closed ?? sentAt(hook) }, hook);
  const expected = 'expected critical, warning or resolved';
  return refused('invalid', `action: ${expected} of a metric alert; got ${preview(action)}`);
}

/** How long after the window of a rule its first alert is sent at the latest. */
const FIRST_ALERT_MS = 5 * 60_000;

/**
 * When an alert went from warning to critical or back: its start stays that of the first, so the time of sending counts. Nothing
 * where it is the first, as far as can be told: the rule has one level, or it is sent soon after the start.
 */
function changedAt(startedAt: unknown, rule: JsonObject, hook: Hook): number | undefined {
  if (!hasWarnings(rule)) return undefined;
  const start = eventTime(startedAt, hook.receivedAt);
  const sent = eventTime(sentAt(hook), hook.receivedAt);
  const windowMs = typeof rule.time_window === 'number' ? rule.time_window * 60_000 : 0;
  if (start === undefined || sent === undefined || sent <= start + 2 * windowMs + FIRST_ALERT_MS) return undefined;
  return sent;
}

function hasWarnings(rule: JsonObject): boolean {
  return objectsAt(rule, 'triggers').some(({ label }) => label === 'warning');
}

interface Resolution {
  readonly rule: JsonObject;
  readonly endedAt: unknown;
}

// Whether it was critical or a mere warning is told by the rule alone, if that knows no warnings.
function resolved(alert: OccurrenceWords, { rule, endedAt }: Resolution, receipt: Receipt): Parsed {
  if (!hasWarnings(rule)) return occurrence({ ...alert, endedAt }, receipt);
  const { monitor, title, url, labels = {} } = alert;
  return state({ monitor, title, url, labels, state: 'up', at: endedAt }, receipt);
}

// In its documented sample a resolved alert has no date_closed.
function sentAt({ headers }: Hook): string | null {
  return headers['sentry-hook-timestamp'] ?? null;
}

function readIssue(action: string, issue: JsonObject, hook: Hook): Parsed {
  const { lastSeen, firstSeen } = issue;
  const stream = streamOf(issue.id ?? issueIn(issue.permalink ?? issue.web_url ?? issue.url));
  const words = isUptime(issue) ? uptimeWords(action, issue, hook) : undefined;
  if (words === undefined)
    return noted(`an issue ${preview(action)} says nothing of a state`, { stream, at: lastSeen ?? firstSeen }, hook);
  const project = objectAt(issue, 'project');
  const labels = { project: project.slug, 'project id': project.id, issue: issue.shortId };
  const url = issue.web_url ?? issue.permalink;
  return occurrence({ monitor: stream, title: issue.title, url, labels, ...words }, hook);
}

function isUptime({ issueCategory, issueType }: JsonObject): boolean {
  return issueCategory === 'uptime' || (nameOf(issueType) ?? '').startsWith('uptime');
}

type Times = Pick<OccurrenceWords, 'startedAt' | 'endedAt'>;

function uptimeWords(action: string, { firstSeen, lastSeen }: JsonObject, hook: Hook): Times | undefined {
  if (action === 'created') return { startedAt: firstSeen };
  if (action === 'unresolved') return { startedAt: lastSeen ?? firstSeen };
  return action === 'resolved' ? { endedAt: sentAt(hook) } : undefined;
}

const NO_STATE = 'an error says nothing of whether the service was up';

function noteError(error: JsonObject, body: JsonObject, receipt: Receipt): Parsed {
  const { issue_id, issue_url, web_url, datetime, timestamp, received, lastSeen } = error;
  // The plugin that came before has the issue beside the event.
  const legacy = body.event === error ? body.id : undefined;
  const id =
    identity(issue_id) ?? issueIn(issue_url ?? web_url) ?? identity(legacy) ?? issueIn(body.permalink ?? body.url);
  const at = datetime ?? timestamp ?? received ?? lastSeen;
  return noted(NO_STATE, { stream: streamOf(id), at }, receipt);
}

function streamOf(issue: unknown): string | undefined {
  const id = identity(issue);
  return id === undefined ? undefined : `issue:${id}`;
}

function issueIn(url: unknown): string | undefined {
  return idInAddress(url, 'issues');
}

export const guide: SourceGuide = {
  title: 'Sentry',
  reads:
    'Webhooks of an internal integration: metric alerts and issues of uptime monitors as states; errors and issues are kept.',
  documentation: 'https://docs.sentry.io/organization/integrations/integration-platform/webhooks/',
  setUp: `
Settings → Developer Settings → Create New Integration → Internal: webhook URL \`{{url}}\`, *Alert Rule Action* on, permission
*Issue & Event: Read*, and under *Webhooks* the resource *issue* if you have uptime monitors. The client secret that is shown is
\`{{secret}}\`. Then add the action *Send a notification via* your integration to the metric alerts that tell whether a service is up,
for critical, warning and resolved.`,
  credentials:
    'The signature by the client secret: `auth: { type: hmac, header: Sentry-Hook-Signature, secret: attain/sentry }`.',
  fields: [
    { part: 'delivery', from: 'the header `Request-ID`' },
    { part: 'stream', from: '`metric_alert:` and `data.metric_alert.id`, or `issue:` and the id of the issue' },
    {
      part: 'start',
      from: '`date_started`, of a later change of level the time of sending; of an uptime issue `firstSeen`, when it comes back `lastSeen`',
    },
    { part: 'end', from: '`date_closed`, else the header `Sentry-Hook-Timestamp`' },
    { part: 'service', from: '`project`, `alert`, `alert rule id`, `environment`' },
    { part: 'title', from: '`data.metric_alert.title`' },
  ],
  states: [
    { says: 'metric alert critical, or open', becomes: 'down' },
    { says: 'metric alert warning', becomes: 'degraded' },
    {
      says: 'either of them long after the start, by a rule with both levels',
      becomes: 'the same since it was sent: a change of level',
    },
    { says: 'metric alert resolved', becomes: 'up, and down since its start if the rule knows no warnings' },
    { says: 'issue of an uptime monitor created or unresolved, and resolved', becomes: 'down, and up' },
    { says: 'event alerts, errors, other issues, installations, comments', becomes: KEPT },
  ],
  resolution: `A metric alert starts at \`date_started\`, with the window that crossed its threshold: up to that window late. Sentry gives a
webhook one second and does not repeat it.`,
  blindSpots: [
    { what: 'A warning that becomes critical: both carry the same start', remedy: 'counts as down from the start' },
    { what: 'A webhook that was lost', remedy: 'the resolution names its start' },
    { what: 'Issues are no outages', remedy: 'make a metric alert of the errors that are' },
  ],
};
