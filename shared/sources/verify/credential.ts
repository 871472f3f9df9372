import { matchesAny } from './compare.ts';
import { ACCEPTED, type Authentication, refusal, type WebhookRequest } from './request.ts';

/** `Authorization: <scheme> <credential>`; the scheme in any case (RFC 9110, section 11.1). */
export function byCredential({ headers }: WebhookRequest, scheme: string, expected: readonly string[]): Authentication {
  const header = headers.authorization;
  if (header === undefined) return refusal(`expected an authorization header with scheme ${scheme}; got none`);
  const [, actualScheme = '', credential = ''] = /^\s*(\S+) +(\S+)\s*$/.exec(header) ?? [];
  if (actualScheme.toLowerCase() !== scheme) return refusal(`expected one credential of scheme ${scheme}`);
  return matchesAny(credential, expected) ? ACCEPTED : refusal(`the ${scheme} credential is wrong`);
}

/** A secret that came as it is, in the place that is named. */
export function bySecret(given: string | undefined, place: string, secrets: readonly string[]): Authentication {
  if (given === undefined || given === '') return refusal(`expected a secret ${place}; got none`);
  return matchesAny(given, secrets) ? ACCEPTED : refusal(`the secret ${place} is wrong`);
}
