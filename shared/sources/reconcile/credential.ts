import type { ReadCredential } from '../../domain/catalogue.ts';
import { InvalidInputError } from '../../domain/errors.ts';
import { activeSecrets } from '../verify/secrets.ts';

/** The secret that a source is to be asked with cannot be had, or is none. */
export class CredentialError extends Error {
  readonly code = 'CREDENTIAL_UNREADABLE';
  /** Names the secret, and says nothing of what is in it. */
  readonly plain: string;
  constructor({ secret }: ReadCredential, options: ErrorOptions) {
    const plain = `the credential to ask it with could not be read from the secret ${secret}`;
    super(plain, options);
    this.name = 'CredentialError';
    this.plain = plain;
  }
}

/**
 * The headers by which a request shows its credential. Of a list of secrets the first is shown.
 *
 * @param text of the stored secret
 * @throws InvalidInputError when it holds none
 * @example credentialHeaders({ type: 'bearer', secret: 'attain/am' }, 's3cret')  //=> { authorization: 'Bearer s3cret' }
 */
export function credentialHeaders(credential: ReadCredential, text: string): Readonly<Record<string, string>> {
  const [secret] = activeSecrets(text);
  if (secret === undefined) throw new InvalidInputError(`expected a secret in ${credential.secret}; it is empty`);
  switch (credential.type) {
    case 'bearer':
      return { authorization: `Bearer ${secret}` };
    case 'basic':
      return { authorization: `Basic ${Buffer.from(`${credential.username}:${secret}`).toString('base64')}` };
    case 'header':
      return { [credential.name]: `${credential.prefix}${secret}` };
  }
}
