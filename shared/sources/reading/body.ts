import type { Delivery, Parsed } from '../source.ts';
import { isFormText, parseForm, parseMultipart } from './form.ts';
import { withJson } from './json-body.ts';
import { watched } from './watch.ts';

/**
 * Reads what a delivery carries, whichever way its sender packs it: JSON under any content type, a form
 * (`application/x-www-form-urlencoded` or `multipart/form-data`), or a query string with no body at all. A form is read as
 * an object of texts; where one of its fields is itself an object as JSON under a name that says so (`payload`, `data`),
 * that object. A plain text that is no JSON is the only field of one, `text`, where its sender says so or says that it is a form,
 * as `curl -d` does.
 */
export function withBody(delivery: Delivery, read: (content: unknown) => Parsed): Parsed {
  const fields = fieldsOf(delivery);
  return fields === undefined
    ? withJson(delivery.body, read)
    : read(watched(packedJson(fields) ?? fields, { place: 'body' }));
}

type Fields = Readonly<Record<string, string>>;

function fieldsOf({ body, headers, query }: Delivery): Fields | undefined {
  const type = headers['content-type'] ?? '';
  const boundary = /^multipart\/form-data\s*;.*boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary !== undefined) return parseMultipart(body, boundary);
  const text = Buffer.from(body).toString('utf8').trim();
  if (text === '') return query === undefined ? undefined : parseForm(query);
  if (isForm(text, type)) return parseForm(text);
  // A subject such as `[PROBLEM] shop is down` is no JSON, though it begins like a list.
  return PLAIN.test(type) && /^(?:[^[{"]|\[[A-Z])/.test(text) ? { text } : undefined;
}

const PLAIN = /^(?:text\/plain|application\/x-www-form-urlencoded)\b/i;

// Some senders say form and send JSON, others the other way round: what the text looks like decides.
function isForm(text: string, type: string): boolean {
  if (/^[[{"]/.test(text)) return false;
  // Its names hold no blank, whatever stands in its values.
  return (/^application\/x-www-form-urlencoded\b/i.test(type) && /^[^\s=]+=/.test(text)) || isFormText(text);
}

const PACKED = ['payload', 'data', 'body'];

function packedJson(fields: Fields): unknown {
  const name = PACKED.find((key) => fields[key]?.trim().startsWith('{'));
  const text = name === undefined ? undefined : fields[name];
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
