import type { Selection } from '../domain/compute.ts';
import { InvalidInputError, NotFoundError } from '../domain/errors.ts';
import { parseInstant } from '../domain/instant.ts';
import { type CatalogueVersion, versionAt } from '../domain/version.ts';
import type { Asked } from './page-data.ts';
import type { Table } from './table.ts';

/** What a reader asks for: at which address, with which parameters, and what is in force and known when they ask. */
export interface Visit extends Asked {
  readonly organization: string | undefined;
  readonly search: Readonly<Record<string, string | undefined>>;
  /** What the path names, decoded. */
  readonly names: readonly string[];
}

/** An address, and what stands there. */
export interface Route<Answer> {
  readonly path: RegExp;
  readonly show: (visit: Visit) => Promise<Answer>;
}

export interface Request {
  readonly rawPath: string;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>>;
}

/** What stands at the address of a request. @throws NotFoundError when nothing does */
export async function answerTo<Answer>(
  { rawPath, queryStringParameters: search = {} }: Request,
  routes: readonly Route<Answer>[],
  versions: readonly CatalogueVersion[],
): Promise<Answer> {
  // Whole seconds: what is counted until now need not be told to the millisecond.
  const now = Math.floor(Date.now() / 1000) * 1000;
  for (const { path, show } of routes) {
    const match = path.exec(rawPath);
    if (match === null) continue;
    return await show({
      versions,
      now,
      organization: organizationOf(versions, now),
      search,
      names: match.slice(1).map(decode),
    });
  }
  throw new NotFoundError('no page at this address');
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new NotFoundError('no page at this address');
  }
}

/** What was known at the moment that `asOf` names, if it does: events recorded and catalogues published by then. */
export function asOf(visit: Visit, table: Table): Visit & { readonly table: Table } {
  const { asOf: text, ...search } = visit.search;
  return text === undefined ? { ...visit, table } : { ...visit, search, ...knownAt(text, visit, table) };
}

/** The same of a table, at a moment in ISO 8601. @throws InvalidInputError, NotFoundError */
export function knownAt(text: string, { versions, now }: Asked, table: Table): Asked & { readonly table: Table } {
  const moment = parseInstant(text);
  if (moment > now) throw new InvalidInputError(`expected asOf with a moment that has passed; got "${text}"`);
  const published = versions.filter(({ publishedAt }) => publishedAt <= moment);
  if (published.length === 0) throw new NotFoundError(`no catalogue had been published by ${text}`);
  return { versions: published, now: moment, table: { ...table, asOf: moment } };
}

/** The parameters. A mistyped one would select more than was asked for, and nobody would see it. */
export function selectionBy(known: readonly (keyof Selection)[], { search }: Pick<Visit, 'search'>): Selection {
  const unknown = Object.keys(search).find((name) => !known.some((it) => it === name));
  if (unknown === undefined) return search;
  throw new InvalidInputError(`expected one of ${known.join(', ')}; got "${unknown}"`);
}

export function organizationOf(versions: readonly CatalogueVersion[], now: number): string | undefined {
  return versionAt(versions, now)?.catalogue.organization.name;
}
