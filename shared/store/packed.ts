import { gunzipSync, gzipSync } from 'node:zlib';

/**
 * A document as the attribute of an item: compressed JSON. An item holds 400 KB and is paid for by the KB, and a month of
 * flapping makes a timeline of megabytes.
 */
export function pack(document: unknown): Uint8Array {
  return gzipSync(JSON.stringify(document));
}

/** The document that was packed; which type it has knows the module that packed it. */
export function unpack(attribute: unknown): unknown {
  return JSON.parse(gunzipSync(attribute as Uint8Array).toString());
}
