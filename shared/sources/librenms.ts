import type { SourceGuide } from './guide.ts';
import { eachEvent } from './reading/events.ts';
import { incident } from './reading/incident.ts';
import type { JsonObject } from './reading/json-object.ts';
import { firstText, type LooseTexts, looseTexts } from './reading/loose-texts.ts';
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

function readAlert(alert: JsonObject, receipt: Receipt): Parsed {
  const texts = looseTexts(alert);
  const { state: says = texts.get('status') ?? '' } = Object.fromEntries(texts);
  const host = firstText(texts, 'hostname', 'display', 'sysname', 'host', 'deviceid');
  const rule = firstText(texts, 'name', 'rulename', 'rule');
  const monitor = monitorOf({ host, rule, texts });
  if (/^testing transport/i.test(texts.get('title') ?? '') || rule === 'Test-Rule' || texts.get('uid') === '000') {
    return refused('test', 'a test of the transport');
  }
  const described = {
    labels: labelsOf(texts, { host, rule }),
    title: [host, rule].filter(Boolean).join(' '),
    url: texts.get('url'),
  };
  const at = firstText(texts, 'timestamp', 'time', 'datetime');
  switch (STATES.get(says.toLowerCase())) {
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

/** As `LibreNMS/Enum/AlertState` has them; worse, better and changed speak of trouble that goes on. */
const STATES: ReadonlyMap<string, 'over' | 'trouble' | 'acknowledged'> = new Map([
  ['0', 'over'],
  ['1', 'trouble'],
  ['2', 'acknowledged'],
  ['3', 'trouble'],
  ['4', 'trouble'],
  ['5', 'trouble'],
  ['ok', 'over'],
  ['clear', 'over'],
  ['recovered', 'over'],
  ['recovery', 'over'],
  ['alert', 'trouble'],
  ['alerted', 'trouble'],
  ['active', 'trouble'],
  ['worse', 'trouble'],
  ['better', 'trouble'],
  ['changed', 'trouble'],
  ['acknowledged', 'acknowledged'],
]);

interface Identity {
  readonly host: string | undefined;
  readonly rule: string | undefined;
  readonly texts: LooseTexts;
}

function monitorOf({ host, rule, texts }: Identity): string | undefined {
  return host !== undefined && rule !== undefined ? `${host}: ${rule}` : firstText(texts, 'alertid', 'id', 'uid');
}

function labelsOf(texts: LooseTexts, { host, rule }: Omit<Identity, 'texts'>): JsonObject {
  const names = ['sysname', 'display', 'deviceid', 'os', 'type', 'ip', 'location', 'service', 'group', 'team'];
  const severity = texts.get('severity')?.replace(/^ok$/i, '');
  return { ...Object.fromEntries(names.map((name) => [name, texts.get(name)])), severity, host, rule };
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
    { says: '`state` 2', becomes: 'an acknowledgement; the state stays' },
    { says: '*Test transport*', becomes: 'noted as a test' },
  ],
  resolution: 'Rules are run after each poll, every 5 minutes by default, and wait as long as their delay says.',
  blindSpots: [
    { what: 'A recovery does not tell the start', remedy: 'an alert that was lost on its way cannot be made up for' },
    { what: 'Devices in scheduled maintenance are not told of', remedy: 'send the maintenance as a signal' },
  ],
};
