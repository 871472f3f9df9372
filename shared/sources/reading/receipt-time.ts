import { formatInstant } from '../../domain/instant.ts';
import { isSignalTime } from '../signals/signal-schema.ts';
import { eventTime, firstTime, instantOf, isPlausible, TIME_LABEL, timeOf } from './event-time.ts';
import { isObject, type JsonObject } from './json-object.ts';
import type { Receipt } from './state.ts';

/** When a signal was received, and when whatever carried it says that it happened. */
export interface Carried extends Receipt {
  /** The time of a CloudEvent, in any notation. */
  readonly carrierTime?: unknown;
}

/**
 * A signal of our own as its sender wrote it, with its times as we write them: any notation that senders use, those without
 * an offset in the zone of the source. Where a state, an incident or a sign of life has no time, or one that cannot be true,
 * the time of what carried it stands in, else that of receipt. A state is then marked with the label `attain_time`, and so is
 * an incident that has labels: where it has none they would say whose it is. When a state was last heard gives way to receipt,
 * too, without the mark: a time to come would keep it from ever falling silent. Any other value as it was.
 */
export function withReceiptTime(json: unknown, context: Carried): unknown {
  if (!isObject(json)) return json;
  const signal = inOurNotation(json, context.zone);
  switch (signal.kind) {
    case 'state':
      return stateAt(heardByReceipt(signal, context), json, context);
    case 'incident':
    case 'heartbeat':
      return happened(signal, json, context);
    default:
      return signal;
  }
}

const TIMES = ['at', 'since', 'heardAt', 'start', 'end', 'announcedAt', 'cancelledAt', 'proposedAt', 'expiresAt', 'to'];

function inOurNotation(json: JsonObject, zone: string | undefined): JsonObject {
  const times = TIMES.filter((key) => key in json).map((key) => [key, written(json[key], zone)]);
  return { ...json, ...Object.fromEntries(times) };
}

/** Day and month as numbers, which come in two orders: only what happened just now tells which is meant. */
const IN_TWO_ORDERS = /^\s*\d{1,2}[-/]\d/;

function written(value: unknown, zone = 'UTC'): unknown {
  if (instantOf(value) !== undefined || (typeof value === 'string' && IN_TWO_ORDERS.test(value))) return value;
  const at = timeOf(value, zone);
  return at !== undefined && isSignalTime(at) ? formatInstant(at) : value;
}

function stateAt(state: JsonObject, sent: JsonObject, context: Carried): JsonObject {
  const dated = happened(state, sent, context);
  const { since, ...undated } = dated;
  const [from, to] = [instantOf(since), instantOf(dated.at)];
  const isLater = from !== undefined && to !== undefined && from > to;
  // The clock that told no true time told since when the state before held, too.
  const isTrusted = isMissing(sent.at) ? !isLater : eventTime(sent.at, context.receivedAt, context.zone) !== undefined;
  return isTrusted ? dated : undated;
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function happened(signal: JsonObject, { at: said }: JsonObject, context: Carried): JsonObject {
  const { receivedAt } = context;
  const at = firstTime([said, context.carrierTime], context);
  if (at !== undefined) return { ...signal, at: formatInstant(at) };
  return { ...signal, at: formatInstant(receivedAt), ...marked(signal) };
}

function marked({ kind, labels }: JsonObject): JsonObject {
  const isMarked = isObject(labels) || (kind === 'state' && labels === undefined);
  return isMarked ? { labels: { ...(isObject(labels) && labels), [TIME_LABEL]: 'receipt' } } : {};
}

function heardByReceipt(state: JsonObject, { receivedAt }: Carried): JsonObject {
  const heardAt = instantOf(state.heardAt);
  if (heardAt === undefined || isPlausible(heardAt, receivedAt)) return state;
  return { ...state, heardAt: formatInstant(receivedAt) };
}
