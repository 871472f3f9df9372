import { formatInstant } from '../../domain/instant.ts';
import { instantOf, isPlausible, TIME_LABEL } from './event-time.ts';
import { isObject } from './json-object.ts';

/**
 * A state or a sign of life whose time cannot be true, by a clock that was never set or runs ahead, with the time of
 * receipt instead; a state is marked with the label `attain_time`. Any other value as it was.
 */
export function withReceiptTime(json: unknown, receivedAt: number): unknown {
  if (!isObject(json) || (json.kind !== 'state' && json.kind !== 'heartbeat')) return json;
  const at = instantOf(json.at);
  if (at === undefined || isPlausible(at, receivedAt)) return json;
  if (json.kind === 'heartbeat') return { ...json, at: formatInstant(receivedAt) };
  // The same clock told since when the state before held.
  const { since: _since, ...state } = json;
  return { ...state, at: formatInstant(receivedAt), labels: marked(json.labels) };
}

function marked(labels: unknown): unknown {
  if (labels !== undefined && !isObject(labels)) return labels;
  return { ...labels, [TIME_LABEL]: 'receipt' };
}
