import type { Labels, MonitorState } from '../domain/signal.ts';
import { KEPT, NEVER_FAILED, type SourceGuide, START_UNTOLD } from './guide.ts';
import { firstTime } from './reading/event-time.ts';
import { eachEvent } from './reading/events.ts';
import { fieldsOf, keyword } from './reading/fields.ts';
import type { JsonObject } from './reading/json-object.ts';
import { joinedLabels } from './reading/labels.ts';
import { noted } from './reading/noted.ts';
import { refused, withDeliveryId } from './reading/parsed.ts';
import { spokenIn, textsIn } from './reading/spoken.ts';
import { identity, type Receipt, state } from './reading/state.ts';
import { tagLabels } from './reading/tags.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * Checkly, webhook alert channels: https://www.checklyhq.com/docs/integrations/alerts/webhooks. The body is a template of the
 * user's; its own default and the one of our guide are read.
 *
 * The monitor is the id of the check.
 */
export const checkly: SourceType = {
  name: 'checkly',
  silenceMeans: 'unknown',
  parse: eachEvent('an alert of Checkly', (body, receipt, { headers }) =>
    readAlert(body, headers['x-checkly-timestamp'], receipt),
  ),
};

type Change = readonly [MonitorState, MonitorState?];
/** What a check is after each type of alert, and what it was before where that is certain. */
const CHANGES: ReadonlyMap<string, Change> = new Map<string, Change>([
  ['alertfailure', ['down']],
  // As it was called before.
  ['alertfail', ['down']],
  ['alertfailureremain', ['down']],
  ['alertdegradedfailure', ['down', 'degraded']],
  ['alertdegraded', ['degraded']],
  ['alertdegradedremain', ['degraded']],
  ['alertfailuredegraded', ['degraded', 'down']],
  ['alertrecovery', ['up', 'down']],
  ['alertdegradedrecovery', ['up', 'degraded']],
]);

/** Where no field is the type of the alert, it may stand in a message, and so may its title: `Check "Shop" has failed`. */
const TYPE = /\b(NO_ALERT|ALERT_(?:FAIL|RECOVERY|DEGRADED|SSL)[A-Z_]{0,30})\b/;
const TITLE = /\bCheck "([^"\n]+)" (?:has|is) (failed|recovered|degraded)/;
const TITLED: Readonly<Record<string, string>> = {
  failed: 'ALERT_FAILURE',
  recovered: 'ALERT_RECOVERY',
  degraded: 'ALERT_DEGRADED',
};

function readAlert(body: JsonObject, sentAt: unknown, receipt: Receipt): Parsed {
  const [, named, happened = ''] = spokenIn(textsIn(body).map(plain), [TITLE]) ?? [];
  const fields = fieldsOf(body);
  const alert: JsonObject = { checkname: named, ...fields };
  const alerttype = fields.alerttype ?? spokenIn(body, [TYPE])?.[1] ?? TITLED[happened];
  const { checkid, checkname } = alert;
  const at = firstTime([alert.startedat, alert.time, alert.timestamp, sentAt], receipt);
  const monitor = identity(checkid) ?? plain(checkname);
  const change = CHANGES.get(keyword(alerttype));
  if (change === undefined) {
    return /^(alertssl|noalert)/.test(keyword(alerttype))
      ? noted(`ALERT_TYPE: ${preview(alerttype)} is no change of state`, { stream: monitor, at }, receipt)
      : refused('unreadable', `ALERT_TYPE: expected ALERT_FAILURE or the like; got ${preview(alerttype)}`);
  }
  const [current, previous] = change;
  const described = { labels: labelsOf(alert), title: plain(checkname), url: plain(alert.resultlink ?? alert.link) };
  const said = { monitor, state: current, at, ...described, previous };
  return withDeliveryId(state(said, receipt), identity(alert.checkresultid));
}

function labelsOf(alert: JsonObject): Labels {
  const { checkid: id, checkname, checktype: type, groupname, tags } = alert;
  return joinedLabels(tagLabels(plain(tags)), { id, name: plain(checkname), type, group: plain(groupname) });
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#x27;', "'"],
  ['&#x60;', '`'],
  ['&#x3D;', '='],
  ['&amp;', '&'],
]);

/** Between two braces Handlebars writes texts for HTML. */
function plain(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/&[#\w]+;/g, (entity) => ENTITIES.get(entity) ?? entity) : value;
}

export const guide: SourceGuide = {
  title: 'Checkly',
  reads:
    'Webhook alert channels, with the template of this page, the one that Checkly proposes, or one that names check and type in ' +
    'a message.',
  documentation: 'https://www.checklyhq.com/docs/integrations/alerts/webhooks',
  setUp: `
*Alerts → Alert channels → Add more channels → Webhook*: method POST, URL \`{{url}}\`, \`{{secret}}\` as *Webhook secret*, alerts
for failure, degradation and recovery, and as body:

\`\`\`json
{
  "alert_type": "{{ALERT_TYPE}}",
  "check_id": "{{CHECK_ID}}",
  "check_name": "{{CHECK_NAME}}",
  "check_type": "{{CHECK_TYPE}}",
  "group_name": "{{GROUP_NAME}}",
  "check_result_id": "{{CHECK_RESULT_ID}}",
  "started_at": "{{STARTED_AT}}",
  "tags": "{{#each TAGS}}{{this}}{{#unless @last}},{{/unless}}{{/each}}",
  "link": "{{RESULT_LINK}}"
}
\`\`\`

Give checks a tag such as \`service:checkout\` to pick them by.`,
  credentials: `The signature: \`auth: { type: hmac, header: x-checkly-signature, secret: attain/checkly }\`; or
\`bearer\` by a header of the channel.`,
  fields: [
    { part: 'delivery', from: '`CHECK_RESULT_ID`' },
    { part: 'stream', from: '`CHECK_ID`; else `CHECK_NAME`' },
    {
      part: 'start',
      from: '`STARTED_AT` of the check that failed; else `time`, `timestamp` or the header `x-checkly-timestamp`',
    },
    { part: 'end', from: '`STARTED_AT` of the check that passed; else the same' },
    { part: 'service', from: 'the tags, and `id`, `name`, `type` and `group` of the check' },
    { part: 'title', from: '`CHECK_NAME`' },
  ],
  states: [
    { says: '`ALERT_FAILURE`, `ALERT_FAILURE_REMAIN`', becomes: 'down' },
    { says: '`ALERT_DEGRADED_FAILURE`', becomes: 'down, and degraded before' },
    { says: '`ALERT_DEGRADED`, `ALERT_DEGRADED_REMAIN`', becomes: 'degraded' },
    { says: '`ALERT_FAILURE_DEGRADED`', becomes: 'degraded, and down before' },
    { says: '`ALERT_RECOVERY`', becomes: 'up, and down before' },
    { says: '`ALERT_DEGRADED_RECOVERY`', becomes: 'up, and degraded before' },
    { says: '`ALERT_SSL`, `NO_ALERT`', becomes: KEPT },
  ],
  resolution: `An outage begins with the check that alerts: up to the frequency of the check after the true start, and later by as many
failures or minutes as you wait for before an alert. It ends with the first check that passes.`,
  blindSpots: [
    START_UNTOLD,
    { what: 'A check that is muted or deactivated says nothing', remedy: 'the state before goes on' },
    NEVER_FAILED,
  ],
};
