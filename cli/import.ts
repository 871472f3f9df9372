import { batchesOf } from './batches.ts';
import type { Command } from './command.ts';
import { counted } from './counted.ts';
import { deliver } from './deliver.ts';
import { EXIT } from './exit.ts';
import { inParallel } from './in-parallel.ts';
import type { Io } from './io.ts';
import { localSecret } from './local-secret.ts';
import { Progress } from './progress.ts';
import { readSignals, sizeOf } from './signal-file.ts';
import { webhookUrl } from './webhook-url.ts';

const AT_ONCE = 4;

/** Sends a file of signals to a running Attain. Safe to repeat: what arrived already is recognised and counts once. */
export const importSignals: Command = {
  name: 'import',
  summary: 'send a file of signals to a running Attain',
  synopsis: '--signals FILE|- --to URL [--source ID] [--token T]',
  positionals: 0,
  options: {
    signals: {
      value: 'FILE|-',
      required: true,
      describe: 'signals, one JSON object a line or one array; - is standard input',
    },
    to: { value: 'URL', required: true, describe: 'where Attain runs, such as http://localhost:4400' },
    source: { value: 'ID', describe: 'id of a source of type generic in the catalogue; signals unless given' },
    token: { value: 'T', describe: "the source's bearer secret; the variable ATTAIN_TOKEN unless given" },
  },
  details: `Signals go in batches, each one delivery. If it stops half-way, run it again: what was recorded before counts
once, however often it comes. For an Attain of npm start in this directory the secret is found by itself.`,
  examples: [
    'attain import --signals examples/signals.ndjson --to http://localhost:4400',
    'ATTAIN_TOKEN=… attain import --signals - --source probes --to https://attain.example.com < signals.ndjson',
  ],
  run: async (args, io) => {
    const file = args.required('signals');
    const source = args.text('source') ?? 'signals';
    const url = webhookUrl(args.required('to'), source);
    const token = args.text('token') ?? io.env.ATTAIN_TOKEN ?? localSecret({ to: url, source }, io);
    const started = io.now();
    const sent = await sendAll(file, { url, token }, io);
    io.out(`${sent} accepted by ${url} in ${((io.now() - started) / 1000).toFixed(1)} s\n`);
    return EXIT.fine;
  },
};

async function sendAll(file: string, to: { url: string; token: string | undefined }, io: Io): Promise<string> {
  const progress = new Progress(io, sizeOf(file, io));
  const sent = { signals: 0, batches: 0, retries: 0 };
  const summary = () =>
    `${counted(sent.signals, 'signal')} in ${counted(sent.batches, 'batch', 'batches')}` +
    (sent.retries === 0 ? '' : ` (${counted(sent.retries, 'retry', 'retries')})`);
  try {
    await inParallel(AT_ONCE, batchesOf(readSignals(file, io)), async ({ body, count, bytesRead }) => {
      sent.retries += await deliver({ ...to, body }, io);
      sent.batches += 1;
      sent.signals += count;
      progress.show({ bytes: bytesRead, label: summary() });
    });
    return summary();
  } catch (error) {
    io.err(`attain import: stopped after ${summary()}; run it again to send the rest\n`);
    throw error;
  } finally {
    progress.end();
  }
}
