import { preview } from '../signals/signal-json.ts';
import type { Delivery, Parsed } from '../source.ts';
import { withJson } from './json-body.ts';
import { isObject, type JsonObject, textAt, unpacked } from './json-object.ts';
import { noted } from './noted.ts';
import { refused } from './parsed.ts';

/**
 * CloudEvents 1.0 over HTTP, and those before that name the same attributes (0.2 and 0.3), in structured, batched and binary mode:
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md
 */

const VERSION = '1.0';
const VERSIONS = /^(1\.\d+(\.\d+)?|0\.[23])$/;

/** Whether the attributes of an event are in the headers, and the body is its data. */
export function isBinaryMode({ headers }: Delivery): boolean {
  return headers['ce-specversion'] !== undefined;
}

/** Whether a JSON value is an event in structured mode, be it sent under its own media type or as plain JSON. */
export function isCloudEvent(json: unknown): json is JsonObject {
  return isObject(json) && 'specversion' in json;
}

/** An event of version 0.1, as Oracle Cloud sends still, in the words of today; anything else as it was. */
export function modernized(json: unknown): unknown {
  if (!isObject(json) || !('cloudEventsVersion' in json)) return json;
  const { eventType: type, source, eventTime: time, data } = json;
  return { specversion: VERSION, type, source, id: json.eventID ?? json.eventId, time, data };
}

/** Whether an event is of the version that is read. */
export function isOfVersion({ specversion }: JsonObject): boolean {
  return typeof specversion === 'string' && VERSIONS.test(specversion);
}

export interface Reading {
  /** Where the event stands in the delivery, for messages. */
  readonly place: string;
  /** Reads the data once it is JSON. */
  readonly read: (data: unknown, place: string) => Parsed;
}

/** Reads the data of an event in structured mode. */
export function readCloudEvent(event: JsonObject, { place, read }: Reading): Parsed {
  if (!isOfVersion(event)) return wrongVersion(`${place}.specversion`, event.specversion);
  const encoded = textAt(event, 'data_base64');
  if (encoded === undefined) return read(event.data, `${place}.data`);
  const where = `${place}.data_base64`;
  return withJson(Buffer.from(encoded, 'base64'), (data) => read(data, where), where);
}

/** The data of an event in structured mode; nothing where its bytes are no JSON. */
export function dataOf(event: JsonObject): unknown {
  const encoded = textAt(event, 'data_base64');
  if (encoded === undefined) return unpacked(event.data);
  return unpacked(Buffer.from(encoded, 'base64').toString('utf8'));
}

/** Notes an event by its identity, source and id together, that is of no kind that its receiver knows. */
export function noteCloudEvent(event: JsonObject, receivedAt: number): Parsed {
  const { type, time } = event;
  const stream = eventIdentity(event);
  return noted(`a CloudEvent of type ${preview(type)}, without a signal`, { stream, at: time }, { receivedAt });
}

/** An id is unique within its source alone; an event that is sent again has the same two. */
export function eventIdentity({ source, id }: JsonObject): string | undefined {
  return isText(source) && isText(id) ? `${source}|${id}` : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** The event of a delivery in binary mode as it would be in structured mode; data that is no JSON is a text. */
export function structured({ headers, body }: Delivery): JsonObject {
  const text = new TextDecoder().decode(body);
  const attributes = ['specversion', 'type', 'source', 'id', 'time'].map((name) => [name, headers[`ce-${name}`]]);
  return { ...Object.fromEntries(attributes), data: unpacked(text) };
}

/** Reads the body as the data of an event in binary mode. */
export function readBinaryMode(delivery: Delivery, read: Reading['read']): Parsed {
  const version = delivery.headers['ce-specversion'];
  if (!isOfVersion({ specversion: version })) return wrongVersion('ce-specversion', version);
  return withJson(delivery.body, (data) => read(data, 'body'));
}

function wrongVersion(place: string, version: unknown): Parsed {
  return refused('unreadable', `${place}: expected "${VERSION}"; got ${preview(version)}`);
}
