import type { Catalogue } from '../shared/domain/catalogue.ts';
import { InvalidInputError } from '../shared/domain/errors.ts';
import { parseInstant } from '../shared/domain/instant.ts';
import { keptHeaders } from '../shared/sources/kept-headers.ts';
import { feedOptions } from '../shared/sources/parse-delivery.ts';
import { sourceType } from '../shared/sources/registry.ts';
import { formatSignalLine } from '../shared/sources/signals/signal-lines.ts';
import { type FeedOptions, needsMending, type Parsed, type SourceType } from '../shared/sources/source.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit.ts';
import { explain, type Reading } from './explain/explain.ts';
import { explanationText } from './explain/explanation-text.ts';
import { readCatalogue } from './files.ts';
import type { Io } from './io.ts';

/** What a webhook would become, without sending it anywhere: the parsers of the deployed Lambda on a file. */
export const parse: Command = {
  name: 'parse',
  summary: "read a webhook's payload, print the signals it would become, and explain them",
  synopsis: "--source NAME [--explain|--json] [--header 'K: V']… < payload",
  positionals: 0,
  options: {
    source: {
      value: 'NAME',
      required: true,
      describe: 'type of the source, such as alertmanager; with --catalogue its id there will do, too',
    },
    explain: { describe: 'say for people what was read, what it became, and what made no signal' },
    json: { describe: 'the same as one JSON document, as docs/kit.md describes' },
    header: { value: "'K: V'", repeatable: true, describe: 'a header of the request; may be repeated' },
    query: { value: 'STRING', describe: "the query string of the request's address" },
    catalogue: {
      value: 'FILE',
      describe: 'say which service and monitor each signal maps to; with --explain or --json',
    },
    feed: {
      value: 'ID',
      describe: "the source's id in the catalogue, named in heartbeats; the catalogue's only one of this type, or NAME",
    },
    'received-at': {
      value: 'TIME',
      describe: 'when the webhook arrived, for payloads without a time; now unless given',
    },
  },
  details: 'Prints one signal a line (NDJSON), as attain compute and attain import read them.',
  examples: [
    'attain parse --source alertmanager < payload.json',
    'attain parse --source alertmanager-eu --explain --catalogue examples/catalogue.yaml < payload.json',
    "attain parse --source generic --header 'content-type: application/cloudevents+json' < event.json",
  ],
  run: async (args, io) => {
    const { parsed, explanation } = explain(await readingFrom(args, io));
    if (args.has('json')) io.out(`${JSON.stringify(explanation, null, 2)}\n`);
    else if (args.has('explain')) io.out(explanationText(explanation));
    else printLines(parsed, io);
    return parsed.rejected.some(needsMending) ? EXIT.badInput : EXIT.fine;
  },
};

function printLines({ signals, rejected }: Parsed, io: Io): void {
  for (const signal of signals) io.out(`${formatSignalLine(signal)}\n`);
  for (const { reason, detail } of rejected) io.err(`attain parse: ${reason}: ${detail}\n`);
}

async function readingFrom(args: Arguments, io: Io): Promise<Reading> {
  const [receivedAt, query] = [args.text('received-at'), args.text('query')];
  const catalogue = catalogueFrom(args, io);
  const { type, feed } = namedSource(args, catalogue);
  const options = optionsFrom(type, catalogue, feed);
  const delivery = {
    source: options.feed,
    type: type.name,
    headers: keptHeaders(type.name, headersOf(args.all('header'))),
    body: await bytesOf(io.stdin),
    receivedAt: receivedAt === undefined ? io.now() : parseInstant(receivedAt),
    ...(query !== undefined && query !== '' && { query: query.replace(/^\?/, '') }),
  };
  return { type, delivery, options, catalogue };
}

function catalogueFrom(args: Arguments, io: Io): Catalogue | undefined {
  const file = args.text('catalogue');
  if (file === undefined) return undefined;
  if (!args.has('explain') && !args.has('json')) {
    throw new InvalidInputError('expected --explain or --json beside --catalogue; got neither');
  }
  return readCatalogue(file, io);
}

/** `--source` names a type, or a source of the catalogue: then its type is that source's. */
function namedSource(
  args: Arguments,
  catalogue: Catalogue | undefined,
): { type: SourceType; feed: string | undefined } {
  const [name, feed] = [args.required('source'), args.text('feed')];
  const own = feed === undefined ? catalogue?.sources.find(({ id }) => id === name) : undefined;
  return own === undefined ? { type: sourceType(name), feed } : { type: sourceType(own.type), feed: own.id };
}

// Whoever has one Alertmanager need not say which.
function optionsFrom(type: SourceType, catalogue: Catalogue | undefined, feed: string | undefined): FeedOptions {
  const ofType = (catalogue?.sources ?? []).filter((it) => it.type === type.name);
  const source = ofType.find(({ id }) => id === feed) ?? (feed === undefined ? only(ofType) : undefined);
  if (source !== undefined) return feedOptions(source);
  if (catalogue === undefined) return { feed: feed ?? type.name };
  const known = ofType.length === 0 ? 'none' : ofType.map(({ id }) => id).join(', ');
  throw new InvalidInputError(
    `expected --feed with a source of type ${type.name} (the catalogue has ${known}); got ${feed ?? 'no --feed'}`,
  );
}

function only<Item>(items: readonly Item[]): Item | undefined {
  return items.length === 1 ? items[0] : undefined;
}

function headersOf(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      if (colon < 1) throw new InvalidInputError(`expected --header 'Name: value'; got "${line}"`);
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    }),
  );
}

async function bytesOf(stream: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}
