import { formatInstant } from '../domain/instant.ts';
import type { Signal } from '../domain/signal.ts';

const INSTANTS = [
  'at',
  'since',
  'heardAt',
  'start',
  'end',
  'announcedAt',
  'cancelledAt',
  'proposedAt',
  'expiresAt',
  'to',
];

/**
 * A signal as JSON for people to read, its instants in ISO 8601.
 *
 * @example signalText({ kind: 'state', monitor: 'probe', state: 'up', at: 0 })
 *   //=> '{"kind":"state","monitor":"probe","state":"up","at":"1970-01-01T00:00:00.000Z"}'
 */
export function signalText(signal: Signal): string {
  return JSON.stringify(signal, (key, value: unknown) =>
    typeof value === 'number' && INSTANTS.includes(key) ? formatInstant(value) : value,
  );
}
