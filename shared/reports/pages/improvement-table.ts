import { type ComponentChild, h } from 'preact';
import type { ImprovementItem } from '../../domain/improvement.ts';
import { stillHolds } from '../../domain/improvement-review.ts';
import { parseInstant } from '../../domain/instant.ts';
import { clean } from '../clean.ts';
import { findingLines } from '../finding-words.ts';
import { localPath } from '../paths.ts';
import { periodWords } from '../period-words.ts';
import { usedWords } from '../target-words.ts';
import { day, moment } from '../when.ts';
import { dataTable } from './data-table.ts';

/** Improvement items with owner, due date and the periods that are their evidence: as told, and what has become of it. */
export function improvementTable(items: readonly ImprovementItem[], now: string, timeZone: string): ComponentChild {
  if (items.length === 0) return h('p', { class: 'quiet' }, 'There is no improvement item.');
  return dataTable({
    caption: 'Improvement items',
    stack: true,
    columns: [
      { label: 'Item' },
      { label: 'What' },
      { label: 'Owner' },
      { label: 'State' },
      { label: 'Due', class: 'whole' },
      { label: 'Evidence' },
    ],
    rows: items.map((item) => [
      h('span', { class: 'whole' }, clean(item.id, 60)),
      [clean(item.title, 160), h('span', { class: 'aside' }, where(item))],
      clean(item.owner.name),
      state(item, now),
      day(item.dueAt, timeZone),
      evidenceOf(item, timeZone).map(({ link, words, later = [] }, index) => [
        index === 0 ? '' : ', ',
        h('a', { href: localPath(link) }, words),
        later.map((line) => h('span', { class: 'aside' }, line)),
      ]),
    ]),
  });
}

function state(item: ImprovementItem, now: string): ComponentChild {
  const { state, dueAt } = item;
  const turned = item.type === 'nonconformity' && !stillHolds(item);
  const overdue = state === 'open' && parseInstant(dueAt) < parseInstant(now);
  const tone = state === 'closed' ? 'good' : overdue ? 'bad' : 'unsure';
  return [
    h('span', { class: `verdict ${tone}` }, overdue ? 'Overdue' : state === 'open' ? 'Open' : 'Closed'),
    turned ? h('span', { class: 'aside' }, 'what it was raised for no longer holds') : '',
  ];
}

function where(item: ImprovementItem): string {
  if (item.type === 'opportunity') return clean(item.cause);
  return `${clean(item.agreement, 60)}, seen by ${clean(item.cause)}`;
}

interface EvidenceWords {
  readonly link: string;
  readonly words: string;
  /** What has become of it since. */
  readonly later?: readonly string[];
}

function evidenceOf(item: ImprovementItem, timeZone: string): EvidenceWords[] {
  if (item.type === 'opportunity') return item.evidence.map(({ at, link }) => ({ link, words: moment(at, timeZone) }));
  const { kind } = item.target;
  return item.evidence.map((it) => ({
    link: it.link,
    words: `${periodWords(it.period).short}: ${usedWords(kind, it)}`,
    later: findingLines(item, it, timeZone),
  }));
}
