import type { Acknowledged } from './acknowledged.ts';
import type { Batch } from './batches.ts';
import { counted } from './counted.ts';
import { deliver } from './deliver.ts';
import { inParallel } from './in-parallel.ts';
import type { Io } from './io.ts';
import { Progress } from './progress.ts';

const AT_ONCE = 4;

export interface Sending {
  readonly url: string;
  readonly token: string | undefined;
  /** What need not be sent again, and where to note what need not from now on. */
  readonly acknowledged: Acknowledged;
  /** How much there is to read, if anybody knows. */
  readonly total: number | undefined;
}

/**
 * Sends batches, some at a time, with progress for a person who watches.
 *
 * @returns what was sent, in words
 */
export async function sendBatches(
  batches: AsyncGenerator<Batch>,
  { acknowledged, total, ...to }: Sending,
  io: Io,
): Promise<string> {
  const progress = new Progress(io, total);
  const sent = { signals: 0, batches: 0, retries: 0, skipped: 0 };
  try {
    await inParallel(AT_ONCE, batches, async ({ body, count, read }) => {
      if (acknowledged.has({ url: to.url, body })) sent.skipped += count;
      else {
        sent.retries += await deliver({ ...to, body }, io);
        acknowledged.add({ url: to.url, body });
        sent.batches += 1;
        sent.signals += count;
      }
      progress.show({ done: read, label: summaryOf(sent) });
    });
    return summaryOf(sent);
  } catch (error) {
    io.err(`attain import: stopped after ${summaryOf(sent)}; run it again to send the rest\n`);
    throw error;
  } finally {
    progress.end();
  }
}

interface Sent {
  readonly signals: number;
  readonly batches: number;
  readonly retries: number;
  readonly skipped: number;
}

function summaryOf({ signals, batches, retries, skipped }: Sent): string {
  const asides = [
    ...(retries === 0 ? [] : [counted(retries, 'retry', 'retries')]),
    ...(skipped === 0 ? [] : [`${counted(skipped, 'signal')} left out as accepted before`]),
  ];
  return (
    `${counted(signals, 'signal')} in ${counted(batches, 'batch', 'batches')}` +
    (asides.length === 0 ? '' : ` (${asides.join(', ')})`)
  );
}
