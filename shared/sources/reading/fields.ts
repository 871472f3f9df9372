import type { JsonObject } from './json-object.ts';

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
 * The fields of a body whose keys its user chose, by keyword, without those that the sender left unfilled: `*alertDuration*`
 * stands there literally where UptimeRobot has none.
 */
export function fieldsOf(body: JsonObject, unfilled: RegExp): JsonObject {
  const filled = Object.entries(body).filter(([, value]) => typeof value !== 'string' || !unfilled.test(value.trim()));
  return Object.fromEntries(filled.map(([name, value]) => [keyword(name), value]));
}
