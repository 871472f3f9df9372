import { InvalidInputError } from '../../shared/domain/errors.ts';
import type { Signal } from '../../shared/domain/signal.ts';
import { eventTime } from '../../shared/sources/reading/event-time.ts';
import { type StateWords, state } from '../../shared/sources/reading/state.ts';
import { preview } from '../../shared/sources/signals/signal-json.ts';
import type { Parsed } from '../../shared/sources/source.ts';
import { readText } from '../files.ts';
import type { HistoryIo, Row } from './history.ts';

/** The text of a file, or of standard input for `-`. */
export async function textOf(file: string, io: Pick<HistoryIo, 'cwd' | 'stdin'>): Promise<string> {
  if (file !== '-') return readText(file, io);
  const chunks: Uint8Array[] = [];
  for await (const chunk of io.stdin) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * The JSON of a file.
 *
 * @throws InvalidInputError naming the file
 */
export async function jsonOf(file: string, io: Pick<HistoryIo, 'cwd' | 'stdin'>): Promise<unknown> {
  const text = await textOf(file, io);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidInputError(`${file}: expected JSON; got ${preview(text)}`, { cause });
  }
}

/** A row that is not yet told apart from its neighbours by how much was read. */
export type Unread = { readonly signal: Signal } | { readonly mistake: string };

/** The signals that a part of a file stands for; where it stands for none, what is wrong there. */
export function rowsOf(place: string, read: () => readonly Signal[]): Unread[] {
  try {
    return read().map((signal) => ({ signal }));
  } catch (error) {
    if (error instanceof InvalidInputError) return [{ mistake: `${place}: ${error.message}` }];
    throw error;
  }
}

/** Rows with their number as how much was read of them. */
export async function* numbered(rows: Iterable<Unread>, before = 0): AsyncGenerator<Row> {
  let read = before;
  for (const row of rows) yield { ...row, read: ++read };
}

export interface Moment {
  /** Epoch ms: what lies after it cannot have happened. */
  readonly now: number;
  readonly zone: string;
}

/**
 * When something in the past happened, in any notation that senders are known to use; epoch ms.
 *
 * @throws InvalidInputError for anything else, and for what lies before 2000 or ahead
 */
export function pastTime(name: string, value: unknown, { now, zone }: Moment): number {
  const at = eventTime(value, now, zone);
  if (at !== undefined) return at;
  throw new InvalidInputError(`${name}: expected a time from 2000 until now; got ${preview(value)}`);
}

/**
 * The signal of a state; its times are known to be true already.
 *
 * @throws InvalidInputError when it names no monitor
 */
export function stateSignal(words: StateWords & { at: number }): Signal[] {
  return signalsOf(state(words, { receivedAt: words.at }));
}

/** @throws InvalidInputError with the first thing that is wrong */
export function signalsOf({ signals, rejected }: Parsed): Signal[] {
  const [first] = rejected;
  if (first !== undefined) throw new InvalidInputError(first.detail);
  return [...signals];
}
