import { describe, expect, it } from 'vitest';
import type { SourceAuthentication } from '../../../shared/domain/source-authentication.ts';
import { type Attempt, outcomeOf } from '../../support/authentication.ts';

const NEW = 'n3w-s3cret';
const OLD = '0ld-s3cret';
const BODY = '{"alerts":[]}\n';

const bearer: SourceAuthentication = { type: 'bearer', secret: 'attain/alertmanager-eu' };
const basic: SourceAuthentication = { type: 'basic', username: 'alertmanager', secret: 'attain/alertmanager-eu' };
const hmac = {
  type: 'hmac',
  header: 'X-Signature',
  prefix: 'sha256=',
  encoding: 'hex',
  secret: 'attain/probes',
} as const;
const base64 = { ...hmac, header: 'x-signature', prefix: '', encoding: 'base64' } as const;

function attempt(auth: SourceAuthentication, { body = BODY, secrets = [NEW, OLD], ...more }: Partial<Attempt>) {
  return outcomeOf(auth, { body, secrets, ...more });
}

describe('a bearer token', () => {
  const withHeader = (authorization: string, secrets?: readonly string[]) =>
    attempt(bearer, { headers: { authorization }, ...(secrets && { secrets }) });

  it.each([`Bearer ${NEW}`, `Bearer ${OLD}`, `bearer ${NEW}`, `BEARER   ${NEW}`, ` Bearer ${NEW} `])(
    '"%s" is accepted',
    (header) => {
      expect(withHeader(header)).toBe('accepted');
    },
  );

  it.each([`Bearer ${NEW}x`, `Bearer ${NEW.slice(1)}`, `Bearer ${NEW.toUpperCase()}`, 'Bearer x'])(
    '"%s" is wrong',
    (header) => {
      expect(withHeader(header)).toBe('the bearer credential is wrong');
    },
  );

  it.each([
    '',
    'Bearer',
    'Bearer ',
    NEW,
    `Basic ${NEW}`,
    `Token ${NEW}`,
    `Bearer ${NEW}, Bearer ${NEW}`,
    `Bearer Bearer ${NEW}`,
  ])('"%s" is not one credential of the scheme', (header) => {
    expect(withHeader(header)).toBe('expected one credential of scheme bearer');
  });

  it('has to be there', () => {
    expect(attempt(bearer, {})).toBe('expected an authorization header with scheme bearer; got none');
  });

  it('is refused when the source has no secret, or an empty one', () => {
    expect(withHeader(`Bearer ${NEW}`, [])).toBe('the source has no secret');
    expect(withHeader('Bearer ', [''])).toBe('the source has no secret');
    expect(withHeader('Bearer undefined', [])).toBe('the source has no secret');
  });
});

describe('a user name and password', () => {
  const withHeader = (authorization: string) => attempt(basic, { headers: { authorization } });

  it('are accepted with either secret', () => {
    // echo -n 'alertmanager:n3w-s3cret' | base64
    expect(withHeader('Basic YWxlcnRtYW5hZ2VyOm4zdy1zM2NyZXQ=')).toBe('accepted');
    expect(withHeader('basic YWxlcnRtYW5hZ2VyOjBsZC1zM2NyZXQ=')).toBe('accepted');
  });

  it.each([
    ['another user', 'Basic cHJvbWV0aGV1czpuM3ctczNjcmV0'],
    ['another password', 'Basic YWxlcnRtYW5hZ2VyOng='],
    ['no colon', 'Basic YWxlcnRtYW5hZ2Vy'],
    ['malformed base64', 'Basic YWxlcnRtYW5hZ2VyOm4zdy1zM2NyZXQ*'],
    ['trailing bytes', 'Basic YWxlcnRtYW5hZ2VyOm4zdy1zM2NyZXQ=AAAA'],
    ['no base64 at all', `Basic alertmanager:${NEW}`],
  ])('with %s are refused', (_what, header) => {
    expect(withHeader(header)).toBe('the basic credential is wrong');
  });
});

describe('a signature', () => {
  // printf '{"alerts":[]}\n' | openssl dgst -sha256 -hmac n3w-s3cret
  const HEX = '3f3192aa903a6262f06ae9301bc63a9732bd4476b86b11c9021bf903b0d6ce0b';
  const HEX_OLD = 'a95ba9f0cafedc64319fe00089c38adca854a0a17269d4ecd10ef32985351287';
  const BASE64 = 'PzGSqpA6YmLwaukwG8Y6lzK9RHa4axHJAhv5A7DWzgs=';
  const withHeader = (value: string, body: string | Uint8Array = BODY) =>
    attempt(hmac, { headers: { 'x-signature': value }, body });

  it('over the body is accepted, in hex of either case, by either secret', () => {
    expect(withHeader(`sha256=${HEX}`)).toBe('accepted');
    expect(withHeader(`sha256=${HEX.toUpperCase()}`)).toBe('accepted');
    expect(withHeader(`sha256=${HEX_OLD}`)).toBe('accepted');
  });

  it('in base64 is accepted', () => {
    expect(attempt(base64, { headers: { 'x-signature': BASE64 } })).toBe('accepted');
    expect(attempt(base64, { headers: { 'x-signature': BASE64.toLowerCase() } })).toBe(
      'the signature in header x-signature is wrong',
    );
    expect(attempt(base64, { headers: { 'x-signature': '***' } })).toBe('the signature in header x-signature is wrong');
  });

  it('may be one of several, as a sender does that changes its secret', () => {
    expect(withHeader(`sha256=${'0'.repeat(64)}, sha256=${HEX}`)).toBe('accepted');
    expect(withHeader(`sha256=${'0'.repeat(64)},sha256=${'1'.repeat(64)}`)).toBe(
      'the signature in header X-Signature is wrong',
    );
  });

  it('may have a prefix with a comma', () => {
    expect(attempt({ ...base64, prefix: 'v1,' }, { headers: { 'x-signature': `v1,${BASE64}` } })).toBe('accepted');
  });

  it('of RFC 4231, test case 2, is accepted', () => {
    const digest = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
    const headers = { 'x-signature': `sha256=${digest}` };
    expect(attempt(hmac, { headers, body: 'what do ya want for nothing?', secrets: ['Jefe'] })).toBe('accepted');
  });

  it('is refused when one byte of the body changes', () => {
    for (const index of BODY.split('').keys()) {
      const changed = Buffer.from(BODY);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(withHeader(`sha256=${HEX}`, changed)).toBe('the signature in header X-Signature is wrong');
    }
  });

  it('is over bytes, not over the text they stand for', () => {
    // Both bodies decode to one U+FFFD.
    const digest = 'baea94400fd1b719fd9d93978d0850483e37a09a59cd48b6ce93be4496b574f5';
    expect(withHeader(`sha256=${digest}`, Uint8Array.of(0xff))).toBe('accepted');
    expect(withHeader(`sha256=${digest}`, Uint8Array.of(0xfe))).toBe('the signature in header X-Signature is wrong');
  });

  it.each([HEX, 'sha1=abc', '', `SHA256=${HEX}`])('"%s" lacks the prefix', (value) => {
    expect(withHeader(value)).toBe('expected a signature that starts with "sha256=" in header X-Signature');
  });

  it.each([`sha256=${HEX}00`, `sha256=${HEX.slice(2)}`, 'sha256=', 'sha256=zz'])('"%s" is wrong', (value) => {
    expect(withHeader(value)).toBe('the signature in header X-Signature is wrong');
  });

  it('has to be there, and the source needs a secret', () => {
    expect(attempt(hmac, {})).toBe('expected a signature in header X-Signature; got none');
    expect(attempt(hmac, { headers: { 'x-signature': `sha256=${HEX}` }, secrets: [''] })).toBe(
      'the source has no secret',
    );
  });
});

describe('a source without a credential', () => {
  it('is accepted only where that is allowed', () => {
    expect(attempt({ type: 'open' }, { allowOpen: true })).toBe('accepted');
    expect(attempt({ type: 'open' }, {})).toBe('a source without a secret is accepted by the local runtime only');
  });

  it('is never accepted by webhook when its events come over EventBridge', () => {
    expect(attempt({ type: 'aws' }, { allowOpen: true })).toBe(
      'events of this source come over EventBridge, not by webhook',
    );
  });
});
