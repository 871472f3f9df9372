import type { Catalogue } from '../shared/domain/catalogue.ts';
import type { Io } from './io.ts';
import { whereSecretsAre } from './local-secret.ts';

/** A secret by its full name, the source that asks for it, and which side has it from the other. */
interface NamedSecret {
  readonly source: string;
  readonly name: string;
  /** `ours` is what senders prove themselves with; `theirs` lets us read from the sender's API. */
  readonly from: 'ours' | 'theirs';
}

function secretsOf({ sources }: Catalogue): NamedSecret[] {
  return sources.flatMap(({ id, auth, reconcile }) => [
    ...('secret' in auth ? [{ source: id, name: auth.secret, from: 'ours' } as const] : []),
    ...(reconcile?.credential === undefined
      ? []
      : [{ source: id, name: reconcile.credential.secret, from: 'theirs' } as const]),
  ]);
}

/** What a catalogue asks for that the one before it did not: nobody may have made it yet. */
function newSecrets(before: Catalogue | undefined, after: Catalogue): NamedSecret[] {
  const known = new Set(before === undefined ? [] : secretsOf(before).map(({ name }) => name));
  return secretsOf(after).filter(({ name }) => !known.has(name));
}

interface Published {
  readonly before: Catalogue | undefined;
  readonly after: Catalogue;
  /** The Attain on this machine, if that is where it was published. */
  readonly to: string | undefined;
}

/** Says where the secrets of new sources are or come from; those of an Attain on this machine are there afterwards. */
export async function tellNewSecrets({ before, after, to }: Published, io: Pick<Io, 'out' | 'fetch'>): Promise<void> {
  for (const { source, name, from } of newSecrets(before, after)) {
    if (to !== undefined && from === 'ours') await makeLocally(to, name, io);
    io.out(
      `Source "${source}" asks for the secret ${name}: ${to === undefined ? onAws[from](name) : here[from](to)}\n`,
    );
  }
}

const onAws = {
  ours: (name: string): string =>
    `unless it is there, aws secretsmanager create-secret --name ${name} --secret-string "$(openssl rand -hex 32)", and give the sender the same`,
  theirs: (name: string): string =>
    `unless it is there, put what the sender's API asks for there, with aws secretsmanager create-secret --name ${name}`,
};

const here = {
  ours: (to: string): string => `give it to the sender${whereSecretsAre(to)}`,
  theirs: (to: string): string => `put what the sender's API asks for there${whereSecretsAre(to)}`,
};

// It comes into being when it is asked for; should that fail, with the first webhook.
async function makeLocally(to: string, name: string, { fetch }: Pick<Io, 'fetch'>): Promise<void> {
  await fetch(new URL('/_aws/secretsmanager', to), {
    method: 'POST',
    headers: { 'x-amz-target': 'secretsmanager.GetSecretValue' },
    body: JSON.stringify({ SecretId: name }),
  }).catch(() => {});
}
