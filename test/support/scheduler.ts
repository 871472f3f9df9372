import type { Table } from '../../shared/store/table.ts';
import type { Fate } from './faults.ts';

/** A process under a scheduler: of those that wait, the one with the highest rank goes first. */
interface Process {
  rank: number;
}

/**
 * Lets the calls of many processes through one at a time. Ranks are drawn by chance and now and then drawn again, so a
 * process may be frozen between two calls while others do all their work. A race depends on the order of calls alone:
 * this meets more of them than waiting does, and the same ones again for the same seed.
 */
export class Scheduler {
  private readonly random: () => number;
  private readonly waiting: { readonly process: Process; readonly go: () => void }[] = [];
  private isBusy = false;

  constructor(random: () => number) {
    this.random = random;
  }

  /** Puts a table's calls under this scheduler; `fate` draws what becomes of each. */
  govern(table: Table, fate: () => Fate): void {
    const process: Process = { rank: this.random() };
    table.client.middlewareStack.add(
      (next) => async (args) =>
        await this.inTurn(process, async () => {
          const drawn = fate();
          if (drawn === 'lostRequest') throw new Error('the request is lost');
          const output = await next(args);
          if (drawn === 'lostAnswer') throw new Error('the answer is lost');
          return output;
        }),
      { step: 'initialize', name: 'govern' },
    );
  }

  private async inTurn<T>(process: Process, call: () => Promise<T>): Promise<T> {
    await new Promise<void>((go) => {
      this.waiting.push({ process, go });
      this.callNext();
    });
    try {
      return await call();
    } finally {
      this.isBusy = false;
      this.callNext();
    }
  }

  // In the next turn of the event loop: by then everybody who has something to ask for has asked.
  private callNext(): void {
    setImmediate(() => {
      const first = this.waiting.sort((a, b) => b.process.rank - a.process.rank)[0];
      if (this.isBusy || first === undefined) return;
      this.isBusy = true;
      this.waiting.shift();
      if (this.random() < CHANGE_OF_RANK) first.process.rank = this.random();
      first.go();
    });
  }
}

const CHANGE_OF_RANK = 0.3;

/** One call in fifteen is lost, on its way there or back. */
export function drawFate(random: () => number): Fate {
  const luck = random();
  return luck < 1 / 30 ? 'lostRequest' : luck < 2 / 30 ? 'lostAnswer' : 'delivered';
}
