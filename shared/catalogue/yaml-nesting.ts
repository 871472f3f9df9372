import { Lexer } from 'yaml';

/** Where a text goes deeper than it may, and how deep that is. Line and column count from 1. */
export interface Nesting {
  readonly line: number;
  readonly column: number;
  readonly level: number;
}

const DEEPEST = 100;

// The lexer says with this sign that what comes next is the text of a scalar.
const SCALAR_FOLLOWS = '\u001f';

/**
 * The place where a YAML text opens its hundred-and-first level, if it does: brackets and braces inside each other, list
 * items and keys that begin on one line, lines indented under others. It looks at signs one after another, so that no
 * depth is too much for it.
 */
export function tooDeep(text: string): Nesting | undefined {
  const above = new LinesAbove();
  let brackets = 0;
  let line = NEW_LINE;
  let isScalar = false;
  let read = 0;
  for (const sign of new Lexer().lex(text)) {
    if (!isScalar && isLineEnd(sign)) {
      if (line.hasBegun && brackets === 0) above.add(line);
      line = NEW_LINE;
    } else if (!line.hasBegun && isIndentation(sign)) {
      line = { ...line, indent: sign.length };
    } else if (!line.hasBegun && isContent(sign)) {
      line = { ...line, hasBegun: true };
      if (brackets === 0) above.leaveFor(line);
    }
    if (!isScalar && isOneOf('[{', sign)) brackets += 1;
    if (!isScalar && isOneOf(']}', sign)) brackets -= 1;
    if (!isScalar && isOneOf('-?', sign)) line = { ...line, begun: line.begun + 1 };
    const level = above.levels + brackets + line.begun;
    if (line.hasBegun && level > DEEPEST) return { ...placeOf(text.slice(0, read)), level: DEEPEST };
    isScalar = sign === SCALAR_FOLLOWS;
    if (!isControl(sign)) read += sign.length;
  }
  return undefined;
}

interface Line {
  readonly indent: number;
  /** How many list items and keys with a question mark begin on it. */
  readonly begun: number;
  readonly hasBegun: boolean;
}

const NEW_LINE: Line = { indent: 0, begun: 0, hasBegun: false };

/** The lines that the present one is indented under. */
class LinesAbove {
  readonly #lines: Line[] = [];
  /** How many levels they open: each at least one. */
  levels = 0;

  add(line: Line): void {
    this.#lines.push(line);
    this.levels += levelsOf(line);
  }

  /** Those that are indented as far as this line, or farther, do not hold it. */
  leaveFor({ indent }: Line): void {
    for (let last = this.#lines.at(-1); last !== undefined && last.indent >= indent; last = this.#lines.at(-1)) {
      this.levels -= levelsOf(last);
      this.#lines.pop();
    }
  }
}

function levelsOf({ begun }: Line): number {
  return Math.max(1, begun);
}

function isLineEnd(sign: string): boolean {
  return sign.includes('\n');
}

function isIndentation(sign: string): boolean {
  return /^ +$/.test(sign);
}

function isContent(sign: string): boolean {
  return !(isControl(sign) || sign.startsWith('#'));
}

function isOneOf(signs: string, sign: string): boolean {
  return sign.length === 1 && signs.includes(sign);
}

// Signs that stand for no text: a document's begin, the end of a flow collection, a scalar's begin.
function isControl(sign: string): boolean {
  return ['\u0002', '\u0018', SCALAR_FOLLOWS].includes(sign);
}

function placeOf(before: string): Omit<Nesting, 'level'> {
  const lines = before.split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
