import manifest from '../package.json' with { type: 'json' };
import { closestName } from '../shared/catalogue/closest-name.ts';
import { CatalogueError } from '../shared/catalogue/problem.ts';
import { ENGINE } from '../shared/domain/engine.ts';
import { AttainError, InvalidInputError, InvariantError } from '../shared/domain/errors.ts';
import { apply } from './apply.ts';
import { parseArguments } from './arguments.ts';
import { check } from './check.ts';
import type { Command } from './command.ts';
import { compare } from './compare.ts';
import { compute } from './compute.ts';
import { correct } from './correct.ts';
import { EXIT, type ExitCode } from './exit.ts';
import { exposure } from './exposure.ts';
import { FailedError } from './failed-error.ts';
import { guide } from './guide.ts';
import { helpOf, overview } from './help.ts';
import { importSignals } from './import.ts';
import type { Io } from './io.ts';
import { parse } from './parse.ts';
import { plan } from './plan.ts';
import { reprocess } from './reprocess.ts';
import { restate } from './restate.ts';
import { schema } from './schema.ts';
import { send } from './send.ts';
import { sources } from './sources.ts';
import { tail } from './tail.ts';
import { why } from './why.ts';

const COMMANDS: readonly Command[] = [
  check,
  plan,
  apply,
  compute,
  compare,
  why,
  exposure,
  correct,
  restate,
  reprocess,
  sources,
  parse,
  importSignals,
  send,
  tail,
  guide,
  schema,
];

/** Runs a command line and says how it ended. Never throws: what goes wrong is printed. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const [name, ...words] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const command = COMMANDS.find((it) => it.name === words[0]);
    io.out(command === undefined ? overview(COMMANDS) : helpOf(command));
    return name === undefined ? EXIT.badInput : EXIT.fine;
  }
  if (name === '--version') {
    io.out(`attain ${manifest.version} (engine ${ENGINE})\n`);
    return EXIT.fine;
  }
  try {
    return await runCommand(commandNamed(name), words, io);
  } catch (error) {
    // Problems of a catalogue start with file and line, where editors look for them.
    io.err(error instanceof CatalogueError ? `${error.message}\n` : `attain ${name}: ${explain(error)}\n`);
    return isBadInput(error) ? EXIT.badInput : EXIT.failed;
  }
}

async function runCommand(command: Command, words: readonly string[], io: Io): Promise<ExitCode> {
  if (words.includes('--help') || words.includes('-h')) {
    io.out(helpOf(command));
    return EXIT.fine;
  }
  return command.run(parseArguments(command, words), io);
}

function commandNamed(name: string): Command {
  const names = COMMANDS.map((it) => it.name);
  const command = COMMANDS.find((it) => it.name === name);
  if (command !== undefined) return command;
  const meant = closestName(name, names);
  const hint = meant === undefined ? '' : ` (did you mean ${meant}?)`;
  throw new InvalidInputError(`expected a command of ${names.join(', ')}; got "${name}"${hint}`);
}

function isBadInput(error: unknown): boolean {
  return error instanceof AttainError && !(error instanceof InvariantError) && !(error instanceof FailedError);
}

// A mistake of the user needs no stack; a bug of ours does.
function explain(error: unknown): string {
  if (error instanceof AttainError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
