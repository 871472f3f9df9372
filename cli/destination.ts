import * as z from 'zod';
import { tableNamed } from '../shared/aws/dynamodb.ts';
import { filesFor } from '../shared/aws/files.ts';
import { InvalidInputError } from '../shared/domain/errors.ts';
import { parseInstant } from '../shared/domain/instant.ts';
import type { Table } from '../shared/store/table.ts';
import type { Arguments } from './arguments.ts';
import { FailedError } from './failed-error.ts';
import type { Io } from './io.ts';

/** A table to publish to, and what time it is there. */
export interface Destination {
  readonly table: Table;
  /** Epoch ms. */
  readonly now: number;
}

/** Options of the commands that read or write a table. */
export const DESTINATION_OPTIONS = {
  to: { value: 'URL', describe: 'an Attain on this machine, such as http://localhost:4400' },
  table: {
    value: 'NAME',
    describe: "an Attain on AWS: its table (the stack's output TableName), by your AWS credentials",
  },
} as const;

/** @throws InvalidInputError unless one of the two options is given */
export async function destinationFrom(args: Arguments, io: Io): Promise<Destination> {
  const [to, table] = [args.text('to'), args.text('table')];
  if (to !== undefined && table === undefined) return await localDestination(to, io);
  if (table !== undefined && to === undefined) return tableDestination(table, io);
  throw new InvalidInputError(`expected either --to URL or --table NAME; got ${to === undefined ? 'neither' : 'both'}`);
}

/** A table on AWS, by the credentials and the region of the environment. */
export function tableDestination(name: string, io: Pick<Io, 'now'>): Destination {
  return { table: withFiles(tableNamed(name)), now: io.now() };
}

/** With the files that its items name, read by who reads the table. */
function withFiles(table: Table, endpoint?: string): Table {
  const { credentials, region } = table.client.config;
  return { ...table, files: filesFor({ credentials, region, endpoint: () => endpoint }) };
}

const Stack = z.object({ outputs: z.object({ TableName: z.string() }), dynamoDbUrl: z.string() });
const Clock = z.object({ now: z.string() });

/**
 * The table of an Attain that runs on this machine, which says where it is and what time it has been set to.
 *
 * @throws FailedError when nothing there answers as `npm start` does
 */
export async function localDestination(url: string, io: Pick<Io, 'fetch'>): Promise<Destination> {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new InvalidInputError(`expected --to with a URL such as http://localhost:4400; got "${url}"`);
  const { outputs, dynamoDbUrl } = await answerOf(Stack, new URL('/_local/stack', url), io);
  const { now } = await answerOf(Clock, new URL('/_local/clock', url), io);
  useLocalCredentials();
  const s3 = new URL('/_aws/s3', url).href;
  return { table: withFiles(tableNamed(outputs.TableName, dynamoDbUrl), s3), now: parseInstant(now) };
}

async function answerOf<Shape extends z.ZodType>(
  shape: Shape,
  url: URL,
  io: Pick<Io, 'fetch'>,
): Promise<z.output<Shape>> {
  try {
    const response = await io.fetch(url);
    return shape.parse(await response.json());
  } catch (cause) {
    throw new FailedError(
      `expected an Attain of npm start at ${url.origin}; got no answer as it gives at ${url.pathname}. On AWS use --table`,
      { cause },
    );
  }
}

// The SDK signs every call, with whatever it finds; there is nothing to protect on this machine.
function useLocalCredentials(): void {
  process.env.AWS_ACCESS_KEY_ID ??= 'attain-apply';
  process.env.AWS_SECRET_ACCESS_KEY ??= 'local';
  process.env.AWS_REGION ??= 'eu-central-1';
}
