import type { IncidentPhase } from '../domain/signal.ts';
import type { SourceGuide } from './guide.ts';
import { eachEvent } from './reading/events.ts';
import { fieldsOf, firstText } from './reading/fields.ts';
import { incident } from './reading/incident.ts';
import { isObject, type JsonObject } from './reading/json-object.ts';
import { type Incident, turn } from './reading/life-cycle.ts';
import { meanings } from './reading/meanings.ts';
import { refused, together } from './reading/parsed.ts';
import type { Receipt } from './reading/state.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * ServiceNow incidents, by a business rule of ours:
 * https://www.servicenow.com/docs/r/zurich/api-reference/server-api-reference/c_RESTMessageV2API.html
 *
 * The stream is the incident: what it affects is down from when it was opened until it was resolved.
 */
export const servicenow: SourceType = {
  name: 'servicenow',
  silenceMeans: 'up',
  parse: eachEvent('an incident', (record, receipt) => readRecord(recordIn(record), receipt)),
};

const stateOf = meanings({
  new: ['1', 'new'],
  'in progress': ['2', 'in progress'],
  // Before the Helsinki release each reason for waiting was a state.
  'on hold': ['3', '4', '5', 'on hold'],
  resolved: ['6', 'resolved'],
  closed: ['7', 'closed'],
  canceled: ['8', 'canceled', 'cancelled'],
});
type State = NonNullable<ReturnType<typeof stateOf>>;

/** What an answer of its API, or a script, has packed into one more object. */
function recordIn(body: JsonObject): JsonObject {
  const packed = [body.result, body.record, body.incident, body.data, body.current].flat().find(isObject);
  return packed === undefined || firstText(fieldsOf(body), 'number') !== undefined ? body : packed;
}

function readRecord(record: JsonObject, receipt: Receipt): Parsed {
  const fields = fieldsOf(record);
  const says = firstText(fields, 'state', 'incidentstate', 'statevalue');
  const current = stateOf(says);
  if (current === undefined) {
    return refused('invalid', `state: expected a number from 1 to 8 or its name; got ${preview(says)}`);
  }
  const said = describe(fields);
  const at = (...names: string[]) => firstText(fields, ...names, 'sysupdatedon', 'updatedat');
  const phase = phaseOf(current, stateOf(firstText(fields, 'previousstate')));
  switch (phase) {
    case 'opened':
      return turn(phase, at('openedat', 'syscreatedon'), said, receipt);
    case 'reopened':
      return turn(phase, at('reopenedtime'), said, receipt);
    case 'restored':
      return turn(phase, at('resolvedat'), said, receipt);
    case 'cancelled':
      return turn(phase, at('closedat'), said, receipt);
    case 'closed': {
      const resolvedAt = firstText(fields, 'resolvedat');
      if (resolvedAt === undefined) return turn(phase, at('closedat'), said, receipt);
      // The ticket may be closed days after the service was back.
      const { id, labels = {}, title, url, priority } = said;
      const closed = { incident: id, phase, at: at('closedat'), labels, title, url, priority };
      return together([turn('restored', resolvedAt, said, receipt), incident(closed, receipt)]);
    }
    default:
      return turn(phase, at(), said, receipt);
  }
}

function describe(fields: JsonObject): Incident {
  const openedAt = firstText(fields, 'openedat', 'syscreatedon');
  const names = ['businessservice', 'serviceoffering', 'cmdbci', 'assignmentgroup', 'company', 'category', 'location'];
  return {
    id: firstText(fields, 'number', 'sysid'),
    openedAt,
    startedAt: firstText(fields, 'reopenedtime') ?? openedAt,
    priority: firstText(fields, 'priority'),
    labels: Object.fromEntries(
      names.map((name) => [LABELS[name] ?? name, firstText(fields, name, `${name}displayvalue`, `${name}name`)]),
    ),
    title: firstText(fields, 'shortdescription', 'title'),
    url: firstText(fields, 'url', 'link'),
  };
}

const LABELS: Readonly<Record<string, string>> = {
  businessservice: 'business_service',
  serviceoffering: 'service_offering',
  cmdbci: 'cmdb_ci',
  assignmentgroup: 'assignment_group',
};

/** What has happened, by the state and the one before, which a new incident does not have. */
function phaseOf(current: State, previous: State | undefined): IncidentPhase {
  if (current === 'resolved') return previous === 'resolved' ? 'updated' : 'restored';
  if (current === 'closed') return 'closed';
  if (current === 'canceled') return 'cancelled';
  if (previous === undefined) return 'opened';
  if (previous === 'resolved' || previous === 'closed' || previous === 'canceled') return 'reopened';
  if (current === previous) return 'updated';
  if (current === 'on hold') return 'paused';
  if (previous === 'on hold') return 'resumed';
  return current === 'in progress' ? 'acknowledged' : 'updated';
}

export const guide: SourceGuide = {
  title: 'ServiceNow',
  reads: 'Incidents, as the business rule below posts them.',
  documentation: 'https://www.servicenow.com/docs/r/zurich/api-reference/server-api-reference/c_RESTMessageV2API.html',
  setUp: `
System Definition → Business Rules → New: table *Incident*, *Advanced*, when *after*, *Insert* and *Update*, condition
\`current.operation() == 'insert' || current.state.changes() || current.priority.changes()\`, and the script:

\`\`\`js
(function executeRule(current, previous) {
  var body = {
    number: current.getValue('number'),
    state: current.getValue('state'),
    previous_state: current.operation() == 'insert' ? '' : previous.getValue('state'),
    opened_at: current.getValue('opened_at'),
    reopened_time: current.getValue('reopened_time'),
    resolved_at: current.getValue('resolved_at'),
    closed_at: current.getValue('closed_at'),
    sys_updated_on: current.getValue('sys_updated_on'),
    priority: 'P' + current.getValue('priority'),
    short_description: current.getValue('short_description'),
    business_service: current.getDisplayValue('business_service'),
    service_offering: current.getDisplayValue('service_offering'),
    cmdb_ci: current.getDisplayValue('cmdb_ci'),
    assignment_group: current.getDisplayValue('assignment_group'),
    url: gs.getProperty('glide.servlet.uri') + current.getLink(true)
  };
  var request = new sn_ws.RESTMessageV2();
  request.setHttpMethod('post');
  request.setEndpoint('{{url}}');
  request.setRequestHeader('Authorization', 'Bearer {{secret}}');
  request.setRequestHeader('Content-Type', 'application/json');
  request.setRequestBody(JSON.stringify(body));
  request.executeAsync();
})(current, previous);
\`\`\`

\`getValue\` gives times in UTC, whatever the zone of the user. Add a condition, such as a category, if not every incident is
an outage.`,
  credentials: '`bearer`, `basic` or `header`: whatever the script sends.',
  fields: [
    { part: 'stream', from: '`number`' },
    { part: 'start', from: '`opened_at`; of a reopened incident `reopened_time`' },
    { part: 'end', from: '`resolved_at`' },
    { part: 'service', from: 'business service, service offering, configuration item, assignment group' },
    { part: 'title', from: '`short_description`' },
    { part: 'incident', from: '`number`' },
    { part: 'priority', from: '`priority`: P1 to P5' },
  ],
  states: [
    { says: 'New', becomes: 'down; opened' },
    { says: 'In Progress', becomes: 'acknowledged; after On Hold resumed' },
    { says: 'On Hold', becomes: 'paused' },
    { says: 'Resolved', becomes: 'up; restored' },
    { says: 'Closed', becomes: 'up since it was resolved; closed' },
    { says: 'Canceled', becomes: 'up; cancelled' },
    { says: 'an open state after Resolved or Closed', becomes: 'down; reopened' },
    { says: 'another priority', becomes: 'an update with it' },
  ],
  resolution: 'An incident begins when somebody, or an integration, opens it: minutes after the service failed.',
  blindSpots: [
    {
      what: 'An incident says nothing of how much is affected',
      remedy: 'takes it for down: send only what is an outage',
    },
    { what: 'A request that fails is not repeated', remedy: 'the resolution carries the start' },
  ],
};
