import { keyword } from './fields.ts';
import { isObject, type JsonObject } from './json-object.ts';

/** The value of the first of these names that has one; names are keywords. */
export type Field = (...names: readonly string[]) => unknown;

/**
 * The fields of a body whose user wrote its template, so that no two name them alike: they are found by keyword, and what
 * lies in an object by both names, as in `alert.transition` and `alert_transition`. What the sender left as it stands in
 * the template has no value.
 *
 * @example templateFields({ alert: { id: 7 }, State: '$STATE' })('state', 'alertid')  //=> 7
 */
export function templateFields(body: JsonObject): Field {
  const values = new Map(Object.entries(body).map(([name, value]) => [keyword(name), value]));
  for (const [name, value] of Object.entries(body)) {
    if (!isObject(value)) continue;
    for (const [key, inner] of Object.entries(value)) {
      const both = keyword(key).startsWith(keyword(name)) ? keyword(key) : `${keyword(name)}${keyword(key)}`;
      if (!hasValue(values.get(both))) values.set(both, inner);
    }
  }
  return (...names) => names.map((name) => values.get(name)).find(hasValue);
}

const UNFILLED = /^(\$[A-Z_]+|\{\{.*\}\}|N\/A)$/;

function hasValue(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== '' && !UNFILLED.test(value.trim());
  return value !== undefined && value !== null;
}
