import type { ReadCredential } from '../../domain/catalogue.ts';
import { InvalidInputError } from '../../domain/errors.ts';
import { activeSecrets } from '../verify/secrets.ts';

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
