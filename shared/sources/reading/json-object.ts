import { watched } from './watch.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text under a key, if there is a text that says something. */
export function textAt(object: JsonObject, key: string): string | undefined {
  const value = object[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The object under a key; an empty one where there is none. */
export function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isObject(value) ? value : {};
}

/** A text in JSON, to be left alone, or a whole number outside of one. */
const TEXTS_AND_WHOLES = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d{16,}(?![\d.eE])/g;

/**
 * JSON whose ids may be numbers that JavaScript cannot hold: such a number is its digits, as a text.
 *
 * @throws SyntaxError when it is no JSON
 */
export function parsedJson(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  const exact = text.replace(TEXTS_AND_WHOLES, (part) =>
    part.startsWith('"') || String(Number(part)) === part ? part : `"${part}"`,
  );
  return JSON.parse(exact);
}

/** What a text holds as JSON, when it is a list or an object; any other value as it was. */
export function unpacked(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return watched(parsedJson(value), { text: value });
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
