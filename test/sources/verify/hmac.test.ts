import { describe, expect, it } from 'vitest';
import { parseCatalogue } from '../../../shared/catalogue/parse-catalogue.ts';
import { guide as grafanaGuide } from '../../../shared/sources/grafana.ts';
import { partsOf } from '../../../shared/sources/verify/hmac.ts';
import { outcomeOf } from '../../support/authentication.ts';

const SECRETS = ['n3w-s3cret', '0ld-s3cret'];
const BODY = '{"alerts":[]}\n';
/** 2026-10-14T17:46:40Z. */
const SIGNED_AT = 1_792_000_000;
const NOW = SIGNED_AT * 1000;

const hmac = { type: 'hmac', header: 'x-signature', prefix: '', encoding: 'hex', secret: 'attain/probes' } as const;

// printf '{"alerts":[]}\n' | openssl dgst -sha1 -hmac n3w-s3cret; the others with a time before the body, such as
// printf '1792000000:{"alerts":[]}\n' | openssl dgst -sha256 -hmac n3w-s3cret
const SHA1 = '296f80ab21891006522b999be580dbf299d4e5ac';
const SHA512 =
  '13dc47c8b00a30dba34feb36bcdfa495f2cd86b3a483b76f5bf1b7fd1efdbd12' +
  'b801fe9ea6164654ed2a208f1c164306237779ecda31cc6cfb87b90bf0f6b623';
const COLON = 'fe6c9956d0b37c9ea09382b6e894d1076e75ec4d16a4ee2eb14f5975ab9f64c8';
const BARE = '1cea7d3d4f5e48c393990bb7b6ddd9f089994313ecf004e45b53c4ca9a99b209';
const BARE_OLD = '896af93734a1bed1f56e6aea8683f904291062b19b13e795636d28f90d2095b8';
const DOT = 'c93c13d1e4ec39f76385a39c089e689804bba73c9ccc1b0caba97c37518eb35e';
const VERSIONED = '78516bd547af70d5cb8ec4b93db4a59a6b6fa163af9fbb6235b8fdb7d49320a6';

describe('a signature by another algorithm', () => {
  it.each([
    ['sha1', SHA1],
    ['sha512', SHA512],
  ] as const)('%s is accepted where the source says so, and only there', (algorithm, signature) => {
    const attempt = { headers: { 'x-signature': signature }, body: BODY, secrets: SECRETS };
    expect(outcomeOf({ ...hmac, algorithm }, attempt)).toBe('accepted');
    expect(outcomeOf(hmac, attempt)).toBe('the signature in header x-signature is wrong');
  });
});

describe('a signature with a time in a header of its own', () => {
  const colon = { ...hmac, timestamp: { header: 'x-time' }, signed: '{timestamp}:{body}' } as const;
  const attempt = (time: string, { now = NOW, body = BODY, signature = COLON } = {}) =>
    outcomeOf(colon, { headers: { 'x-signature': signature, 'x-time': time }, body, secrets: SECRETS, now });

  it('is accepted', () => {
    expect(attempt('1792000000')).toBe('accepted');
  });

  it('is accepted as the template says: with a dot, or with words around', () => {
    const headers = { 'x-time': '1792000000' };
    const by = (signed: string, signature: string) =>
      outcomeOf(
        { ...colon, signed },
        { headers: { ...headers, 'x-signature': signature }, body: BODY, secrets: SECRETS, now: NOW },
      );
    expect(by('{timestamp}.{body}', DOT)).toBe('accepted');
    // printf 'v0:1792000000:{"alerts":[]}\n' | openssl dgst -sha256 -hmac n3w-s3cret
    expect(by('v0:{timestamp}:{body}', VERSIONED)).toBe('accepted');
    expect(by('{timestamp}.{body}', COLON)).toBe('the signature in header x-signature is wrong');
  });

  it('is refused when the time or a byte of the body is changed', () => {
    expect(attempt('1792000001')).toBe('the signature in header x-signature is wrong');
    expect(attempt('1792000000', { body: '{"alerts":[1]}\n' })).toBe('the signature in header x-signature is wrong');
  });

  it('is accepted for 5 minutes before and after its time, and then no more', () => {
    expect(attempt('1792000000', { now: NOW + 300_000 })).toBe('accepted');
    expect(attempt('1792000000', { now: NOW + 301_000 })).toBe('the time of signing is 301 s in the past');
    expect(attempt('1792000000', { now: NOW - 300_000 })).toBe('accepted');
    expect(attempt('1792000000', { now: NOW - 301_000 })).toBe('the time of signing is 301 s in the future');
  });

  it('is accepted for as long as the source says', () => {
    const headers = { 'x-signature': COLON, 'x-time': '1792000000' };
    const patient = { ...colon, toleranceMs: 3_600_000 };
    expect(outcomeOf(patient, { headers, body: BODY, secrets: SECRETS, now: NOW + 3_600_000 })).toBe('accepted');
    expect(outcomeOf(patient, { headers, body: BODY, secrets: SECRETS, now: NOW + 3_601_000 })).toBe(
      'the time of signing is 3601 s in the past',
    );
  });

  it('is refused without a time that can be read', () => {
    expect(outcomeOf(colon, { headers: { 'x-signature': COLON }, body: BODY, secrets: SECRETS, now: NOW })).toBe(
      'expected a time of signing; got none',
    );
    expect(attempt('yesterday')).toBe('the time of signing is no time');
    expect(attempt('NaN')).toBe('the time of signing is no time');
  });
});

describe('a signature with a time inside its own header', () => {
  const inside = { ...hmac, prefix: 'v1=', timestamp: { prefix: 't=' }, signed: '{timestamp}{body}' } as const;
  const attempt = (value: string, now = NOW) =>
    outcomeOf(inside, { headers: { 'x-signature': value }, body: BODY, secrets: SECRETS, now });

  it.each([
    `t=1792000000,v1=${BARE}`,
    `t=1792000000, v1=${BARE}`,
    `v1=${BARE},t=1792000000`,
    `t=1792000000;v1=${BARE}`,
    `t=1792000000 v1=${BARE}`,
    `t=1792000000,v1=${'0'.repeat(64)},v1=${BARE}`,
    `t=1792000000,v1=${BARE_OLD}`,
    `t=1792000000,v0=${'0'.repeat(64)},v1=${BARE.toUpperCase()}`,
  ])('is accepted as %s', (value) => {
    expect(attempt(value)).toBe('accepted');
  });

  it('is refused with another time, with two, and with none', () => {
    expect(attempt(`t=1792000001,v1=${BARE}`)).toBe('the signature in header x-signature is wrong');
    expect(attempt(`t=1792000000,v1=${BARE},t=1792000001`)).toBe('the signature in header x-signature is wrong');
    expect(attempt(`v1=${BARE}`)).toBe('expected a time of signing; got none');
  });

  it('is refused when it is old', () => {
    expect(attempt(`t=1792000000,v1=${BARE}`, NOW + 301_000)).toBe('the time of signing is 301 s in the past');
  });
});

describe('the parts of a header', () => {
  it('are told apart by commas, semicolons and blanks, longer readings first', () => {
    expect(partsOf('t=1,v1=ab', 't=')).toEqual(['1,v1=ab', '1']);
    expect(partsOf('v1,ab= v1,cd=', 'v1,')).toEqual(['ab= v1,cd=', 'ab=', 'cd=']);
    expect(partsOf('a=1;b=2', 'b=')).toEqual(['2']);
    expect(partsOf('a=1', 'b=')).toEqual([]);
  });
});

describe('the catalogue that the page of Grafana shows', () => {
  it('takes what Grafana signs: the time, a colon and the body', () => {
    const shown = /# the catalogue\n([\s\S]+?)```/.exec(grafanaGuide.credentials)?.[1];
    const rest = [
      'organization: { name: Example, owner: { name: Mara, email: mara@example.com } }',
      'effectiveFrom: 2026-10-01T00:00:00Z',
      'services: [{ id: checkout, name: Checkout }]',
    ].join('\n');
    const { sources } = parseCatalogue(`${shown}${rest}`, { file: 'grafana.md' });
    const headers = { 'x-grafana-alerting-signature': COLON, 'x-grafana-alerting-timestamp': '1792000000' };
    const [auth] = sources.map((it) => it.auth);
    if (auth?.type !== 'hmac') throw new Error(`expected hmac; got ${auth?.type}`);
    expect(outcomeOf(auth, { headers, body: BODY, secrets: SECRETS, now: NOW })).toBe('accepted');
    expect(outcomeOf(auth, { headers, body: BODY, secrets: SECRETS, now: NOW + 301_000 })).toBe(
      'the time of signing is 301 s in the past',
    );
  });
});
