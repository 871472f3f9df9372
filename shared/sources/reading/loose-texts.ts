import { keyword } from './fields.ts';
import { isObject, type JsonObject } from './json-object.ts';

/**
 * The texts of a body that its user wrote, where names are a matter of taste: `event_id`, `EventID` and `EVENT.ID` are one,
 * and so are `{"host":{"name":…}}` and `host_name`.
 *
 * @example looseTexts({ 'Event.ID': 7, host: { name: 'web1' } })  //=> Map { 'eventid' => '7', 'hostname' => 'web1' }
 */
export function looseTexts(object: JsonObject): LooseTexts {
  const texts = new Map<string, string>();
  for (const [name, text] of flatTexts(object)) {
    const loose = keyword(name);
    if (!texts.has(loose)) texts.set(loose, text);
  }
  return texts;
}

export type LooseTexts = ReadonlyMap<string, string>;

/** The first of several names that there is a text for. Names as keywords. */
export function firstText(texts: LooseTexts, ...names: readonly string[]): string | undefined {
  const name = names.find((each) => texts.has(each));
  return name === undefined ? undefined : texts.get(name);
}

/**
 * The same under the names that the user gave them, those of an object in an object as `host.name`. Numbers and booleans are
 * texts; what says nothing is left out, as is a placeholder that the sender did not fill in (`{EVENT.ID}`,
 * `$service.state$`, `%status`, `*UNKNOWN*`).
 */
export function flatTexts(object: JsonObject, prefix = ''): readonly (readonly [string, string])[] {
  return Object.entries(object).flatMap(([key, value]) => {
    const name = `${prefix}${key}`;
    if (isObject(value) && prefix === '') return flatTexts(value, `${name}.`);
    const text = textOf(value);
    return text === undefined ? [] : [[name, text] as const];
  });
}

const UNFILLED = /^(?:\{\{?[\w .$>-]+\}?\}|\$[\w.]+\$|%[a-z]\w*|\*UNKNOWN\*)$/;

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' || UNFILLED.test(text) ? undefined : text;
}
