import type { Io } from './io.ts';

const WIDTH = 24;

/** A line that shows how far it got, for a person who watches; silent in a pipe. */
export class Progress {
  private readonly io: Pick<Io, 'interactive' | 'err'>;
  private readonly totalBytes: number | undefined;

  /** @param totalBytes undefined when nobody knows how much will come */
  constructor(io: Pick<Io, 'interactive' | 'err'>, totalBytes: number | undefined) {
    this.io = io;
    this.totalBytes = totalBytes;
  }

  show({ bytes, label }: { bytes: number; label: string }): void {
    if (this.io.interactive) this.io.err(`\r\x1b[2K${this.bar(bytes)}${label}`);
  }

  end(): void {
    if (this.io.interactive) this.io.err('\r\x1b[2K');
  }

  private bar(bytes: number): string {
    if (this.totalBytes === undefined || this.totalBytes === 0) return '';
    const share = Math.min(1, bytes / this.totalBytes);
    const filled = Math.round(share * WIDTH);
    return `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${Math.floor(share * 100)} %  `;
  }
}
