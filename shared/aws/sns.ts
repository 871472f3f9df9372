import { type KeyObject, X509Certificate } from 'node:crypto';
import { count, logger } from './powertools.ts';

const PATIENCE_MS = 3_000;
const MOST_KEYS = 100;

/** The keys that Amazon SNS signs with, each fetched once: a certificate's address never changes what lies there. */
export class SigningKeys {
  readonly #known = new Map<string, KeyObject>();

  /**
   * Nothing where SNS has no certificate: whoever wrote the message made the address up.
   *
   * @param address one that was found to be of SNS
   * @throws while it cannot be asked, or cannot say: the message may be genuine, and is to be sent again
   */
  async read(address: URL): Promise<KeyObject | undefined> {
    const known = this.#known.get(address.href);
    if (known !== undefined) return known;
    const answer = await ask(address);
    const key = isDenied(answer) ? undefined : keyIn(await textOf(answer));
    if (key === undefined) return undefined;
    if (this.#known.size >= MOST_KEYS) this.#known.clear();
    this.#known.set(address.href, key);
    return key;
  }
}

/**
 * Lets a topic send its messages here, by a visit to the address that it gave; safe to repeat. False when that did not
 * work: the topic is to ask again.
 */
export async function confirmSubscription(address: URL): Promise<boolean> {
  try {
    await textOf(await ask(address));
    return true;
  } catch (error) {
    count('SubscriptionNotConfirmed', 1);
    logger.error('The subscription of a topic could not be confirmed', { error: error as Error });
    return false;
  }
}

// Elsewhere than where it was sent it must not be led.
async function ask(address: URL): Promise<Response> {
  return await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
}

async function textOf(answer: Response): Promise<string> {
  if (!answer.ok) throw new Error(`expected SNS to answer 2xx; got ${answer.status}`);
  return await answer.text();
}

/** Answers among 4xx that are about the moment, not about what was asked for: a timeout, too many requests. */
const PASSING: readonly number[] = [408, 429];

function isDenied({ status }: Response): boolean {
  return status >= 400 && status < 500 && !PASSING.includes(status);
}

function keyIn(certificate: string): KeyObject | undefined {
  try {
    return new X509Certificate(certificate).publicKey;
  } catch {
    return undefined;
  }
}
