import { type ComponentChild, h } from 'preact';
import type { AcknowledgeResult, Attainment, ClockedIncident, RestoreResult } from '../../domain/result.ts';
import { isClocked } from '../../domain/targets/spent.ts';
import { clean } from '../clean.ts';
import { moveWords, readingWords } from '../clock-words.ts';
import { lostTime } from '../format.ts';
import { KIND_TITLES } from '../target-words.ts';
import { interval } from '../when.ts';
import { dataTable } from './data-table.ts';

const STATES = { inTime: 'In time', late: 'Late', pending: 'Running' } as const;

/** The clock of each incident that a target is about; null where no time to acknowledge or restore is promised. */
export function clockTables({ targets, period }: Attainment): ComponentChild | null {
  const clocked = targets.filter(isClocked);
  if (clocked.length === 0) return null;
  return clocked.map((it) => [
    h('p', null, `${KIND_TITLES[it.kind]}: ${clean(it.target, 200)}. ${meanOf(it)}`),
    it.incidents.length === 0 ? null : tableOf(it, period.timeZone),
  ]);
}

function meanOf({ kind, meanMs }: AcknowledgeResult | RestoreResult): string {
  const name = kind === 'acknowledge' ? 'Mean time to acknowledge' : 'Mean time to restore';
  return meanMs === null
    ? 'No incident has come to that yet.'
    : `${name}: ${lostTime(meanMs)}, by the clock on the wall.`;
}

// A service with more has other worries; the newest are the ones to look at.
const AT_MOST = 200;

function tableOf({ target, incidents }: AcknowledgeResult | RestoreResult, timeZone: string): ComponentChild {
  return dataTable({
    caption: `Incidents under ${clean(target, 200)}`,
    stack: true,
    columns: [
      { label: 'When' },
      { label: 'Incident' },
      { label: 'Time', class: 'number' },
      { label: 'State' },
      { label: 'Priority' },
    ],
    rows: incidents.slice(-AT_MOST).map((it) => rowOf(it, timeZone)),
  });
}

function rowOf(it: ClockedIncident, timeZone: string): ComponentChild[] {
  return [
    h('span', { class: 'whole' }, interval({ start: it.detectedAt, end: it.endedAt }, timeZone)),
    clean(it.incident, 60),
    readingWords(it),
    STATES[it.state],
    it.moved === null ? 'unchanged' : moveWords(it.moved, timeZone),
  ];
}
