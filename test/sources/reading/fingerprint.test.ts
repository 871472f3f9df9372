import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../../shared/sources/reading/fingerprint.ts';

describe('a fingerprint', () => {
  it('is the one that Alertmanager 0.25 sent for the same labels', () => {
    const labels = {
      alertname: 'EndpointDown',
      cluster: 'lab',
      instance: 'http://127.0.0.1:18080/login-a',
      job: 'blackbox',
      service: 'login',
      severity: 'critical',
      team: 'platform',
    };
    expect(fingerprint(labels)).toBe('12b5d5a37f5336f8');
    expect(fingerprint({ ...labels, instance: 'http://127.0.0.1:18080/login-b' })).toBe('ffb0baad361b1425');
  });

  it('does not depend on the order of the labels', () => {
    expect(fingerprint({ b: '2', a: '1' })).toBe(fingerprint({ a: '1', b: '2' }));
  });

  it('keeps names and values apart', () => {
    expect(fingerprint({ ab: 'c' })).not.toBe(fingerprint({ a: 'bc' }));
  });

  it('of no labels is the offset basis of FNV-1a', () => {
    expect(fingerprint({})).toBe('cbf29ce484222325');
  });

  it('orders names by their bytes, where astral characters come after all others', () => {
    // UTF-16 would put U+1F600 (D83D DE00) before U+FF5E; their UTF-8 begins with F0 and EF.
    expect(fingerprint({ '\u{1F600}': 'a', '\uFF5E': 'b' })).toBe('5fe8956d9674e0c5');
  });
});
