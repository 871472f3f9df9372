import { preview } from '../signals/signal-json.ts';
import type { Parsed } from '../source.ts';
import { isObject, type JsonObject, textAt } from './json-object.ts';
import { refused } from './parsed.ts';
import { watched } from './watch.ts';

export { isObject, type JsonObject, textAt };

/**
 * Reads the JSON of a body, or says that there is none. Bytes that are no UTF-8 read as U+FFFD, a byte order mark is
 * skipped.
 */
export function withJson(body: Uint8Array, read: (json: unknown) => Parsed, place = 'body'): Parsed {
  const text = new TextDecoder().decode(body);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refused('unreadable', `${place}: expected JSON; got ${text === '' ? 'nothing' : preview(text)}`);
  }
  return read(watched(json, place));
}

/** The object under a key; an empty one where there is none. */
export function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isObject(value) ? value : {};
}

/** What a text holds as JSON, when it is a list or an object; any other value as it was. */
export function unpacked(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** The list under a key; what stands alone is a list of one, and nothing an empty one. */
export function listAt(object: JsonObject, key: string): readonly unknown[] {
  const value = object[key];
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

/** The objects of the list under a key; what is no object is left out. */
export function objectsAt(object: JsonObject, key: string): readonly JsonObject[] {
  return listAt(object, key).filter(isObject);
}
