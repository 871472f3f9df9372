import { firstText } from './fields.ts';
import type { JsonObject } from './json-object.ts';

/** An event that names the problem it ends has a time of its own, which is the end. */
export function ownTimes({ peventid }: JsonObject): readonly string[] {
  return peventid === undefined ? ['last'] : ['event', ''];
}

/** The names that media types give to macros of Zabbix, those that say it best before others. */
export const TRIGGER_IDS = ['triggerid', 'objectid', 'eventobjectid'];
const EVENT_IDS = ['peventid', 'problemeventid', 'eventid', 'problemid', 'id'];
export const NAMES = ['eventname', 'triggername', 'trigger', 'problem', 'problemname', 'name'];
export const HOSTS = ['hostname', 'host', 'hosthost', 'hostvisiblename', 'eventhost'];
export const LINKS = ['url', 'link', 'alerturl', 'eventurl', 'problemurl', 'triggerurl'];

/** The trigger by its id, by the id in a link; else the event by its id; else host and name. */
export function monitorOf(fields: JsonObject): string | undefined {
  const link = LINKS.map((name) => /[?&]triggerids?(?:\[\])?=(\d+)/.exec(firstText(fields, name) ?? '')?.[1]).find(
    Boolean,
  );
  const name = firstText(fields, ...NAMES);
  const named = name && [firstText(fields, ...HOSTS), name].filter(Boolean).join(': ');
  return firstText(fields, ...TRIGGER_IDS) ?? link ?? firstText(fields, ...EVENT_IDS) ?? named;
}

/** `{EVENT.TIME} on {EVENT.DATE}`, as the messages that Zabbix proposes have it. */
const TIME_FIRST = /^(\d\d:\d\d(?::\d\d)?)(?: on|,)? (\d{4}[-./]\d\d[-./]\d\d)$/;
/** `{EVENT.DATE} - {EVENT.TIME}` */
const BETWEEN = /^(\d{4}[-./]\d\d[-./]\d\d)(?: -| at|,) (?=\d\d:)/;
const DATED = /^(\d{4}[-./]\d\d[-./]\d\d|\d{9,})/;

/** `{EVENT.TIMESTAMP}`, or `{EVENT.DATE}` and `{EVENT.TIME}`, which are in the zone of the server. */
export function timeOf(fields: JsonObject, ...prefixes: readonly string[]): string | undefined {
  const said = prefixes.flatMap((prefix) => [
    ...['timestamp', 'clock', 'datetime', 'received', 'ts', 'at'].map((name) => firstText(fields, `${prefix}${name}`)),
    `${firstText(fields, `${prefix}date`) ?? ''} ${firstText(fields, `${prefix}time`) ?? ''}`.trim(),
    firstText(fields, prefix),
  ]);
  return said
    .map((text) => text?.replace(TIME_FIRST, '$2 $1').replace(BETWEEN, '$1 '))
    .find((text) => text !== undefined && DATED.test(text))
    ?.replace(/^(\d{4})[./](\d\d)[./](\d\d)/, '$1-$2-$3');
}

/** Whether somebody has acknowledged, commented or otherwise changed a problem. */
export function isUpdate(fields: JsonObject): boolean {
  const update = firstText(
    fields,
    'eventupdatestatus',
    'updatestatus',
    'eventupdate',
    'update',
    'eventisupdate',
    'isupdate',
  );
  return update === '1' || /^(update|acknowledge)/i.test(firstText(fields, 'operation', 'eventtype', 'type') ?? '');
}

/** Whether an update acknowledges. */
export function isAcknowledgement(fields: JsonObject): boolean {
  const action = firstText(fields, 'eventupdateaction', 'updateaction', 'action');
  if (action !== undefined) return /(^|[^n])acknowledged/i.test(action);
  return /^(yes|1|true)$/i.test(firstText(fields, 'eventackstatus', 'ackstatus', 'ack', 'acknowledged') ?? '');
}

// A bare "value" may be that of the item: it counts after all that can only be the event's.
export const STATES = [
  ...['eventrecoveryvalue', 'recoveryvalue', 'eventvalue', 'eventisproblem', 'isproblem', 'triggervalue'],
  ...['eventstatus', 'triggerstatus', 'status', 'state', 'value'],
];

/** Whether an event is a problem or a recovery; nothing where no field says it. */
export function problemIn(fields: JsonObject): boolean | undefined {
  for (const name of STATES) {
    const says = firstText(fields, name) ?? '';
    if (/^(1|true|problem|firing|down)$/i.test(says)) return true;
    if (/^(0|false|ok|resolved|recovered|recovery|closed|up)$/i.test(says)) return false;
  }
  return undefined;
}
