import { send, type Webhook } from './scenario.ts';

/** Webhooks that are told apart in the numbers: each is an outage of the search that lasts a minute of its own. */

const MONTH_START = Date.UTC(2035, 8, 30, 22);
const MINUTE_MS = 60_000;
/** Far enough apart for outages not to touch, and for many days, each a bucket, to be written at once. */
const APART_MS = 70 * MINUTE_MS;

/** The search is up when the month begins. */
export const UP_AT_FIRST: Webhook = webhook([state(MONTH_START, 'up')]);

/** Start of the outage with a number from 0, as the numbers show it. */
export function outageStart(number: number): string {
  return new Date(MONTH_START + (number + 1) * APART_MS).toISOString();
}

export function outageWebhook(number: number): Webhook {
  const start = Date.parse(outageStart(number));
  return webhook([state(start, 'down'), state(start + MINUTE_MS, 'up')]);
}

function state(at: number, to: string): object {
  return { kind: 'state', monitor: 'search-probe', state: to, at: new Date(at).toISOString() };
}

function webhook(signals: readonly object[]): Webhook {
  return { source: 'probes', body: JSON.stringify(signals) };
}

const SENDERS = 16;

interface Receiver {
  readonly url: string;
  readonly secret: (name: string) => string;
}

/**
 * Sends the outages with these numbers, many at a time, to a receiver that may die meanwhile.
 *
 * @returns the numbers that were answered 202
 * @throws Error when any is answered otherwise
 */
export async function sendOutages({ url, secret }: Receiver, numbers: readonly number[]): Promise<number[]> {
  const waiting = [...numbers];
  const acknowledged: number[] = [];
  const sendSome = async () => {
    for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) {
      const status = await send(url, outageWebhook(number), secret).then(
        (answer) => answer.status,
        () => 'no answer' as const,
      );
      if (status === 202) acknowledged.push(number);
      else if (status !== 'no answer') throw new Error(`expected 202 for outage ${number}; got ${status}`);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sendSome));
  return acknowledged;
}
