import type { Key } from './keys.ts';
import type { Table } from './table.ts';

const REMEMBERED = 100_000;

/**
 * Remembers which items this process has written, for those that are always the same and never removed: whoever wants
 * one that is there, or on its way, waits for that write. One that failed is forgotten.
 */
export class WriteOnce {
  private readonly written = new Map<string, Promise<unknown>>();

  async write(table: Table, { pk, sk }: Key, put: () => Promise<unknown>): Promise<void> {
    const name = `${table.name}\n${pk}\n${sk}`;
    const known = this.written.get(name);
    if (known !== undefined) return void (await known);
    if (this.written.size >= REMEMBERED) this.written.clear();
    const writing = put();
    this.written.set(name, writing);
    try {
      await writing;
    } catch (error) {
      this.written.delete(name);
      throw error;
    }
  }
}
