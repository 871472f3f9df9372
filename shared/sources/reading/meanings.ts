import { keyword } from './fields.ts';

/**
 * What the words of a sender mean, however they are written: a table of each meaning with the words for it.
 *
 * @example meanings({ unknown: ['no data'], up: ['ok'] })('NO_DATA')  //=> 'unknown'
 */
export function meanings<Table extends Readonly<Record<string, readonly string[]>>>(
  table: Table,
): (word: unknown) => Extract<keyof Table, string> | undefined {
  const byWord = new Map<string, Extract<keyof Table, string>>();
  for (const meaning in table) {
    for (const word of table[meaning] ?? []) byWord.set(keyword(word), meaning);
  }
  return (word) => byWord.get(keyword(word));
}
