import { describe, expect, it } from 'vitest';
import { METHOD_NAMES, methodHash, methodNamed } from '../../shared/domain/method.ts';

describe('the accounting methods', () => {
  it('are these', () => {
    expect(METHOD_NAMES).toEqual([
      'contract',
      'strict',
      'icinga',
      'zabbix',
      'checkmk',
      'checkmk-exclude',
      'checkmk-ignore',
      'oneuptime',
      'oneuptime-average',
      'openstatus',
      'statuspage',
    ]);
  });

  // A report that was sent names the hash of its method. If one of these changes, the method has changed for past
  // periods too: give it a new version, and say so in the changelog.
  it.each([
    ['contract', '342d88605fb78322ed443100bd2f8f1835a78c6130cbd388c11928bee8137c7e'],
    ['strict', '608f4f0affc966b642d1b3367b2d911f55ca7c14353867c70e95a2b56ea8b505'],
    ['icinga', '98399b282a10558188a72c344b0fc236d2821279e839b0bb9d250e167008b9c2'],
    ['zabbix', 'ef165fc891050b61ca1768e65d48b69aa46ab0a18ca155ac05591d7b01bba29b'],
    ['checkmk', 'eed2f523dcec2a7e0df62221c628374e8e4f847fe9b3cd6a432c648b2c3091e0'],
    ['checkmk-exclude', '2a15262d31e7aa1851baea1ef274f42629be4e22dc3679f4a7c5878bb18b8b68'],
    ['checkmk-ignore', '0f92c4fd9500f8ec79a6832f92de8e8b6599127eab79930e773f916c923d4f1b'],
    ['oneuptime', '78684110df08d3d611fb4c9c827f1b272de56344e2502e5297f3ec7490b1f9f1'],
    ['oneuptime-average', '1f95ee992d6e61699489a6ab050a13b8a48e469f8048ad1ee99e2c7496804a93'],
    ['openstatus', '6ba7b37c702fd90a2863fcef296f4384ed7faf2d707158e6c460d3da6db84964'],
    ['statuspage', '785fd233d29c4cbee717655460caaa90c74b9c1e59c9fa4c8edc7a5d09f4af9c'],
  ])('%s is what it was when it was first printed on a report', (name, hash) => {
    expect(methodHash(methodNamed(name))).toBe(hash);
  });

  it('are known by name alone', () => {
    expect(() => methodNamed('nagios')).toThrow('No method named "nagios"; known: contract, strict, icinga, zabbix');
  });
});
