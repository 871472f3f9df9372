import { readFileSync } from 'node:fs';
import { LocalError } from './errors.ts';
import type { LocalAttain } from './local.ts';

const linesPerWebhook = 100;
const webhooksAtOnce = 4;

export interface Loading {
  /** NDJSON, one signal a line. */
  readonly file: string;
  /** Id of the source that takes signals, and its bearer token. */
  readonly source: string;
  readonly token: string;
  /** Told how many of the file's signals are in. */
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Sends a file of signals through the real front door, in batches. Sending it twice changes nothing.
 *
 * @throws LocalError when a webhook is refused
 */
export async function loadSignals({ url }: Pick<LocalAttain, 'url'>, loading: Loading): Promise<number> {
  const lines = readFileSync(loading.file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  let next = 0;
  let done = 0;
  const sendAll = async () => {
    while (next < lines.length) {
      const batch = lines.slice(next, next + linesPerWebhook);
      next += linesPerWebhook;
      await send(`${url}/webhooks/${loading.source}`, `[${batch.join(',')}]`, loading.token);
      done += batch.length;
      loading.onProgress(done, lines.length);
    }
  };
  await Promise.all(Array.from({ length: webhooksAtOnce }, sendAll));
  return lines.length;
}

async function send(url: string, body: string, token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body });
  if (response.ok) return;
  throw new LocalError(`Expected ${url} to take the examples; it answered ${response.status} ${await response.text()}`);
}
