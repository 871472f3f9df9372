import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { catalogueJsonSchema } from '../shared/catalogue/catalogue-json-schema.ts';
import { InvalidInputError } from '../shared/domain/errors.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit.ts';
import { readText } from './files.ts';
import { formatJson } from './format-json.ts';

const FILE = fileURLToPath(new URL('../shared/catalogue/catalogue.schema.json', import.meta.url));
const NAME = 'shared/catalogue/catalogue.schema.json';

/** The JSON Schema of catalogue files: printed, written, or compared with the committed one. */
export const schema: Command = {
  name: 'schema',
  summary: 'print the JSON Schema of catalogue files, for editors',
  synopsis: '[--check | --write]',
  positionals: 0,
  options: {
    check: { describe: `compare with ${NAME}; exit code 2 if that is not up to date` },
    write: { describe: `write ${NAME}` },
  },
  examples: ['attain schema > catalogue.schema.json', 'attain schema --write'],
  run: async (args, io) => {
    const json = formatJson(catalogueJsonSchema());
    if (args.has('write')) writeFileSync(FILE, json);
    else if (!args.has('check')) io.out(json);
    else if (readText(FILE, io) !== json) {
      throw new InvalidInputError(
        `expected ${NAME} to be up to date; got another. Run: npm run attain schema -- --write`,
      );
    }
    return EXIT.fine;
  },
};
