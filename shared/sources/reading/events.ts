import { preview } from '../signals/signal-json.ts';
import type { Delivery, Parsed, SourceType } from '../source.ts';
import { withBody } from './body.ts';
import { withoutEnvelope } from './envelope.ts';
import { isObject, type JsonObject } from './json-object.ts';
import { refused, together } from './parsed.ts';
import type { Receipt } from './state.ts';

/** Reads one event of a delivery. */
export type ReadEvent = (event: JsonObject, receipt: Receipt, delivery: Delivery) => Parsed;

/**
 * A parser that reads each event that a delivery carries: one object, or a list of them, out of what brought them.
 *
 * @param expected what an event looks like, for the message when there is none
 * @example parse: eachEvent('an event of Freshping', readEvent)
 */
export function eachEvent(expected: string, read: ReadEvent): SourceType['parse'] {
  const refuse = (place: string, got: unknown) =>
    refused('unreadable', `${place}: expected ${expected}; got ${preview(got)}`);
  return (delivery, options) => {
    const receipt = { ...options, receivedAt: delivery.receivedAt };
    const readOne = (event: JsonObject) => read(event, receipt, delivery);
    return withBody(delivery, (content) => {
      const body = withoutEnvelope(content);
      if (isObject(body)) return readOne(body);
      if (!Array.isArray(body) || body.length === 0) return refuse('body', body);
      return together(
        body.map((event: unknown, index) => (isObject(event) ? readOne(event) : refuse(`[${index}]`, event))),
      );
    });
  };
}
