import { catalogueHash } from '../shared/catalogue/catalogue-hash.ts';
import { checkCatalogue } from '../shared/catalogue/check-catalogue.ts';
import type { Catalogue } from '../shared/domain/catalogue.ts';
import type { Command } from './command.ts';
import { counted } from './counted.ts';
import { EXIT } from './exit.ts';
import { defaultCatalogueFile, readCatalogue } from './files.ts';

/** Reads a catalogue and says everything that is wrong with it, or what it holds. */
export const check: Command = {
  name: 'check',
  summary: 'read a catalogue and name every mistake with its line',
  synopsis: '[FILE]',
  positionals: 1,
  options: {},
  details: 'FILE is a catalogue in YAML; without one, the file that attain:catalogue names in cdk.json.',
  examples: ['attain check', 'attain check examples/catalogue.yaml'],
  run: async ({ positionals }, io) => {
    const file = positionals[0] ?? defaultCatalogueFile(io);
    const catalogue = readCatalogue(file, io);
    for (const warning of checkCatalogue(catalogue)) io.err(`${file}: warning: ${warning}\n`);
    io.out(`${file}: fine; ${contentsOf(catalogue)}\nversion ${catalogueHash(catalogue)}\n`);
    return EXIT.fine;
  },
};

function contentsOf({ services, agreements, sources, calendars }: Catalogue): string {
  return [
    counted(services.length, 'service'),
    counted(agreements.length, 'agreement'),
    counted(sources.length, 'source'),
    counted(Object.keys(calendars).length, 'calendar'),
  ].join(', ');
}
