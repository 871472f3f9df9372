const REMEMBERED = 100_000;

/**
 * Remembers which writes this process has done, for those that never need doing again: whoever wants one that is done, or
 * on its way, waits for it. One that failed is forgotten.
 */
export class WriteOnce {
  private readonly written = new Map<string, Promise<unknown>>();

  async write(name: string, write: () => Promise<unknown>): Promise<void> {
    const known = this.written.get(name);
    if (known !== undefined) return void (await known);
    if (this.written.size >= REMEMBERED) this.written.clear();
    const writing = write();
    this.written.set(name, writing);
    try {
      await writing;
    } catch (error) {
      this.written.delete(name);
      throw error;
    }
  }
}
