import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { logger } from './powertools.ts';

const REMEMBERED_MS = 300_000;
/** Whoever sends wrong credentials has each secret read no more often: it would cost money, and use up what may be asked. */
const ASKED_AGAIN_MS = 10_000;
/** A caller who may well be a stranger waits for it. */
const PATIENCE_MS = 2_000;

/** Reads secrets and remembers each for five minutes: a rotated one is noticed without a restart. */
export class Secrets {
  private readonly client = new SecretsManagerClient({});
  private readonly known = new Map<string, { readonly text: string; readonly until: number }>();
  private readonly asked = new Map<string, { readonly at: number; readonly reading: Promise<unknown> }>();

  /** The text of a secret, as it is stored. */
  async read(name: string): Promise<string> {
    const remembered = this.known.get(name);
    if (remembered !== undefined && remembered.until > Date.now()) return remembered.text;
    return await this.fetch(name);
  }

  /**
   * The text of a secret as it is stored by now, for whoever was about to be refused by what is remembered; asked for at
   * most every ten seconds, in between and where it cannot be read what is remembered.
   */
  async readAgain(name: string): Promise<string | undefined> {
    const last = this.asked.get(name);
    const isDue = last === undefined || last.at + ASKED_AGAIN_MS <= Date.now();
    const { reading } = isDue ? this.ask(name) : last;
    await reading;
    return this.known.get(name)?.text;
  }

  private ask(name: string) {
    const reading = this.fetch(name, AbortSignal.timeout(PATIENCE_MS)).catch((error: unknown) =>
      logger.warn('A secret could not be read again', { error: error as Error }),
    );
    const asked = { at: Date.now(), reading };
    this.asked.set(name, asked);
    return asked;
  }

  private async fetch(name: string, abortSignal?: AbortSignal): Promise<string> {
    const question = new GetSecretValueCommand({ SecretId: name });
    const { SecretString } = await this.client.send(question, abortSignal && { abortSignal });
    if (SecretString === undefined) throw new Error(`expected secret ${name} to hold text; it holds none`);
    this.known.set(name, { text: SecretString, until: Date.now() + REMEMBERED_MS });
    return SecretString;
  }
}
