import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { SourceAuthentication } from '../../domain/catalogue.ts';

/** A webhook as it arrived: verified over these bytes, before anything parses them. Header names in lower case. */
export interface WebhookRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

export interface AuthenticationOptions {
  /** The active secrets: two while one replaces the other. */
  readonly secrets: readonly string[];
  /** Whether a source that declares itself open may be; only the local runtime says so. */
  readonly allowOpen: boolean;
}

/** The reason is for our log; the sender is told nothing but 401. */
export type Authentication = { readonly accepted: true } | { readonly accepted: false; readonly reason: string };

/**
 * Whether a webhook comes from who may send it. Each secret is compared in constant time, over digests, so that
 * neither the first wrong byte nor a length shows; all secrets are tried, whichever fits.
 */
export function authenticate(
  auth: SourceAuthentication,
  request: WebhookRequest,
  { secrets, allowOpen }: AuthenticationOptions,
): Authentication {
  switch (auth.type) {
    case 'open':
      return allowOpen ? ACCEPTED : refusal('a source without a secret is accepted by the local runtime only');
    case 'aws':
      return refusal('events of this source come over EventBridge, not by webhook');
    case 'bearer':
      return byCredential(request, 'bearer', usable(secrets));
    case 'basic': {
      const pairs = usable(secrets).map((secret) => base64(`${auth.username}:${secret}`));
      return byCredential(request, 'basic', pairs);
    }
    case 'hmac':
      return bySignature(auth, request, usable(secrets));
  }
}

const ACCEPTED: Authentication = { accepted: true };

function refusal(reason: string): Authentication {
  return { accepted: false, reason };
}

// An empty secret would accept an empty credential.
function usable(secrets: readonly string[]): readonly string[] {
  return secrets.filter((secret) => secret !== '');
}

/** `Authorization: <scheme> <credential>`; the scheme in any case (RFC 9110, section 11.1). */
function byCredential({ headers }: WebhookRequest, scheme: string, expected: readonly string[]): Authentication {
  if (expected.length === 0) return refusal('the source has no secret');
  const header = headers.authorization;
  if (header === undefined) return refusal(`expected an authorization header with scheme ${scheme}; got none`);
  const [, actualScheme = '', credential = ''] = /^\s*(\S+) +(\S+)\s*$/.exec(header) ?? [];
  if (actualScheme.toLowerCase() !== scheme) return refusal(`expected one credential of scheme ${scheme}`);
  return matchesAny(credential, expected) ? ACCEPTED : refusal(`the ${scheme} credential is wrong`);
}

type HmacAuthentication = Extract<SourceAuthentication, { type: 'hmac' }>;

/** One signature or several, separated by commas: a sender that changes its secret signs with both. */
function bySignature(
  { header, prefix, encoding }: HmacAuthentication,
  { headers, body }: WebhookRequest,
  secrets: readonly string[],
): Authentication {
  if (secrets.length === 0) return refusal('the source has no secret');
  const value = headers[header.toLowerCase()];
  if (value === undefined) return refusal(`expected a signature in header ${header}; got none`);
  // The whole value too: a prefix may itself hold a comma.
  const given = [value, ...value.split(',')]
    .map((part) => part.trim())
    .filter((part) => part.startsWith(prefix))
    .map((part) => part.slice(prefix.length))
    // Hex is the same in either case; base64 is not.
    .map((digits) => (encoding === 'hex' ? digits.toLowerCase() : digits));
  if (given.length === 0) return refusal(`expected a signature that starts with "${prefix}" in header ${header}`);
  const expected = secrets.map((secret) => createHmac('sha256', secret).update(body).digest(encoding));
  const isValid = given.filter((signature) => matchesAny(signature, expected)).length > 0;
  return isValid ? ACCEPTED : refusal(`the signature in header ${header} is wrong`);
}

// Counts instead of stopping at the first match: the time tells nothing of which secret it was.
function matchesAny(actual: string, expected: readonly string[]): boolean {
  return expected.filter((text) => timingSafeEqual(fingerprint(actual), fingerprint(text))).length > 0;
}

function fingerprint(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
