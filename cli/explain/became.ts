import type { Signal } from '../../shared/domain/signal.ts';
import { timeOf } from '../../shared/sources/reading/event-time.ts';
import type { Parsed } from '../../shared/sources/source.ts';

/**
 * What of the reading a value of the payload shows up in, such as `signals[0].monitor`: as the same text or as
 * the same moment. A value that decided something without showing up, such as a word for a state, has none.
 */
export function becameOf(value: unknown, { signals, deliveryId, occurrenceStarts }: Parsed, zone: string): string[] {
  if (value === null || typeof value === 'boolean') return [];
  const delivery = deliveryId !== undefined && isSameText(deliveryId, value) ? ['deliveryId'] : [];
  const parts = signals.flatMap((signal, index) => {
    const start = occurrenceStarts?.get(signal);
    const told = { ...signal, ...(start !== undefined && { occurrenceStart: start }) };
    return partsShowing(value, told, zone).map((part) => `signals[${index}].${part}`);
  });
  return [...delivery, ...parts];
}

function partsShowing(value: unknown, signal: Signal, zone: string): string[] {
  const at = timeOf(value, zone);
  return Object.entries(signal).flatMap(([key, part]: [string, unknown]) => {
    if (key === 'kind') return [];
    if (typeof part === 'number') return part === at || part === value ? [key] : [];
    if (typeof part === 'string') return isSameText(part, value) ? [key] : [];
    if (typeof part !== 'object' || part === null) return [];
    const inner = Object.entries(part).filter(([, text]) => isSameText(text, value));
    return inner.map(([name]) => `${key}.${name}`);
  });
}

function isSameText(part: unknown, value: unknown): boolean {
  return part !== '' && (part === value || (typeof value === 'number' && part === String(value)));
}
