import { type ComponentChild, h } from 'preact';
import type { Waterfall } from '../../domain/waterfall.ts';
import { exactTime } from '../format.ts';
import { intervalText, type WaterfallLine, waterfallLines } from '../waterfall-words.ts';
import { capitalised, plural } from '../words.ts';
import { dataTable } from './data-table.ts';

// A service that flaps all month has thousands of intervals; the command line lists them all.
const AT_MOST = 100;

/** From the period down to the time up: every line with what it is made of, adding up to the millisecond. */
export function waterfallTable(waterfall: Waterfall, timeZone: string): ComponentChild {
  return dataTable({
    caption: 'From the period to the time up',
    columns: [{ label: 'Step' }, { label: 'Time', class: 'number' }, { label: 'Made of', class: 'extra' }],
    rows: waterfallLines(waterfall).map((line) => [
      `${line.sign} ${capitalised(line.name)}`.trim(),
      exactTime(line.ms),
      madeOf(line, timeZone),
    ]),
  });
}

function madeOf({ intervals }: WaterfallLine, timeZone: string): ComponentChild {
  if (intervals.length === 0) return '';
  const hidden = intervals.length - AT_MOST;
  return h(
    'details',
    null,
    h('summary', null, plural(intervals.length, 'interval')),
    h(
      'ul',
      null,
      intervals.slice(0, AT_MOST).map((it) => h('li', null, intervalText(it, timeZone))),
    ),
    hidden > 0 ? `and ${plural(hidden, 'more interval')}: attain why lists them all` : null,
  );
}
