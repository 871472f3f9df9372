import * as z from 'zod';
import { parseDuration } from '../domain/instant.ts';
import { secret } from './schema-auth.ts';
import { strict } from './schema-parts.ts';
import { apiUrl, headerName, positiveDuration, text } from './values.ts';

const TYPES = ['bearer', 'basic', 'header'] as const;

const credential = z.discriminatedUnion(
  'type',
  [
    strict({ type: z.literal('bearer'), secret }),
    strict({ type: z.literal('basic'), username: z.string().default(''), secret }),
    strict({
      type: z.literal('header'),
      name: headerName,
      prefix: z.string().default(''),
      secret,
    }),
  ],
  { error: (issue) => (issue.code === 'invalid_union' ? `one of ${TYPES.join(', ')}` : 'a mapping with a type') },
);

const LEAST = 'PT5M';
const LEAST_MS = parseDuration(LEAST);

/** Where and how often a sender is asked how its streams stand. Which keys a type needs is checked beside the type. */
export const reconcile = strict({
  url: apiUrl.optional().meta({ description: 'Where the API of the sender begins' }),
  every: positiveDuration
    .refine((ms) => ms >= LEAST_MS, { error: () => `a duration of at least ${LEAST}` })
    .default(LEAST_MS)
    .meta({ description: `How often it is asked; ${LEAST} unless said, and no oftener` }),
  credential: credential.optional().meta({ description: 'What its API asks for; it should only let read' }),
  receiver: text.optional().meta({ description: 'The receiver of Alertmanager that sends here; all unless named' }),
});
