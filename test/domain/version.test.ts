import { describe, expect, it } from 'vitest';
import { type CatalogueVersion, inEffect, inOrderOfEffect, versionAt } from '../../shared/domain/version.ts';
import { version } from '../support/catalogue.ts';

function from(effectiveFrom: number, hash: string, publishedAt = 0): CatalogueVersion {
  return { ...version({ effectiveFrom }), hash, publishedAt };
}

const versions = [from(200, 'second'), from(100, 'first'), from(200, 'corrected', 9)];

describe('the catalogue version in force', () => {
  it.each([
    [100, 'first'],
    [199, 'first'],
    [200, 'corrected'],
    [999, 'corrected'],
  ])('at %i is the %s', (instant, hash) => {
    expect(versionAt(versions, instant)?.hash).toBe(hash);
  });

  it('before the first is the first: the agreements have dates of their own', () => {
    expect(versionAt(versions, 0)?.hash).toBe('first');
  });

  it('follows those that took effect before, of which the first always has', () => {
    const hashes = (instant: number) => inEffect(versions, instant).map(({ hash }) => hash);
    expect([hashes(0), hashes(199), hashes(200)]).toEqual([['first'], ['first'], ['first', 'second', 'corrected']]);
  });

  it('is none where there are none', () => {
    expect(versionAt([], 0)).toBeUndefined();
  });

  it('takes effect in the order of dates, then of publication', () => {
    expect(inOrderOfEffect(versions).map(({ hash }) => hash)).toEqual(['first', 'second', 'corrected']);
  });
});
