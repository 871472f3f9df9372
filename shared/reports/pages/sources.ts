import { type ComponentChild, h } from 'preact';
import { formatInstant } from '../../domain/instant.ts';
import type { SourceHealth } from '../../domain/source-health.ts';
import { clean } from '../clean.ts';
import { lostTime } from '../format.ts';
import { lastFailure, lastNote, sourceFindings } from '../source-words.ts';
import { moment } from '../when.ts';
import { plural } from '../words.ts';
import { dataTable } from './data-table.ts';
import { page } from './page.ts';

export interface SourcesPageInput {
  readonly organization: string | undefined;
  readonly sources: readonly SourceHealth[];
  readonly unmatched: readonly UnmatchedRow[];
}

/** What belongs to no monitor of the catalogue. Times are ISO instants. */
export interface UnmatchedRow {
  readonly source: string;
  readonly reason: string;
  readonly count: number;
  readonly last: string;
}

/** How the sources are, and what came in that belongs to nothing. */
export function sourcesPage({ organization, sources, unmatched }: SourcesPageInput): string {
  const heard = sources.filter(({ seen }) => seen !== undefined);
  const troubled = sources.filter((source) => sourceFindings(source).length > 0);
  const lead =
    sources.length === 0
      ? 'The catalogue has no source.'
      : `${heard.length} of ${plural(sources.length, 'source')} heard, ${troubled.length} to look at.`;
  return page(
    { title: 'Sources', organization, current: 'sources' },
    h('h1', null, 'Sources'),
    h('p', { class: 'lead' }, lead),
    sources.length === 0
      ? null
      : dataTable({ caption: 'Sources', stack: true, columns: COLUMNS, rows: sources.map(rowOf) }),
    h('h2', null, 'Belongs to no service'),
    h(
      'p',
      { class: 'quiet' },
      unmatched.length === 0
        ? 'All that came in belongs to a monitor.'
        : 'Map it to a service in the catalogue, or ignore it there with a reason; then read it again with attain reprocess.',
    ),
    unmatched.length === 0
      ? null
      : dataTable({
          caption: 'What belongs to no service',
          stack: true,
          columns: [
            { label: 'Source', class: 'whole' },
            { label: 'Why' },
            { label: 'How often', class: 'number' },
            { label: 'Last' },
          ],
          rows: unmatched.map(({ source, reason, count, last }) => [
            clean(source),
            clean(reason, 500),
            count.toLocaleString('en'),
            moment(last, 'UTC'),
          ]),
        }),
  );
}

const COLUMNS = [
  { label: 'Source', class: 'whole' },
  { label: 'Type' },
  { label: 'Last heard' },
  { label: 'Behind', class: 'number' },
  { label: 'Last answer' },
  { label: 'What to look at' },
] as const;

function rowOf(health: SourceHealth): ComponentChild[] {
  const { source, type, seen, lagMs, poll } = health;
  const findings = sourceFindings(health);
  return [
    clean(source),
    clean(type),
    [momentOr(seen?.receivedAt), aside(lastNote(health))],
    lagMs === undefined ? '–' : lostTime(lagMs),
    poll === undefined ? '–' : [momentOr(poll.succeededAt), aside(lastFailure(health))],
    findings.length === 0
      ? '–'
      : h(
          'ul',
          { class: 'plain' },
          findings.map((it) => h('li', null, clean(it, 300))),
        ),
  ];
}

function momentOr(ms: number | undefined): string {
  return ms === undefined ? 'never' : moment(formatInstant(ms), 'UTC');
}

function aside(text: string | undefined): ComponentChild {
  return text === undefined ? null : h('span', { class: 'aside' }, clean(text, 300));
}
