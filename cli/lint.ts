import type { PlacedCatalogue } from '../shared/catalogue/parse-catalogue.ts';
import { formatPath } from '../shared/catalogue/problem.ts';
import { LEVELS, type Level, type LintContext, type PromiseFinding } from '../shared/domain/promises/finding.ts';
import { lintPromises } from '../shared/domain/promises/lint-promises.ts';

/** A finding and where it stands in the file. Lines and columns count from 1; the path is the file's. */
export type PlacedFinding = Omit<PromiseFinding, 'path'> & {
  readonly path: string;
  readonly line: number;
  readonly column: number;
};

/**
 * What is to be said of the promises of a catalogue, the gravest first, then by line. Of one rule at one key only the first
 * is told, and how many more there are: a target of six services, hours of five days.
 */
export function lint({ catalogue, placeOf, findings }: PlacedCatalogue, context: LintContext): PlacedFinding[] {
  const placed = [...lintPromises(catalogue, context), ...findings].map((finding): PlacedFinding => {
    const { path, line, column } = placeOf(finding.path);
    return { ...finding, path: formatPath(path), line, column };
  });
  const byKey = Map.groupBy(placed, (it) => `${it.line}:${it.column}:${it.lint}`);
  return [...byKey.values()]
    .flatMap(together)
    .toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || a.line - b.line || a.column - b.column);
}

function together([first, ...others]: readonly PlacedFinding[]): PlacedFinding[] {
  if (first === undefined) return [];
  const alike = others.length === 0 ? '' : ` (and ${others.length} more at this key)`;
  return [{ ...first, message: `${first.message}${alike}` }];
}

/** Whether a finding is as grave as a level, or graver. */
export function isAtLeast(level: Level): (finding: PlacedFinding) => boolean {
  return (finding) => LEVELS.indexOf(finding.level) <= LEVELS.indexOf(level);
}

/** A finding as compilers print it, so that editors can jump to it, with why and what to do below. */
export function formatFinding(file: string, { line, column, level, path, ...it }: PlacedFinding): string {
  return `${file}:${line}:${column}: ${level}: ${path}: ${it.message}\n  why: ${it.why}\n  do:  ${it.advice}\n`;
}
