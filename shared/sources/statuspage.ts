import { KEPT, type SourceGuide } from './guide.ts';
import { firstTime, timeOf } from './reading/event-time.ts';
import { eachEvent } from './reading/events.ts';
import { keyword } from './reading/fields.ts';
import { impactState } from './reading/impact.ts';
import { isObject, type JsonObject, objectAt, objectsAt } from './reading/json-object.ts';
import { noted, underMaintenance } from './reading/noted.ts';
import { readPageIncident } from './reading/page-incident.ts';
import { refused, together, withDeliveryId } from './reading/parsed.ts';
import { identity, type Receipt, state } from './reading/state.ts';
import { asText } from './reading/text.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * Atlassian Statuspage, webhook subscriptions: https://support.atlassian.com/statuspage/docs/enable-webhook-notifications.
 * What a supplier says of itself. Pages of other makers that send the same, such as Instatus, are read alike.
 *
 * Three kinds of streams: `component:<id>`, `incident:<id>` and `page:<id>`.
 */
export const statuspage: SourceType = {
  name: 'statuspage',
  silenceMeans: 'up',
  parse: eachEvent('a notification of Statuspage', readMessage),
};

/** One notification, or what the page's API has in the shape of one. */
export function readMessage(message: JsonObject, receipt: Receipt): Parsed {
  const incident = isObject(message.maintenance) ? maintenanceIn(message.maintenance, receipt) : message.incident;
  const parts = [
    ...componentUpdates(message).map((update) => readComponent(message, update, receipt)),
    ...componentsListed(message).map((component) => readComponent({ ...message, component }, {}, receipt)),
    ...[incident, ...LISTS.flatMap((list) => objectsAt(message, list))]
      .filter(isObject)
      .map((each) => readIncident(message, each, receipt)),
  ];
  const [only] = parts;
  if (only === undefined) return readPage(message, receipt);
  return parts.length === 1 ? only : together(parts);
}

/** As the page's API lists what its notifications tell one by one. */
const LISTS = ['incidents', 'scheduled_maintenances'];

/** A component may come without what changed of it. */
function componentUpdates({ component_update: update, component, incident }: JsonObject): readonly JsonObject[] {
  if (isObject(update)) return [update];
  return isObject(component) && component.status !== undefined && !isObject(incident) ? [{}] : [];
}

/** Those that the page's API lists. */
function componentsListed(message: JsonObject): readonly JsonObject[] {
  return isObject(message.incident)
    ? []
    : objectsAt(message, 'components').filter(({ status }) => status !== undefined);
}

const MINUTE_MS = 60_000;

/**
 * Instatus tells maintenance under a name of its own, and its length in minutes rather than its end; Better Stack when it starts
 * and ends.
 */
function maintenanceIn(said: JsonObject, { zone = 'UTC' }: Receipt): JsonObject {
  const {
    scheduled_for: start = said.start ?? said.starts_at ?? said.started_at,
    duration,
    maintenance_updates,
  } = said;
  const startedAt = timeOf(start, zone);
  const end = startedAt === undefined ? undefined : startedAt + Number(asText(duration)) * MINUTE_MS;
  return {
    scheduled_until: said.ends_at ?? end,
    incident_updates: maintenance_updates,
    ...said,
    scheduled_for: start,
    impact: 'maintenance',
  };
}

/** It is told whole again at every update, of which the newest comes first. */
function readIncident(message: JsonObject, incident: JsonObject, receipt: Receipt): Parsed {
  const [newest] = objectsAt(incident, 'incident_updates');
  return withDeliveryId(readPageIncident(incident, pageLabels(message), receipt), identity(newest?.id));
}

function readComponent(message: JsonObject, update: JsonObject, receipt: Receipt): Parsed {
  return withDeliveryId(readComponentUpdate(message, update, receipt), identity(update.id));
}

function readComponentUpdate(message: JsonObject, update: JsonObject, receipt: Receipt): Parsed {
  const component = objectAt(message, 'component');
  const { name, updated_at } = component;
  const id = identity(update.component_id) ?? identity(component.id) ?? identity(name);
  const said = update.new_status ?? component.status;
  const at = firstTime([update.created_at, updated_at, objectAt(message, 'meta').generated_at], receipt);
  const monitor = id && `component:${id}`;
  if (/^(under)?maintenance$/.test(keyword(said)))
    return underMaintenance('new_status: under maintenance', { stream: monitor, at }, receipt);
  const current = impactState(said);
  if (current === undefined) {
    return refused('invalid', `new_status: expected operational, partial_outage or the like; got ${preview(said)}`);
  }
  const previous = impactState(update.old_status);
  const labels = { ...pageLabels(message), component: name, 'component id': id };
  const change = { monitor, state: current, at, labels, title: name, previous };
  return state(change, receipt);
}

function pageLabels(message: JsonObject): JsonObject {
  const { id, name } = objectAt(message, 'page');
  return { page: id, 'page name': name };
}

/** What says how the page is as a whole, or something about the subscription. */
function readPage(message: JsonObject, receipt: Receipt): Parsed {
  const { id, name, url, status_indicator, updated_at } = objectAt(message, 'page');
  // The API tells it beside the page.
  const indicator = status_indicator ?? objectAt(message, 'status').indicator;
  if (message.unsubscribed !== undefined || message.subscriber !== undefined) {
    return noted('a subscription began or ended', {}, receipt);
  }
  const said = identity(id);
  if (said === undefined || indicator === undefined) {
    return refused(
      'unreadable',
      `expected component_update, incident or page, as of Statuspage; got ${preview(message)}`,
    );
  }
  const at = firstTime([updated_at, objectAt(message, 'meta').generated_at], receipt);
  const current = impactState(indicator);
  if (current === undefined) return noted('status_indicator: no state', { stream: `page:${said}`, at }, receipt);
  return state({ monitor: `page:${said}`, state: current, at, labels: pageLabels(message), title: name, url }, receipt);
}

export const guide: SourceGuide = {
  title: 'Atlassian Statuspage',
  reads:
    'Webhook subscriptions to a status page, of a supplier or your own: component updates, incidents, scheduled maintenance; ' +
    'and what the API of a page tells (`summary.json`, `status.json`).',
  documentation: 'https://support.atlassian.com/statuspage/docs/enable-webhook-notifications/',
  setUp: `
On the status page: *Subscribe to updates → Webhook*, URL \`{{url}}/{{secret}}\`, and an address for mails when it fails.
Choose components there if the page lets you. Not every page offers webhooks.

Pick one or the other for the supplier's service, under an agreement of kind \`supplier\`:

\`\`\`yaml
monitors:
  - id: supplier-api
    source: statuspage-supplier
    match: { component: API }             # the minutes of the component, and its maintenance
  # match: { component API: 'true' }      # the incidents that name the component, and its maintenance
\`\`\``,
  credentials: `\`auth: { type: path, secret: attain/statuspage }\`, or
\`auth: { type: query, name: key, secret: attain/statuspage }\` with the address \`{{url}}?key={{secret}}\`. Statuspage
sends no header of yours and signs nothing.`,
  fields: [
    { part: 'delivery', from: '`component_update.id`; `incident.incident_updates[0].id`' },
    { part: 'stream', from: '`component:` and the id of the component; `incident:` and the id of the incident' },
    { part: 'start', from: '`component_update.created_at`; `incident.started_at` or else `incident.created_at`' },
    { part: 'end', from: '`component_update.created_at`; `incident.resolved_at`' },
    {
      part: 'service',
      from: '`page`, `page name`; `component` and `component id`, or `component <name>` for each of an incident',
    },
    { part: 'title', from: 'the name of the component or incident' },
    { part: 'incident', from: 'the same id as the stream: opened, updated, restored' },
    { part: 'priority', from: '`incident.impact`' },
  ],
  states: [
    { says: 'component operational', becomes: 'up' },
    { says: 'component degraded_performance, partial_outage', becomes: 'degraded' },
    { says: 'component major_outage', becomes: 'down' },
    { says: 'component under_maintenance', becomes: 'noted, no signal: the scheduled maintenance tells when' },
    { says: 'incident open, impact minor', becomes: 'degraded, and an incident opened or updated' },
    { says: 'incident open, impact major or critical', becomes: 'down, and an incident opened or updated' },
    { says: 'incident open, impact none', becomes: KEPT },
    { says: 'incident resolved, postmortem', becomes: 'up, and before it what its impact says; an incident restored' },
    {
      says: 'scheduled maintenance',
      becomes: 'announced maintenance of each component, called off when completed early',
    },
    { says: '`page.status_indicator` alone', becomes: 'the state of the page' },
  ],
  resolution: `What people write, when they write it: a supplier's page is often late by many minutes and rarely early. Times given
afterwards (\`backfilled\`) are taken as given. Use it for what the supplier admits, and a monitor of your own for what was.`,
  blindSpots: [
    {
      what: 'An incident is told with its impact of now, not with what it was when',
      remedy: 'where its updates show that it changed, its start is not taken as the start of the impact it ended with',
    },
    {
      what: 'Maintenance is told again with every update',
      remedy: 'the first announcement of the same start and end counts; another window is announced anew',
    },
    {
      what: 'A notification that was not delivered, or a subscription that ended',
      remedy: '`reconcile` makes good what it said of components and incidents, by what the page shows',
    },
    { what: 'Maintenance that is deleted is not told', remedy: 'cancel it with a signal' },
  ],
};
