import { isObject, type JsonObject } from './json-object.ts';
import { plainTexts } from './labels.ts';

/**
 * Tags as labels. `name:value` and `name=value` become the label of that name; a bare name, or one of several values of
 * a name, becomes a label of its own with the value `true`. Tags come as a list of texts, as one text with commas
 * between them, as pairs, as objects with a name and a value, or as one object.
 *
 * @example tagLabels('service:checkout,urgent')  //=> { service: 'checkout', 'tag urgent': 'true' }
 */
export function tagLabels(tags: unknown): Record<string, string> {
  const pairs = pairsOf(tags);
  const byName = Map.groupBy(pairs, ([name]) => name);
  return Object.fromEntries(
    [...byName].flatMap(([name, of]): [string, string][] => {
      const values = [...new Set(of.map(([, value]) => value))];
      const [only = ''] = values;
      if (values.length === 1 && only !== '') return [[name, only]];
      return values.map((value) => (value === '' ? [`tag ${name}`, 'true'] : [`${name} ${value}`, 'true']));
    }),
  );
}

/**
 * Things of one kind as labels: each under its own name, such as `service checkout` with the value `true`, and the only
 * one as the kind too, so that a catalogue can pick it however many there are.
 *
 * @example eachLabel('team', ['Payments'])  //=> { team: 'Payments', 'team Payments': 'true' }
 */
export function eachLabel(kind: string, things: readonly unknown[]): Record<string, string> {
  const names = [...new Set(things.flatMap((thing) => nameOf(thing) ?? []))];
  const [only] = names;
  return {
    ...(names.length === 1 && only !== undefined && { [kind]: only }),
    ...Object.fromEntries(names.map((name) => [`${kind} ${name}`, 'true'])),
  };
}

/** What a thing is called: a text itself, or the first of the usual keys that says it. */
export function nameOf(thing: unknown): string | undefined {
  if (typeof thing === 'string') return thing.trim() === '' ? undefined : thing.trim();
  if (typeof thing === 'number') return String(thing);
  if (!isObject(thing)) return undefined;
  if (isObject(thing.attributes)) return nameOf(thing.attributes);
  const { name, summary, value, slug, label, id } = plainTexts(thing);
  return name ?? summary ?? value ?? label ?? slug ?? id;
}

function pairsOf(tags: unknown): [string, string][] {
  if (typeof tags === 'string') return tags.split(',').flatMap(pairOf);
  if (isObject(tags)) return Object.entries(plainTexts(tags));
  return Array.isArray(tags) ? tags.flatMap(pairOf) : [];
}

function pairOf(tag: unknown): [string, string][] {
  if (typeof tag === 'string') return splitTag(tag);
  if (Array.isArray(tag)) {
    const [name, value]: readonly unknown[] = tag;
    return typeof name === 'string' && typeof value === 'string' ? [[name, value]] : [];
  }
  return isObject(tag) ? namedPair(tag) : [];
}

function splitTag(tag: string): [string, string][] {
  const text = tag.trim();
  const [, name, value] = /^([^:=]+)[:=](.*)$/s.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [[name.trim(), value.trim()]];
  return text === '' ? [] : [[text, '']];
}

function namedPair(tag: JsonObject): [string, string][] {
  const { Key, Value = '', key = Key, tag: given = key, name = given, value = Value } = plainTexts(tag);
  return name === undefined ? [] : [[name, value]];
}
