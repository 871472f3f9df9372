import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

const REMEMBERED_MS = 300_000;

/** Reads secrets and remembers each for five minutes: a rotated one is noticed without a restart. */
export class Secrets {
  private readonly client = new SecretsManagerClient({});
  private readonly known = new Map<string, { readonly text: string; readonly until: number }>();

  /** The text of a secret, as it is stored. */
  async read(name: string): Promise<string> {
    const remembered = this.known.get(name);
    if (remembered !== undefined && remembered.until > Date.now()) return remembered.text;
    const { SecretString } = await this.client.send(new GetSecretValueCommand({ SecretId: name }));
    if (SecretString === undefined) throw new Error(`expected secret ${name} to hold text; it holds none`);
    this.known.set(name, { text: SecretString, until: Date.now() + REMEMBERED_MS });
    return SecretString;
  }
}
