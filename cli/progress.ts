import type { Io } from './io.ts';

const WIDTH = 24;

/** A line that shows how far it got, for a person who watches; silent in a pipe. */
export class Progress {
  private readonly io: Pick<Io, 'interactive' | 'err'>;
  private readonly total: number | undefined;

  /** @param total undefined when nobody knows how much will come */
  constructor(io: Pick<Io, 'interactive' | 'err'>, total: number | undefined) {
    this.io = io;
    this.total = total;
  }

  show({ done, label }: { done: number; label: string }): void {
    if (this.io.interactive) this.io.err(`\r\x1b[2K${this.bar(done)}${label}`);
  }

  end(): void {
    if (this.io.interactive) this.io.err('\r\x1b[2K');
  }

  private bar(done: number): string {
    if (this.total === undefined || this.total === 0) return '';
    const share = Math.min(1, done / this.total);
    const filled = Math.round(share * WIDTH);
    return `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${Math.floor(share * 100)} %  `;
  }
}
