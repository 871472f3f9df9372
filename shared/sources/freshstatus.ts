import { KEPT, type SourceGuide, TEST } from './guide.ts';
import { firstTime } from './reading/event-time.ts';
import { eachEvent } from './reading/events.ts';
import { keyword } from './reading/fields.ts';
import { type JsonObject, objectAt } from './reading/json-object.ts';
import { turn } from './reading/life-cycle.ts';
import { maintenance } from './reading/maintenance.ts';
import { about, noted } from './reading/noted.ts';
import { refused, withDeliveryId } from './reading/parsed.ts';
import { identity, type Receipt } from './reading/state.ts';
import { eachLabel } from './reading/tags.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * Freshstatus, webhooks: incidents and maintenance of a status page, opened, noted upon and closed.
 *
 * The monitor is the id of the incident. It knows no severity: an open incident is degraded.
 */
export const freshstatus: SourceType = {
  name: 'freshstatus',
  silenceMeans: 'up',
  parse: eachEvent('an event of Freshstatus', readEvent),
};

const CLOSED = /^(closed|resolved|completed|cancell?ed)$/;

function readEvent(event: JsonObject, receipt: Receipt): Parsed {
  const data = objectAt(event, 'event_data');
  const told = keyword(data.event_type);
  // A note has an id of its own.
  const id = identity(event.incident_id) ?? identity(event.id);
  const toldAt = data.event_created_on;
  if (id !== undefined && told === '' && identity(event.incident_id) !== undefined) {
    return noted('event_type: none, of a note to an incident or to maintenance', { stream: id, at: toldAt }, receipt);
  }
  const type = told || impliedType(event);
  if (id === undefined || !/^(incident|maintenance)/.test(type)) {
    return refused(
      'unreadable',
      `event_data.event_type: expected INCIDENT_OPEN or the like; got ${preview(data.event_type)}`,
    );
  }
  const subject = { stream: id, at: firstTime([event.start_time, toldAt], receipt) };
  if (id === '1') return refused('test', 'id 1: the sample that tries a webhook', about(subject, receipt));
  const parsed = type.startsWith('incident')
    ? readIncident(event, { id, type, toldAt }, receipt)
    : readMaintenance(event, { id, type, toldAt }, receipt);
  return withDeliveryId(parsed, identity(data.event_id));
}

/** What happened where the body does not say it, as when somebody hands on what they wrote of it themselves. */
function impliedType(event: JsonObject): string {
  const word = keyword(event.incident_status ?? event.status);
  const isClosed = CLOSED.test(word);
  if (event.scheduled_start_time !== undefined) return isClosed ? 'maintenanceclosed' : 'maintenanceplanned';
  if (isClosed) return 'incidentclosed';
  if (word === 'reopened') return 'incidentreopen';
  return word === 'open' ? 'incidentopen' : '';
}

interface Heading {
  readonly id: string;
  readonly type: string;
  /** When it was told. */
  readonly toldAt: unknown;
}

function readIncident(event: JsonObject, { id, type, toldAt }: Heading, receipt: Receipt): Parsed {
  const { title, start_time: startedAt, end_time: endedAt } = event;
  const said = { id, startedAt, trouble: 'degraded', labels: labelsOf(event), title } as const;
  if (type === 'incidentopen') return turn('opened', firstTime([startedAt, toldAt], receipt), said, receipt);
  if (type === 'incidentreopen') return turn('reopened', toldAt, said, receipt);
  const isClosed =
    CLOSED.test(keyword(event.incident_status ?? event.status)) || CLOSED.test(type.slice('incident'.length));
  if (isClosed) return turn('restored', firstTime([endedAt, toldAt], receipt), said, receipt);
  return noted(`event_type: ${type}, of an open incident`, { stream: id, at: toldAt }, receipt);
}

function readMaintenance(event: JsonObject, { id, type, toldAt }: Heading, receipt: Receipt): Parsed {
  const { scheduled_start_time, scheduled_end_time, start_time, end_time, title } = event;
  if (type !== 'maintenanceplanned') {
    return noted(`event_type: ${type}, of maintenance that was announced`, { stream: id, at: toldAt }, receipt);
  }
  const [start, end] = [scheduled_start_time ?? start_time, scheduled_end_time ?? end_time];
  return maintenance({ maintenance: id, labels: labelsOf(event), start, end, announcedAt: toldAt, title }, receipt);
}

function labelsOf(event: JsonObject): JsonObject {
  const { affected_services: services } = event;
  const names = typeof services === 'string' ? services.split(',').map((name) => name.replace(/^\s*'|'\s*$/g, '')) : [];
  return { ...eachLabel('service', names), account: objectAt(event, 'event_data').account_name };
}

export const guide: SourceGuide = {
  title: 'Freshstatus',
  reads:
    'Webhooks of a status page: incidents and scheduled maintenance. Without `event_data`, the status of an incident and the planned ' +
    'time of maintenance say what happened.',
  documentation:
    'https://support.freshstatus.io/en/support/solutions/articles/50000003646-freshstatus-api-documentation',
  setUp: `
On the status page: *Subscribe → Webhook*, URL \`{{url}}/{{secret}}\`; for a page of your own, *Settings → Integrations →
Webhooks*. Choose the services there.`,
  credentials: `\`auth: { type: path, secret: attain/freshstatus }\`, or
\`auth: { type: query, name: key, secret: attain/freshstatus }\` with the address \`{{url}}?key={{secret}}\`;
\`auth: { type: basic, username: attain, secret: attain/freshstatus }\` where the page asks for webhook credentials. It
signs nothing.`,
  fields: [
    { part: 'delivery', from: '`event_data.event_id`' },
    { part: 'stream', from: '`id` of the incident, `incident_id` of a note' },
    { part: 'start', from: '`start_time`' },
    { part: 'end', from: '`event_data.event_created_on` of the note that closes it' },
    {
      part: 'service',
      from: '`affected_services`, each as `service <name>: true`, the only one as `service`; `account`',
    },
    { part: 'title', from: '`title`' },
    { part: 'incident', from: 'the same id: opened, reopened, restored' },
  ],
  states: [
    { says: '`INCIDENT_OPEN`, `INCIDENT_REOPEN`', becomes: 'degraded, and an incident opened or reopened' },
    { says: 'a note with `incident_status` Closed', becomes: 'up, and an incident restored' },
    { says: 'any other note', becomes: KEPT },
    { says: '`MAINTENANCE_PLANNED`', becomes: 'announced maintenance' },
    { says: 'the sample with id 1', becomes: TEST },
  ],
  resolution: 'What people write, when they write it: as late as they are.',
  blindSpots: [
    { what: 'No severity is sent', remedy: 'an incident counts as degraded, as much as the accounting method says' },
    {
      what: 'A note that closes an incident does not name its services',
      remedy:
        'pick the monitor by `account`: one that is picked by `service` never hears of the end, which goes to quarantine',
    },
    { what: 'Maintenance that ends early is told without its times', remedy: 'the announced end stays' },
  ],
};
