import { createReadStream, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidInputError } from '../shared/domain/errors.ts';
import type { Signal } from '../shared/domain/signal.ts';
import { instantOf } from '../shared/sources/reading/event-time.ts';
import { isObject } from '../shared/sources/reading/json-object.ts';
import { parseSignal, preview } from '../shared/sources/signals/signal-json.ts';
import { unreadable } from './files.ts';
import type { Io } from './io.ts';
import { linesOf } from './lines.ts';

/** A signal and how many bytes of the file were read up to it, for progress. */
export interface ReadSignal {
  readonly signal: Signal;
  /** When it was received, epoch ms, if the file says: `receivedAt` beside the keys of the signal. */
  readonly receivedAt?: number;
  readonly bytesRead: number;
}

/** A signal, or what is wrong in its place. */
export type SignalRow = ReadSignal | { readonly mistake: string; readonly bytesRead: number };

/**
 * The signals of a file, or of standard input for `-`: one JSON object a line (NDJSON), or one JSON array. NDJSON is
 * read as it streams, so the file may be larger than memory.
 *
 * @throws InvalidInputError naming the file and the line, or the place in the array, of the first that is no signal
 */
export async function* readSignals(file: string, io: Pick<Io, 'cwd' | 'stdin'>): AsyncGenerator<ReadSignal> {
  for await (const row of readSignalRows(file, io)) {
    if ('mistake' in row) throw new InvalidInputError(row.mistake);
    yield row;
  }
}

/** The same for whoever goes on after what is no signal. */
export async function* readSignalRows(file: string, io: Pick<Io, 'cwd' | 'stdin'>): AsyncGenerator<SignalRow> {
  const name = file === '-' ? 'standard input' : file;
  let array: string[] | undefined;
  let first = true;
  for await (const { text, number, bytesRead } of linesOf(bytesOf(file, io))) {
    if (text.trim() === '') continue;
    if (first && text.trimStart().startsWith('[')) array = [];
    first = false;
    if (array === undefined) yield { ...placed(`${name}:${number}`, () => received(jsonOf(text))), bytesRead };
    else array.push(text);
  }
  if (array !== undefined) yield* signalsOfArray(array.join('\n'), name);
}

/** Size in bytes; undefined for standard input, whose end nobody knows. */
export function sizeOf(file: string, { cwd }: Pick<Io, 'cwd'>): number | undefined {
  if (file === '-') return undefined;
  try {
    return statSync(resolve(cwd, file)).size;
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

async function* bytesOf(file: string, { cwd, stdin }: Pick<Io, 'cwd' | 'stdin'>): AsyncGenerator<Uint8Array | string> {
  if (file === '-') {
    yield* stdin;
    return;
  }
  try {
    yield* createReadStream(resolve(cwd, file));
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

function* signalsOfArray(text: string, name: string): Generator<SignalRow> {
  const bytesRead = text.length;
  const list = placed(name, () => ({ list: jsonOf(text) }));
  if ('mistake' in list) yield { ...list, bytesRead };
  else if (!Array.isArray(list.list)) yield { mistake: `${name}: expected a JSON array`, bytesRead };
  else {
    for (const [index, entry] of list.list.entries()) {
      yield { ...placed(`${name}: [${index}]`, () => received(entry)), bytesRead };
    }
  }
}

type Received = Omit<ReadSignal, 'bytesRead'>;

// Not part of the signal: the same fact received twice is one fact.
function received(json: unknown): Received {
  if (!isObject(json) || !('receivedAt' in json)) return { signal: parseSignal(json) };
  const { receivedAt, ...rest } = json;
  const at = instantOf(receivedAt);
  if (at !== undefined) return { signal: parseSignal(rest), receivedAt: at };
  throw new InvalidInputError(
    `receivedAt: expected an ISO 8601 time with an offset, such as 2026-10-01T00:00:00Z; got ${preview(receivedAt)}`,
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const start = text.length > 40 ? `${text.slice(0, 40)}…` : text;
    throw new InvalidInputError(`expected JSON; got ${JSON.stringify(start)}`, { cause });
  }
}

function placed<Result>(place: string, parse: () => Result): Result | { mistake: string } {
  try {
    return parse();
  } catch (cause) {
    if (!(cause instanceof InvalidInputError)) throw cause;
    return { mistake: `${place}: ${cause.message}` };
  }
}
