import { isFormText, parseForm } from './form.ts';
import { isObject, type JsonObject, textAt, unpacked } from './json-object.ts';

/**
 * What a content carries once all that only brought it is taken away: the notification of a topic, the records of a topic or a
 * queue, an event of a bus, a CloudEvent, or a request as a gateway or a proxy hands it on (its `body` beside its `headers`,
 * as JSON or as a form, or its query).
 * A list gives what each of its parts carries, and so do records; JSON in a text is what it says. What is no envelope stays as it
 * is.
 *
 * @example withoutEnvelope({ headers: {}, body: '{"state":"ok"}' })  //=> { state: 'ok' }
 */
export function withoutEnvelope(packed: unknown, depth = 0): unknown {
  if (depth === DEEPEST) return packed;
  const content = unpacked(packed);
  const parts = Array.isArray(content) ? content : recordsOf(content);
  if (parts !== undefined) return parts.flatMap((part: unknown) => listed(withoutEnvelope(part, depth + 1)));
  if (!isObject(content)) return content;
  const carried = carriedBy(content);
  return typeof carried === 'object' && carried !== null ? withoutEnvelope(carried, depth + 1) : content;
}

/** A queue with the records of a topic that a bus feeds with what a gateway took: no sender nests deeper. */
const DEEPEST = 6;

/** The records of a Lambda subscription or a queue. Their source tells them from what a sender calls so itself. */
function recordsOf(content: unknown): readonly JsonObject[] | undefined {
  const records = isObject(content) ? content.Records : undefined;
  if (!Array.isArray(records) || !records.every(isObject)) return undefined;
  return records.every((record) => 'eventSource' in record || 'EventSource' in record) ? records : undefined;
}

function listed(content: unknown): readonly unknown[] {
  return Array.isArray(content) ? content : [content];
}

function carriedBy(content: JsonObject): unknown {
  if (isObject(content.Sns)) return content.Sns;
  if (content.Type === 'Notification') return unpacked(content.Message);
  if (typeof content['detail-type'] === 'string' && 'detail' in content) return unpacked(content.detail);
  return handedOn(content);
}

/** What a CloudEvent, a queue's message, a request or a sole `payload` or `body` carries; undefined where it is none of them. */
export function handedOn(content: JsonObject): unknown {
  if ('specversion' in content) return dataOf(content);
  return isRequest(content) ? bodyOf(content) : aloneIn(content);
}

/** Of a queue's message, or of a request: the things that stand beside its body wherever one is handed on as JSON. */
function isRequest(content: JsonObject): boolean {
  const beside = ['headers', 'httpMethod', 'requestContext', 'multiValueHeaders', 'eventSourceARN'];
  return ['body', ...QUERIES].some((key) => key in content) && beside.some((key) => key in content);
}

/** Where a gateway, and where others put the query of a request. */
const QUERIES = ['queryStringParameters', 'query'];

/** What a request carries: its body as JSON or as a form, or its query where it has none. */
function bodyOf({ body, isBase64Encoded, ...request }: JsonObject): unknown {
  const sent = unpacked(isBase64Encoded === true ? decoded(body) : body);
  if (typeof sent === 'string' && isFormText(sent)) return parseForm(sent);
  return isNothing(sent) ? (QUERIES.map((key) => request[key]).find(isObject) ?? sent) : sent;
}

function isNothing(sent: unknown): boolean {
  return isObject(sent) ? Object.keys(sent).length === 0 : sent === undefined || sent === null || sent === '';
}

function dataOf(event: JsonObject): unknown {
  const encoded = textAt(event, 'data_base64');
  return unpacked(encoded === undefined ? event.data : decoded(encoded));
}

function decoded(text: unknown): unknown {
  return typeof text === 'string' ? Buffer.from(text, 'base64').toString('utf8') : text;
}

function aloneIn(content: JsonObject): unknown {
  const [[name = '', value] = [], another] = Object.entries(content);
  return another === undefined && /^(payload|body)$/i.test(name) ? unpacked(value) : undefined;
}
