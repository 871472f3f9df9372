import type { KeyObject } from 'node:crypto';
import type { SourceAuthentication } from '../../shared/domain/source-authentication.ts';
import { authenticate } from '../../shared/sources/verify/verify.ts';

export interface Attempt {
  readonly headers?: Record<string, string>;
  readonly body: string | Uint8Array;
  readonly query?: string;
  readonly pathSecret?: string;
  readonly secrets: readonly string[];
  readonly allowOpen?: boolean;
  /** Epoch ms. */
  readonly now?: number;
  readonly signingKey?: KeyObject;
}

/** `accepted`, or the reason why not. */
export function outcomeOf(
  auth: SourceAuthentication,
  { headers = {}, body, query = '', pathSecret, secrets, allowOpen = false, now = 0, signingKey }: Attempt,
): string {
  const request = { method: 'POST', headers, body: Buffer.from(body), query, from: '192.0.2.1' };
  const result = authenticate(
    auth,
    { ...request, ...(pathSecret !== undefined && { pathSecret }) },
    { secrets, allowOpen, now, ...(signingKey && { signingKey }) },
  );
  return result.accepted ? 'accepted' : result.reason;
}
