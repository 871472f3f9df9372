import * as z from 'zod';
import { catalogueFile } from './schema.ts';

/** JSON Schema (draft 7, which YAML editors read) of a catalogue file, for completion and checks while typing. */
export function catalogueJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(catalogueFile, { target: 'draft-7', io: 'input' });
  return { $schema, title: 'Attain catalogue', ...schema };
}
