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
  readonly secret: string | undefined;
  /** What need not be sent again, and where to note what need not from now on. */
  readonly acknowledged: Acknowledged;
  /** How much there is to read, if anybody knows. */
  readonly total: number | undefined;
}

export interface SentBatches {
  /** What was sent, in words. */
  readonly summary: string;
  /** What each delivery was kept under; undefined where that was not told. */
  readonly ids: readonly (string | undefined)[];
}

/** Sends batches, some at a time, with progress for a person who watches. */
export async function sendBatches(
  batches: AsyncGenerator<Batch>,
  { acknowledged, total, ...to }: Sending,
  io: Io,
): Promise<SentBatches> {
  const progress = new Progress(io, total);
  const ids: (string | undefined)[] = [];
  const sent = { signals: 0, batches: 0, retries: 0, skipped: 0 };
  try {
    await inParallel(AT_ONCE, batches, async ({ body, count, read }) => {
      if (acknowledged.has({ url: to.url, body })) sent.skipped += count;
      else {
        const { retries, id } = await deliver({ ...to, body }, io);
        ids.push(id);
        sent.retries += retries;
        acknowledged.add({ url: to.url, body });
        sent.batches += 1;
        sent.signals += count;
      }
      progress.show({ done: read, label: summaryOf(sent) });
    });
    return { summary: summaryOf(sent), ids };
  } catch (error) {
    io.err(
      `attain import: stopped after ${summaryOf(sent)}; see to what follows, then run it again to send the rest\n`,
    );
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
    ...(skipped === 0 ? [] : [`${counted(skipped, 'signal')} left out as sent before`]),
  ];
  return (
    `${counted(signals, 'signal')} in ${counted(batches, 'batch', 'batches')}` +
    (asides.length === 0 ? '' : ` (${asides.join(', ')})`)
  );
}
