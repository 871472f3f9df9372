import { preview } from '../signals/signal-json.ts';
import type { Delivery, Parsed } from '../source.ts';
import { withBody } from './body.ts';
import { isObject, type JsonObject, unpacked } from './json-body.ts';
import { refused, together } from './parsed.ts';

/**
 * Reads each event that a delivery carries: one object, or a list of them; of a notification of SNS, what it notifies of.
 *
 * @param expected what an event looks like, for the message when there is none
 */
export function withEvents(delivery: Delivery, expected: string, read: (event: JsonObject) => Parsed): Parsed {
  return withBody(delivery, (content) => {
    const body = unwrapped(content);
    if (isObject(body)) return read(body);
    const refuse = (place: string, got: unknown) =>
      refused('unreadable', `${place}: expected ${expected}; got ${preview(got)}`);
    if (!Array.isArray(body) || body.length === 0) return refuse('body', body);
    const parts = body.map((event: unknown, index) => (isObject(event) ? read(event) : refuse(`[${index}]`, event)));
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : together(parts);
  });
}

function unwrapped(content: unknown): unknown {
  return isObject(content) && content.Type === 'Notification' ? unpackedMessage(content) : content;
}

function unpackedMessage(notification: JsonObject): unknown {
  const message = unpacked(notification.Message);
  return typeof message === 'object' && message !== null ? message : notification;
}
