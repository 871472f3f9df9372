import type { Labels } from '../domain/signal.ts';
import { KEPT, NEVER_FAILED, SEND_MAINTENANCE, type SourceGuide } from './guide.ts';
import { secondsOf } from './reading/duration.ts';
import { firstTime } from './reading/event-time.ts';
import { eachEvent } from './reading/events.ts';
import { fieldsOf, firstOf, keyword } from './reading/fields.ts';
import { parseForm } from './reading/form.ts';
import type { JsonObject } from './reading/json-object.ts';
import { joinedLabels } from './reading/labels.ts';
import { noted } from './reading/noted.ts';
import { refused } from './reading/parsed.ts';
import { pairsIn, spokenIn, textsIn } from './reading/spoken.ts';
import { identity, occurrence, type Receipt, state } from './reading/state.ts';
import { tagLabels } from './reading/tags.ts';
import { preview } from './signals/signal-json.ts';
import type { Delivery, Parsed, SourceType } from './source.ts';

/**
 * UptimeRobot, alert contact "Webhook": its default variables as a query string or a form, or a JSON of the user's making.
 *
 * The monitor is UptimeRobot's monitor id, or else the address it checks. Its user chooses the names of the fields and
 * which there are; a variable without a value arrives as its own name between asterisks.
 */
export const uptimerobot: SourceType = {
  name: 'uptimerobot',
  silenceMeans: 'unknown',
  parse: eachEvent('an alert of UptimeRobot', (body, receipt, delivery) =>
    readAlert(withQuery(body, delivery), body, receipt),
  ),
};

// The default variables may come in the query while the body holds what its user wants besides, or in a card for a chat.
function withQuery(body: JsonObject, { query = '', body: bytes }: Delivery): JsonObject {
  // Without a body the query is what was read as one.
  const beside = bytes.byteLength === 0 ? {} : fieldsOf(parseForm(query));
  return { ...beside, ...fieldsOf(pairsIn(body)), ...fieldsOf(body) };
}

function readAlert(fields: JsonObject, body: JsonObject, receipt: Receipt): Parsed {
  const types = TYPES.map((each) => fields[each]);
  const told = types.find((each) => kindOf(keyword(each)) !== undefined);
  const { state: spoken, name: named } = (told === undefined && spokenIn(body, MESSAGES)?.groups) || {};
  const type = told ?? spoken ?? firstOf(fields, ...TYPES);
  const url = firstOf(fields, 'monitorurl', 'url');
  const name = firstOf(fields, ...NAMES) ?? named?.trim();
  const at = firstOf(fields, 'alertdatetime', 'datetime', 'timestamp', 'time', 'ts');
  const monitor = identity(fields.monitorid) ?? identity(url) ?? name;
  const said = { monitor, at, title: name, url, labels: labelsOf(fields, name) };
  switch (kindOf(keyword(type))) {
    case 'down':
      return state({ ...said, state: 'down' }, receipt);
    case 'up':
      return readUp(said, secondsOf(fields.alertduration) ?? secondsOf(fields.alertfriendlyduration), receipt);
    case 'noted':
      return noted(`alertType: no change of state; got ${preview(type)}`, { stream: said.monitor, at }, receipt);
    case undefined:
      if (monitor === undefined && isTest(body)) return refused('test', 'names no monitor, as a test does');
      return refused('unreadable', `alertType: expected 1, 2 or 3, as UptimeRobot fills it in; got ${preview(type)}`);
  }
}

const NAMES = ['monitorfriendlyname', 'monitorname', 'friendlyname', 'name', 'monitor'];
const TYPES = ['alerttype', 'alerttypefriendlyname', 'monitorstatus', 'status', 'type', 'event'];

/** As it words its mails, `Monitor is DOWN: Shop`, and as people do: `Shop (https://shop.example.com) is down`. */
const MESSAGES = [
  /\bMonitor is (?<state>DOWN|UP): (?<name>[^\n(]{1,200}?)(?= ?\(|\. |$)/im,
  /^\W{0,9}(?:monitor |alert: )?(?<name>\w[^\n(]{0,200}?)[*_`]{0,3}(?: \([^)\n]{0,500}\))? is (?:now |back )?[*_`]{0,3}(?<state>down|up)\b/im,
];

/** Its variables by their names, or no more than that it is a test. */
function isTest(body: JsonObject): boolean {
  return textsIn(body).some((text) => /^\*\w+\*$/.test(text) || /\btest(ing)?\b/i.test(text));
}

type Said = Omit<Parameters<typeof state>[0], 'state'>;

/** Its sender tells no start, but how many seconds it was down. */
function readUp(said: Said, seconds: number | undefined, receipt: Receipt): Parsed {
  if (seconds === undefined) return state({ ...said, state: 'up' }, receipt);
  const at = firstTime([said.at], receipt);
  const startedAt = (at ?? receipt.receivedAt) - seconds * 1_000;
  return occurrence({ ...said, startedAt, endedAt: at ?? null }, receipt);
}

/** 98 and 99 are how its log calls a monitor that was started or paused. */
function kindOf(type: string): 'down' | 'up' | 'noted' | undefined {
  if (type === '1' || type === 'down') return 'down';
  if (type === '2' || type === 'up') return 'up';
  return /^(3|98|99)$|ssl|domain|expir|paused|started|resumed/.test(type) ? 'noted' : undefined;
}

function labelsOf(fields: JsonObject, name: unknown): Labels {
  return joinedLabels(tagLabels(firstOf(fields, 'tags', 'monitortags')), {
    id: fields.monitorid,
    name,
    url: firstOf(fields, 'monitorurl', 'url'),
    type: fields.monitortype,
    group: firstOf(fields, 'monitorgroup', 'group'),
  });
}

export const guide: SourceGuide = {
  title: 'UptimeRobot',
  reads:
    'Alerts to a webhook: the default variables as a query string or form, bodies of your own with their names, and messages to a ' +
    'chat.',
  documentation: 'https://help.uptimerobot.com/en/articles/14498593-webhook-integration',
  setUp: `
*Integrations & API → Webhook*: the address \`{{url}}/{{secret}}?\`, and as the value to post, sent as JSON:

\`\`\`json
{
  "monitorID": "*monitorID*",
  "monitorURL": "*monitorURL*",
  "monitorFriendlyName": "*monitorFriendlyName*",
  "alertType": "*alertType*",
  "alertDateTime": "*alertDateTime*",
  "alertDuration": "*alertDuration*"
}
\`\`\`

Let it notify of up and down events, and choose it at each monitor.`,
  credentials: `\`auth: { type: path, secret: attain/uptimerobot }\`, or
\`auth: { type: query, name: key, secret: attain/uptimerobot }\` with the address \`{{url}}?key={{secret}}&\`; where
the plan has custom headers, \`auth: { type: bearer, secret: attain/uptimerobot }\` is better. It signs nothing.`,
  fields: [
    { part: 'stream', from: '`monitorID`; else `monitorURL`; else `monitorFriendlyName`' },
    {
      part: 'start',
      from: '`alertDateTime` of a down; that of an up less its `alertDuration` or, to the second, `alertFriendlyDuration`',
    },
    { part: 'end', from: '`alertDateTime` of an up; the time of receipt without it' },
    { part: 'service', from: '`id`, `name` and `url` of the monitor; its tags and group where you send them' },
    { part: 'title', from: '`monitorFriendlyName`' },
  ],
  states: [
    { says: '`alertType` 1', becomes: 'down' },
    { says: '`alertType` 2', becomes: 'up; and down for the `alertDuration` before, where it is told' },
    { says: '`alertType` 3 and other news of certificates and domains', becomes: KEPT },
  ],
  resolution: `An outage begins at the first check that fails and is confirmed from other places: up to the monitor's interval (5
minutes in the free plan) after its true start, and ends at the first check that passes. A delay that you set for the
alert contact hides every shorter outage: set none.`,
  blindSpots: [
    {
      what: 'Without `alertDateTime` in the body no time is told',
      remedy: 'the time of receipt counts, and the signal is marked `attain_time: receipt`',
    },
    {
      what: 'Nothing is sent while a monitor is paused or in a maintenance window',
      remedy: SEND_MAINTENANCE,
    },
    NEVER_FAILED,
  ],
};
