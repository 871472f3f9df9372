import { type ComponentChild, h } from 'preact';
import type { ImprovementItem } from '../../domain/improvement.ts';
import { parseInstant } from '../../domain/instant.ts';
import { clean } from '../clean.ts';
import { localPath } from '../paths.ts';
import { periodWords } from '../period-words.ts';
import { usedWords } from '../target-words.ts';
import { day, moment } from '../when.ts';
import { dataTable } from './data-table.ts';

/** Improvement items with owner, due date and the periods that are their evidence. */
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
      evidenceOf(item, timeZone).map(({ link, words }, index) => [
        index === 0 ? '' : ', ',
        h('a', { href: localPath(link) }, words),
      ]),
    ]),
  });
}

function state({ state, dueAt }: ImprovementItem, now: string): ComponentChild {
  const overdue = state === 'open' && parseInstant(dueAt) < parseInstant(now);
  const tone = state === 'closed' ? 'good' : overdue ? 'bad' : 'unsure';
  return h('span', { class: `verdict ${tone}` }, overdue ? 'Overdue' : state === 'open' ? 'Open' : 'Closed');
}

function where(item: ImprovementItem): string {
  if (item.type === 'opportunity') return clean(item.cause);
  return `${clean(item.agreement, 60)}, seen by ${clean(item.cause)}`;
}

function evidenceOf(item: ImprovementItem, timeZone: string): { readonly link: string; readonly words: string }[] {
  if (item.type === 'opportunity') return item.evidence.map(({ at, link }) => ({ link, words: moment(at, timeZone) }));
  const { kind } = item.target;
  return item.evidence.map((it) => ({
    link: it.link,
    words: `${periodWords(it.period).short}: ${usedWords(kind, it)}`,
  }));
}
