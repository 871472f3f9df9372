import type { KeyObject } from 'node:crypto';
import type { Source } from '../../domain/catalogue.ts';
import { isAllowedFrom } from './allow-from.ts';
import { type Authentication, refusal, type WebhookRequest } from './request.ts';
import { activeSecrets } from './secrets.ts';
import { signingCertificate } from './sns.ts';
import { authenticate } from './verify.ts';

/** Where a decision finds what is not in the request. */
export interface Admission {
  /** The text of a stored secret. */
  readonly secret: (name: string) => Promise<string>;
  /** The same as it is stored by now, where that is known. Never throws. */
  readonly secretAgain: (name: string) => Promise<string | undefined>;
  /** The public key in a certificate of AWS; nothing where there is none. Throws while that cannot be known. */
  readonly signingKey: (certificate: URL) => Promise<KeyObject | undefined>;
  readonly allowOpen: boolean;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * Whether a source takes a webhook: by where it comes from, then by its credential. Nobody is refused by a secret that was
 * remembered while a newer one is stored: a sender that is told 401 may never send that event again.
 */
export async function admit(
  { auth, allowFrom }: Pick<Source, 'auth' | 'allowFrom'>,
  webhook: WebhookRequest,
  { secret, secretAgain, signingKey, allowOpen, now }: Admission,
): Promise<Authentication> {
  const { from } = webhook;
  if (!isAllowedFrom(allowFrom, from)) return refusal(`expected a caller from ${allowFrom?.join(', ')}; got ${from}`);
  const certificate = auth.type === 'sns' ? signingCertificate(auth, webhook) : undefined;
  const key = certificate && (await signingKey(certificate));
  const check = (secrets: readonly string[]) =>
    authenticate(auth, webhook, { secrets, allowOpen, now, ...(key && { signingKey: key }) });
  if (!('secret' in auth)) return check([]);
  const remembered = await secret(auth.secret);
  const authentication = check(activeSecrets(remembered));
  if (authentication.accepted) return authentication;
  const stored = await secretAgain(auth.secret);
  return stored === undefined || stored === remembered ? authentication : check(activeSecrets(stored));
}
