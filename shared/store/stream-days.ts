import { streamKey } from './keys.ts';
import { daysOfYear, type Stream } from './stream-index.ts';
import type { Table } from './table.ts';

/**
 * On which days the streams of a service have events. Each year's part of the index is read when it is asked for, and
 * once: the years around a period are all that most questions need, however long history is.
 */
export class StreamDays {
  private readonly table: Table;
  private readonly service: string;
  private readonly years = new Map<string, ReturnType<typeof daysOfYear>>();

  constructor(table: Table, service: string) {
    this.table = table;
    this.service = service;
  }

  /** The last UTC day, `yyyy-mm-dd`, before `day` on which the stream has events. */
  async lastBefore(stream: Stream, day: string): Promise<string | undefined> {
    for (const year of stream.years.toReversed()) {
      if (year > day.slice(0, 4)) continue;
      const last = (await this.daysOf(stream, year)).findLast((it) => it < day);
      if (last !== undefined) return last;
    }
    return undefined;
  }

  /** The first UTC day after `day` on which the stream has events. */
  async firstAfter(stream: Stream, day: string): Promise<string | undefined> {
    for (const year of stream.years) {
      if (year < day.slice(0, 4)) continue;
      const first = (await this.daysOf(stream, year)).find((it) => it > day);
      if (first !== undefined) return first;
    }
    return undefined;
  }

  /** All UTC days on which the stream has events, ascending. */
  async all(stream: Stream): Promise<string[]> {
    return (await Promise.all(stream.years.map((year) => this.daysOf(stream, year)))).flat();
  }

  private async daysOf(stream: Stream, year: string): Promise<string[]> {
    const known = this.years.get(year) ?? daysOfYear(this.table, this.service, year);
    this.years.set(year, known);
    const days = (await known).get(streamKey(stream).sk) ?? [];
    return days.map((day) => `${year}-${day}`);
  }
}
