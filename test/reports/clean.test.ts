import { describe, expect, it } from 'vitest';
import { clean, cleanLines, webAddress } from '../../shared/reports/clean.ts';
import { localPath, servicePath } from '../../shared/reports/paths.ts';

describe('a name from outside', () => {
  it('is one line, so it forges neither a header nor a row', () => {
    expect(clean('db\r\nBcc: all@example.com')).toBe('db Bcc: all@example.com');
    expect(clean('a\u2028b\u0000c\td')).toBe('a b c d');
  });

  it('keeps its letters in the order in which they stand', () => {
    expect(clean('invoice\u202Efdp.exe')).toBe('invoice fdp.exe');
    expect(clean('\u2066x\u2069')).toBe('x');
  });

  it('is well formed and short', () => {
    expect(clean('half \ud83d')).toBe('half \ufffd');
    expect(clean('abcdef', 4)).toBe('abc…');
    expect(clean('👩‍🔧😀😀', 20)).toBe('👩‍🔧😀😀');
  });
});

describe('an address from outside', () => {
  it('is a web address or nothing', () => {
    expect(webAddress('https://grafana.example.com/d/1?x=1#p')).toBe('https://grafana.example.com/d/1?x=1#p');
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      '//example.com',
      '/x',
      'https://a:b@example.com',
      '',
      undefined,
    ]) {
      expect(webAddress(url)).toBeUndefined();
    }
  });

  it('on this site stays on this site', () => {
    expect(localPath('/services/checkout?period=2026-10')).toBe('/services/checkout?period=2026-10');
    for (const link of [
      '//example.com/x',
      'https://example.com',
      'javascript:alert(1)',
      '/\\example.com',
      'services',
    ]) {
      expect(localPath(link)).toBe('/');
    }
  });

  it('is built with everything escaped', () => {
    expect(servicePath({ service: 'a/b', agreement: 'x&y=1', period: '2026-10' })).toBe(
      '/services/a%2Fb?agreement=x%26y%3D1&period=2026-10',
    );
  });
});

describe('text with lines of its own', () => {
  it('keeps them, and shows a mark for whatever could forge', () => {
    expect(cleanLines('a\r\n\tb\u001b[2J\u202ec\u0000\rd\u2028e')).toBe('a\n\tb�[2J�c��d�e');
    expect(cleanLines('\n\n')).toBe('\n\n');
  });
});
