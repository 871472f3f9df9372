import type * as z from 'zod';
import { type Finding, valueAt } from './finding.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** What the schema found wrong in the data. Messages of the schema say what was expected and no more. */
export function schemaFindings(issues: readonly Issue[], data: unknown, base: Path = []): Finding[] {
  return issues.flatMap((issue): Finding[] => {
    const path = [...base, ...issue.path];
    const expected = issue.message;
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map((key) => unknownKey(path, key, expected));
      case 'invalid_key':
        return [{ path: path.slice(0, -1), key: String(path.at(-1)), expected, actual: path.at(-1) }];
      case 'invalid_union':
        if (issue.errors.length > 0) return schemaFindings(branchMeant(issue.errors), data, path);
        return [{ path, expected, actual: valueAt(data, path), known: optionsOf(issue) }];
      case 'invalid_value':
        return [{ path, expected, actual: valueAt(data, path), known: issue.values.map(String) }];
      default:
        return [{ path, expected, actual: valueAt(data, path) }];
    }
  });
}

function optionsOf(issue: z.core.$ZodIssueInvalidUnion): string[] {
  return 'options' in issue ? (issue.options ?? []).map(String) : [];
}

// The message of an unknown key lists the known ones: see `strict` in schema-parts.ts.
function unknownKey(path: Path, key: string, known: string): Finding {
  return { path, key, expected: `one of the keys ${known}`, actual: key, known: known.split(', ') };
}

/** Of the forms that a value may take, the first whose kind of value is there. */
function branchMeant(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const isOfOtherKind = (issues: readonly Issue[]) =>
    issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0);
  return branches.find((issues) => !isOfOtherKind(issues)) ?? branches[0] ?? [];
}
