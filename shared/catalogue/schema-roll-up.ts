import * as z from 'zod';
import type { RollUpRule } from '../domain/catalogue.ts';
import { oneOf, strict } from './schema-parts.ts';
import { positiveNumber, text } from './values.ts';

const NAMES = ['anyDown', 'allDown', 'monitorSeconds'] as const;

const EXPECTED = `one of ${NAMES.join(', ')}, { atLeast: 2 }, or { weighted: { probe-a: 3, probe-b: 1 } }`;

// Text first, so that a mistake inside a mapping is told of the mapping.
const named = z
  .string({ error: () => EXPECTED })
  .meta({ enum: [...NAMES] })
  .pipe(oneOf(NAMES))
  .transform((type): RollUpRule => ({ type }));

const numbered = strict({
  atLeast: positiveNumber.optional().meta({ description: 'How many monitors must be down at once' }),
  weighted: z
    .record(text, positiveNumber, { error: () => 'a mapping of monitors to whole numbers' })
    .optional()
    .meta({ description: 'The weight of each monitor: the service is down by the share of those that are' }),
}).transform(({ atLeast, weighted }, context): RollUpRule => {
  if (atLeast !== undefined && weighted === undefined) return { type: 'atLeast', monitors: atLeast };
  if (weighted !== undefined && atLeast === undefined) return { type: 'weighted', weights: weighted };
  context.issues.push({ code: 'custom', message: 'either atLeast or weighted', input: { atLeast, weighted } });
  return z.NEVER;
});

/** How the states of its monitors make the state of a service, as the domain has it. */
export const rollUp = z
  .union([named, numbered], { error: () => EXPECTED })
  .prefault('anyDown')
  .meta({
    description:
      'When the service is down: while any monitor is, all are, so many are, or by the share of those that are',
  });
