import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';

const Source = z.looseObject({
  id: z.string(),
  type: z.string(),
  auth: z.looseObject({ type: z.string(), secret: z.string().optional() }),
  relay: z.boolean().optional(),
  reconcile: z.looseObject({ credential: z.looseObject({ secret: z.string() }).optional() }).optional(),
});
const Monitor = z.looseObject({
  id: z.string(),
  source: z.string().optional(),
  match: z.record(z.string(), z.coerce.string()).optional(),
});
const Catalogue = z.looseObject({
  sources: z.array(Source).default([]),
  services: z.array(z.looseObject({ monitors: z.array(Monitor).default([]) })).default([]),
});

export type SourceHint = z.output<typeof Source>;

/** The little that the terminal says about a catalogue. Whether it is a good one, `publish` decides. */
export interface CatalogueHints {
  readonly sources: readonly SourceHint[];
  readonly monitors: readonly z.output<typeof Monitor>[];
}

export function catalogueHints(file: string): CatalogueHints {
  const { sources, services } = Catalogue.parse(parse(readFileSync(file, 'utf8')));
  return { sources, monitors: services.flatMap(({ monitors }) => monitors) };
}

/** Names of all secrets that the catalogue's sources ask for. */
export function secretNames({ sources }: CatalogueHints): readonly string[] {
  return sources.flatMap(({ auth, reconcile }) => [auth.secret ?? [], reconcile?.credential?.secret ?? []].flat());
}

/** The first source of a type with a bearer token; of several, one whose signals may speak for all monitors. */
export function bearerSource({ sources }: CatalogueHints, type: string): SourceHint | undefined {
  const fitting = sources.filter((source) => source.type === type && source.auth.type === 'bearer');
  return fitting.find(({ relay }) => relay === true) ?? fitting[0];
}
