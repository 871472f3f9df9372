/** What a section of the bench found, as people read it. */
export interface BenchTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** Sentences below: what was measured how, and what was assumed. */
  readonly notes?: readonly string[];
}

export interface BenchOptions {
  /** Smaller and fewer samples: to see that it works, not for figures to write down. */
  readonly quick: boolean;
}

/** A section measures one thing; it prints nothing itself. */
export type Section = (options: BenchOptions) => Promise<readonly BenchTable[]>;

/** The table in Markdown, so that it can be pasted into docs/performance.md as it is. Numbers are aligned right. */
export function formatTable({ title, columns, rows, notes = [] }: BenchTable): string {
  const texts = rows.map((row) => row.map(String));
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...texts.map((row) => row[index]?.length ?? 0)),
  );
  const isNumber = columns.map((_, index) => index > 0);
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, i) => (isNumber[i] ? (cells[i] ?? '').padStart(width) : (cells[i] ?? '').padEnd(width))).join(' | ')} |`;
  const rule = `|${widths.map((width, i) => `${'-'.repeat(width + 1)}${isNumber[i] ? ':' : '-'}`).join('|')}|`;
  return [`### ${title}`, '', line(columns), rule, ...texts.map(line), '', ...notes.flatMap((note) => [note, ''])].join(
    '\n',
  );
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The smallest value that at least this share of the values do not exceed: `quantile([1, 2, 3, 4], 0.5)  //=> 2`. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
