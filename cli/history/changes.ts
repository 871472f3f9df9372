import type { MonitorState } from '../../shared/domain/signal.ts';

export interface Change {
  readonly at: number;
  readonly state: MonitorState;
}

/** Samples may come this much later than their step says before something between them counts as missing. */
const PATIENCE = 1.5;

/**
 * Turns samples of one monitor, in order, into the changes between them. Where samples are missing nobody watched: from a
 * step after the last one it is unknown. Without a step no silence is too long.
 *
 * @example with a step of 60: next(0, 'up'), next(60, 'up'), next(240, 'down')
 *   //=> [{ at: 0, state: 'up' }], [], [{ at: 120, state: 'unknown' }, { at: 240, state: 'down' }]
 */
export class Changes {
  private readonly stepMs: number | undefined;
  private last: Change | undefined;
  private lastAt = Number.NEGATIVE_INFINITY;

  constructor(stepMs: number | undefined) {
    this.stepMs = stepMs;
  }

  next(at: number, state: MonitorState): Change[] {
    const changes = [...this.silenceUntil(at), ...this.changed({ at, state })];
    this.lastAt = Math.max(this.lastAt, at);
    return changes;
  }

  /** What there is to say once there is no sample up to a moment when others still had some. */
  end(at: number): Change[] {
    return this.silenceUntil(at);
  }

  private silenceUntil(at: number): Change[] {
    if (this.stepMs === undefined || this.last === undefined || at - this.lastAt <= PATIENCE * this.stepMs) return [];
    return this.changed({ at: this.lastAt + this.stepMs, state: 'unknown' });
  }

  private changed(change: Change): Change[] {
    if (this.last?.state === change.state) return [];
    this.last = change;
    return [change];
  }
}
