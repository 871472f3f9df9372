import { preview } from '../signals/signal-json.ts';
import type { Parsed } from '../source.ts';
import { parsedJson, TooManyValuesError } from './json-object.ts';
import { refused } from './parsed.ts';
import { watched } from './watch.ts';

/**
 * Reads the JSON of a body, or says that there is none. Of several lines with an object each (NDJSON) it is their list. Bytes that
 * are no UTF-8 read as U+FFFD, a byte order mark is skipped.
 */
export function withJson(body: Uint8Array, read: (json: unknown) => Parsed, place = 'body'): Parsed {
  const text = new TextDecoder().decode(body);
  let json: unknown;
  try {
    json = jsonIn(text);
  } catch (error) {
    if (error instanceof TooManyValuesError) return refused('unreadable', `${place}: ${error.message}`);
    return refused('unreadable', `${place}: expected JSON; got ${text === '' ? 'nothing' : preview(text)}`);
  }
  return read(watched(json, { place }));
}

function jsonIn(text: string): unknown {
  return OBJECTS.test(text) ? parsedJson(`[${text.trim().replaceAll(/\r?\n/g, ',')}]`) : parsedJson(text);
}

/** An object ends at the end of a line, and another begins at the begin of the next: no object is written so inside a text. */
const OBJECTS = /^\s*\{[^\n]*\}\r?\n\{/;
