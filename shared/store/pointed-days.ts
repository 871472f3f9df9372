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
  private readonly days = new Map<string, Promise<Rollup | undefined>>();

  constructor(table: Table, service: string) {
    this.table = table;
    this.service = service;
  }

  /** Reads the rollups of many days at once: of each month that they lie in, with one query. */
  readAhead(days: readonly string[]): void {
    const missing = [...new Set(days)].filter((day) => !this.days.has(day));
    const read = readPlacedRollups(
      this.table,
      missing.map((span) => ({ subject: this.service, span })),
    );
    const byDay = read.then((placed) => new Map(placed.map(({ bucket, rollup }) => [bucket.span, rollup])));
    for (const day of missing)
      this.days.set(
        day,
        byDay.then((known) => known.get(day)),
      );
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
  async found(): Promise<Rollup[]> {
    return (await Promise.all(this.days.values())).filter((rollup) => rollup !== undefined);
  }

  private async says(day: string, stream: StreamName): Promise<boolean> {
    this.readAhead([day]);
    const published = this.days.get(day);
    if (holds(await published, stream)) return true;
    const folded = eventsOf(this.table, { subject: this.service, span: day }).then(fold);
    this.days.set(day, folded);
    return holds(await folded, stream);
  }
}

function holds(rollup: Rollup | undefined, { monitor, stream }: StreamName): boolean {
  return rollup?.streams.some((it) => it.monitor === monitor && it.stream === stream) ?? false;
}
