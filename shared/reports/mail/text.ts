import { capitalised } from '../words.ts';
import type { MailContent } from './content.ts';
import type { Cell, Section } from './section.ts';

/** The plain-text twin: the same sentences, tables as aligned columns. */
export function renderText(content: MailContent): string {
  const [targets, ...details] = content.sections;
  return `${[
    content.about.join('\n'),
    content.headline.join('\n'),
    ...(targets === undefined ? [] : [tableOf(targets)]),
    ...details.map(sectionOf),
    `How this was measured\n${content.definitions.map(({ term, text }) => `  ${term}: ${text}`).join('\n')}`,
    content.links.map(({ text, href }) => `${text}: ${href}`).join('\n'),
  ].join('\n\n')}\n`;
}

function sectionOf(section: Section): string {
  if (section.rows.length === 0) return [`${section.title}: ${section.empty}`, ...indented(section.notes)].join('\n');
  return `${section.title}\n${tableOf(section)}`;
}

function tableOf({ columns, rows, notes, empty }: Section): string {
  if (rows.length === 0) return `  ${capitalised(empty)}`;
  const header = columns.map(({ label }) => ({ text: label.toUpperCase() }));
  const widths = columns.map((_, index) => Math.max(...[header, ...rows].map((row) => width(row[index]))));
  const line = (row: readonly Cell[]): string =>
    row
      .map((cell, index) => padded(cell, widths[index] ?? 0, columns[index]?.align))
      .join('   ')
      .trimEnd() + address(row.at(-1));
  return [...indented([header, ...rows].map(line)), ...indented(notes)].join('\n');
}

function padded(cell: Cell, size: number, align: 'right' | undefined): string {
  const space = ' '.repeat(Math.max(0, size - width(cell)));
  return align === 'right' ? space + cell.text : cell.text + space;
}

// Only a last column has room for an address, and only incidents put one there.
function address(last: Cell | undefined): string {
  return last?.href === undefined ? '' : ` <${last.href}>`;
}

function width(cell: Cell | undefined): number {
  return [...(cell?.text ?? '')].length;
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
