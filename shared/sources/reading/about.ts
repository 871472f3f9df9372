import type { Rejection } from '../source.ts';
import { eventTime } from './event-time.ts';
import { identity, type Receipt } from './state.ts';

/** Of what a remark speaks, as far as the sender says: of which stream, and when. */
export function about(
  { stream, at }: { readonly stream?: unknown; readonly at?: unknown },
  { receivedAt, zone }: Receipt,
): Pick<Rejection, 'stream' | 'at'> {
  const id = identity(stream);
  const time = eventTime(at, receivedAt, zone);
  return { ...(id !== undefined && { stream: id }), ...(time !== undefined && { at: time }) };
}
