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
  /** The public key in a certificate of AWS; nothing where there is none. Throws while that cannot be known. */
  readonly signingKey: (certificate: URL) => Promise<KeyObject | undefined>;
  readonly allowOpen: boolean;
  /** Epoch ms. */
  readonly now: number;
}

/** Whether a source takes a webhook: by where it comes from, then by its credential. */
export async function admit(
  { auth, allowFrom }: Pick<Source, 'auth' | 'allowFrom'>,
  webhook: WebhookRequest,
  { secret, signingKey, allowOpen, now }: Admission,
): Promise<Authentication> {
  const { from } = webhook;
  if (!isAllowedFrom(allowFrom, from)) return refusal(`expected a caller from ${allowFrom?.join(', ')}; got ${from}`);
  const certificate = auth.type === 'sns' ? signingCertificate(auth, webhook) : undefined;
  const key = certificate && (await signingKey(certificate));
  return authenticate(auth, webhook, {
    secrets: 'secret' in auth ? activeSecrets(await secret(auth.secret)) : [],
    allowOpen,
    now,
    ...(key && { signingKey: key }),
  });
}
