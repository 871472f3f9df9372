import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** SHA-256 as 64 hex digits. The one place in the domain that uses the platform: a hash has no side effects. */
export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** SHA-256 over the canonical JSON of a value: the identity of an event, a method, a catalogue version. */
export function digest(value: unknown): string {
  return sha256(canonicalJson(value));
}
