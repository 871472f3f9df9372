import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import { utf8Text } from '../../shared/catalogue/utf8-text.ts';
import type { Catalogue } from '../../shared/domain/catalogue.ts';
import { InvalidInputError } from '../../shared/domain/errors.ts';
import { projectRoot } from './bundle.ts';
import type { Settings } from './settings.ts';

/**
 * The catalogue that a deploy will publish, checked here so that a mistake in it stops the synth and not the deploy.
 *
 * @throws CatalogueError for what is wrong in it; InvalidInputError if it is not there or leaves a source unprotected
 */
export function readCatalogue({ catalogue: path, local }: Pick<Settings, 'catalogue' | 'local'>): Catalogue {
  const file = relative(projectRoot, path);
  if (!existsSync(path)) throw new InvalidInputError(`No catalogue at ${file}, where attain:catalogue says it is`);
  const catalogue = parseCatalogue(utf8Text(readFileSync(path), { file }), { file });
  const open = catalogue.sources.filter(({ auth }) => auth.type === 'open').map(({ id }) => id);
  if (open.length === 0 || local) return catalogue;
  throw new InvalidInputError(
    `${file}: expected every source to ask for a secret (auth bearer, basic or hmac); open: ${open.join(', ')}. ` +
      'Open sources are for the local runtime.',
  );
}
