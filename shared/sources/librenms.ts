import { ACKNOWLEDGEMENT, SEND_MAINTENANCE, type SourceGuide, START_UNTOLD, TEST } from './guide.ts';
import { eachEvent } from './reading/events.ts';
import { fieldsOf, firstText } from './reading/fields.ts';
import { incident } from './reading/incident.ts';
import type { JsonObject } from './reading/json-object.ts';
import { meanings } from './reading/meanings.ts';
import { refused } from './reading/parsed.ts';
import { occurrence, type Receipt } from './reading/state.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * LibreNMS, by its API transport, whose body is the user's: https://docs.librenms.org/Alerting/Transports/Api/
 *
 * The monitor is the rule on its device: the ids of an alert are new ones for each outage.
 */
export const librenms: SourceType = {
  name: 'librenms',
  silenceMeans: 'up',
  parse: eachEvent('an alert', readAlert),
};

/** As `LibreNMS/Enum/AlertState` has them; worse, better and changed speak of trouble that goes on. */
const meaningOf = meanings({
  over: ['0', 'ok', 'clear', 'recovered', 'recovery'],
  trouble: ['1', '3', '4', '5', 'alert', 'alerted', 'active', 'worse', 'better', 'changed'],
  acknowledged: ['2', 'acknowledged'],
});

function readAlert(alert: JsonObject, receipt: Receipt): Parsed {
  const fields = fieldsOf(alert);
  const says = firstText(fields, 'state', 'status') ?? '';
  const host = firstText(fields, 'hostname', 'display', 'sysname', 'host', 'deviceid');
  const rule = firstText(fields, 'name', 'rulename', 'rule');
  const monitor = monitorOf({ host, rule, fields });
  if (
    /^testing transport/i.test(firstText(fields, 'title') ?? '') ||
    rule === 'Test-Rule' ||
    firstText(fields, 'uid') === '000'
  ) {
    return refused('test', 'a test of the transport');
  }
  const described = {
    labels: labelsOf(fields, { host, rule }),
    title: [host, rule].filter(Boolean).join(' '),
    url: firstText(fields, 'url'),
  };
  const at = firstText(fields, 'timestamp', 'time', 'datetime');
  switch (meaningOf(says)) {
    case 'trouble':
      return occurrence({ ...described, monitor, startedAt: at }, receipt);
    case 'over':
      return occurrence({ ...described, monitor, endedAt: at ?? null }, receipt);
    case 'acknowledged':
      return incident({ ...described, incident: monitor, phase: 'acknowledged', at }, receipt);
    default:
      return refused('invalid', `state: expected a number from 0 to 5; got ${preview(says)}`);
  }
}

interface Identity {
  readonly host: string | undefined;
  readonly rule: string | undefined;
  readonly fields: JsonObject;
}

function monitorOf({ host, rule, fields }: Identity): string | undefined {
  return host !== undefined && rule !== undefined ? `${host}: ${rule}` : firstText(fields, 'alertid', 'id', 'uid');
}

function labelsOf(fields: JsonObject, { host, rule }: Omit<Identity, 'fields'>): JsonObject {
  const names = ['sysname', 'display', 'deviceid', 'os', 'type', 'ip', 'location', 'service', 'group', 'team'];
  const severity = firstText(fields, 'severity')?.replace(/^ok$/i, '');
  return { ...Object.fromEntries(names.map((name) => [name, firstText(fields, name)])), severity, host, rule };
}

export const guide: SourceGuide = {
  title: 'LibreNMS',
  reads: 'What the API transport posts: the body below, as JSON or as a form, or another with the same variables.',
  documentation: 'https://docs.librenms.org/Alerting/Transports/Api/',
  setUp: `
Alerts → Alert Transports → Create: type *API*, method *POST*, URL \`{{url}}\`, headers:

\`\`\`
Authorization=Bearer {{secret}}
Content-Type=application/json
\`\`\`

and the body:

\`\`\`
{
  "state": "{{ $state }}",
  "timestamp": "{{ $timestamp }}",
  "hostname": "{{ $hostname }}",
  "name": "{{ $name }}",
  "severity": "{{ $severity }}",
  "sysName": "{{ $sysName }}",
  "location": "{{ $location }}",
  "device_id": "{{ $device_id }}",
  "uid": "{{ $uid }}"
}
\`\`\`

Map the transport to the rules that speak of a service, with *Recovery alerts* and *Acknowledgement alerts* on. Times are in the
zone of the server: name it in the catalogue (\`zone\`).`,
  credentials: '`bearer`, `basic` or `header`, as a header of the transport. LibreNMS signs nothing.',
  fields: [
    { part: 'stream', from: '`hostname` and `name`, the rule' },
    { part: 'start', from: '`timestamp`, in the `zone` of the source' },
    { part: 'end', from: '`timestamp` of the recovery' },
    { part: 'service', from: 'host, system name, rule, location, type, severity' },
    { part: 'title', from: 'host and rule' },
    { part: 'incident', from: 'the stream, acknowledged at `timestamp`' },
  ],
  states: [
    { says: '`state` 1, whatever the severity; 3, 4, 5 (worse, better, changed)', becomes: 'down' },
    { says: '`state` 0', becomes: 'up' },
    { says: '`state` 2', becomes: ACKNOWLEDGEMENT },
    { says: '*Test transport*', becomes: TEST },
  ],
  resolution: 'Rules are run after each poll, every 5 minutes by default, and wait as long as their delay says.',
  blindSpots: [START_UNTOLD, { what: 'Devices in scheduled maintenance are not told of', remedy: SEND_MAINTENANCE }],
};
