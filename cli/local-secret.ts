import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import { activeSecrets } from '../shared/sources/verify/secrets.ts';
import { defaultCatalogueFile, readCatalogue, readText } from './files.ts';
import type { Io } from './io.ts';

const FILE = '.attain/secrets.json';
const Secrets = z.record(z.string(), z.string());

/**
 * The bearer secret that `npm start` made up for a source and keeps in this directory, so that nobody has to copy it;
 * undefined for an address on another machine, which it must not be sent to, and where there is none.
 */
export function localSecret({ to, source }: { to: string; source: string }, io: Pick<Io, 'cwd'>): string | undefined {
  if (!isKeptHere(to, io)) return undefined;
  const { sources } = readCatalogue(defaultCatalogueFile(io), io);
  const auth = sources.find(({ id }) => id === source)?.auth;
  return auth?.type === 'bearer' ? secretKeptHere({ to, name: auth.secret }, io) : undefined;
}

/** The same for a secret by its full name, whatever it is for. */
export function secretKeptHere({ to, name }: { to: string; name: string }, io: Pick<Io, 'cwd'>): string | undefined {
  if (!isKeptHere(to, io)) return undefined;
  const kept = Secrets.safeParse(JSON.parse(readText(FILE, io))).data ?? {};
  return activeSecrets(kept[name] ?? '')[0];
}

function isKeptHere(to: string, { cwd }: Pick<Io, 'cwd'>): boolean {
  return isThisMachine(to) && [FILE, 'cdk.json'].every((file) => existsSync(resolve(cwd, file)));
}

/** Where a person finds the secrets of an Attain that runs on this machine; empty for any other. */
export function whereSecretsAre(to: string): string {
  return isThisMachine(to)
    ? '; npm start keeps it in .attain/secrets.json, or in FOLDER/secrets.json with --data FOLDER'
    : '';
}

function isThisMachine(to: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(to).hostname);
}
