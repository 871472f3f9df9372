import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type PlacedCatalogue, parsePlaced } from '../shared/catalogue/parse-catalogue.ts';
import { utf8Text } from '../shared/catalogue/utf8-text.ts';
import type { Catalogue } from '../shared/domain/catalogue.ts';
import { InvalidInputError } from '../shared/domain/errors.ts';
import type { Io } from './io.ts';

/**
 * The text of a file.
 *
 * @throws InvalidInputError when there is no such file, it cannot be read, or its bytes are not UTF-8
 */
export function readText(file: string, { cwd }: Pick<Io, 'cwd'>): string {
  try {
    return utf8Text(readFileSync(resolve(cwd, file)), { file });
  } catch (cause) {
    if (cause instanceof InvalidInputError) throw cause;
    throw unreadable(file, cause);
  }
}

export function unreadable(file: string, cause: unknown): InvalidInputError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  const why = code === 'ENOENT' ? 'nothing of that name' : code === 'EISDIR' ? 'a directory' : code;
  return new InvalidInputError(`expected a file at ${file}; got ${why}`, { cause });
}

export function readCatalogue(file: string, io: Pick<Io, 'cwd'>): Catalogue {
  return readPlaced(file, io).catalogue;
}

/** The catalogue of a file, to point at lines of it. */
export function readPlaced(file: string, io: Pick<Io, 'cwd'>): PlacedCatalogue {
  return parsePlaced(readText(file, io), { file });
}

/** The catalogue that `cdk deploy` publishes: the context value `attain:catalogue` of cdk.json in this directory. */
export function defaultCatalogueFile(io: Pick<Io, 'cwd'>): string {
  const context = contextOf(readText('cdk.json', io));
  if (typeof context !== 'string') {
    throw new InvalidInputError(
      'expected the name of a catalogue file, or "attain:catalogue" in the context of cdk.json',
    );
  }
  return context;
}

function contextOf(text: string): unknown {
  const json = parsedJson(text);
  const context = isObject(json) ? json.context : undefined;
  return isObject(context) ? context['attain:catalogue'] : undefined;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidInputError('expected JSON in cdk.json; got other text', { cause });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
