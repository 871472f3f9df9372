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

/** A text in JSON, to be left alone, or a number: each from its begin to its end, so that nothing is looked at twice. */
const TEXTS_AND_NUMBERS = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** An id that JavaScript may not be able to hold. */
const LONG_WHOLE = /^-?\d{16,}$/;

/** More would take more memory than there is, however few bytes say it: a group of 500 alerts has some ten thousand values. */
export const MOST_VALUES = 150_000;

/** JSON of more values than can be read. */
export class TooManyValuesError extends Error {
  override readonly name = 'TooManyValuesError';
}

/**
 * JSON whose ids may be numbers that JavaScript cannot hold: such a number is its digits, as a text.
 *
 * @throws SyntaxError when it is no JSON
 * @throws TooManyValuesError when it has more than `MOST_VALUES` commas
 */
export function parsedJson(text: string): unknown {
  assertFewValues(text);
  const parsed: unknown = JSON.parse(text);
  if (!/\d{16}/.test(text)) return parsed;
  const exact = text.replace(TEXTS_AND_NUMBERS, (part) =>
    LONG_WHOLE.test(part) && String(Number(part)) !== part ? `"${part}"` : part,
  );
  return exact === text ? parsed : JSON.parse(exact);
}

function assertFewValues(text: string): void {
  let commas = 0;
  for (let at = text.indexOf(','); at >= 0; at = text.indexOf(',', at + 1)) {
    commas += 1;
    if (commas > MOST_VALUES) throw new TooManyValuesError(`expected at most ${MOST_VALUES} values; got more`);
  }
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
