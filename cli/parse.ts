import { InvalidInputError } from '../shared/domain/errors.ts';
import { parseInstant } from '../shared/domain/instant.ts';
import { keptHeaders, sourceType } from '../shared/sources/registry.ts';
import { formatSignalLine } from '../shared/sources/signals/signal-lines.ts';
import type { Rejection } from '../shared/sources/source.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit.ts';
import type { Io } from './io.ts';

/** What a webhook would become, without sending it anywhere: the parsers of the deployed Lambda on a file. */
export const parse: Command = {
  name: 'parse',
  summary: "read a webhook's payload and print the signals it would become",
  synopsis: "--source NAME [--header 'K: V']… < payload",
  positionals: 0,
  options: {
    source: { value: 'NAME', required: true, describe: 'type of the source, such as alertmanager' },
    header: { value: "'K: V'", repeatable: true, describe: 'a header of the request; may be repeated' },
    feed: { value: 'ID', describe: "the source's id in the catalogue, named in heartbeats; NAME unless given" },
    'received-at': {
      value: 'TIME',
      describe: 'when the webhook arrived, for payloads without a time; now unless given',
    },
  },
  details: 'Prints one signal a line (NDJSON), as attain compute and attain import read them.',
  examples: [
    'attain parse --source alertmanager < payload.json',
    "attain parse --source generic --header 'content-type: application/cloudevents+json' < event.json",
  ],
  run: async (args, io) => {
    const { signals, rejected } = await parsedFrom(args, io);
    for (const signal of signals) io.out(`${formatSignalLine(signal)}\n`);
    for (const { reason, detail } of rejected) io.err(`attain parse: ${reason}: ${detail}\n`);
    return rejected.some(isMistake) ? EXIT.badInput : EXIT.fine;
  },
};

async function parsedFrom(args: Arguments, io: Io) {
  const type = sourceType(args.required('source'));
  const receivedAt = args.text('received-at');
  const feed = args.text('feed') ?? type.name;
  const delivery = {
    source: feed,
    type: type.name,
    headers: keptHeaders(type, headersOf(args.all('header'))),
    body: await bytesOf(io.stdin),
    receivedAt: receivedAt === undefined ? io.now() : parseInstant(receivedAt),
  };
  return type.parse(delivery, { feed });
}

// An event that says nothing about a state is no mistake of the sender.
function isMistake({ reason }: Rejection): boolean {
  return reason !== 'not-a-signal';
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
