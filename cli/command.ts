import type { Arguments } from './arguments.ts';
import type { ExitCode } from './exit.ts';
import type { Io } from './io.ts';

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What follows the name in the usage line, such as `[FILE]`. */
  readonly synopsis: string;
  /** Positional arguments that it takes at most. */
  readonly positionals: number;
  readonly options: Readonly<Record<string, Option>>;
  readonly details?: string;
  readonly examples: readonly string[];
  readonly run: (args: Arguments, io: Io) => Promise<ExitCode>;
}

export interface Option {
  /** Name of its value, such as `FILE`; without one it is a switch. */
  readonly value?: string;
  readonly repeatable?: boolean;
  readonly required?: boolean;
  readonly describe: string;
}
