import { type KeyObject, X509Certificate } from 'node:crypto';
import { count, logger } from './powertools.ts';

const PATIENCE_MS = 3_000;
const MOST_KEYS = 100;

/** The keys that Amazon SNS signs with, each fetched once: a certificate's address never changes what lies there. */
export class SigningKeys {
  readonly #known = new Map<string, KeyObject>();

  /** @param address one that was found to be of SNS */
  async read(address: URL): Promise<KeyObject> {
    const known = this.#known.get(address.href);
    if (known !== undefined) return known;
    const { publicKey } = new X509Certificate(await visit(address));
    if (this.#known.size >= MOST_KEYS) this.#known.clear();
    this.#known.set(address.href, publicKey);
    return publicKey;
  }
}

/**
 * Lets a topic send its messages here, by a visit to the address that it gave; safe to repeat. False when that did not
 * work: the topic is to ask again.
 */
export async function confirmSubscription(address: URL): Promise<boolean> {
  try {
    await visit(address);
    return true;
  } catch (error) {
    count('SubscriptionNotConfirmed', 1);
    logger.error('The subscription of a topic could not be confirmed', { error: error as Error });
    return false;
  }
}

// Elsewhere than where it was sent it must not be led.
async function visit(address: URL): Promise<string> {
  const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!response.ok) throw new Error(`expected ${address.host} to answer 2xx; got ${response.status}`);
  return await response.text();
}
