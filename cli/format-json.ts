const WIDTH = 120;

/**
 * JSON as the formatter of this project writes it: two spaces, lists of plain values on one line where they fit, so
 * that a generated file needs no formatting after.
 *
 * @example formatJson({ a: [1, 2] })  //=> '{\n  "a": [1, 2]\n}\n'
 */
export function formatJson(value: unknown): string {
  return `${format(value, 0, 0)}\n`;
}

function format(value: unknown, depth: number, column: number): string {
  if (Array.isArray(value)) return formatList(value, depth, column);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, inner]) => {
    const name = `${JSON.stringify(key)}: `;
    return name + format(inner, depth + 1, (depth + 1) * 2 + name.length);
  });
  return entries.length === 0 ? '{}' : block(['{', '}'], entries, depth);
}

function formatList(list: readonly unknown[], depth: number, column: number): string {
  const line = `[${list.map((entry) => JSON.stringify(entry)).join(', ')}]`;
  const isPlain = list.every((entry) => typeof entry !== 'object');
  if (list.length === 0 || (isPlain && column + line.length < WIDTH)) return line;
  return block(
    ['[', ']'],
    list.map((entry) => format(entry, depth + 1, (depth + 1) * 2)),
    depth,
  );
}

function block([open, close]: readonly [string, string], entries: readonly string[], depth: number): string {
  const indent = '  '.repeat(depth);
  return `${open}\n${entries.map((entry) => `${indent}  ${entry}`).join(',\n')}\n${indent}${close}`;
}
