import { describe, expect, it } from 'vitest';
import { isAllowedFrom, parseRange } from '../../../shared/sources/verify/allow-from.ts';
import { type Attempt, outcomeOf } from '../../support/authentication.ts';

const SECRETS = ['n3w-s3cret', '0ld-s3cret'];
const given = (more: Partial<Attempt>) => ({ body: '', secrets: SECRETS, ...more });

describe('a secret as it is', () => {
  const header = { type: 'header', name: 'x-api-key', secret: 'attain/x' } as const;
  const path = { type: 'path', secret: 'attain/x' } as const;
  const query = { type: 'query', name: 'key', secret: 'attain/x' } as const;

  it.each(SECRETS)('is accepted in a header, at the end of the path, and in the query: %s', (secret) => {
    expect(outcomeOf(header, given({ headers: { 'x-api-key': secret } }))).toBe('accepted');
    expect(outcomeOf(path, given({ pathSecret: secret }))).toBe('accepted');
    expect(outcomeOf(query, given({ query: `a=1&key=${secret}` }))).toBe('accepted');
  });

  it('is refused when it is wrong', () => {
    expect(outcomeOf(header, given({ headers: { 'x-api-key': 'n3w-s3cre' } }))).toBe(
      'the secret in header x-api-key is wrong',
    );
    expect(outcomeOf(path, given({ pathSecret: 'n3w-s3crets' }))).toBe('the secret at the end of the path is wrong');
    expect(outcomeOf(query, given({ query: 'key=x' }))).toBe('the secret in the query as key is wrong');
  });

  it('is refused when it is not there, or elsewhere', () => {
    expect(outcomeOf(header, given({ query: 'x-api-key=n3w-s3cret' }))).toBe(
      'expected a secret in header x-api-key; got none',
    );
    expect(outcomeOf(path, given({ query: 'secret=n3w-s3cret' }))).toBe(
      'expected a secret at the end of the path; got none',
    );
    expect(outcomeOf(query, given({ pathSecret: 'n3w-s3cret', query: 'key=' }))).toBe(
      'expected a secret in the query as key; got none',
    );
  });

  it('is refused when the source has none, or an empty one', () => {
    for (const auth of [header, path, query]) {
      expect(outcomeOf(auth, given({ secrets: [''], pathSecret: '', query: 'key=' }))).toBe('the source has no secret');
    }
  });
});

describe('where callers may sit', () => {
  const ranges = ['203.0.113.0/24', '198.51.100.7', '2001:db8::/32'];

  it.each(['203.0.113.0', '203.0.113.255', '198.51.100.7', '2001:db8::1', '2001:DB8:ffff::', '::ffff:203.0.113.9'])(
    '%s is inside',
    (address) => {
      expect(isAllowedFrom(ranges, address)).toBe(true);
    },
  );

  it.each(['203.0.114.0', '203.0.112.255', '198.51.100.8', '2001:db9::', '::1', '', 'localhost', '203.0.113.9%eth0'])(
    '%s is outside',
    (address) => {
      expect(isAllowedFrom(ranges, address)).toBe(false);
    },
  );

  it('is anywhere unless it is said', () => {
    expect(isAllowedFrom(undefined, '192.0.2.1')).toBe(true);
  });

  it.each(['203.0.113.0/33', '2001:db8::/129', '203.0.113/24', '203.0.113.0/', 'example.com', '', '10.0.0.0/x'])(
    '"%s" is no range',
    (text) => {
      expect(parseRange(text)).toBeUndefined();
    },
  );
});
