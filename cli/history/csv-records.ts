import { InvalidInputError } from '../../shared/domain/errors.ts';

export interface CsvRecord {
  readonly cells: readonly string[];
  /** Line of the file that it begins on, from 1. */
  readonly line: number;
}

/**
 * The records of a text as RFC 4180 has them: cells may stand in quotes, in which a quote is doubled and a line break is
 * text. Lines end in LF or CRLF; empty lines are skipped.
 *
 * @throws InvalidInputError naming the line of a quote that is not closed
 * @example [...csvRecords('a;"b;""c"\n', ';')]  //=> [{ cells: ['a', 'b;"c'], line: 1 }]
 */
export function* csvRecords(text: string, delimiter: string): Generator<CsvRecord> {
  const quoted = /"((?:[^"]|"")*)"/y;
  const plain = new RegExp(`[^${escaped(delimiter)}\\r\\n]*`, 'y');
  const clean = text.replace(/^\uFEFF/, '');
  let [at, line, start] = [0, 1, 1];
  let cells: string[] = [];
  while (at < clean.length) {
    const isQuoted = clean[at] === '"';
    const pattern = isQuoted ? quoted : plain;
    pattern.lastIndex = at;
    const match = pattern.exec(clean);
    if (match === null) throw new InvalidInputError(`line ${line}: expected a closing quote; got none`);
    const cell = isQuoted ? (match[1] ?? '').replaceAll('""', '"') : match[0];
    cells.push(cell);
    line += cell.split('\n').length - 1;
    at = pattern.lastIndex;
    if (clean[at] === delimiter) {
      at++;
      if (at < clean.length) continue;
      cells.push('');
    }
    const end = /\r?\n|$/y;
    end.lastIndex = at;
    if (!end.test(clean))
      throw new InvalidInputError(`line ${line}: expected "${delimiter}" or the end of the line after a cell`);
    if (cells.length > 1 || cells[0] !== '') yield { cells, line: start };
    at = Math.max(end.lastIndex, at + 1);
    start = ++line;
    cells = [];
  }
}

function escaped(character: string): string {
  return character.replace(/[\\\]^-]/g, '\\$&');
}
