import { sha256 } from '../../shared/domain/digest.ts';
import { InvalidInputError } from '../../shared/domain/errors.ts';
import type { HmacAuthentication, SourceAuthentication } from '../../shared/domain/source-authentication.ts';
import { signature, signedContent } from '../../shared/sources/verify/hmac.ts';
import { svixKey } from '../../shared/sources/verify/svix.ts';

export interface Unproven {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The request with what proves where it comes from, as the catalogue asks for it.
 *
 * @param now time of signing, epoch ms
 * @throws InvalidInputError where nobody but AWS can prove it
 */
export function proven(
  request: Unproven,
  { auth, secret, now }: { auth: SourceAuthentication; secret: string; now: number },
): Unproven {
  const withHeaders = (headers: Readonly<Record<string, string>>): Unproven => ({
    ...request,
    headers: { ...request.headers, ...headers },
  });
  switch (auth.type) {
    case 'open':
      return request;
    case 'bearer':
      return withHeaders({ authorization: `Bearer ${secret}` });
    case 'basic':
      return withHeaders({ authorization: `Basic ${Buffer.from(`${auth.username}:${secret}`).toString('base64')}` });
    case 'header':
      return withHeaders({ [auth.name]: secret });
    case 'path':
      return { ...request, url: `${request.url}/${encodeURIComponent(secret)}` };
    case 'query':
      return { ...request, url: `${request.url}?${new URLSearchParams({ [auth.name]: secret })}` };
    case 'hmac':
      return withHeaders(hmacHeaders(auth, { body: request.body, secret, now }));
    case 'svix':
      return withHeaders(svixHeaders({ body: request.body, secret, now }));
    case 'sns':
      throw new InvalidInputError(
        'expected a source whose secret can be known; only AWS signs for sns: use path or query',
      );
    case 'aws':
      throw new InvalidInputError('expected a source that takes webhooks; events of aws come over EventBridge');
  }
}

interface Signing {
  readonly body: string;
  readonly secret: string;
  readonly now: number;
}

function hmacHeaders(auth: HmacAuthentication, { body, secret, now }: Signing): Record<string, string> {
  const { header, prefix, encoding, algorithm = 'sha256', signed = '{body}', timestamp } = auth;
  const seconds = String(Math.floor(now / 1000));
  const content = signedContent(signed, { timestamp: seconds, body: Buffer.from(body) });
  const digits = `${prefix}${signature({ algorithm, key: secret, content, encoding })}`;
  if (timestamp === undefined) return { [header]: digits };
  if ('header' in timestamp) return { [header]: digits, [timestamp.header]: seconds };
  return { [header]: `${timestamp.prefix}${seconds},${digits}` };
}

function svixHeaders({ body, secret, now }: Signing): Record<string, string> {
  const seconds = String(Math.floor(now / 1000));
  // A retry has the id of what it repeats.
  const id = `msg_${sha256(body).slice(0, 24)}`;
  const content = Buffer.from(`${id}.${seconds}.${body}`);
  const digits = signature({ algorithm: 'sha256', key: svixKey(secret), content, encoding: 'base64' });
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${digits}` };
}
