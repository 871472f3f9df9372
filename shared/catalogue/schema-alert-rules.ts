import * as z from 'zod';
import { oneOf, strict } from './schema-parts.ts';
import { positiveDuration } from './values.ts';

const NEVER = 'never';
const SILENCE = `an ISO 8601 duration, such as PT8H, or ${NEVER}`;

/** How the word of an alert is taken: of a source for all its monitors, or of one monitor. */
export const alertRules = strict({
  repeatedEvery: positiveDuration
    .optional()
    .meta({ description: 'How often the source sends again what is still open' }),
  staleAfter: z
    .union([z.literal(NEVER, { error: () => SILENCE }), positiveDuration])
    .optional()
    .meta({
      description: 'Silence after which an open alert that is repeated is unknown; 2 × repeatedEvery unless said',
    }),
  openAtMost: positiveDuration.optional().meta({
    description:
      'An open alert that is not repeated, and whose end nobody tells, is unknown after so long until it is told',
  }),
  detectionOffset: positiveDuration
    .optional()
    .meta({ description: 'How much earlier than reported trouble began: scrape interval, `for`, retries' }),
  mergeGap: strict({
    within: positiveDuration.meta({ description: 'An end of trouble shorter than this is taken for a mistake' }),
    countsAs: oneOf(['down', 'unknown']).default('unknown').meta({ description: 'What that time counts as' }),
  }).optional(),
});
