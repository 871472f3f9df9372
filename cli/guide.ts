import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InvalidInputError } from '../shared/domain/errors.ts';
import type { SourceGuide } from '../shared/sources/guide.ts';
import { sourceType, sourceTypes } from '../shared/sources/registry.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit.ts';
import { readText } from './files.ts';
import { type GuidedSource, guideIndex, guidePage } from './guide-page.ts';
import type { Io } from './io.ts';

const FOLDER = fileURLToPath(new URL('../docs/sources', import.meta.url));
const SOURCES = new URL('../shared/sources/', import.meta.url);

/** How to point a sender at Attain: printed for one, or kept as the pages of `docs/sources`. */
export const guide: Command = {
  name: 'guide',
  summary: 'how to point a monitoring tool at Attain, and what is read from it',
  synopsis: '[NAME | --check | --write]',
  positionals: 1,
  options: {
    check: { describe: 'compare docs/sources with what there is to say; exit code 2 if a page is not up to date' },
    write: { describe: 'write docs/sources' },
  },
  details: 'Without a name it lists the sources that there are.',
  examples: ['attain guide', 'attain guide alertmanager'],
  run: async (args, io) => {
    const name = args.positionals[0];
    if (name !== undefined) io.out(guidePage(await guided(sourceType(name).name)));
    else if (args.has('write')) for (const { file, text } of await pages()) writeFileSync(join(FOLDER, file), text);
    else if (args.has('check')) checkPages(await pages(), io);
    else io.out(guideIndex(await allGuided()));
    return EXIT.fine;
  },
};

async function pages(): Promise<{ file: string; text: string }[]> {
  const all = await allGuided();
  const single = all.map((source) => ({ file: `${source.type.name}.md`, text: guidePage(source) }));
  return [...single, { file: 'README.md', text: guideIndex(all) }];
}

function checkPages(expected: readonly { file: string; text: string }[], io: Io): void {
  const files = expected.map(({ file }) => file);
  const stale = expected.filter(({ file, text }) => readIfThere(file, io) !== text).map(({ file }) => file);
  const extra = readdirSync(FOLDER).filter((file) => !files.includes(file));
  if (stale.length + extra.length === 0) return;
  const got = [...stale, ...extra.map((file) => `${file} (of no source)`)].join(', ');
  throw new InvalidInputError(
    `expected docs/sources to be up to date; these are not: ${got}. Run: npm run attain guide -- --write`,
  );
}

function readIfThere(file: string, io: Io): string | undefined {
  return readdirSync(FOLDER).includes(file) ? readText(join(FOLDER, file), io) : undefined;
}

function allGuided(): Promise<GuidedSource[]> {
  return Promise.all(sourceTypes.map(({ name }) => guided(name)));
}

// A guide is the other export of a source's file: what runs in the cloud does not carry these texts along.
async function guided(name: string): Promise<GuidedSource> {
  const module: { readonly guide?: SourceGuide } = await import(new URL(`${name}.ts`, SOURCES).href);
  if (module.guide === undefined)
    throw new Error(`shared/sources/${name}.ts: expected an export named guide; got none`);
  return { type: sourceType(name), guide: module.guide };
}
