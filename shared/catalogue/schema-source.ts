import * as z from 'zod';
import { sourceTypes } from '../sources/registry.ts';
import { alertRules } from './schema-alert-rules.ts';
import { flag, oneOf, strict } from './schema-parts.ts';
import { id, positiveDuration, text, timeZone } from './values.ts';

export const SILENCE = ['up', 'unknown'] as const;

const secret = text.meta({ description: 'Full name of the secret in Secrets Manager, such as attain/alertmanager-eu' });

const AUTH_TYPES = ['bearer', 'basic', 'hmac', 'open', 'aws'] as const;

const auth = z.discriminatedUnion(
  'type',
  [
    strict({ type: z.literal('bearer'), secret }),
    strict({ type: z.literal('basic'), username: text, secret }),
    strict({
      type: z.literal('hmac'),
      header: text.transform((name) => name.toLowerCase()),
      prefix: z.string().default(''),
      encoding: oneOf(['hex', 'base64']).default('hex'),
      secret,
    }),
    strict({ type: z.literal('open') }),
    strict({ type: z.literal('aws') }),
  ],
  { error: (issue) => (issue.code === 'invalid_union' ? `one of ${AUTH_TYPES.join(', ')}` : 'a mapping with a type') },
);

const heartbeat = strict({
  every: positiveDuration,
  allowedGap: positiveDuration.optional().meta({ description: 'Silence allowed after a beat; 3 × every unless said' }),
});

export const source = strict({
  id,
  type: oneOf(sourceTypes.map(({ name }) => name)),
  auth: auth.meta({ description: 'How a webhook proves where it comes from; open only on a laptop' }),
  heartbeat: heartbeat.optional(),
  zone: timeZone.optional().meta({ description: 'Zone of the times that it sends without an offset; UTC unless said' }),
  alerts: alertRules.optional().meta({ description: 'How the word of its alerts is taken' }),
  relay: flag.default(false).meta({ description: 'Its signals may speak for the monitors of any source' }),
  corrections: flag.default(false).meta({ description: 'It may send corrections and decisions on them' }),
  silenceMeans: oneOf(SILENCE).optional().meta({ description: 'What silence of its monitors means' }),
});
