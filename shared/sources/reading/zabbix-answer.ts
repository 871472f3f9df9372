import { isObject, type JsonObject } from './json-object.ts';
import { asText } from './text.ts';

/**
 * The events, problems or triggers in an answer of Zabbix's API, in the words of a media type; nothing if it is no such answer.
 * https://www.zabbix.com/documentation/current/en/manual/api/reference/problem/object
 *
 * @example eventsIn({ jsonrpc: '2.0', result: [{ objectid: '7', clock: '1795000000', r_clock: '0' }] })?.[0]?.event_value  //=> '1'
 */
export function eventsIn({ jsonrpc, result }: JsonObject): readonly JsonObject[] | undefined {
  if (jsonrpc === undefined || !Array.isArray(result)) return undefined;
  return result.filter(isObject).map((each) => ({ ...each, ...hostOf(each), ...wordsOf(each) }));
}

function wordsOf(each: JsonObject): JsonObject {
  const { clock, r_clock, lastchange, description, value } = each;
  if (lastchange !== undefined) {
    const time = value === '0' ? { event_recovery_clock: lastchange } : { event_clock: lastchange };
    return { event_name: description, event_value: value, ...time };
  }
  if (value === '0') return { event_value: value, event_recovery_clock: clock };
  // A problem says whether it is over by when it was.
  const isOver = r_clock !== undefined && asText(r_clock) !== '0';
  return { event_value: isOver ? '0' : '1', event_clock: clock };
}

function hostOf({ hosts }: JsonObject): JsonObject {
  const [first]: readonly unknown[] = Array.isArray(hosts) ? hosts : [];
  return isObject(first) ? { host_name: first.name ?? first.host } : {};
}
