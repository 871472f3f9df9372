import type { Clock } from '../clock.ts';
import { readIfThere, replaceFile } from '../files.ts';
import type { Due } from './schedule-expression.ts';

export interface Schedule {
  readonly id: string;
  readonly due: Due;
  readonly fire: () => void;
}

/** Longer timers overflow in Node and would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Fires schedules by the clock that tests can move. However far it jumps, and however long the process was away, each
 * schedule that fell due fires once. As on AWS a new rate fires at once.
 */
export class Scheduler {
  readonly #schedules: readonly Schedule[];
  readonly #clock: Clock;
  readonly #file: string | undefined;
  /** When each fired last, or was first seen; epoch ms. */
  readonly #fired: Map<string, number>;
  #timer: NodeJS.Timeout | undefined;
  #running = false;

  constructor(schedules: readonly Schedule[], { clock, file }: { readonly clock: Clock; readonly file?: string }) {
    this.#schedules = schedules;
    this.#clock = clock;
    this.#file = file;
    const stored = file === undefined ? undefined : readIfThere(file);
    this.#fired = new Map(stored === undefined ? [] : Object.entries(JSON.parse(stored)));
    clock.onJump(() => this.#tick());
  }

  start(): void {
    this.#running = true;
    for (const { id, due, fire } of this.#schedules) {
      if (this.#fired.has(id)) continue;
      if (due.startsAtOnce) fire();
      this.#fired.set(id, this.#clock.now());
    }
    this.#tick();
  }

  close(): void {
    this.#running = false;
    clearTimeout(this.#timer);
  }

  #tick(): void {
    if (!this.#running) return;
    clearTimeout(this.#timer);
    const now = this.#clock.now();
    for (const { id, due, fire } of this.#schedules) {
      if (this.#next(id, due) > now) continue;
      fire();
      this.#fired.set(id, now);
    }
    if (this.#file !== undefined) replaceFile(this.#file, `${JSON.stringify(Object.fromEntries(this.#fired))}\n`);
    const next = Math.min(...this.#schedules.map(({ id, due }) => this.#next(id, due)));
    if (Number.isFinite(next)) this.#timer = setTimeout(() => this.#tick(), Math.min(next - now, longestTimerMs));
  }

  #next(id: string, due: Due): number {
    return due.next(this.#fired.get(id) ?? this.#clock.now()) ?? Number.POSITIVE_INFINITY;
  }
}
