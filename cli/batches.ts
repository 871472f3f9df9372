import type { Signal } from '../shared/domain/signal.ts';
import { formatSignal } from '../shared/sources/signals/signal-json.ts';

/** Some signals as the body of one webhook. */
export interface Batch {
  readonly body: string;
  readonly count: number;
  /** How much was read with the last of them. */
  readonly read: number;
}

const MOST_SIGNALS = 200;
// A delivery is one item of the store, which holds 400 KB; the body is kept in it as it came.
const MOST_BYTES = 200_000;

/**
 * Signals in batches, in their order. The same signals always make the same batches, so that a second import sends the
 * same bytes and is recognised.
 */
export async function* batchesOf(signals: AsyncIterable<{ signal: Signal; read: number }>): AsyncGenerator<Batch> {
  let texts: string[] = [];
  let bytes = 0;
  let lastRead = 0;
  for await (const { signal, read } of signals) {
    const text = JSON.stringify(formatSignal(signal));
    const length = Buffer.byteLength(text) + 1;
    if (texts.length === MOST_SIGNALS || bytes + length > MOST_BYTES) {
      yield batch(texts, lastRead);
      texts = [];
      bytes = 0;
    }
    texts.push(text);
    bytes += length;
    lastRead = read;
  }
  if (texts.length > 0) yield batch(texts, lastRead);
}

function batch(texts: readonly string[], read: number): Batch {
  return { body: `{"signals":[${texts.join(',')}]}`, count: texts.length, read };
}
