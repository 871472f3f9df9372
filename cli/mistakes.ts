import { InvalidInputError } from '../shared/domain/errors.ts';
import { counted } from './counted.ts';
import type { Row } from './history/history.ts';
import type { Io } from './io.ts';

const MOST_TOLD = 100;

/** What was wrong in a history: it ends the reading, or is told and left out where somebody wants the rest. */
export class Mistakes {
  private readonly io: Pick<Io, 'err'>;
  private readonly keepGoing: boolean;
  private number = 0;

  constructor(io: Pick<Io, 'err'>, { keepGoing }: { keepGoing: boolean }) {
    this.io = io;
    this.keepGoing = keepGoing;
  }

  get count(): number {
    return this.number;
  }

  /**
   * The rows that hold a signal.
   *
   * @throws InvalidInputError at the first that does not, unless the rest is wanted
   */
  async *without(rows: AsyncIterable<Row>): AsyncGenerator<Extract<Row, { signal: unknown }>> {
    for await (const row of rows) {
      if ('signal' in row) yield row;
      else this.tell(row.mistake);
    }
  }

  end(): void {
    if (this.number > 0) this.io.err(`attain import: ${counted(this.number, 'row')} left out\n`);
  }

  private tell(mistake: string): void {
    if (!this.keepGoing) throw new InvalidInputError(mistake);
    this.number += 1;
    if (this.number <= MOST_TOLD) this.io.err(`attain import: left out: ${mistake}\n`);
  }
}
