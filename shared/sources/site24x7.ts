import type { Labels } from '../domain/signal.ts';
import { KEPT, NEVER_FAILED, SEND_MAINTENANCE, type SourceGuide, START_UNTOLD } from './guide.ts';
import { secondsOf } from './reading/duration.ts';
import { eventTime, firstTime } from './reading/event-time.ts';
import { eachEvent } from './reading/events.ts';
import { fieldsOf, keyword } from './reading/fields.ts';
import type { JsonObject } from './reading/json-object.ts';
import { joinedLabels } from './reading/labels.ts';
import { meanings } from './reading/meanings.ts';
import { noted, underMaintenance } from './reading/noted.ts';
import { refused } from './reading/parsed.ts';
import { identity, occurrence, type Receipt, state } from './reading/state.ts';
import { tagLabels } from './reading/tags.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * Site24x7, third-party integration "Webhooks": its incident parameters, as JSON or as a form.
 *
 * The monitor is `MONITOR_ID` where its user chose to send it, or else its name, or the id in the link to its dashboard.
 */
export const site24x7: SourceType = {
  name: 'site24x7',
  silenceMeans: 'unknown',
  parse: eachEvent('an alert of Site24x7', (body, receipt) => readAlert(fieldsOf(body), receipt)),
};

const stateOf = meanings({
  up: ['up'],
  down: ['down', 'critical'],
  degraded: ['trouble'],
  unknown: ['unknown'],
});
/** What a monitor can be besides, none of it seen by a check. */
const REMARKS = /^(suspended|discovery|configurationerror|configerror|notmonitored)$/;

function readAlert(alert: JsonObject, receipt: Receipt): Parsed {
  const word = keyword(alert.status);
  const { monitorname: name, monitorid } = alert;
  const at = timeOf(alert, receipt);
  const id = identity(monitorid);
  const monitor = id ?? name ?? idInLink(alert.monitordashboardlink) ?? alert.monitorurl;
  const said = { monitor, at, title: name, url: alert.monitordashboardlink, labels: labelsOf(alert) };
  if (word === 'maintenance') return underMaintenance('STATUS: maintenance', { stream: said.monitor, at }, receipt);
  if (REMARKS.test(word)) return noted(`STATUS: ${word}`, { stream: said.monitor, at }, receipt);
  const current = stateOf(alert.status);
  if (current === undefined) {
    return refused('unreadable', `STATUS: expected UP, DOWN, TROUBLE or CRITICAL; got ${preview(alert.status)}`);
  }
  const seconds = current === 'up' ? secondsOf(alert.outageduration) : undefined;
  if (seconds === undefined) return state({ ...said, state: current }, receipt);
  const startedAt = (at ?? receipt.receivedAt) - seconds * SECOND_MS;
  return occurrence({ ...said, startedAt, endedAt: at ?? null }, receipt);
}

/** Behind the `#` of the dashboard's address. */
function idInLink(link: unknown): string | undefined {
  return typeof link === 'string' ? /\/monitors\/(\d+)/.exec(link)?.[1] : undefined;
}

const SECOND_MS = 1_000;

/** When it changed. Two of its times are the same moment, of which one is told to the millisecond. */
function timeOf(alert: JsonObject, receipt: Receipt) {
  const { incidenttimeiso, outagetimeunixformat, incidenttime, timezone } = alert;
  const outage = firstTime([outagetimeunixformat], receipt);
  const at = firstTime([incidenttimeiso, outage], receipt) ?? writtenTime(incidenttime, timezone, receipt);
  return at !== undefined && outage !== undefined && Math.floor(outage / SECOND_MS) * SECOND_MS === at ? outage : at;
}

/** Its zone goes by an abbreviation (`11:44 AM IST`), which is of use only where its name stands beside it. */
function writtenTime(incidenttime: unknown, timezone: unknown, receipt: Receipt): number | undefined {
  if (typeof incidenttime !== 'string' || typeof timezone !== 'string') return firstTime([incidenttime], receipt);
  const local = incidenttime.trim().replace(/ (?![AP]M$)[A-Z]{2,5}$/, '');
  return eventTime(local, receipt.receivedAt, timezone) ?? firstTime([incidenttime], receipt);
}

function labelsOf(alert: JsonObject): Labels {
  const { monitorid: id, monitorname: name, monitorurl: url, monitortype: type, monitorgroupname: group } = alert;
  const { customername, msporcustomername, mspcustomername, buname } = alert;
  return joinedLabels(tagLabels(alert.grouptags), tagLabels(alert.tags), {
    id,
    name,
    url,
    type,
    group,
    customer: customername ?? mspcustomername ?? msporcustomername ?? buname,
  });
}

export const guide: SourceGuide = {
  title: 'Site24x7',
  reads: 'Alerts of the third-party integration Webhooks: incident parameters as JSON or as a form.',
  documentation: 'https://www.site24x7.com/help/admin/configuration-profiles/incident-parameters.html',
  setUp: `
*Admin → Third-Party Integrations → Webhooks*: hook URL \`{{url}}\`, method POST, *Post as JSON*, custom header
\`Authorization\` with \`Bearer {{secret}}\`, *Send incident parameters* off, and as custom parameters:

\`\`\`json
{
  "MONITOR_ID": "$MONITOR_ID",
  "MONITORNAME": "$MONITORNAME",
  "MONITORTYPE": "$MONITORTYPE",
  "MONITORURL": "$MONITORURL",
  "MONITOR_GROUPNAME": "$MONITOR_GROUPNAME",
  "MONITOR_DASHBOARD_LINK": "$MONITOR_DASHBOARD_LINK",
  "STATUS": "$STATUS",
  "INCIDENT_TIME_ISO": "$INCIDENT_TIME_ISO",
  "TAGS": "$TAGS"
}
\`\`\`

Let it send alerts for down, critical, trouble and up. The list that *Send incident parameters* sends is read as well, but
holds no id.`,
  credentials: '`bearer`, `basic`, or a header that you name (`header`). Site24x7 signs nothing.',
  fields: [
    { part: 'stream', from: '`MONITOR_ID`; else `MONITORNAME`, the id in `MONITOR_DASHBOARD_LINK`, or `MONITORURL`' },
    {
      part: 'start',
      from: '`INCIDENT_TIME_ISO`, with the milliseconds of `OUTAGE_TIME_UNIX_FORMAT`, or that alone; else `INCIDENT_TIME`',
    },
    { part: 'end', from: 'the same of an UP' },
    { part: 'service', from: 'the tags, and `id`, `name`, `url`, `type`, `group` and `customer` of the monitor' },
    { part: 'title', from: '`MONITORNAME`' },
  ],
  states: [
    { says: '`STATUS` DOWN, CRITICAL', becomes: 'down' },
    { says: '`STATUS` TROUBLE', becomes: 'degraded' },
    { says: '`STATUS` UNKNOWN', becomes: 'unknown' },
    { says: '`STATUS` UP', becomes: 'up; with an `OUTAGE_DURATION` to the second, and down for so long before' },
    { says: 'suspended, configuration error', becomes: KEPT },
    { says: 'maintenance', becomes: 'noted as maintenance, no signal' },
  ],
  resolution: `A monitor is down when as many places as its threshold profile asks for confirm it: up to the poll interval and its
retries after the true start. Times are whole seconds without the Unix one.`,
  blindSpots: [
    START_UNTOLD,
    {
      what: 'Nothing is sent during maintenance and while a monitor is suspended',
      remedy: SEND_MAINTENANCE,
    },
    NEVER_FAILED,
  ],
};
