import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import { digest, sha256 } from '../../shared/domain/digest.ts';

describe('canonical JSON', () => {
  it('sorts keys at every depth and has no white space', () => {
    expect(canonicalJson({ b: 1, a: { d: [true, null], c: 'é' } })).toBe('{"a":{"c":"é","d":[true,null]},"b":1}');
  });

  it('is the same for equal values, however they were put together', () => {
    expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }));
  });

  it('leaves out what is undefined', () => {
    expect(canonicalJson({ a: undefined, b: 0 })).toBe('{"b":0}');
  });

  it('keeps the order of lists, which says something', () => {
    expect(canonicalJson([2, 1])).toBe('[2,1]');
  });

  it('takes odd keys as they are', () => {
    const parsed: unknown = JSON.parse('{"__proto__":1,"constructor":2,"":3}');
    expect(canonicalJson(parsed)).toBe('{"":3,"__proto__":1,"constructor":2}');
  });
});

describe('a digest', () => {
  it('is SHA-256, in hex', () => {
    // The test vector of FIPS 180-4 for "abc".
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('of equal values is equal, and of others is not', () => {
    expect(digest({ a: 1, b: 2 })).toBe(digest({ b: 2, a: 1 }));
    expect(digest({ a: 1 })).not.toBe(digest({ a: 2 }));
  });

  it('reads bytes and text alike', () => {
    expect(sha256(new TextEncoder().encode('abc'))).toBe(sha256('abc'));
  });
});
