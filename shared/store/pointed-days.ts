import { fold, type Rollup } from '../domain/fold.ts';
import type { StreamName } from './keys.ts';
import { eventsOf } from './ledger.ts';
import { readPlacedRollups } from './rollups.ts';
import type { Table } from './table.ts';

/**
 * The days of a service that the index of streams points to. The index is written before the event, and the event before
 * the rollup: a day that is pointed to may not have the event in its rollup yet, or, after a crash, have no event at
 * all. So a day counts only if it says something of the stream, and else the search goes on.
 */
export class PointedDays {
  private readonly table: Table;
  private readonly service: string;
  private readonly rollups = new Map<string, Rollup | undefined>();
  private readonly folded = new Map<string, Promise<Rollup>>();

  constructor(table: Table, service: string) {
    this.table = table;
    this.service = service;
  }

  /** Reads the rollups of many days at once: of each month that they lie in, with one query. */
  async readAhead(days: readonly string[]): Promise<void> {
    const missing = [...new Set(days)].filter((day) => !this.rollups.has(day));
    const buckets = missing.map((span) => ({ subject: this.service, span }));
    const placed = await readPlacedRollups(this.table, buckets);
    const published = new Map(placed.map(({ bucket, rollup }) => [bucket.span, rollup]));
    // What was folded afresh meanwhile knows more.
    for (const day of missing) if (!this.rollups.has(day)) this.rollups.set(day, published.get(day));
  }

  /** Steps from pointer to pointer to the first day that says something of the stream. @returns whether there is one */
  async nearest(
    stream: StreamName,
    next: (bound: string) => Promise<string | undefined>,
    bound: string,
  ): Promise<boolean> {
    for (let day = await next(bound); day !== undefined; day = await next(day)) {
      if (await this.says(day, stream)) return true;
    }
    return false;
  }

  /** The rollups of all days that were found. */
  found(): Rollup[] {
    return [...this.rollups.values()].filter((rollup) => rollup !== undefined);
  }

  private async says(day: string, stream: StreamName): Promise<boolean> {
    await this.readAhead([day]);
    if (holds(this.rollups.get(day), stream)) return true;
    const folding = this.folded.get(day) ?? eventsOf(this.table, { subject: this.service, span: day }).then(fold);
    this.folded.set(day, folding);
    this.rollups.set(day, await folding);
    return holds(await folding, stream);
  }
}

function holds(rollup: Rollup | undefined, { monitor, stream }: StreamName): boolean {
  return rollup?.streams.some((it) => it.monitor === monitor && it.stream === stream) ?? false;
}
