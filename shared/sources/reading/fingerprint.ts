import type { Labels } from '../../domain/signal.ts';

// FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/
const OFFSET_BASIS = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;
/** Stands after each name and value; no byte of UTF-8 is 255, so it separates without doubt. */
const SEPARATOR = 255;

/**
 * The identity that Prometheus gives a set of labels: FNV-1a over names and values in the byte order of the names, as
 * 16 hex digits. Alertmanager before 0.19 does not send it, so it is computed as Alertmanager would have.
 *
 * @example fingerprint({ alertname: 'EndpointDown' })  //=> '6f5056ff34d3e617'
 */
export function fingerprint(labels: Labels): string {
  let hash = OFFSET_BASIS;
  for (const byte of labelBytes(labels)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME);
  }
  return hash.toString(16).padStart(16, '0');
}

function* labelBytes(labels: Labels): Generator<number> {
  const pairs = Object.entries(labels).map(([name, value]) => [Buffer.from(name), Buffer.from(value)] as const);
  for (const pair of pairs.sort(([a], [b]) => Buffer.compare(a, b))) {
    for (const part of pair) {
      yield* part;
      yield SEPARATOR;
    }
  }
}
