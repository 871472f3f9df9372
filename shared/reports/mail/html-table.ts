import { type ComponentChild, h } from 'preact';
import { COLOURS, TONE_COLOURS } from './mail-style.ts';
import type { Cell, Column, Section } from './section.ts';

/**
 * A data table. On a phone the style sheet turns each row into a block, headed by its first cell; every value then
 * shows its column's label, which is hidden while there are column headings to read.
 */
export function sectionTable({ title, columns, rows }: Section): ComponentChild {
  const style = 'width:100%;border-collapse:collapse;font-size:13px;line-height:1.4';
  return h(
    'table',
    { class: 'data', cellPadding: '0', cellSpacing: '0', border: 0, width: '100%', style, 'aria-label': title },
    h('thead', null, h('tr', null, columns.map(heading))),
    h(
      'tbody',
      null,
      rows.map((row) => rowOf(row, columns)),
    ),
  );
}

function heading({ label, align, leastWidth }: Column): ComponentChild {
  const style = `${cellStyle(align, 'bottom')};white-space:nowrap;font-size:12px;color:${COLOURS.quiet}${leastWidth === undefined ? '' : `;min-width:${leastWidth}`}`;
  return h('th', { scope: 'col', class: 'line quiet', style }, label);
}

function rowOf([first, ...cells]: readonly Cell[], columns: readonly Column[]): ComponentChild {
  if (first === undefined) return null;
  return h(
    'tr',
    null,
    h(
      'th',
      { scope: 'row', class: 'line name', style: `${cellStyle()}${first.whole === true ? ';white-space:nowrap' : ''}` },
      content(first),
    ),
    cells.map((cell, index) => dataCell(cell, columns[index + 1])),
  );
}

function dataCell(cell: Cell, column: Column | undefined): ComponentChild {
  const wrap = cell.whole === true ? 'white-space:nowrap' : 'overflow-wrap:anywhere';
  const label = h(
    'span',
    { class: 'label quiet', style: `display:none;color:${COLOURS.quiet}` },
    `${column?.label ?? ''} `,
  );
  return h('td', { class: 'line', style: `${cellStyle(column?.align)};${wrap}` }, label, content(cell));
}

function content({ text, href, tone, spoken }: Cell): ComponentChild {
  if (href !== undefined) return h('a', { href, class: 'link', style: `color:${COLOURS.link}` }, text);
  if (tone !== undefined) return h('strong', { class: tone, style: `color:${TONE_COLOURS[tone]}` }, text);
  if (spoken === undefined) return text;
  return h('span', { role: 'img', 'aria-label': spoken, title: spoken, style: 'font-family:monospace' }, symbols(text));
}

// Misses stand out among the symbols; the letter says it without the colour.
function symbols(text: string): ComponentChild[] {
  const runs = text.match(/X+|[^X]+/g) ?? [];
  return runs.map((run) =>
    run.startsWith('X') ? h('strong', { class: 'bad', style: `color:${TONE_COLOURS.bad}` }, run) : run,
  );
}

function cellStyle(align: 'right' | 'left' = 'left', vertical: 'top' | 'bottom' = 'top'): string {
  return `padding:6px 10px 6px 0;border-bottom:1px solid ${COLOURS.line};text-align:${align};vertical-align:${vertical}`;
}
