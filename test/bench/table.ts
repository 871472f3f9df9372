import type { Row, Section } from './section.ts';

/** A section in Markdown that can be read as it is: the first column to the left, figures to the right. */
export function table({ title, about, columns }: Section, rows: readonly Row[]): string {
  const widths = columns.map((column, index) => Math.max(column.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const line = (cells: Row): string => {
    const padded = widths.map((width, index) =>
      index === 0 ? (cells[index] ?? '').padEnd(width) : (cells[index] ?? '').padStart(width),
    );
    return `| ${padded.join(' | ')} |`;
  };
  const rule = widths.map((width, index) => (index === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [`## ${title}`, '', about, '', line(columns), line(rule), ...rows.map(line), ''].join('\n');
}
