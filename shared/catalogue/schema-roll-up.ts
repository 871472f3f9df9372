import * as z from 'zod';
import type { RollUpRule } from '../domain/catalogue.ts';
import { oneOf, strict } from './schema-parts.ts';
import { positiveNumber } from './values.ts';

const NAMES = ['anyDown', 'allDown'] as const;

const EXPECTED = `one of ${NAMES.join(', ')}, or { atLeast: 2 }`;

// Text first, so that a mistake inside a mapping is told of the mapping.
const named = z
  .string({ error: () => EXPECTED })
  .meta({ enum: [...NAMES] })
  .pipe(oneOf(NAMES))
  .transform((type): RollUpRule => ({ type }));

const counted = strict({
  atLeast: positiveNumber.meta({ description: 'How many monitors must be down at once' }),
}).transform(({ atLeast }): RollUpRule => ({ type: 'atLeast', monitors: atLeast }));

/** How the states of its monitors make the state of a service, as the domain has it. */
export const rollUp = z
  .union([named, counted], { error: () => EXPECTED })
  .prefault('anyDown')
  .meta({ description: 'When the service is down: while any monitor is, while all are, while so many are' });
