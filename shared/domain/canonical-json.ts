/**
 * JSON with sorted keys, no white space and no `undefined`: equal values give equal bytes (after RFC 8785, for the
 * strings, booleans and safe integers that Attain hashes).
 *
 * @example canonicalJson({ b: 1, a: [true] })  //=> '{"a":[true],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (isRecord(inner) ? sorted(inner) : inner));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
