import { setTimeout as sleep } from 'node:timers/promises';

export interface Patience {
  readonly timeoutMs: number;
  /** Added to the message when time is up: what the programs involved have to say. */
  readonly context?: () => string;
}

/** Several wait at a time, on a machine that has the programs to run as well. */
const PAUSE_MS = 250;

/**
 * The first value that a probe returns; it is asked again until it has one.
 *
 * @throws Error naming what was waited for, and the last error of the probe
 */
export async function waitFor<Value>(
  what: string,
  probe: () => Promise<Value | undefined>,
  { timeoutMs, context }: Patience,
): Promise<Value> {
  const deadline = Date.now() + timeoutMs;
  let cause: unknown;
  while (Date.now() < deadline) {
    try {
      const value = await probe();
      if (value !== undefined) return value;
    } catch (error) {
      cause = error;
    }
    await sleep(PAUSE_MS);
  }
  throw new Error(`expected ${what} within ${timeoutMs} ms; it did not come${context ? `\n${context()}` : ''}`, {
    cause,
  });
}

/** Waits until an address answers with success. */
export async function waitForAnswer(url: string, patience: Patience): Promise<void> {
  await waitFor(`an answer from ${url}`, async () => ((await fetch(url)).ok ? true : undefined), patience);
}
