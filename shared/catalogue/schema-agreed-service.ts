import * as z from 'zod';
import { listOfSome, strict } from './schema-parts.ts';
import { target } from './schema-target.ts';
import { id } from './values.ts';

/** A service of an agreement, with or without targets of its own. */
export const agreedService = z.union([
  id.transform((service) => ({ service, targets: undefined })),
  strict({ service: id, targets: listOfSome(target).optional() }),
]);
