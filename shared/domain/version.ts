import type { Catalogue } from './catalogue.ts';

/** An immutable version of the catalogue. */
export interface CatalogueVersion {
  /** SHA-256 over its canonical JSON. */
  readonly hash: string;
  /** Epoch ms of when it was published; of versions with one effective date, the newest holds. */
  readonly publishedAt: number;
  readonly catalogue: Catalogue;
}

/** Versions in the order in which they take effect. */
export function inOrderOfEffect(versions: readonly CatalogueVersion[]): CatalogueVersion[] {
  return versions.toSorted(
    (a, b) => a.catalogue.effectiveFrom - b.catalogue.effectiveFrom || a.publishedAt - b.publishedAt,
  );
}

/** The versions that have taken effect by an instant, in that order; the earliest always has (see `versionAt`). */
export function inEffect(versions: readonly CatalogueVersion[], instant: number): CatalogueVersion[] {
  return inOrderOfEffect(versions).filter(({ catalogue }, index) => index === 0 || catalogue.effectiveFrom <= instant);
}

/**
 * The version in force at an instant. The earliest also covers the time before it: what an agreement promises is
 * bounded by the agreement's own dates, not by when somebody wrote them down.
 */
export function versionAt(versions: readonly CatalogueVersion[], instant: number): CatalogueVersion | undefined {
  return inEffect(versions, instant).at(-1);
}
