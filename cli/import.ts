import { InvalidInputError } from '../shared/domain/errors.ts';
import { formatSignalLine } from '../shared/sources/signals/signal-lines.ts';
import { Acknowledged } from './acknowledged.ts';
import { Aftermath, becameText } from './aftermath.ts';
import type { Arguments } from './arguments.ts';
import { batchesOf } from './batches.ts';
import type { Command } from './command.ts';
import { type AskForPage, apiPages, deliveriesUrl } from './delivery-page.ts';
import { EXIT } from './exit.ts';
import { FORMAT_NAMES, historyFormat } from './history/formats.ts';
import type { History, Row } from './history/history.ts';
import { HISTORY_OPTIONS, historyOptions } from './history/history-options.ts';
import type { Io } from './io.ts';
import { localSecret } from './local-secret.ts';
import { Mistakes } from './mistakes.ts';
import { sendBatches } from './send-batches.ts';
import { webhookUrl } from './webhook-url.ts';

const MOST_FILES = 10_000;

/** Sends history to a running Attain. Safe to repeat: what arrived already is recognised and counts once. */
export const importSignals: Command = {
  name: 'import',
  summary: 'send history to a running Attain: signals, or what another tool has kept',
  synopsis: '[--from FORMAT] FILE… --to URL [OPTIONS]',
  positionals: MOST_FILES,
  options: {
    from: { value: 'FORMAT', describe: `one of ${FORMAT_NAMES.join(', ')}; signals unless given` },
    signals: {
      value: 'FILE|-',
      describe: 'a file of signals, one JSON object a line or one array, as FILE is; - is standard input',
    },
    to: { value: 'URL', describe: 'where Attain runs, such as http://localhost:4400' },
    print: { describe: 'print the signals, one a line, instead of sending them' },
    source: { value: 'ID', describe: 'id of a source of type generic in the catalogue; signals unless given' },
    secret: { value: 'S', describe: "the source's bearer secret; the variable ATTAIN_SECRET unless given" },
    'web-token': {
      value: 'T',
      describe: 'JWT of who may see the pages, to ask what became of it; the variable ATTAIN_WEB_TOKEN unless given',
    },
    resume: { value: 'FILE', describe: 'remember in FILE what was sent, and leave that out the next time' },
    'keep-going': { describe: 'leave out what cannot be read, say what and where, and send the rest; exit code 2' },
    ...HISTORY_OPTIONS,
  },
  details: `Signals go in batches, each one delivery. If it stops half-way, run it again: what was recorded before counts
once, however often it comes. For an Attain of npm start in this directory the secret is found by itself.
Afterwards Attain is asked what became of it: exit code 2 if nothing could be read.
docs/kit.md says what each format is and where to get it.`,
  examples: [
    'attain import --signals examples/signals.ndjson --to http://localhost:4400',
    'ATTAIN_SECRET=… attain import --signals - --source probes --to https://attain.example.com < signals.ndjson',
    'attain import --from csv outages.csv --column at=Started --column end=Ended --zone Europe/Berlin --print',
    'attain import --from ics maintenance.ics --service search --period 2026 --to http://localhost:4400',
  ],
  run: async (args, io) => {
    const to = args.has('print') ? undefined : destinationFrom(args, io);
    const format = historyFormat(args.text('from') ?? 'signals');
    const history = await format.open(filesFrom(args), historyOptions(args, format), io);
    const mistakes = new Mistakes(io, { keepGoing: args.has('keep-going') });
    const rows = mistakes.without(history.rows);
    const isRead = to === undefined ? await print(rows, io) : await send({ ...history, rows }, to, io);
    mistakes.end();
    return mistakes.count > 0 || !isRead ? EXIT.badInput : EXIT.fine;
  },
};

function filesFrom(args: Arguments): readonly string[] {
  const files = [...args.all('signals'), ...args.positionals];
  if (files.length > 0 && args.has('url')) throw new InvalidInputError('expected no FILE beside --url; got one');
  if (files.length > 0 || args.has('url')) return files;
  throw new InvalidInputError('expected FILE, or - for standard input; got none');
}

interface To {
  readonly url: string;
  readonly secret: string | undefined;
  readonly acknowledged: Acknowledged;
  readonly ask: AskForPage;
}

function destinationFrom(args: Arguments, io: Io): To {
  const source = args.text('source') ?? 'signals';
  const to = args.required('to');
  const url = webhookUrl(to, source);
  const secret = args.text('secret') ?? io.env.ATTAIN_SECRET ?? localSecret({ to: url, source }, io);
  const webToken = args.text('web-token') ?? io.env.ATTAIN_WEB_TOKEN;
  const ask = apiPages({ url: deliveriesUrl(to), token: webToken }, io);
  return { url, secret, acknowledged: new Acknowledged(args.text('resume'), io), ask };
}

type SignalRow = Extract<Row, { signal: unknown }>;

async function print(rows: AsyncIterable<SignalRow>, io: Io): Promise<true> {
  for await (const { signal } of rows) io.out(`${formatSignalLine(signal)}\n`);
  return true;
}

/** @returns false if it is certain that nothing of it could be read */
async function send(
  history: Pick<History, 'total'> & { rows: AsyncIterable<SignalRow> },
  to: To,
  io: Io,
): Promise<boolean> {
  const started = io.now();
  const aftermath = await Aftermath.begin(to.ask, io);
  const { summary, ids } = await sendBatches(batchesOf(history.rows), { ...to, total: history.total }, io);
  io.out(`${summary} sent to ${to.url} in ${((io.now() - started) / 1000).toFixed(1)} s\n`);
  if (ids.length === 0) return true;
  const became = await aftermath.of(ids);
  if ('problem' in became) io.err(`attain import: what became of it is not known: ${became.problem}\n`);
  else io.out(becameText(became));
  return 'problem' in became || became.accepted + became.noted + became.unknown > 0;
}
