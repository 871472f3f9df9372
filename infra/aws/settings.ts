import { isAbsolute, join } from 'node:path';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';
import { InvalidInputError } from '../../shared/domain/errors.ts';
import { projectRoot } from './bundle.ts';

const prefix = 'attain:';
const retentionDays = Object.values(RetentionDays).filter((days) => typeof days === 'number' && days <= 3653);
const httpsUrl = z.url({ protocol: /^https$/, error: 'expected a URL that starts with https://' });
const email = z.email({ error: 'expected an e-mail address' });

/** The context keys `attain:*` of cdk.json. Each is described for people in docs/deploy.md. */
const schema = z.strictObject({
  stackName: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,127}$/, 'expected letters, digits and dashes')
    .default('Attain'),
  /** Relative to cdk.json; absolute once parsed. */
  catalogue: z
    .string()
    .min(1)
    .transform((path) => (isAbsolute(path) ? path : join(projectRoot, path))),
  mailFrom: email,
  /** A domain or address that SES in this account has verified already; without it the stack asks to verify `mailFrom`. */
  mailIdentity: z.string().min(3).optional(),
  /** Who may see the pages. There is no value for everybody. */
  web: z.discriminatedUnion(
    'type',
    [
      z.strictObject({ type: z.literal('iam') }),
      z.strictObject({
        type: z.literal('jwt'),
        issuer: httpsUrl,
        audience: z.array(z.string().min(1)).min(1, 'expected at least one audience'),
      }),
    ],
    { error: 'expected iam or jwt' },
  ),
  /** Where people reach the pages, for links in mail; without it the API's own address. */
  publicUrl: httpsUrl.transform((url) => url.replace(/\/+$/, '')).optional(),
  /** Secrets whose names start with this may be read, and no others. */
  secretPrefix: z.string().regex(/^[\w.-]+(\/[\w.-]+)*\/$/, 'expected a prefix that ends in a slash, such as attain/'),
  logRetentionDays: z.coerce
    .number()
    .refine((days) => retentionDays.includes(days), `expected one of ${retentionDays.join(', ')}`),
  /** Gets a message when an alarm goes off or clears. */
  alarmEmail: email.optional(),
  /** Set by the local runtime; accepts a catalogue with open sources and changes nothing else. */
  local: z.union([z.boolean(), z.stringbool()], { error: 'expected true or false' }).default(false),
});

export type Settings = z.output<typeof schema>;

/**
 * The settings among CDK's context values.
 *
 * @throws InvalidInputError naming each wrong setting, what was expected and what it was
 * @example settingsOf({ 'attain:mailFrom': 'sla@example.com', … }).mailFrom  //=> 'sla@example.com'
 */
export function settingsOf(context: Readonly<Record<string, unknown>>): Settings {
  const own = Object.entries(context).filter(([key]) => key.startsWith(prefix));
  const given = Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value]));
  const result = schema.safeParse(given, { reportInput: true });
  if (result.success) return result.data;
  throw new InvalidInputError(`Wrong settings in cdk.json:\n${result.error.issues.map(problemOf).join('\n')}`);
}

function problemOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const at = [prefix.slice(0, -1), ...issue.path].join('.');
    const known = issue.path.length === 0 ? `; known: ${Object.keys(schema.shape).join(', ')}` : '';
    return `  ${at}: no setting named ${issue.keys.join(', ')}${known}`;
  }
  return `  ${prefix}${issue.path.join('.')}: ${issue.message}; got ${JSON.stringify(issue.input) ?? 'nothing'}`;
}
