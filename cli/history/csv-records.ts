/** A record that can be read, or what is wrong with it. */
export type CsvRecord = {
  /** Line of the file that it begins on, from 1. */
  readonly line: number;
} & ({ readonly cells: readonly string[] } | { readonly mistake: string });

/**
 * The records of a text as RFC 4180 has them: cells may stand in quotes, in which a quote is doubled and a line break is
 * text. Lines end in LF or CRLF; empty lines are skipped. After a record that cannot be read, such as one with a quote that
 * is not closed, reading goes on at the line after the one that it begins on.
 *
 * @example [...csvRecords('a;"b;""c"\n', ';')]  //=> [{ cells: ['a', 'b;"c'], line: 1 }]
 */
export function* csvRecords(text: string, delimiter: string): Generator<CsvRecord> {
  const clean = text.replace(/^\uFEFF/, '');
  let [at, line] = [0, 1];
  while (at < clean.length) {
    const read = recordAt(clean, at, delimiter);
    if ('mistake' in read) yield { mistake: read.mistake, line };
    else if (read.cells.length > 1 || read.cells[0] !== '') yield { cells: read.cells, line };
    const next = 'mistake' in read ? lineAfter(clean, at) : read.next;
    line += clean.slice(at, next).split('\n').length - 1;
    at = next;
  }
}

type Read = { readonly cells: readonly string[]; readonly next: number } | { readonly mistake: string };

function recordAt(text: string, start: number, delimiter: string): Read {
  const quoted = /"((?:[^"]|"")*)"/y;
  const plain = new RegExp(`[^${escaped(delimiter)}\\r\\n]*`, 'y');
  const end = /\r?\n|$/y;
  const cells: string[] = [];
  for (let at = start; ; at++) {
    const isQuoted = text[at] === '"';
    const pattern = isQuoted ? quoted : plain;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) return { mistake: 'expected a closing quote; got none' };
    cells.push(isQuoted ? (match[1] ?? '').replaceAll('""', '"') : match[0]);
    at = pattern.lastIndex;
    if (text[at] === delimiter) continue;
    end.lastIndex = at;
    if (end.test(text)) return { cells, next: end.lastIndex };
    return { mistake: `expected "${delimiter}" or the end of the line after a cell` };
  }
}

function lineAfter(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

function escaped(character: string): string {
  return character.replace(/[\\\]^-]/g, '\\$&');
}
