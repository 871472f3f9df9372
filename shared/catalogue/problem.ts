import { AttainError } from '../domain/errors.ts';

/** One thing that is wrong with a catalogue file, and where. Lines and columns count from 1. */
export interface CatalogueProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Such as `agreements[0].targets[0].target`; empty for the file as a whole. */
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
  /** The known name that was probably meant. */
  readonly suggestion?: string;
}

/** Everything that is wrong with a catalogue file at once, in the order of its lines. */
export class CatalogueError extends AttainError {
  override readonly name = 'CatalogueError';
  readonly code = 'INVALID_CATALOGUE';
  readonly problems: readonly CatalogueProblem[];

  constructor(problems: readonly CatalogueProblem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.problems = problems;
  }
}

/**
 * A problem as compilers print it, so that editors can jump to it.
 *
 * @example
 * formatProblem({ file: 'catalogue.yaml', line: 12, column: 7, path: 'services[0].id', expected: 'text', actual: '7' })
 * //=> 'catalogue.yaml:12:7: services[0].id: expected text, got 7'
 */
function formatProblem(problem: CatalogueProblem): string {
  const where = [`${problem.file}:${problem.line}:${problem.column}`, problem.path].filter((part) => part !== '');
  const hint = problem.suggestion === undefined ? '' : ` (did you mean "${problem.suggestion}"?)`;
  return `${where.join(': ')}: expected ${problem.expected}, got ${problem.actual}${hint}`;
}

/** `formatPath(['agreements', 0, 'id'])  //=> 'agreements[0].id'`; on one line, even where YAML has keys of several. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part).replaceAll(/\s+/g, ' ')}`))
    .join('')
    .replace(/^\./, '');
}

/** What stands there instead, short enough for one line. */
export function formatActual(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'a mapping';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}
