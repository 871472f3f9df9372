import { join } from 'node:path';
import { AttainError } from '../../shared/domain/errors.ts';
import { bearerSource, type CatalogueHints, catalogueHints, secretNames } from './catalogue-hints.ts';
import { OptionError } from './errors.ts';
import { loadSignals } from './examples.ts';
import { readIfThere, replaceFile } from './files.ts';
import { type LocalAttain, startLocal } from './local.ts';
import { help, type Options, optionsOf } from './options.ts';
import { configuredCatalogue, projectRoot } from './synthesize.ts';
import { type Terminal, terminalOn } from './terminal.ts';
import { welcome } from './welcome.ts';

/** Runs until a signal ends it. What people can put right is told without a stack. */
export async function start(args: readonly string[]): Promise<void> {
  const terminal = terminalOn(process.stdout);
  try {
    const options = optionsOf(args);
    if (options.help) terminal.print(help);
    else await run(options, terminal);
  } catch (error) {
    if (!(error instanceof AttainError)) throw error;
    terminal.print(error.message);
    // 2, as the command line has it for bad input.
    process.exit(error instanceof OptionError ? 2 : 1);
  }
}

async function run(options: Options, terminal: Terminal): Promise<void> {
  const began = performance.now();
  // Lambda's clock is in UTC wherever it runs, and workers have the zone of their process.
  process.env.TZ = 'UTC';
  const wantsExamples = examplesWanted(options);
  const local = await startLocal({ ...options, schedules: false, report: terminal.report });
  endOnSignals(local, terminal);
  const hints = catalogueHints(options.catalogue ?? configuredCatalogue());
  for (const name of secretNames(hints)) local.secrets.valueOf(name);
  if (wantsExamples) await loadExamples(local, { hints, terminal, folder: options.folder });
  local.startSchedules();
  terminal.print(welcome({ local, hints, startedMs: performance.now() - began, ...folderOf(options) }));
}

function folderOf({ folder }: Options): { readonly folder?: string } {
  return folder === undefined ? {} : { folder };
}

/** Examples go into a new store only, and once begun they are finished: a store with own data stays as it is. */
function examplesWanted({ folder, examples }: Options): boolean {
  if (folder === undefined) return examples;
  const state = readIfThere(join(folder, 'examples.json'));
  if (state !== undefined) return state.includes('loading');
  const isNew = readIfThere(join(folder, 'custom-resources.json')) === undefined;
  noteExamples(folder, isNew && examples ? 'loading' : 'not loaded');
  return isNew && examples;
}

function noteExamples(folder: string | undefined, state: 'loading' | 'loaded' | 'not loaded'): void {
  if (folder !== undefined) replaceFile(join(folder, 'examples.json'), `${JSON.stringify({ state })}\n`);
}

interface Context {
  readonly hints: CatalogueHints;
  readonly terminal: Terminal;
  readonly folder: string | undefined;
}

async function loadExamples(local: LocalAttain, { hints, terminal, folder }: Context): Promise<void> {
  const source = bearerSource(hints, 'generic');
  if (source?.auth.secret === undefined) return;
  const count = await loadSignals(local, {
    file: join(projectRoot, 'examples', 'signals.ndjson'),
    source: source.id,
    token: local.secrets.valueOf(source.auth.secret),
    onProgress: (done, total) => terminal.progress('Loading examples', done, total),
  });
  await workedOff(local, terminal);
  noteExamples(folder, 'loaded');
  terminal.print(`Loaded ${count} example signals.`);
}

async function workedOff(local: LocalAttain, terminal: Terminal): Promise<void> {
  let most = 0;
  const show = () => {
    const pending = local.pending();
    most = Math.max(most, pending);
    terminal.progress('Working them off', most - pending, most);
  };
  const timer = setInterval(show, 100);
  await local.idle();
  clearInterval(timer);
}

function endOnSignals(local: LocalAttain, terminal: Terminal): void {
  let ending = false;
  const end = (): void => {
    // Asked twice: now. Nothing is lost by it.
    if (ending) process.exit(130);
    ending = true;
    terminal.print('Stopping.');
    // What was cut off in the middle fails somewhere; it is in the journal, and comes again at the next start.
    process.on('uncaughtException', () => {});
    void local.close().finally(() => process.exit(0));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}
