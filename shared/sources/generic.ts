import { InvalidInputError } from '../domain/errors.ts';
import type { Signal } from '../domain/signal.ts';
import type { SourceGuide } from './guide.ts';
import {
  dataOf,
  eventIdentity,
  isBinaryMode,
  isCloudEvent,
  isOfVersion,
  modernized,
  noteCloudEvent,
  readBinaryMode,
  readCloudEvent,
  structured,
} from './reading/cloud-event.ts';
import { isPlausible } from './reading/event-time.ts';
import { withJson } from './reading/json-body.ts';
import { isObject, type JsonObject, unpacked } from './reading/json-object.ts';
import { found, refused, together, withDeliveryId } from './reading/parsed.ts';
import { type Carried, withReceiptTime } from './reading/receipt-time.ts';
import type { Receipt } from './reading/state.ts';
import { parseSignal, preview } from './signals/signal-json.ts';
import type { Delivery, Parsed, SourceType } from './source.ts';

/**
 * Attain's own signals as JSON: one object, a list, or `{"signals": […]}`, each plain or as the data of a CloudEvent.
 * Whatever lets its user write the body can send them.
 */
export const generic: SourceType = {
  name: 'generic',
  silenceMeans: 'unknown',
  repeats: 'asItSays',
  parse: (delivery, { zone }) => {
    const receipt = { receivedAt: delivery.receivedAt, ...(zone !== undefined && { zone }) };
    if (isBinaryMode(delivery)) return readInBinaryMode(delivery, receipt);
    return withJson(delivery.body, (json) => readGeneric(json, 'body', receipt));
  },
};

function readInBinaryMode(delivery: Delivery, receipt: Receipt): Parsed {
  const event = structured(delivery);
  const parsed =
    isForeign(event) && !isBroken(delivery)
      ? noteCloudEvent(event, receipt.receivedAt)
      : readBinaryMode(delivery, (data, place) => readSignals(data, place, { ...receipt, carrierTime: event.time }));
  return withDeliveryId(parsed, eventIdentity(event));
}

/** Keys of signals: data with none of them is not a signal with a mistake, but somebody else's event. */
const KEYS = ['kind', 'signals', 'monitor', 'incident', 'maintenance', 'feed', 'indicator', 'correction'];

function isForeign(event: JsonObject): boolean {
  return isOfVersion(event) && !isMeantForUs(dataOf(event));
}

/** Data that its sender calls JSON and that is none: it may be a signal that was torn on its way. */
function isBroken({ headers, body }: Delivery): boolean {
  const isJson = /\bjson\b/i.test(headers['content-type'] ?? '');
  return isJson && body.length > 0 && typeof unpacked(new TextDecoder().decode(body)) === 'string';
}

function isMeantForUs(data: unknown): boolean {
  if (Array.isArray(data)) return data.length === 0 || data.some(isMeantForUs);
  // What has an API's version is an object of Kubernetes, which has a kind, too.
  if (!isObject(data) || 'apiVersion' in data) return false;
  return KEYS.some((key) => typeof data[key] === 'string' || Array.isArray(data[key]));
}

/** Signals in any of the shapes that this source takes, from JSON. */
export function readGeneric(json: unknown, place: string, receipt: Receipt): Parsed {
  if (!Array.isArray(json)) return readItem(json, place, receipt);
  return together(json.map((item: unknown, index) => readItem(item, `${place}[${index}]`, receipt)));
}

function readItem(json: unknown, place: string, receipt: Receipt): Parsed {
  const item = modernized(json);
  if (!isCloudEvent(item)) return readSignals(item, place, receipt);
  const read = (data: unknown, at: string) => readSignals(data, at, { ...receipt, carrierTime: item.time });
  const parsed = isForeign(item) ? noteCloudEvent(item, receipt.receivedAt) : readCloudEvent(item, { place, read });
  return withDeliveryId(parsed, eventIdentity(item));
}

function readSignals(json: unknown, place: string, context: Carried): Parsed {
  if (Array.isArray(json)) return readList(json, place, context);
  if (!isObject(json) || 'kind' in json || !('signals' in json)) return readSignal(json, place, context);
  if (Array.isArray(json.signals)) return readList(json.signals, `${place}.signals`, context);
  return refused('unreadable', `${place}.signals: expected a list of signals; got ${preview(json.signals)}`);
}

function readList(list: readonly unknown[], place: string, context: Carried): Parsed {
  return together(list.map((json, index) => readSignal(json, `${place}[${index}]`, context)));
}

function readSignal(json: unknown, place: string, context: Carried): Parsed {
  try {
    const signal = parseSignal(withReceiptTime(json, context));
    const key = implausibleKey(signal, context.receivedAt);
    if (key === undefined) return found(signal);
    return refused('implausible-time', `${place}.${key}: expected a time before receipt; got a later one`);
  } catch (error) {
    if (error instanceof InvalidInputError) return refused('invalid', `${place}: ${error.message}`);
    throw error;
  }
}

/** The key of a time that tells of the past and yet is in the future. When maintenance starts and ends may be. */
function implausibleKey(signal: Signal, receivedAt: number): string | undefined {
  const isLater = (at: number) => !isPlausible(at, receivedAt);
  switch (signal.kind) {
    // The time of receipt has taken its place.
    case 'state':
    case 'incident':
    case 'heartbeat':
      return undefined;
    case 'approval':
      return isLater(signal.at) ? 'at' : undefined;
    case 'maintenance':
      if (isLater(signal.announcedAt)) return 'announcedAt';
      return signal.cancelledAt !== undefined && isLater(signal.cancelledAt) ? 'cancelledAt' : undefined;
    case 'correction':
      return isLater(signal.proposedAt) ? 'proposedAt' : undefined;
    case 'count':
      return isLater(signal.end) ? 'end' : undefined;
  }
}

export const guide: SourceGuide = {
  title: "Attain's own signals and CloudEvents",
  reads:
    'Signals as JSON: one, a list, or `{"signals": […]}`, each plain or as the data of a CloudEvent 1.0 (or 0.3, 0.2).',
  documentation: 'https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md',
  setUp: `
\`\`\`sh
curl -H 'Authorization: Bearer {{secret}}' -H 'Content-Type: application/json' {{url}} -d '
  {"kind":"state","monitor":"checkout-probe","state":"down","at":"2026-10-01T12:00:00Z","labels":{"service":"checkout"}}'
\`\`\`

Every kind of signal is described in [signals.md](../signals.md). Whatever lets its user write the body can send them. Times may
come in other notations, too: Unix seconds or milliseconds, RFC 1123, without an offset (in the \`zone\` of the source).`,
  credentials: '`bearer`, `basic` or `hmac`.',
  fields: [
    { part: 'delivery', from: '`source` and `id` of a CloudEvent that comes alone' },
    { part: 'stream', from: '`monitor`' },
    { part: 'start', from: '`at` (else `time` of the CloudEvent), or `since` beside `previous`' },
    { part: 'end', from: '`at`, else `time` of the CloudEvent' },
    { part: 'service', from: '`labels`, and `monitor` itself' },
    { part: 'title', from: '`title`' },
    { part: 'incident', from: '`incident`' },
    { part: 'priority', from: '`priority`' },
  ],
  states: [{ says: '`up`, `degraded`, `down`, `unknown`', becomes: 'that state' }],
  resolution: 'As exact as the times that are sent, to the millisecond.',
  blindSpots: [
    {
      what: 'CloudEvents whose data has no key of a signal',
      remedy: "they are noted as somebody else's; a signal with a mistake goes to quarantine",
    },
    {
      what: 'A state, an incident or a heartbeat without a time that can be true',
      remedy: 'the time of receipt counts; a state, and an incident with labels, is marked `attain_time: receipt`',
    },
    { what: 'A sender that stops', remedy: 'a heartbeat promised in the catalogue makes its monitors unknown' },
  ],
};
