import type { ComponentChild } from 'preact';
import { type Attainment, CLASSES } from '../../domain/result.ts';
import { exactTime, share } from '../format.ts';
import { CLASS_MEANINGS, CLASS_NAMES, capitalised } from '../words.ts';
import { dataTable } from './data-table.ts';

/** Every class with its exact time: the column adds up to the period. */
export function classBreakdown({ ms, until, period }: Attainment): ComponentChild {
  return dataTable({
    caption: 'Time by class',
    columns: [
      { label: 'Class' },
      { label: 'Time', class: 'number' },
      { label: 'Share', class: 'number extra' },
      { label: 'Meaning', class: 'extra' },
    ],
    rows: CLASSES.map((name) => [
      capitalised(CLASS_NAMES[name]),
      exactTime(ms[name]),
      share(ms[name], ms.period),
      CLASS_MEANINGS[name],
    ]),
    footer: [
      'Sum',
      exactTime(ms.period),
      share(ms.period, ms.period),
      until === period.end ? 'The whole period.' : 'The period until now.',
    ],
  });
}
