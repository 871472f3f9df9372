import { readFileSync } from 'node:fs';
import { formatInstant } from '../../shared/domain/instant.ts';
import { LocalError } from './errors.ts';
import { replaceFile } from './files.ts';

/**
 * The time of the local runtime: this machine's, moved ahead by an offset that every worker shares. It only moves
 * forwards, since what is stored may not come from the future, and it keeps its offset over restarts.
 */
export class Clock {
  /** Holds the offset in milliseconds, as one 64-bit integer; a worker's `Date` adds it. */
  readonly shared = new SharedArrayBuffer(8);
  readonly #offset = new BigInt64Array(this.shared);
  readonly #file: string | undefined;
  readonly #listeners: (() => void)[] = [];

  constructor(file?: string) {
    this.#file = file;
    this.#offset[0] = BigInt(file === undefined ? 0 : storedOffset(file));
  }

  now(): number {
    return Date.now() + Number(Atomics.load(this.#offset, 0));
  }

  /** @throws LocalError when the instant is over already */
  set(to: number): void {
    const now = this.now();
    if (to < now) {
      throw new LocalError(
        `The clock only moves forwards: it is ${formatInstant(now)}, you asked for ${formatInstant(to)}. ` +
          'To begin again, stop, delete the data folder and start.',
      );
    }
    Atomics.add(this.#offset, 0, BigInt(to - now));
    if (this.#file !== undefined) replaceFile(this.#file, `${JSON.stringify({ offsetMs: Number(this.#offset[0]) })}\n`);
    for (const listener of this.#listeners) listener();
  }

  /** Calls back after each jump, in the order of subscription. */
  onJump(listener: () => void): void {
    this.#listeners.push(listener);
  }
}

function storedOffset(file: string): number {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).offsetMs;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw new LocalError(`Expected {"offsetMs": …} in ${file}; delete it to go back to this machine's time`, {
      cause: error,
    });
  }
}
