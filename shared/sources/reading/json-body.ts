import { preview } from '../signals/signal-json.ts';
import type { Parsed } from '../source.ts';
import { parsedJson } from './json-object.ts';
import { refused } from './parsed.ts';
import { watched } from './watch.ts';

/**
 * Reads the JSON of a body, or says that there is none. Bytes that are no UTF-8 read as U+FFFD, a byte order mark is
 * skipped.
 */
export function withJson(body: Uint8Array, read: (json: unknown) => Parsed, place = 'body'): Parsed {
  const text = new TextDecoder().decode(body);
  let json: unknown;
  try {
    json = parsedJson(text);
  } catch {
    return refused('unreadable', `${place}: expected JSON; got ${text === '' ? 'nothing' : preview(text)}`);
  }
  return read(watched(json, { place }));
}
