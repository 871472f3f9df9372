import type { Labels } from '../../shared/domain/signal.ts';
import { type Change, Changes } from './changes.ts';
import { type Series, seriesName, stateOfSample } from './prometheus-matrix.ts';
import { rowsOf, stateSignal, type Unread } from './rows.ts';

/** The series read so far: one that others outlive has ended, and is unknown from then on. */
export class SeriesBook {
  private readonly tracks = new Map<string, { readonly changes: Changes; readonly metric: Labels }>();
  private readonly stepMs: number | undefined;
  private readonly labels: Labels;
  private latest = Number.NEGATIVE_INFINITY;

  constructor(stepMs: number | undefined, labels: Labels) {
    this.stepMs = stepMs;
    this.labels = labels;
  }

  /** The changes in the samples of a series, which come after those that it had before. */
  add({ metric, values }: Series): Unread[] {
    const monitor = seriesName(metric);
    const track = this.tracks.get(monitor) ?? { changes: new Changes(this.stepMs), metric };
    this.tracks.set(monitor, track);
    return values.flatMap(([seconds, value]) => {
      const at = Math.round(seconds * 1000);
      this.latest = Math.max(this.latest, at);
      return rowsOf(`${monitor} at ${seconds}`, () =>
        track.changes.next(at, stateOfSample(value)).flatMap((change) => this.signal(monitor, metric, change)),
      );
    });
  }

  end(): Unread[] {
    return [...this.tracks].flatMap(([monitor, { changes, metric }]) =>
      rowsOf(monitor, () => changes.end(this.latest).flatMap((change) => this.signal(monitor, metric, change))),
    );
  }

  private signal(monitor: string, { __name__: _, ...metric }: Labels, change: Change) {
    return stateSignal({ monitor, ...change, labels: { ...metric, ...this.labels } });
  }
}
