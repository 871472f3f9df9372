import type { Catalogue } from '../domain/catalogue.ts';
import { digest } from '../domain/digest.ts';

/**
 * SHA-256 of what a catalogue says, 64 hex digits. Comments, the order of keys and ways of writing the same value leave
 * it as it is; the order of lists does not, as it is the order on reports.
 */
export function catalogueHash(catalogue: Catalogue): string {
  return digest(catalogue);
}
