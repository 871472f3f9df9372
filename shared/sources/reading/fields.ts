import { isObject, type JsonObject } from './json-object.ts';

/**
 * A word or a key without the ways to write it: only its letters and digits, small.
 *
 * @example keyword('Major_Outage')  //=> 'majoroutage'
 * @example keyword('MONITOR_ID') === keyword('monitorID')  //=> true
 */
export function keyword(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number'
    ? String(value)
        .slice(0, 200)
        .toLowerCase()
        .replace(/[^a-z0-9]/g, '')
    : '';
}

/**
 * The fields of a body whose template its user wrote, so that no two name them alike, by keyword: `event_id`, `EventID` and
 * `EVENT.ID` are one, and what lies in an object goes by both names. Of two that are one the outer or else the first counts;
 * what says nothing is left out, as is a placeholder that the sender did not fill in.
 *
 * @example fieldsOf({ Event_ID: 7, host: { name: 'web1' }, State: '$STATE' }).hostname  //=> 'web1'
 */
export function fieldsOf(body: JsonObject): JsonObject {
  const fields = new Map<string, unknown>();
  for (const [path, value] of filledIn(body)) {
    const name = nameFrom(path);
    if (!fields.has(name)) fields.set(name, value);
  }
  return Object.fromEntries(fields);
}

/** The first of several fields that there is. Names as keywords. */
export function firstOf(fields: JsonObject, ...names: readonly string[]): unknown {
  return names.map((name) => fields[name]).find((value) => value !== undefined);
}

/** The first of several fields that is a text; numbers and booleans are. Names as keywords. */
export function firstText(fields: JsonObject, ...names: readonly string[]): string | undefined {
  return names.map((name) => textOf(fields[name])).find((text) => text !== undefined);
}

/** The texts of such a body under the names that its user gave them, those of an object in an object as `host.name`. */
export function flatTexts(body: JsonObject): readonly (readonly [name: string, text: string])[] {
  return filledIn(body).flatMap(([path, value]) => {
    const text = textOf(value);
    return text === undefined ? [] : [[path.join('.'), text] as const];
  });
}

type Path = readonly [name: string, inner?: string];

function filledIn(body: JsonObject): readonly (readonly [Path, unknown])[] {
  const outer = Object.entries(body).map(([name, value]): [Path, unknown] => [[name], value]);
  const inner = Object.entries(body).flatMap(([name, value]) =>
    isObject(value) ? Object.entries(value).map(([key, it]): [Path, unknown] => [[name, key], it]) : [],
  );
  return [...outer, ...inner].filter(([, value]) => isFilled(value));
}

// In `alert`, `id` and `alert_id` are one.
function nameFrom([name, inner]: Path): string {
  const [outer, key] = [keyword(name), keyword(inner)];
  return key.startsWith(outer) ? key : `${outer}${key}`;
}

/** What stands in a template, as its sender leaves it where it has nothing to put there. */
const PLACEHOLDERS = [
  // {EVENT.ID} of Zabbix, {PID} of Dynatrace, {{ issueId }} of New Relic, Checkly and LibreNMS
  /\{[\w .$>-]+\}/,
  /\{\{.*\}\}/,
  // $ALERT_ID of Datadog, $STATUS and ${STATUS} of Site24x7, $service.state$ of Icinga
  /\$\{?[A-Za-z_.]+\}?/,
  /\$[\w.]+\$/,
  // [ENDPOINT_NAME] of Gatus, %status of PRTG, *alertDuration* of UptimeRobot, *UNKNOWN* of Zabbix
  /\[[A-Z_]+\]/,
  /%[a-z]\w*/,
  /\*\w*\*/,
  /N\/A/,
];
const UNFILLED = new RegExp(`^(?:${PLACEHOLDERS.map(({ source }) => source).join('|')})$`);

function isFilled(value: unknown): boolean {
  if (typeof value !== 'string') return value !== undefined && value !== null;
  const text = value.trim();
  return text !== '' && !UNFILLED.test(text);
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
