import type { StateEvent } from './event.ts';
import type { MonitorState, PreviousState, Trouble } from './signal.ts';

/** The changes of one stream of one monitor, ascending; what it was before the first is not known here. */
export interface StreamHistory {
  readonly monitor: string;
  readonly stream: string;
  readonly changes: readonly Change[];
}

export interface Change {
  readonly at: number;
  readonly state: MonitorState;
  readonly previous?: PreviousState;
  /** The trouble that is over here, where nobody says since when. */
  readonly ends?: Trouble;
  /** When it was last heard that it still holds, epoch ms; only of streams that are repeated while they are open. */
  readonly heardAt?: number;
  /** That it is unknown because it is being maintained. */
  readonly maintenance?: true;
}

/** Whether two changes are one word said twice: unknown because of maintenance is another word than unknown. */
export function saysTheSame(
  one: Pick<Change, 'state' | 'maintenance'>,
  other: Pick<Change, 'state' | 'maintenance'>,
): boolean {
  return one.state === other.state && one.maintenance === other.maintenance;
}

/** The streams seen so far, while they are folded. What comes together mostly speaks of one stream: that one is at hand. */
export class StreamTable {
  private readonly monitors = new Map<string, Map<string, OpenStream>>();
  private latest: OpenStream | undefined;

  of({ monitor, stream }: { readonly monitor: string; readonly stream: string }): OpenStream {
    if (this.latest?.monitor === monitor && this.latest.stream === stream) return this.latest;
    const streams = this.monitors.get(monitor) ?? new Map<string, OpenStream>();
    this.latest = streams.get(stream) ?? new OpenStream(monitor, stream);
    this.monitors.set(monitor, streams.set(stream, this.latest));
    return this.latest;
  }

  /** Sorted by monitor and stream. */
  all(): OpenStream[] {
    return [...this.monitors.values()]
      .flatMap((streams) => [...streams.values()])
      .sort((a, b) => compareText(a.monitor, b.monitor) || compareText(a.stream, b.stream));
  }
}

class OpenStream {
  readonly monitor: string;
  readonly stream: string;
  readonly changes: Change[] = [];
  private hasRepeats = false;
  private lastAt = Number.NaN;
  private lastState: MonitorState | undefined;

  constructor(monitor: string, stream: string) {
    this.monitor = monitor;
    this.stream = stream;
  }

  /** Of several words at one instant the last one in the total order holds. */
  append({ at, state, previous, ends, heardAt, maintenance }: StateEvent): void {
    const same = at === this.lastAt ? this.takeBack() : undefined;
    if (state === this.lastState) this.hasRepeats = true;
    const change = { at, state, ...(previous !== undefined && { previous }), ...(ends !== undefined && { ends }) };
    // What closes it names the state and not what it meant: of the same instant it says the same.
    const isSame = same?.state === state;
    const told = maintenance || (isSame && same.maintenance) ? { ...change, maintenance: true as const } : change;
    this.changes.push(heard(told, heardAt, isSame ? same.heardAt : undefined));
    this.lastAt = at;
    this.lastState = state;
  }

  private takeBack(): Change | undefined {
    const last = this.changes.pop();
    this.lastState = this.changes.at(-1)?.state;
    return last;
  }

  /**
   * A repeat of the same state says nothing new and is dropped, unless it bounds a stretch that some methods leave out:
   * when it names `pending` as the state before it, or the change after it does, or tells of maintenance or ends it. The
   * last change of a bucket is kept, as the next one lies in another bucket.
   */
  withoutRepeats(): StreamHistory {
    const { monitor, stream, changes } = this;
    if (!this.hasRepeats) return { monitor, stream, changes };
    const says = ({ state, previous, maintenance }: Change, index: number): boolean => {
      const [before, next] = [changes[index - 1], changes[index + 1]];
      if (next === undefined || state !== before?.state || maintenance || before.maintenance) return true;
      return previous === 'pending' || next.previous === 'pending';
    };
    const kept: Change[] = [];
    changes.forEach((change, index) => {
      const last = kept.at(-1);
      if (says(change, index) || last === undefined) kept.push(change);
      else kept.splice(-1, 1, heard(last, last.heardAt, change.heardAt));
    });
    return { monitor, stream, changes: kept };
  }

  /** For changes put together from several buckets. */
  inOrder(): StreamHistory {
    return { monitor: this.monitor, stream: this.stream, changes: this.changes.sort((a, b) => a.at - b.at) };
  }
}

// The latest word on it is what tells that it still holds.
function heard(change: Change, a: number | undefined, b: number | undefined): Change {
  if (a === undefined && b === undefined) return change;
  return { ...change, heardAt: Math.max(a ?? 0, b ?? 0) };
}

/** Order by code units: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
