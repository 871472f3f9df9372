interface Cell {
  readonly row: number;
  readonly column: number;
}

/**
 * Rows in aligned columns, two spaces between.
 *
 * @param styled changes a padded cell without changing its width, such as by colour
 */
export function textTable(
  rows: readonly (readonly string[])[],
  styled: (text: string, cell: Cell) => string = (text) => text,
): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[], row: number) =>
    cells
      .map((text, column) => styled(text.padEnd(widths[column] ?? 0), { row, column }))
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
}
