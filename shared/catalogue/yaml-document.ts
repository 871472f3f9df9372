import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { CatalogueProblem } from './problem.ts';
import { type Nesting, tooDeep } from './yaml-nesting.ts';

/** A YAML text as plain data whose scalars are the text that was written, and the way back from data to lines. */
export interface YamlDocument {
  /** Undefined when the text is no YAML; then `problems` says why. */
  readonly data: unknown;
  readonly problems: readonly CatalogueProblem[];
  /** Line and column of the value at a path, or of what is nearest to it; `key` asks for a mapping's key instead. */
  readonly positionOf: (path: readonly PropertyKey[], key?: string) => Position;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

// More aliases than this is either a mistake or an attempt to exhaust memory.
const MOST_ALIASES = 50;

/** Reads one YAML document; nothing but `nothing` (`null`, `~`, empty) is interpreted, so `99.90` stays `99.90`. */
export function readYaml(text: string, file: string): YamlDocument {
  const lines = new LineCounter();
  const deepest = tooDeep(text);
  if (deepest !== undefined) return nested(file, deepest);
  const document = parseDocument(text, {
    schema: 'failsafe',
    customTags: (tags) => [...tags, 'null'],
    lineCounter: lines,
    prettyErrors: false,
    // What is odd is a problem with line and column, and no warning on somebody's terminal.
    logLevel: 'error',
  });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const problems = [...document.errors, ...document.warnings].map(({ pos, message }) =>
    wellFormed(file, at(pos[0]), message),
  );
  const positionOf = (path: readonly PropertyKey[], key?: string) => at(offsetOf(document, path, key));
  if (problems.length > 0) return { data: undefined, problems, positionOf };
  try {
    return { data: document.toJS({ maxAliasCount: MOST_ALIASES }), problems: [], positionOf };
  } catch (error) {
    const problem = wellFormed(file, at(firstAlias(document)), error instanceof Error ? error.message : String(error));
    return { data: undefined, problems: [problem], positionOf };
  }
}

function nested(file: string, { level, ...position }: Nesting): YamlDocument {
  const expected = `lists and mappings inside each other to at most ${level} levels`;
  const problem = { file, ...position, path: '', expected, actual: 'more' };
  return { data: undefined, problems: [problem], positionOf: () => position };
}

function wellFormed(file: string, position: Position, actual: string): CatalogueProblem {
  const [summary = actual] = actual.split('\n');
  return { file, ...position, path: '', expected: 'well-formed YAML', actual: `"${summary}"` };
}

function offsetOf(document: Document, path: readonly PropertyKey[], key?: string): number {
  let node: unknown = document.contents;
  let offset = startOf(node, 0);
  for (const part of path) {
    node = childOf(document, node, part)?.value;
    offset = startOf(node, offset);
  }
  return key === undefined ? offset : startOf(childOf(document, node, key)?.key, offset);
}

function childOf(
  document: Document,
  parent: unknown,
  part: PropertyKey,
): { key?: unknown; value: unknown } | undefined {
  const collection = isAlias(parent) ? parent.resolve(document) : parent;
  if (isMap(collection)) {
    return collection.items.find(({ key }) => isScalar(key) && String(key.value) === part);
  }
  return isSeq(collection) ? { value: collection.items[Number(part)] } : undefined;
}

function startOf(node: unknown, otherwise: number): number {
  return (isNode(node) ? node.range?.[0] : undefined) ?? otherwise;
}

function firstAlias(document: Document): number {
  let offset = 0;
  visit(document, {
    Alias: (_key, alias) => {
      offset = startOf(alias, 0);
      return visit.BREAK;
    },
  });
  return offset;
}
