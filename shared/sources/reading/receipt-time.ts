import { formatInstant } from '../../domain/instant.ts';
import { instantOf, isPlausible, TIME_LABEL } from './event-time.ts';
import { isObject, type JsonObject } from './json-object.ts';

/**
 * A state or a sign of life whose time cannot be true, by a clock that was never set or runs ahead, with the time of
 * receipt instead; a state is marked with the label `attain_time`. So it is with when a state was last heard, without the
 * mark: a time to come would keep it from ever falling silent. Any other value as it was.
 */
export function withReceiptTime(json: unknown, receivedAt: number): unknown {
  if (!isObject(json) || (json.kind !== 'state' && json.kind !== 'heartbeat')) return json;
  const at = instantOf(json.at);
  const isTrue = at === undefined || isPlausible(at, receivedAt);
  if (json.kind === 'heartbeat') return isTrue ? json : { ...json, at: formatInstant(receivedAt) };
  const heard = heardByReceipt(json, receivedAt);
  if (isTrue) return heard;
  // The same clock told since when the state before held.
  const { since: _since, ...state } = heard;
  return { ...state, at: formatInstant(receivedAt), labels: marked(json.labels) };
}

function heardByReceipt(state: JsonObject, receivedAt: number): JsonObject {
  const heardAt = instantOf(state.heardAt);
  if (heardAt === undefined || isPlausible(heardAt, receivedAt)) return state;
  return { ...state, heardAt: formatInstant(receivedAt) };
}

function marked(labels: unknown): unknown {
  if (labels !== undefined && !isObject(labels)) return labels;
  return { ...labels, [TIME_LABEL]: 'receipt' };
}
