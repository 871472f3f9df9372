import { preview } from '../signals/signal-json.ts';
import type { Parsed } from '../source.ts';
import { isObject, type JsonObject } from './json-body.ts';
import { refused, together } from './parsed.ts';

/** Reads the one object that a sender sends, or each of a list of them, as what stands in between may collect several. */
export function eachObject(content: unknown, read: (object: JsonObject) => Parsed): Parsed {
  if (isObject(content)) return read(content);
  if (!Array.isArray(content)) return refused('unreadable', `body: expected an object; got ${preview(content)}`);
  return together(
    content.map((item: unknown, index) =>
      isObject(item) ? read(item) : refused('invalid', `body[${index}]: expected an object; got ${preview(item)}`),
    ),
  );
}
