import { createHmac } from 'node:crypto';
import type { HmacAlgorithm, HmacAuthentication } from '../../domain/source-authentication.ts';
import { matchesAny } from './compare.ts';
import { ACCEPTED, type Authentication, refusal, type WebhookRequest } from './request.ts';
import { staleness } from './timestamp.ts';

/** One signature or several: a sender that changes its secret signs with both. */
export function bySignature(
  auth: HmacAuthentication,
  { headers, body }: WebhookRequest,
  { secrets, now }: { readonly secrets: readonly string[]; readonly now: number },
): Authentication {
  const { header, prefix, encoding, algorithm = 'sha256', signed = '{body}' } = auth;
  const value = headers[header.toLowerCase()];
  if (value === undefined) return refusal(`expected a signature in header ${header}; got none`);
  const given = partsOf(value, prefix);
  if (given.length === 0) return refusal(`expected a signature that starts with "${prefix}" in header ${header}`);
  const timestamp = timestampOf(auth, headers, value);
  const stale = auth.timestamp && staleness(timestamp, { now, toleranceMs: auth.toleranceMs });
  if (stale !== undefined) return refusal(stale);
  const content = signedContent(signed, { timestamp, body });
  const expected = secrets.map((key) => signature({ algorithm, key, content, encoding }));
  // Hex is the same in either case; base64 is not.
  const comparable = given.map((digits) => (encoding === 'hex' ? digits.toLowerCase() : digits));
  const isValid = comparable.filter((digits) => matchesAny(digits, expected)).length > 0;
  return isValid ? ACCEPTED : refusal(`the signature in header ${header} is wrong`);
}

interface Signing {
  readonly algorithm: HmacAlgorithm;
  readonly key: string | Uint8Array;
  readonly content: Uint8Array;
  readonly encoding: 'hex' | 'base64';
}

export function signature({ algorithm, key, content, encoding }: Signing): string {
  return createHmac(algorithm, key).update(content).digest(encoding);
}

/**
 * What follows a prefix, in each part of a header that starts with it; parts are separated by commas, semicolons or
 * blanks. Longer readings come first, since a prefix may itself hold a comma (`v1,`).
 *
 * @example partsOf('t=1700000000,v1=ab,v1=cd', 'v1=')  //=> ['ab', 'cd']
 */
export function partsOf(value: string, prefix: string): readonly string[] {
  const parts = [value, ...value.split(/\s+/), ...value.split(/[,;\s]+/)].map((part) => part.trim());
  return [...new Set(parts)].filter((part) => part.startsWith(prefix)).map((part) => part.slice(prefix.length));
}

function timestampOf(
  { timestamp }: HmacAuthentication,
  headers: WebhookRequest['headers'],
  value: string,
): string | undefined {
  if (timestamp === undefined) return undefined;
  if ('header' in timestamp) return headers[timestamp.header.toLowerCase()];
  // The last reading is the shortest: the part alone, without what follows it.
  return partsOf(value, timestamp.prefix).at(-1);
}

/** The bytes that are signed, by a template such as `{timestamp}.{body}`; the body goes in byte for byte. */
export function signedContent(
  template: string,
  { timestamp = '', body }: { readonly timestamp: string | undefined; readonly body: Uint8Array },
): Uint8Array {
  const pieces = template.split(/(\{body\}|\{timestamp\})/).map((piece) => {
    if (piece === '{body}') return body;
    return Buffer.from(piece === '{timestamp}' ? timestamp : piece);
  });
  return Buffer.concat(pieces);
}
