import type { Labels } from '../../domain/signal.ts';
import { fieldsOf, firstOf, keyword } from './fields.ts';
import { isObject, type JsonObject } from './json-object.ts';
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
  return Object.assign({}, ...objects.toReversed(), fieldsOf(body));
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
  const texts = ['title', 'eventtitle', 'alerttitle', 'monitorname', 'alertname'].map((name) => fields[name]);
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
  return identity(firstOf(fields, 'monitorid', 'alertid', 'alertmonitorid')) ?? linked(fields)?.id;
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
  const key = identity(firstOf(fields, ...cycle, 'deduplicationkey', 'dedupkey'));
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
