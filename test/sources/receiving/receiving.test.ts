import { describe, expect, it } from 'vitest';
import { keptQuery } from '../../../shared/sources/receiving/kept-query.ts';
import { isMereVisit } from '../../../shared/sources/receiving/mere-visit.ts';

describe('the query that is kept', () => {
  const auth = { type: 'query', name: 'key', secret: 'attain/kuma' } as const;

  it.each([
    ['key=s3cret', ''],
    ['key=s3cret&status=1', 'status=1'],
    ['status=1&key=s3cret&msg=a%20b+c', 'status=1&msg=a%20b+c'],
    ['%6bey=s3cret&status=1', 'status=1'],
    ['key=a&key=b&keys=c', 'keys=c'],
    ['', ''],
  ])('of %j is %j', (query, kept) => {
    expect(keptQuery(auth, query)).toBe(kept);
  });

  it('is all of it where the secret is elsewhere', () => {
    expect(keptQuery({ type: 'path', secret: 'attain/kuma' }, 'key=1&status=1')).toBe('key=1&status=1');
  });
});

describe('a mere visit', () => {
  const visit = (method: string, { query = '', body = '', headers = {} } = {}) =>
    isMereVisit({ method, headers, body: Buffer.from(body), query, from: '192.0.2.1' }, query);

  it('is a HEAD, a GET that says nothing, and an OPTIONS that asks for nothing', () => {
    expect(visit('HEAD', { query: 'status=1' })).toBe(true);
    expect(visit('GET')).toBe(true);
    expect(visit('OPTIONS')).toBe(true);
  });

  it('is none when there is something to keep, or to answer', () => {
    expect(visit('GET', { query: 'status=1' })).toBe(false);
    expect(visit('GET', { body: '{}' })).toBe(false);
    expect(visit('POST')).toBe(false);
    expect(visit('PUT')).toBe(false);
    expect(visit('OPTIONS', { headers: { 'webhook-request-origin': 'example.com' } })).toBe(false);
  });
});
