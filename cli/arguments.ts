import { parseArgs } from 'node:util';
import { closestName } from '../shared/catalogue/closest-name.ts';
import { InvalidInputError } from '../shared/domain/errors.ts';
import type { Command } from './command.ts';

/** The checked arguments of a command. */
export interface Arguments {
  readonly positionals: readonly string[];
  /** The last value given. */
  readonly text: (option: string) => string | undefined;
  readonly required: (option: string) => string;
  readonly all: (option: string) => readonly string[];
  readonly has: (option: string) => boolean;
}

/**
 * Reads the words after a command's name.
 *
 * @throws InvalidInputError for an unknown, repeated or missing option, a missing value or a word too many
 */
export function parseArguments(command: Command, words: readonly string[]): Arguments {
  const given = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokensOf(command, words)) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const value = valueGiven(command, token);
    given.set(token.name, [...(given.get(token.name) ?? []), value]);
  }
  refuseWrongNumbers(command, given, positionals);
  const text = (option: string) => given.get(option)?.at(-1);
  const required = (option: string) => {
    const value = text(option);
    if (value === undefined)
      throw new InvalidInputError(`expected --${option} ${command.options[option]?.value ?? ''}; got none`);
    return value;
  };
  return { positionals, text, required, all: (option) => given.get(option) ?? [], has: (option) => given.has(option) };
}

// Not strict: parseArgs would explain a mistyped option by how to pass a file of that name.
function tokensOf(command: Command, words: readonly string[]) {
  const options = Object.entries(command.options).map(([name, { value }]) => [
    name,
    { type: value === undefined ? ('boolean' as const) : ('string' as const) },
  ]);
  return parseArgs({
    args: [...words],
    options: Object.fromEntries(options),
    strict: false,
    allowPositionals: true,
    tokens: true,
  }).tokens;
}

function valueGiven(
  command: Command,
  { name, rawName, value }: { name: string; rawName: string; value?: string | undefined },
): string {
  const option = command.options[name];
  if (option === undefined) throw unknownOption(command, name, rawName);
  if (option.value === undefined) {
    if (value !== undefined) throw new InvalidInputError(`expected no value for ${rawName}; got "${value}"`);
    return '';
  }
  // `-` alone is standard input; anything else with a dash is the next option, so the value was forgotten.
  if (value === undefined || (value.startsWith('--') && value.length > 2)) {
    throw new InvalidInputError(
      `expected ${rawName} ${option.value}; got ${value === undefined ? 'no value' : `"${value}"`}`,
    );
  }
  return value;
}

function unknownOption(command: Command, name: string, rawName: string): InvalidInputError {
  const known = Object.keys(command.options);
  if (known.length === 0) return new InvalidInputError(`expected no option but --help; got "${rawName}"`);
  const meant = closestName(name, known);
  const hint = meant === undefined ? '' : ` (did you mean --${meant}?)`;
  return new InvalidInputError(`expected one of ${known.map((it) => `--${it}`).join(', ')}; got "${rawName}"${hint}`);
}

function refuseWrongNumbers(
  command: Command,
  given: ReadonlyMap<string, readonly string[]>,
  positionals: readonly string[],
): void {
  const extra = positionals[command.positionals];
  if (extra !== undefined)
    throw new InvalidInputError(`expected ${command.name} ${command.synopsis}; got "${extra}" too`);
  for (const [name, values] of given) {
    if (values.length > 1 && !command.options[name]?.repeatable) {
      throw new InvalidInputError(`expected --${name} once; got ${values.length}`);
    }
  }
  const missing = Object.entries(command.options).find(([name, { required }]) => required && !given.has(name));
  if (missing) throw new InvalidInputError(`expected --${missing[0]} ${missing[1].value}; got none`);
}
