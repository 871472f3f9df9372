import { h } from 'preact';
import type { ImprovementItem } from '../../domain/improvement.ts';
import { parseInstant } from '../../domain/instant.ts';
import { plural } from '../words.ts';
import { improvementTable } from './improvement-table.ts';
import { page } from './page.ts';

export interface ImprovementsPageInput {
  readonly organization: string | undefined;
  /** ISO instant of the request. */
  readonly now: string;
  readonly items: readonly ImprovementItem[];
  /** Zone of the due dates; UTC if not given. */
  readonly timeZone?: string;
}

/** All improvement items: open ones first, by due date. */
export function improvementsPage({ organization, now, items, timeZone = 'UTC' }: ImprovementsPageInput): string {
  const open = items.filter(({ state }) => state === 'open');
  const overdue = open.filter(({ dueAt }) => parseInstant(dueAt) < parseInstant(now));
  return page(
    { title: 'Improvement', organization, current: 'improvements' },
    h('h1', null, 'Improvement'),
    h('p', { class: 'lead' }, `${plural(open.length, 'open item')}, ${overdue.length} overdue.`),
    h(
      'p',
      { class: 'quiet' },
      'A missed target raises one item for each cause, a source that leaves alerts out one. It stays open until its owner closes it. ' +
        'Figures are those of when it was raised; what was counted later stands below them.',
    ),
    improvementTable(items.toSorted(byUrgency), now, timeZone),
  );
}

function byUrgency(a: ImprovementItem, b: ImprovementItem): number {
  const rank = { open: 0, closed: 1 };
  return rank[a.state] - rank[b.state] || parseInstant(a.dueAt) - parseInstant(b.dueAt);
}
