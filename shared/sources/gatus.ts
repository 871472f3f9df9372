import { SEND_MAINTENANCE, type SourceGuide } from './guide.ts';
import { eachEvent } from './reading/events.ts';
import { fieldsOf, firstOf, keyword } from './reading/fields.ts';
import type { JsonObject } from './reading/json-object.ts';
import { objectWith } from './reading/object-with.ts';
import { refused } from './reading/parsed.ts';
import { spokenIn } from './reading/spoken.ts';
import { identity, type Receipt, state } from './reading/state.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * Gatus, custom alerting provider: https://github.com/TwiN/gatus#configuring-custom-alerts. The body is a template of the user's; that of our
 * guide is read, and others with its placeholders under their own names.
 *
 * The monitor is group and name of the endpoint. No time is sent, so the time of receipt counts.
 */
export const gatus: SourceType = {
  name: 'gatus',
  silenceMeans: 'up',
  // Whoever sends a text need not say of which type it is: Gatus says nothing of itself.
  parse: (delivery, options) =>
    readBody({ ...delivery, headers: { 'content-type': 'text/plain', ...delivery.headers } }, options),
};

const readBody = eachEvent('an alert of Gatus', (body, receipt) =>
  readAlert(fieldsOf(alertIn(body)), saidIn(body), receipt),
);

/** Its own words, and those that a user may put in their place. */
const DOWN =
  /^(triggered|alerttriggered|firing|alerting|down|unhealthy|failing|failed|problem|partialoutage|majoroutage|critical|error|false)$/;
const UP = /^(resolved|alertresolved|ok|up|healthy|operational|recovered|success|true)$/;

/** Up to version 3 an endpoint was a service. */
const NAMES = ['endpointname', 'name', 'servicename', 'endpoint', 'service', 'title'];
const STATES = [
  ...['status', 'alerttriggeredorresolved', 'alertstatus', 'state', 'alertstate', 'alert', 'event', 'action'],
  ...['type', 'eventtype'],
];

/** What it is about may lie further in, as in a form of a service that sends mails. */
function alertIn(body: JsonObject): JsonObject {
  const states = ['status', 'alertstatus', 'state', 'alerttriggeredorresolved', 'resolved'];
  return objectWith(body, states, ['endpointname', 'endpoint', 'name', 'servicename', 'service']) ?? body;
}

function readAlert(alert: JsonObject, spoken: JsonObject, receipt: Receipt): Parsed {
  const { resolved } = alert;
  const told = typeof resolved === 'boolean' ? { state: resolved ? 'resolved' : 'triggered' } : {};
  const fields: JsonObject = { ...spoken, ...told, ...alert };
  const name = firstOf(fields, ...NAMES);
  const group = firstOf(fields, 'endpointgroup', 'group');
  const url = firstOf(fields, 'endpointurl', 'url');
  const says = STATES.map((each) => fields[each]);
  const said = says.find((each) => isKnown(keyword(each))) ?? firstOf(fields, ...STATES);
  const word = keyword(said);
  const parts = [group, name].map(identity).filter((part) => part !== undefined);
  const labels = { name, group, url };
  const described = { monitor: parts.join('/'), labels, title: parts.join('/'), url };
  if (DOWN.test(word)) return state({ ...described, state: 'down' }, receipt);
  if (UP.test(word)) return state({ ...described, state: 'up', previous: 'down' }, receipt);
  return refused('unreadable', `status: expected TRIGGERED or RESOLVED; got ${preview(said)}`);
}

function isKnown(word: string): boolean {
  return DOWN.test(word) || UP.test(word);
}

/**
 * A message as Gatus proposes it, `TRIGGERED: shop - checkout - it fails - timeout`, and as it writes to chats itself: `An alert for
 * shop/checkout has been triggered due to having failed 3 time(s) in a row`. Then as users word it: `[RESOLVED] shop/checkout: it fails`, `shop/checkout
 * TRIGGERED it fails`.
 */
const MESSAGES = [
  /^(?<status>TRIGGERED|RESOLVED): (?<group>[^\n]*?) - (?<name>[^\n]+?) - /,
  /\bAn alert for [*_`]{0,3}(?:(?<group>[^\n*`/]{1,200})\/)?(?<name>[^\n*`]{1,200}?)[*_`]{0,3} has been (?<status>triggered|resolved)\b/,
  /^\W{0,5}(?:Gatus )?(?<status>TRIGGERED|RESOLVED)\W{1,4}(?:(?<group>[^\n/]{1,200})\/)?(?<name>\w[^\n]{0,200}?)(?: [-—–|] |: |$)/m,
  /^\W{0,5}(?:[Gg]atus\W{1,4})?(?:(?<group>\w[^\n/—–]{0,200}?)(?:\/| [-—–] ))?(?<name>\w[^\n/]{0,200}?)(?: is| was| has been| [-—–:|]|:)? (?<status>TRIGGERED|RESOLVED)\b/m,
];

function saidIn(body: JsonObject): JsonObject {
  const { group = '', name = '', ...said } = spokenIn(body, MESSAGES)?.groups ?? {};
  return { ...said, ...(name !== '' && { name: name.trim() }), ...(group.trim() !== '' && { group: group.trim() }) };
}

export const guide: SourceGuide = {
  title: 'Gatus',
  reads:
    'Alerts of the custom alerting provider, with the template of this page or others of its placeholders; those of the provider ' +
    '`n8n`, the messages that it writes to chats, and others with its words.',
  documentation: 'https://github.com/TwiN/gatus#configuring-custom-alerts',
  setUp: `
\`\`\`yaml
alerting:
  custom:
    url: '{{url}}'
    method: POST
    headers:
      Content-Type: application/json
      Authorization: Bearer {{secret}}
    body: |
      {
        "name": "[ENDPOINT_NAME]",
        "group": "[ENDPOINT_GROUP]",
        "url": "[ENDPOINT_URL]",
        "status": "[ALERT_TRIGGERED_OR_RESOLVED]"
      }
    default-alert:
      enabled: true
      failure-threshold: 2
      success-threshold: 1
      send-on-resolved: true

endpoints:
  - name: checkout
    group: shop
    url: https://shop.example.com/health
    alerts:
      - type: custom
\`\`\`

Without \`method\` Gatus sends a GET, without \`send-on-resolved\` no end. Leave the errors and conditions
of the result out: their texts can make the body no JSON.`,
  credentials: '`bearer`, `basic` or a header that you name (`header`). It signs nothing.',
  fields: [
    { part: 'stream', from: '`group` and `name` of the endpoint, such as `shop/checkout`' },
    { part: 'start', from: 'the time of receipt of a TRIGGERED' },
    { part: 'end', from: 'the time of receipt of a RESOLVED' },
    { part: 'service', from: '`name`, `group` and `url` of the endpoint' },
    { part: 'title', from: '`group` and `name`' },
  ],
  states: [
    { says: '`TRIGGERED`', becomes: 'down' },
    { says: '`RESOLVED`', becomes: 'up, and down before' },
  ],
  resolution: `No time is sent: an outage lasts from receipt to receipt, and both are marked \`attain_time: receipt\`. It begins
\`failure-threshold\` × \`interval\` late and ends \`success-threshold\` × \`interval\` late.`,
  blindSpots: [
    {
      what: 'A RESOLVED that is not answered is never sent again; a TRIGGERED is, at the next failure',
      remedy: 'the endpoint stays down until its next alert or a correction',
    },
    { what: 'Nothing is sent during maintenance windows of Gatus', remedy: SEND_MAINTENANCE },
  ],
};
