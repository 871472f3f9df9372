import type { Parsed } from '../../shared/sources/source.ts';

/** Words of senders for a state: one of them is another than the one that stands there. */
const OTHER_WORDS = ['up', 'down', 'OK', 'resolved', 'firing', '1', '0'];

/**
 * The parts of a reading that a value decides without showing up in them: what is not there, or is otherwise, when the payload
 * is read without it. Of a word for a state, which may be read as one where it is left out, the state. None if it changes
 * nothing.
 *
 * @param readOtherwise the reading with another value in its place, undefined for none
 * @returns such as `signals[0].labels.service` or `deliveryId`; `signals[0]` or `rejected[0]` where all of it hangs on it
 */
export function decidedBy(readOtherwise: (value: string | undefined) => Parsed, reading: Parsed): string[] {
  const lost = lostParts(reading, readOtherwise(undefined));
  if (lost.some((path) => path.includes('.') || path === 'deliveryId')) return lost;
  for (const word of OTHER_WORDS) {
    const states = lostParts(reading, readOtherwise(word)).filter((path) => /\.(state|phase)$/.test(path));
    if (states.length > 0) return states;
  }
  return lost;
}

function lostParts(reading: Parsed, other: Parsed): string[] {
  const { deliveryId } = reading;
  return [
    ...(deliveryId === undefined || deliveryId === other.deliveryId ? [] : ['deliveryId']),
    ...lostItems('signals', reading.signals, other.signals),
    ...lostItems('rejected', reading.rejected, other.rejected),
  ];
}

function lostItems(name: 'signals' | 'rejected', items: readonly object[], others: readonly object[]): string[] {
  const kept = new Set(others.map((other) => JSON.stringify(other)));
  return items.flatMap((item, index) => {
    if (kept.has(JSON.stringify(item))) return [];
    const [path, other] = [`${name}[${index}]`, others[index]];
    // Which of them is which is plain only where none came or went.
    if (name === 'rejected' || other === undefined || items.length !== others.length) return [path];
    const keys = lostKeys(item, other);
    return keys.length === 0 || keys.includes('kind') ? [path] : keys.map((key) => `${path}.${key}`);
  });
}

function lostKeys(item: object, other: object): string[] {
  return Object.entries(item).flatMap(([key, value]: [string, unknown]) => {
    const changed: unknown = Reflect.get(other, key);
    if (JSON.stringify(value) === JSON.stringify(changed)) return [];
    if (!isLabels(value) || !isLabels(changed)) return [key];
    const inner = lostKeys(value, changed);
    return inner.length === 0 ? [key] : inner.map((name) => `${key}.${name}`);
  });
}

function isLabels(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
