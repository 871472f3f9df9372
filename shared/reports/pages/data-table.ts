import { type ComponentChild, h } from 'preact';

/** A table for reading: a caption for those who cannot see the heading above it, headings with a scope. */
export interface DataTable {
  readonly caption: string;
  readonly columns: readonly PageColumn[];
  /** The first cell of a row is its heading. */
  readonly rows: readonly (readonly ComponentChild[])[];
  readonly footer?: readonly ComponentChild[];
  /** Too wide for a phone: there each row becomes a block with its labels inside. */
  readonly stack?: boolean;
}

export interface PageColumn {
  readonly label: string;
  /** `extra` columns are left out on a phone. */
  readonly class?: 'number' | 'whole' | 'budget' | 'promise' | 'when' | 'extra' | 'number extra';
}

/**
 * On a phone the style sheet stacks the cells of a `stack` table's row, which takes the table's meaning away from assistive technology
 * in some browsers: hence the explicit roles. Each value has its column's label, shown where the headings are not.
 */
export function dataTable({ caption, columns, rows, footer, stack }: DataTable): ComponentChild {
  return h(
    'table',
    { role: 'table', class: stack === true ? 'stack' : undefined },
    h('caption', null, caption),
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, columns.map(heading))),
    h(
      'tbody',
      { role: 'rowgroup' },
      rows.map((row) => rowOf(row, columns)),
    ),
    footer === undefined ? null : h('tfoot', { role: 'rowgroup' }, rowOf(footer, columns)),
  );
}

function heading({ label, class: name }: PageColumn): ComponentChild {
  return h('th', { scope: 'col', role: 'columnheader', class: name }, label);
}

function rowOf([first, ...cells]: readonly ComponentChild[], columns: readonly PageColumn[]): ComponentChild {
  return h(
    'tr',
    { role: 'row' },
    h('th', { scope: 'row', role: 'rowheader' }, first),
    cells.map((cell, index) => {
      const column = columns[index + 1];
      const label = h('span', { class: 'label', 'aria-hidden': 'true' }, column?.label);
      return h('td', { role: 'cell', class: column?.class }, label, cell);
    }),
  );
}
