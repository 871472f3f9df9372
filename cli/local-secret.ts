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
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(new URL(to).hostname);
  if (!isHere || ![FILE, 'cdk.json'].every((file) => existsSync(resolve(io.cwd, file)))) return undefined;
  const { sources } = readCatalogue(defaultCatalogueFile(io), io);
  const auth = sources.find(({ id }) => id === source)?.auth;
  if (auth?.type !== 'bearer') return undefined;
  const kept = Secrets.safeParse(JSON.parse(readText(FILE, io))).data ?? {};
  return activeSecrets(kept[auth.secret] ?? '')[0];
}
