import type { MonitorState } from '../domain/signal.ts';
import { ACKNOWLEDGEMENT, KEPT, SEND_MAINTENANCE, type SourceGuide } from './guide.ts';
import { eachEvent } from './reading/events.ts';
import { fieldsOf, firstText } from './reading/fields.ts';
import { incident } from './reading/incident.ts';
import type { JsonObject } from './reading/json-object.ts';
import { noted } from './reading/noted.ts';
import { refused } from './reading/parsed.ts';
import { type Receipt, state } from './reading/state.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * PRTG Network Monitor, by a notification of the kind "Execute HTTP action", whose payload is the user's:
 * https://www.paessler.com/manuals/prtg/notification_templates_settings
 *
 * The monitor is the sensor.
 */
export const prtg: SourceType = {
  name: 'prtg',
  silenceMeans: 'up',
  parse: eachEvent('the placeholders of a notification', readEvent),
};

function readEvent(event: JsonObject, receipt: Receipt): Parsed {
  const fields = fieldsOf(event);
  const says = firstText(fields, 'status', 'laststatus', 'state') ?? '';
  const monitor = firstText(fields, 'sensorid', 'id', 'objid');
  const [device, sensor] = [
    firstText(fields, 'device', 'devicename'),
    firstText(fields, 'sensor', 'sensorname', 'name'),
  ];
  if (monitor === '0' || /test/i.test(says)) return refused('test', 'a test of the notification');
  const described = {
    labels: {
      ...{ device, sensor, sensor_id: monitor, host: firstText(fields, 'host'), group: firstText(fields, 'group') },
      ...{ probe: firstText(fields, 'probe'), tags: firstText(fields, 'tags'), service: firstText(fields, 'service') },
    },
    title: [device, sensor].filter(Boolean).join(' '),
    url: firstText(fields, 'linksensor', 'link', 'url'),
  };
  const at = dateIn(firstText(fields, 'statesince', 'since')) ?? dateIn(firstText(fields, 'datetime', 'timestamp'));
  if (/acknowledged/i.test(says)) {
    const now = dateIn(firstText(fields, 'datetime', 'timestamp'));
    return incident({ ...described, incident: monitor, phase: 'acknowledged', at: now }, receipt);
  }
  const current = stateIn(says);
  if (/^paused/i.test(says)) return noted(`status: ${preview(says)}`, { stream: monitor, at }, receipt);
  if (current === undefined) {
    return refused('invalid', `status: expected Up, Down, Warning, Unusual, Unknown or Paused; got ${preview(says)}`);
  }
  return state({ ...described, monitor, state: current, at }, receipt);
}

/** `Down`, `Down (Partial)`, `Warning`, and of what is over: `Down ended (now: Up)`. */
function stateIn(says: string): MonitorState | undefined {
  const now = /now: *([^)]+)/i.exec(says)?.[1] ?? says;
  if (/^(warning|unusual|down \(partial\))/i.test(now)) return 'degraded';
  if (/^down/i.test(now)) return 'down';
  if (/^up/i.test(now)) return 'up';
  return /^(unknown|no probe|none|collecting)/i.test(now) ? 'unknown' : undefined;
}

/** A date may be followed by how long ago it was: `10/6/2026 11:12:30 AM [3 m 4 s ago]`. */
function dateIn(text: string | undefined): string | undefined {
  const [date] = text?.split(/[[(]/, 1) ?? [];
  return date?.trimEnd();
}

export const guide: SourceGuide = {
  title: 'PRTG Network Monitor',
  reads:
    'What a notification template of the kind *Execute HTTP Action* posts: the form below, or another with the same placeholders.',
  documentation: 'https://www.paessler.com/manuals/prtg/notification_templates_settings',
  setUp: `
Setup → Account Settings → Notification Templates → Add: *Execute HTTP Action*, URL \`{{url}}/{{secret}}\`, method *POST*, payload:

\`\`\`
sensorid=%sensorid&device=%device&sensor=%sensor&status=%status&statesince=%statesince&datetime=%datetime&host=%host&group=%group&probe=%probe&linksensor=%linksensor
\`\`\`

Then, on the group or device, a *state trigger* for each of Down, Warning and Unknown: notify after 0 seconds, and *when the
condition clears* the same template. Dates are in the zone of the PRTG user whom the template belongs to: name it in the
catalogue (\`zone\`), and let that user's date format be \`YYYY-MM-DD HH:mm:ss\` or \`MM/DD/YYYY HH:mm:ss\`.`,
  credentials: `\`auth: { type: path, secret: attain/prtg }\`, or
\`auth: { type: query, name: key, secret: attain/prtg }\` with the address \`{{url}}?key={{secret}}\`; newer versions
can add a header too. PRTG signs nothing.`,
  fields: [
    { part: 'stream', from: '`sensorid`' },
    { part: 'start', from: '`statesince`, else `datetime`, else the time of receipt' },
    { part: 'end', from: 'the same of the status that followed' },
    { part: 'service', from: 'device, sensor, host, group, probe' },
    { part: 'title', from: 'device and sensor' },
    { part: 'incident', from: 'the sensor, acknowledged at `datetime`' },
  ],
  states: [
    { says: '`Up`, `… ended (now: Up)`', becomes: 'up' },
    { says: '`Down`', becomes: 'down' },
    { says: '`Warning`, `Unusual`, `Down (Partial)`', becomes: 'degraded' },
    { says: '`Unknown`, `No Probe`', becomes: 'unknown' },
    { says: '`Down (Acknowledged)`', becomes: ACKNOWLEDGEMENT },
    { says: '`Paused …`', becomes: KEPT },
  ],
  resolution: 'A sensor is scanned every 60 seconds by default, and is down after the scan that confirms it.',
  blindSpots: [
    {
      what: 'Dates as DD.MM.YYYY or DD/MM/YYYY are not told from others',
      remedy: 'takes the time of receipt: set the format',
    },
    { what: 'A paused sensor tells nothing', remedy: SEND_MAINTENANCE },
  ],
};
