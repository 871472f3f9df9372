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
 * The place where a YAML text opens its hundred-and-first level, if it does: brackets and braces inside each other, or
 * list items and keys that begin on one line. It looks at signs one after another, so that no depth is too much for it.
 */
export function tooDeep(text: string): Nesting | undefined {
  let brackets = 0;
  let begun = 0;
  let isScalar = false;
  let read = 0;
  for (const sign of new Lexer().lex(text)) {
    if (!isScalar && isOneOf('[{', sign)) brackets += 1;
    if (!isScalar && isOneOf(']}', sign)) brackets -= 1;
    if (!isScalar && isOneOf('-?', sign)) begun += 1;
    if (sign.includes('\n')) begun = 0;
    if (brackets + begun > DEEPEST) return { ...placeOf(text.slice(0, read)), level: DEEPEST };
    isScalar = sign === SCALAR_FOLLOWS;
    if (!isControl(sign)) read += sign.length;
  }
  return undefined;
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
