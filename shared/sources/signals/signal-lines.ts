import { InvalidInputError } from '../../domain/errors.ts';
import type { Signal } from '../../domain/signal.ts';
import { formatSignal, parseSignal } from './signal-json.ts';

/**
 * The signals of a text with one JSON object a line (NDJSON); empty lines are skipped.
 *
 * @throws InvalidInputError naming the first line that is no signal
 */
export function parseSignalLines(text: string): Signal[] {
  return text.split('\n').flatMap((line, index) => parseSignalLine(line, index + 1) ?? []);
}

/** The same for a stream of lines, such as `readline` makes of a file too large to hold. */
export async function* readSignalLines(lines: AsyncIterable<string>): AsyncGenerator<Signal> {
  let lineNumber = 0;
  for await (const line of lines) {
    lineNumber += 1;
    const signal = parseSignalLine(line, lineNumber);
    if (signal !== undefined) yield signal;
  }
}

/** One signal as a line, without the line break. */
export function formatSignalLine(signal: Signal): string {
  return JSON.stringify(formatSignal(signal));
}

function parseSignalLine(line: string, lineNumber: number): Signal | undefined {
  const text = lineNumber === 1 ? line.replace(/^\uFEFF/, '') : line;
  if (text.trim() === '') return undefined;
  try {
    return parseSignal(JSON.parse(text));
  } catch (cause) {
    const problem = cause instanceof InvalidInputError ? cause.message : 'expected a JSON object';
    throw new InvalidInputError(`line ${lineNumber}: ${problem}`, { cause });
  }
}
