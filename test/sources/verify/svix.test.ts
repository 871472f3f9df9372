import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../support/authentication.ts';

const auth = { type: 'svix', secret: 'attain/status' } as const;
// printf <hex> | xxd -r -p | base64, of the bytes 00 to 1f and of ffeeddccbbaa99887766554433221100ffeeddccbbaa9988
const SECRET = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
const OLD = 'whsec_/+7dzLuqmYh3ZlVEMyIRAP/u3cy7qpmI';
const ID = 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W';
const BODY = '{"alerts":[]}\n';
const NOW = 1_792_000_000_000;
// printf 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W.1792000000.{"alerts":[]}\n' |
//   openssl dgst -sha256 -mac HMAC -macopt hexkey:<hex> -binary | base64
const SIGNATURE = 'qpuYGLDmd3TunlOOP4W8SZd4R7vMUtIiDGFgkhBwCW8=';
const SIGNATURE_OLD = '4b5yYfWRUbp+md8my36N7OwBTww4vTGTlTUzXqnQxZs=';

const headersOf = (signature: string, { id = ID, timestamp = '1792000000', prefix = 'webhook' } = {}) => ({
  [`${prefix}-id`]: id,
  [`${prefix}-timestamp`]: timestamp,
  [`${prefix}-signature`]: signature,
});

function attempt(headers: Record<string, string>, { body = BODY, secrets = [SECRET, OLD], now = NOW } = {}) {
  return outcomeOf(auth, { headers, body, secrets, now });
}

const WRONG = 'the signature in header webhook-signature is wrong';

describe('a Standard Webhook', () => {
  it.each([
    ['by the new secret', `v1,${SIGNATURE}`],
    ['by the old secret', `v1,${SIGNATURE_OLD}`],
    ['with several signatures', `v1,${'A'.repeat(43)}= v1,${SIGNATURE} v1a,xyz`],
  ])('%s is accepted', (_what, signature) => {
    expect(attempt(headersOf(signature))).toBe('accepted');
    expect(attempt(headersOf(signature, { prefix: 'svix' }))).toBe('accepted');
  });

  it('is accepted by a secret without its prefix', () => {
    expect(attempt(headersOf(`v1,${SIGNATURE}`), { secrets: [SECRET.replace('whsec_', '')] })).toBe('accepted');
  });

  it('is refused when the id, a byte of the body, or the version is changed', () => {
    expect(attempt(headersOf(`v1,${SIGNATURE}`, { id: `${ID}x` }))).toBe(WRONG);
    expect(attempt(headersOf(`v1,${SIGNATURE}`), { body: '{"alerts":[]}' })).toBe(WRONG);
    expect(attempt(headersOf(`v1a,${SIGNATURE}`))).toBe(WRONG);
    expect(attempt(headersOf(SIGNATURE))).toBe(WRONG);
  });

  it('is refused by another secret, and by one that is no key', () => {
    expect(attempt(headersOf(`v1,${SIGNATURE}`), { secrets: [OLD] })).toBe(WRONG);
    expect(attempt(headersOf(`v1,${SIGNATURE}`), { secrets: ['whsec_'] })).toBe(
      'expected a secret of the form whsec_<base64>',
    );
  });

  it('is refused when it is older than 5 minutes, or of the future', () => {
    expect(attempt(headersOf(`v1,${SIGNATURE}`), { now: NOW + 300_000 })).toBe('accepted');
    expect(attempt(headersOf(`v1,${SIGNATURE}`), { now: NOW + 301_000 })).toBe(
      'the time of signing is 301 s in the past',
    );
    expect(attempt(headersOf(`v1,${SIGNATURE}`), { now: NOW - 301_000 })).toBe(
      'the time of signing is 301 s in the future',
    );
  });

  it('is refused without its headers', () => {
    expect(attempt({})).toBe('expected webhook-id and webhook-signature');
    expect(attempt({ 'webhook-id': ID, 'webhook-signature': `v1,${SIGNATURE}` })).toBe(
      'expected a time of signing; got none',
    );
  });
});
