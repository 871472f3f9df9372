import type { CatalogueVersion } from '../domain/version.ts';
import { catalogueVersions } from './catalogue-versions.ts';
import type { Table } from './table.ts';

const REMEMBERED_MS = 5_000;

/**
 * The catalogue versions, read again when the memory is older than five seconds. Versions never change, so only those
 * published since are fetched.
 */
export class CatalogueCache {
  private readonly table: Table;
  private versions: readonly CatalogueVersion[] = [];
  private readAt = Number.NEGATIVE_INFINITY;

  constructor(table: Table) {
    this.table = table;
  }

  async read(): Promise<readonly CatalogueVersion[]> {
    const now = Date.now();
    if (Math.abs(now - this.readAt) < REMEMBERED_MS && this.versions.length > 0) return this.versions;
    this.versions = [...this.versions, ...(await catalogueVersions(this.table, this.versions.at(-1)))];
    this.readAt = now;
    return this.versions;
  }
}
