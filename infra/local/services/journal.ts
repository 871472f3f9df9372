import { appendFileSync, closeSync, ftruncateSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { readIfThere, replaceFile } from '../files.ts';

/** A file of JSON lines that outlives a SIGKILL: `append` returns once the lines are with the operating system. */
export interface Journal<Entry> {
  append(entries: readonly Entry[]): void;
  /** Forgets everything, for a writer whose entries have all been undone. */
  clear(): void;
  close(): void;
}

/**
 * Opens the journal and gives what it holds. `compact` turns all entries into the few that still matter, which then
 * replace the file.
 */
export function openJournal<Entry>(
  file: string,
  compact: (entries: readonly Entry[]) => readonly Entry[],
): { readonly journal: Journal<Entry>; readonly entries: readonly Entry[] } {
  const entries = compact(parse<Entry>(readIfThere(file) ?? ''));
  mkdirSync(dirname(file), { recursive: true });
  replaceFile(file, lines(entries));
  const descriptor = openSync(file, 'a');
  const journal = {
    // Synchronous on purpose: one small write costs about ten microseconds, and nothing is answered before it.
    append: (added: readonly Entry[]) => appendFileSync(descriptor, lines(added)),
    clear: () => ftruncateSync(descriptor, 0),
    close: () => closeSync(descriptor),
  };
  return { journal, entries };
}

/** For runs that keep nothing. */
export const noJournal: Journal<never> = { append: () => {}, clear: () => {}, close: () => {} };

function lines(entries: readonly unknown[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

/** A kill may cut the last line short; it was then never acknowledged, and is left out. */
function parse<Entry>(content: string): Entry[] {
  const whole = content.split('\n').slice(0, -1);
  return whole.map((line) => JSON.parse(line));
}
