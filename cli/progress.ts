import type { Io } from './io.ts';

const WIDTH = 24;
const LOGGED_EVERY_MS = 10_000;

/** How far something got: a line that changes for a person who watches, and a line now and then for a log. */
export class Progress {
  private readonly io: Pick<Io, 'interactive' | 'err' | 'now'>;
  private readonly total: number | undefined;
  private loggedAt: number;

  /** @param total undefined when nobody knows how much will come */
  constructor(io: Pick<Io, 'interactive' | 'err' | 'now'>, total: number | undefined) {
    this.io = io;
    this.total = total;
    this.loggedAt = io.now();
  }

  show({ done, label }: { done: number; label: string }): void {
    if (this.io.interactive) this.io.err(`\r\x1b[2K${this.bar(done)}${label}`);
    else this.log(done, label);
  }

  end(): void {
    if (this.io.interactive) this.io.err('\r\x1b[2K');
  }

  private log(done: number, label: string): void {
    const now = this.io.now();
    if (now - this.loggedAt < LOGGED_EVERY_MS) return;
    this.loggedAt = now;
    const share = this.share(done);
    this.io.err(`so far: ${share === undefined ? '' : `${Math.floor(share * 100)} %, `}${label}\n`);
  }

  private bar(done: number): string {
    const share = this.share(done);
    if (share === undefined) return '';
    const filled = Math.round(share * WIDTH);
    return `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${Math.floor(share * 100)} %  `;
  }

  private share(done: number): number | undefined {
    return this.total === undefined || this.total === 0 ? undefined : Math.min(1, done / this.total);
  }
}
