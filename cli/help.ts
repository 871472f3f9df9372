import { ENGINE } from '../shared/domain/engine.ts';
import type { Command } from './command.ts';

/** The list of commands. */
export function overview(commands: readonly Command[]): string {
  return `attain: SLA attainment from monitoring signals

Usage: attain COMMAND [OPTIONS]

Commands:
${columns(commands.map(({ name, summary }) => [name, summary]))}

attain COMMAND --help explains one. attain --version prints the version and the engine (${ENGINE}).
Exit codes: 0 fine, 1 a target missed with --fail-on missed, 2 bad input, 3 could not be done.
`;
}

/** What one command does, its options and examples. */
export function helpOf({ name, synopsis, summary, details, options, examples }: Command): string {
  const rows = Object.entries(options).map(([option, { value, describe }]): [string, string] => [
    `--${option}${value === undefined ? '' : ` ${value}`}`,
    describe,
  ]);
  return [
    `attain ${name}: ${summary}`,
    `Usage: attain ${[name, synopsis].filter((it) => it !== '').join(' ')}`,
    ...(details === undefined ? [] : [details]),
    `Options:\n${columns([...rows, ['--help', 'print this']])}`,
    `Examples:\n${examples.map((example) => `  ${example}`).join('\n')}\n`,
  ].join('\n\n');
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`).join('\n');
}
