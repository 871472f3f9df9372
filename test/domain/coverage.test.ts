import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../shared/domain/catalogue.ts';
import { coverageWords } from '../../shared/domain/coverage.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import type { CatalogueVersion } from '../../shared/domain/version.ts';
import { agreement, service, version } from '../support/catalogue.ts';

const day = (date: string) => parseInstant(`${date}T00:00:00Z`);
const subject = { agreement: 'acme', service: 'checkout' };

const since = (date: string, terms: Partial<Agreement> | undefined, lives: object = {}): CatalogueVersion => {
  const it = version({
    agreements: terms === undefined ? [] : [agreement(terms)],
    services: [service(lives)],
  });
  return { ...it, catalogue: { ...it.catalogue, effectiveFrom: day(date) } };
};

describe('when an agreement covers a service', () => {
  it('is from its beginning until its end, or open', () => {
    expect(coverageWords([since('2020-01-01', {})], subject)).toEqual([
      '"acme" covers it from 2020-01-01T00:00:00.000Z',
    ]);
    expect(coverageWords([since('2020-01-01', { to: day('2026-10-01') })], subject)).toEqual([
      '"acme" covers it from 2020-01-01T00:00:00.000Z until 2026-10-01T00:00:00.000Z',
    ]);
  });

  it('is within the life of the service', () => {
    expect(coverageWords([since('2020-01-01', {}, { from: '2026-03-01', to: '2026-04-01' })], subject)).toEqual([
      '"acme" covers it from 2026-03-01T00:00:00.000Z until 2026-04-01T00:00:00.000Z',
    ]);
  });

  it('is while a version of the catalogue has it, before the first one took effect too', () => {
    const versions = [since('2026-01-01', {}), since('2026-05-01', undefined), since('2026-07-01', {})];
    expect(coverageWords(versions, subject)).toEqual([
      '"acme" covers it from 2020-01-01T00:00:00.000Z until 2026-05-01T00:00:00.000Z and from 2026-07-01T00:00:00.000Z',
    ]);
  });

  it('is one stretch over amendments that keep it, and ends with the one that drops it', () => {
    const amendments = [
      { from: day('2026-03-01'), method: 'strict' },
      { from: day('2026-10-25'), services: [] },
    ];
    expect(coverageWords([since('2020-01-01', { amendments })], subject)).toEqual([
      '"acme" covers it from 2020-01-01T00:00:00.000Z until 2026-10-25T00:00:00.000Z',
    ]);
  });

  it('is never where no wording names it', () => {
    expect(coverageWords([since('2020-01-01', { services: [] })], subject)).toEqual([]);
    expect(coverageWords([since('2020-01-01', {})], { ...subject, service: 'search' })).toEqual([]);
  });
});
