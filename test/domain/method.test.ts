import { describe, expect, it } from 'vitest';
import { METHOD_NAMES, methodHash, methodNamed } from '../../shared/domain/method.ts';

describe('the accounting methods', () => {
  it('are these', () => {
    expect(METHOD_NAMES).toEqual(['contract', 'icinga']);
  });

  // A report that was sent names the hash of its method. If one of these changes, the method has changed for past
  // periods too: give it a new version, and say so in the changelog.
  it.each([
    ['contract', '342d88605fb78322ed443100bd2f8f1835a78c6130cbd388c11928bee8137c7e'],
    ['icinga', '98399b282a10558188a72c344b0fc236d2821279e839b0bb9d250e167008b9c2'],
  ])('%s is what it was when it was first printed on a report', (name, hash) => {
    expect(methodHash(methodNamed(name))).toBe(hash);
  });

  it('are known by name alone', () => {
    expect(() => methodNamed('nagios')).toThrow('No method named "nagios"; known: contract, icinga');
  });
});
