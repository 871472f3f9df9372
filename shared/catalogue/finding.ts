import { closestName } from './closest-name.ts';
import { type CatalogueProblem, formatActual, formatPath } from './problem.ts';
import type { YamlDocument } from './yaml-document.ts';

/** Something wrong at a path of the data, before it is known on which line that is. */
export interface Finding {
  readonly path: readonly PropertyKey[];
  /** A key of what is at the path, when the key itself is wrong and not its value. */
  readonly key?: string;
  readonly expected: string;
  readonly actual: unknown;
  /** Names that would have been right. */
  readonly known?: readonly string[];
}

/** The finding with its file, line and column, and the name that was probably meant. */
export function toProblem(finding: Finding, { yaml, file }: { yaml: YamlDocument; file: string }): CatalogueProblem {
  const { path, key, expected, actual, known = [] } = finding;
  const suggestion = typeof actual === 'string' ? closestName(actual, known) : undefined;
  return {
    file,
    ...yaml.positionOf(path, key),
    path: formatPath(key === undefined ? path : [...path, key]),
    expected,
    actual: formatActual(actual),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

/** What is at a path in data of any shape: `valueAt({ a: [7] }, ['a', 0])  //=> 7`. */
export function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, part) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    return Reflect.get(value, part);
  }, data);
}
