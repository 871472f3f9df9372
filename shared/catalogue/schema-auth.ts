import * as z from 'zod';
import { HMAC_ALGORITHMS, type SourceAuthentication } from '../domain/source-authentication.ts';
import { listOfSome, oneOf, strict } from './schema-parts.ts';
import { headerName, matching, positiveDuration, text } from './values.ts';

export const secret = text.meta({
  description: 'Full name of the secret in Secrets Manager, such as attain/alertmanager-eu',
});

const topic = matching(
  'the ARN of a topic such as arn:aws:sns:eu-central-1:123456789012:alarms',
  /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}(\.fifo)?$/,
);

const timestamp = strict({
  header: headerName.optional().meta({ description: 'The header that has the time of signing' }),
  prefix: text.optional().meta({ description: 'What stands before it inside the signature header, such as t=' }),
}).refine(({ header, prefix }) => (header === undefined) !== (prefix === undefined), {
  error: 'either a header or a prefix',
});

const hmac = strict({
  type: z.literal('hmac'),
  header: headerName,
  prefix: z.string().default(''),
  encoding: oneOf(['hex', 'base64']).default('hex'),
  algorithm: oneOf(HMAC_ALGORITHMS).optional(),
  signed: text.optional().meta({ description: 'What is signed, such as {timestamp}.{body}; the raw body unless said' }),
  timestamp: timestamp.optional(),
  tolerance: positiveDuration.optional().meta({ description: 'How old a signature may be; PT5M unless said' }),
  secret,
})
  .refine(({ signed = '{body}' }) => placeholders(signed).filter((name) => name === '{body}').length === 1, {
    path: ['signed'],
    error: 'a text with {body} once',
  })
  .refine(({ signed = '{body}' }) => placeholders(signed).every((name) => KNOWN.includes(name)), {
    path: ['signed'],
    error: 'no placeholders but {timestamp} and {body}',
  })
  // A time that is not signed can be replaced, and one that is signed has to be found.
  .refine(({ signed = '{body}', timestamp }) => signed.includes('{timestamp}') === (timestamp !== undefined), {
    path: ['signed'],
    error: 'a text with {timestamp} where, and only where, timestamp says where it is',
  })
  .refine(({ tolerance, timestamp }) => tolerance === undefined || timestamp !== undefined, {
    path: ['tolerance'],
    error: 'timestamp beside it, which says where the time of signing is',
  });

const KNOWN = ['{timestamp}', '{body}'];

function placeholders(signed: string): readonly string[] {
  return signed.match(/\{[^{}]*\}/g) ?? [];
}

const AUTH_TYPES = ['bearer', 'basic', 'header', 'path', 'query', 'hmac', 'svix', 'sns', 'open', 'aws'] as const;

/** How a webhook proves where it comes from. */
export const auth = z.discriminatedUnion(
  'type',
  [
    strict({ type: z.literal('bearer'), secret }),
    strict({ type: z.literal('basic'), username: text, secret }),
    strict({ type: z.literal('header'), name: headerName, secret }),
    strict({ type: z.literal('path'), secret }),
    strict({ type: z.literal('query'), name: text, secret }),
    hmac,
    strict({ type: z.literal('svix'), secret }),
    strict({ type: z.literal('sns'), topics: listOfSome(topic) }),
    strict({ type: z.literal('open') }),
    strict({ type: z.literal('aws') }),
  ],
  { error: (issue) => (issue.code === 'invalid_union' ? `one of ${AUTH_TYPES.join(', ')}` : 'a mapping with a type') },
);

/** As the domain has it: what is not said is not there. */
export function authenticationOf(written: z.output<typeof auth>): SourceAuthentication {
  if (written.type !== 'hmac') return written;
  const { algorithm, signed, timestamp: { header, prefix } = {}, tolerance, ...rest } = written;
  return {
    ...rest,
    ...(algorithm !== undefined && { algorithm }),
    ...(signed !== undefined && { signed }),
    ...(header !== undefined && { timestamp: { header } }),
    ...(prefix !== undefined && { timestamp: { prefix } }),
    ...(tolerance !== undefined && { toleranceMs: tolerance }),
  };
}
