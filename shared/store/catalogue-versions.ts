import type { Catalogue } from '../domain/catalogue.ts';
import { digest } from '../domain/digest.ts';
import { formatInstant, parseInstant } from '../domain/instant.ts';
import type { CatalogueVersion } from '../domain/version.ts';
import { CATALOGUE_PARTITION, catalogueKey, type Key } from './keys.ts';
import { pack, unpack } from './packed.ts';
import { type Item, putIfAbsent, query, type Table } from './table.ts';

/**
 * Publishes a catalogue as an immutable version. Publishing what is newest already changes nothing; going back to an
 * older wording is a new version.
 *
 * @returns the version, and whether it is new
 */
export async function publishCatalogue(
  table: Table,
  catalogue: Catalogue,
  now: number,
): Promise<{ version: CatalogueVersion; published: boolean }> {
  const hash = digest(catalogue);
  const newest = await newestCatalogue(table);
  if (newest?.hash === hash) return { version: newest, published: false };
  // Published last means newest, even by a clock that is behind that of whoever published before.
  const publishedAt = Math.max(now, (newest?.publishedAt ?? Number.NEGATIVE_INFINITY) + 1);
  await putIfAbsent(table, keyOf({ publishedAt, hash }), {
    catalogue: pack(catalogue),
    hash,
    publishedAt: formatInstant(publishedAt),
  });
  return { version: { hash, publishedAt, catalogue }, published: true };
}

/** The versions, oldest publication first; with `since`, only those published after it. */
export async function catalogueVersions(table: Table, since?: CatalogueVersion): Promise<CatalogueVersion[]> {
  const after = since === undefined ? undefined : keyOf(since).sk;
  return (await query(table, { pk: CATALOGUE_PARTITION, ...(after === undefined ? {} : { after }) })).map(versionOf);
}

function keyOf({ publishedAt, hash }: Pick<CatalogueVersion, 'publishedAt' | 'hash'>): Key {
  return catalogueKey({ publishedAt: formatInstant(publishedAt), hash });
}

/** The version published last, whether or not it is in force yet. */
export async function newestCatalogue(table: Table): Promise<CatalogueVersion | undefined> {
  const [item] = await query(table, { pk: CATALOGUE_PARTITION, newestFirst: true, limit: 1 });
  return item === undefined ? undefined : versionOf(item);
}

function versionOf(item: Item): CatalogueVersion {
  return {
    hash: String(item.hash),
    publishedAt: parseInstant(String(item.publishedAt)),
    catalogue: unpack(item.catalogue) as Catalogue,
  };
}
