import { matchesAny } from './compare.ts';
import { partsOf, signature } from './hmac.ts';
import { ACCEPTED, type Authentication, refusal, type WebhookRequest } from './request.ts';
import { staleness } from './timestamp.ts';

/**
 * Standard Webhooks (standardwebhooks.com), as Svix sends it: HMAC-SHA256 over `<id>.<timestamp>.<body>` with the key that
 * a secret `whsec_<base64>` stands for, as `v1,<base64>`, several separated by blanks. Verified over the raw bytes.
 */
export function bySvix(
  { headers, body }: WebhookRequest,
  { secrets, now }: { readonly secrets: readonly string[]; readonly now: number },
): Authentication {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map(
    (name) => headers[`webhook-${name}`] ?? headers[`svix-${name}`],
  );
  if (id === undefined || signatures === undefined) return refusal('expected webhook-id and webhook-signature');
  const stale = staleness(timestamp, { now });
  if (stale !== undefined) return refusal(stale);
  const keys = secrets.map(svixKey).filter(({ length }) => length > 0);
  if (keys.length === 0) return refusal('expected a secret of the form whsec_<base64>');
  const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  const expected = keys.map((key) => signature({ algorithm: 'sha256', key, content, encoding: 'base64' }));
  const isValid = partsOf(signatures, 'v1,').filter((given) => matchesAny(given, expected)).length > 0;
  return isValid ? ACCEPTED : refusal('the signature in header webhook-signature is wrong');
}

/** The key that a secret `whsec_<base64>` stands for. */
export function svixKey(secret: string): Buffer {
  return Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
}
