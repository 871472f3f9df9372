import type { Labels } from '../../domain/signal.ts';
import { fieldsOf, firstOf, keyword } from './fields.ts';
import { isObject, type JsonObject, listAt, objectAt } from './json-object.ts';
import { joinedLabels } from './labels.ts';
import { identity } from './state.ts';
import { tagLabels } from './tags.ts';

/** What people name the objects that speak of somebody else than the alert. */
const OTHERS = /^(org|organization|user|creator|author|incident)/;

/**
 * The variables of Datadog in a body whose template its user wrote, by keyword. One in an object goes by its own name, too,
 * unless the object speaks of somebody else: people put them under `alert`, `event`, `metadata` and the like.
 *
 * @example variablesIn({ metadata: { ALERT_ID: '42' } }).alertid  //=> '42'
 */
export function variablesIn(body: JsonObject): JsonObject {
  const objects = Object.entries(body).flatMap(([name, value]) =>
    isObject(value) && !OTHERS.test(keyword(name)) ? [fieldsOf(value)] : [],
  );
  return Object.assign({}, ...objects.toReversed(), busVariables(objectAt(body, 'meta')), fieldsOf(body));
}

/** What Datadog itself puts on an event bus of AWS tells the same in other words, of the monitor under `meta`. */
function busVariables(meta: JsonObject): JsonObject {
  const monitor = objectAt(meta, 'monitor');
  return fieldsOf({
    monitorId: monitor.id,
    alertScope: listAt(monitor, 'groups').filter(isText).join(','),
    alertTransition: objectAt(meta, 'transition').trans_name ?? objectAt(meta, 'states').dest_state,
    date: objectAt(meta, 'result').result_ts,
    metric: objectAt(objectAt(meta, 'result'), 'metadata').metric,
  });
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

export interface Title {
  readonly text: string;
  /** The state in the bracket. */
  readonly word: string | undefined;
  readonly scope: string;
  /** The monitor's name: the title without bracket. */
  readonly name: string;
  readonly isTest: boolean;
}

// [P2] [Triggered on {service:checkout}] Too many errors
const TITLE = /^\s*(?:\[P\d\]\s*)?(\[TEST\]\s*)?(?:\[([a-z -]+?)(?: on \{([^}]*)\})?\]\s*)?(.*)$/is;

/** The title that begins with a state, as `$EVENT_TITLE` does, or else the first. */
export function titleOf(fields: JsonObject): Title {
  const texts = ['title', 'eventtitle', 'alerttitle', 'monitorname', 'alertname', 'summary'].map(
    (name) => fields[name],
  );
  const titles = texts.filter((text) => typeof text === 'string').map(titleFrom);
  return titles.find(({ word }) => word !== undefined) ?? titles[0] ?? titleFrom('');
}

function titleFrom(text: string): Title {
  const [, test, state, scope = '', name = ''] = TITLE.exec(text) ?? [];
  return { text, word: state, scope, name, isTest: test !== undefined && state !== undefined };
}

const LINKS = ['link', 'url', 'alerturl', 'eventurl', 'alertlink', 'sourceurl'];

export function linkIn(fields: JsonObject): unknown {
  return firstOf(fields, ...LINKS);
}

export function monitorIdOf(fields: JsonObject): string | undefined {
  const told = identity(firstOf(fields, 'monitorid', 'alertid', 'alertmonitorid')) ?? linked(fields)?.id;
  return told ?? misnamedId(fields);
}

/** The event that a link leads to, which is the one of the notification. */
const EVENT_LINK = /\/event\/\w+\?(?:event_)?id=(\d+)/;

function eventInLink(fields: JsonObject): string | undefined {
  const link = linkIn(fields);
  return typeof link === 'string' ? EVENT_LINK.exec(link)?.[1] : undefined;
}

/** What people call `id` is the monitor's where the link leads to an event of another one; events have some 19 digits. */
function misnamedId(fields: JsonObject): string | undefined {
  const id = identity(fields.id);
  const event = eventInLink(fields);
  return id !== undefined && /^\d{1,12}$/.test(id) && event !== undefined && event !== id ? id : undefined;
}

export function eventIdOf(fields: JsonObject): string | undefined {
  const id = identity(firstOf(fields, 'id', 'eventid'));
  return id === monitorIdOf(fields) ? eventInLink(fields) : id;
}

/** The monitor that a link leads to, with the group it alerts for; the message holds such a link, whatever else it says. */
const MONITOR_LINK = /\/monitors(?:\/|#)(\d+)(?:\?(?:[^\s)\]"'&]*&)*?group=([^\s)\]"'&]+))?/;

function linked(fields: JsonObject): { readonly id: string; readonly group: string } | undefined {
  const texts = [...LINKS.map((name) => fields[name]), ...Object.values(fields)];
  for (const text of texts) {
    const [, id, group = ''] = (typeof text === 'string' && MONITOR_LINK.exec(text)) || [];
    if (id !== undefined) return { id, group: new URLSearchParams(`group=${group}`).get('group') ?? '' };
  }
  return undefined;
}

function scopeOf(fields: JsonObject, title: Title): string {
  const said = identity(firstOf(fields, 'alertscope', 'scopes', 'scope')) ?? title.scope;
  return said === '' ? (linked(fields)?.group ?? '') : said;
}

/** The monitor with its scope: one monitor alerts for many groups. Without its id whatever opening and closing share. */
export function streamOf(fields: JsonObject, title: Title): string | undefined {
  const cycle = ['alertcyclekey', 'cyclekey', 'cycle', 'alertcycleid', 'aggregkey', 'aggreg', 'aggregationkey'];
  const key = identity(firstOf(fields, ...cycle, 'deduplicationkey', 'dedupkey', 'uniquekey'));
  const monitor = monitorIdOf(fields) ?? key ?? identity(title.name);
  const scope = scopeOf(fields, title);
  if (monitor === undefined) return identity(scope) ?? identity(firstOf(fields, 'tags', 'eventtags', 'alerttags'));
  return scope === '' ? monitor : `${monitor}|${scope}`;
}

export function labelsOf(fields: JsonObject, title: Title): Labels {
  const scope = scopeOf(fields, title);
  return joinedLabels(
    { service: fields.service, env: fields.env, team: fields.team },
    scope.includes(':') ? tagLabels(scope) : {},
    tagLabels(firstOf(fields, 'tags', 'eventtags', 'alerttags')),
    {
      monitor: title.name,
      'monitor id': monitorIdOf(fields),
      host: firstOf(fields, 'host', 'hostname'),
      metric: firstOf(fields, 'alertmetric', 'metric'),
      priority: fields.alertpriority,
      'event type': fields.eventtype,
      organization: firstOf(fields, 'orgname', 'organization'),
    },
  );
}
