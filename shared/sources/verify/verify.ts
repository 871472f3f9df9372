import type { KeyObject } from 'node:crypto';
import type { SourceAuthentication } from '../../domain/source-authentication.ts';
import { byCredential, bySecret } from './credential.ts';
import { bySignature } from './hmac.ts';
import { ACCEPTED, type Authentication, refusal, type WebhookRequest } from './request.ts';
import { bySns } from './sns.ts';
import { bySvix } from './svix.ts';

export interface AuthenticationOptions {
  /** The active secrets: two while one replaces the other. */
  readonly secrets: readonly string[];
  /** Whether a source that declares itself open may be; only the local runtime says so. */
  readonly allowOpen: boolean;
  /** Epoch ms. */
  readonly now: number;
  /** The key that Amazon SNS signed with, where `signingCertificate` has named its certificate. */
  readonly signingKey?: KeyObject;
}

/** Whether a webhook comes from who may send it. All secrets are tried, whichever fits, each in constant time. */
export function authenticate(
  auth: SourceAuthentication,
  request: WebhookRequest,
  { secrets: active, allowOpen, now, signingKey }: AuthenticationOptions,
): Authentication {
  // An empty secret would accept an empty credential.
  const secrets = active.filter((secret) => secret !== '');
  if ('secret' in auth && secrets.length === 0) return refusal('the source has no secret');
  switch (auth.type) {
    case 'open':
      return allowOpen ? ACCEPTED : refusal('a source without a secret is accepted by the local runtime only');
    case 'aws':
      return refusal('events of this source come over EventBridge, not by webhook');
    case 'bearer':
      return byCredential(request, 'bearer', secrets);
    case 'basic':
      return byCredential(
        request,
        'basic',
        secrets.map((secret) => Buffer.from(`${auth.username}:${secret}`).toString('base64')),
      );
    case 'header':
      return bySecret(request.headers[auth.name]?.trim(), `in header ${auth.name}`, secrets);
    case 'path':
      return bySecret(request.pathSecret, 'at the end of the path', secrets);
    case 'query':
      return bySecret(
        new URLSearchParams(request.query).get(auth.name) ?? undefined,
        `in the query as ${auth.name}`,
        secrets,
      );
    case 'hmac':
      return bySignature(auth, request, { secrets, now });
    case 'svix':
      return bySvix(request, { secrets, now });
    case 'sns':
      return bySns(auth, request, signingKey);
  }
}
