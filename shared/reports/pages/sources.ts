import { type ComponentChild, h } from 'preact';
import { formatInstant } from '../../domain/instant.ts';
import type { SourceHealth } from '../../domain/source-health.ts';
import type { UnmatchedGroup } from '../../domain/unmatched.ts';
import { clean } from '../clean.ts';
import { grouped } from '../format.ts';
import { behindWords, lastFailure, lastNote, lastRefused, QUARANTINE_CUT, sourceFindings } from '../source-words.ts';
import { commonWords, exampleWords, unmatchedSummary } from '../unmatched-words.ts';
import { moment } from '../when.ts';
import { plural } from '../words.ts';
import { dataTable } from './data-table.ts';
import { page } from './page.ts';

export interface SourcesPageInput {
  readonly organization: string | undefined;
  readonly sources: readonly SourceHealth[];
  /** What belongs to no monitor of the catalogue. */
  readonly unmatchedGroups: readonly UnmatchedGroup[];
  /** Whether more is in quarantine than was counted. */
  readonly isQuarantineCut: boolean;
}

/** How the sources are, and what came in that belongs to nothing. */
export function sourcesPage(input: SourcesPageInput): string {
  const { organization, sources, unmatchedGroups, isQuarantineCut } = input;
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
    isQuarantineCut ? h('p', { class: 'quiet' }, QUARANTINE_CUT) : null,
    sources.length === 0 ? null : sourceTable(sources),
    h('h2', null, 'Belongs to no service'),
    belongingNowhere(unmatchedGroups),
  );
}

function belongingNowhere(groups: readonly UnmatchedGroup[]): ComponentChild {
  if (groups.length === 0) return h('p', { class: 'quiet' }, 'All that came in belongs to a monitor.');
  const { total, shown, more } = unmatchedSummary(groups);
  return [
    h('p', null, total),
    h('p', { class: 'quiet' }, WHAT_TO_DO),
    dataTable({
      caption: 'What belongs to no service',
      stack: true,
      columns: GROUP_COLUMNS,
      rows: shown.map(groupRow),
    }),
    more === undefined
      ? null
      : h('p', { class: 'quiet' }, `${more} `, h('code', null, 'attain sources --json'), ' names all.'),
  ];
}

const WHAT_TO_DO =
  'Map each to a service by these labels, or ignore it, in the catalogue; then read it again with attain reprocess.';

const GROUP_COLUMNS = [
  { label: 'Source', class: 'whole' },
  { label: 'In common' },
  { label: 'Streams', class: 'number' },
  { label: 'Parts', class: 'number' },
  { label: 'Last' },
] as const;

function groupRow(group: UnmatchedGroup): ComponentChild[] {
  const { source, streams, count, last } = group;
  return [
    clean(source),
    [commonWords(group), aside(exampleWords(group))],
    grouped(streams),
    grouped(count),
    moment(last, 'UTC'),
  ];
}

// When a source answered last is of use only where some are asked.
function sourceTable(sources: readonly SourceHealth[]): ComponentChild {
  const withAnswers = sources.some(({ poll }) => poll !== undefined);
  const columns = [
    { label: 'Source', class: 'whole' },
    { label: 'Type', class: 'whole' },
    { label: 'Last heard', class: 'when' },
    { label: 'Behind', class: 'number' },
    ...(withAnswers ? [{ label: 'Last answer', class: 'when' } as const] : []),
    { label: 'What to look at' },
  ] as const;
  const rows = sources.map((health) => rowOf(health, withAnswers));
  return dataTable({ caption: 'Sources', stack: true, columns, rows });
}

function rowOf(health: SourceHealth, withAnswers: boolean): ComponentChild[] {
  const { source, type, seen, lagMs, poll } = health;
  const answered = poll === undefined ? '–' : momentOr(poll.succeededAt);
  return [
    clean(source),
    clean(type),
    momentOr(seen?.receivedAt),
    lagMs === undefined ? '–' : behindWords(lagMs),
    ...(withAnswers ? [answered] : []),
    whatToLookAt(health),
  ];
}

function whatToLookAt(health: SourceHealth): ComponentChild {
  const findings = sourceFindings(health).map((it) => h('li', null, clean(it, 300)));
  const beside = [lastNote(health), lastRefused(health), lastFailure(health)].flatMap((it) => it ?? []);
  if (findings.length + beside.length === 0) return '–';
  return [findings.length === 0 ? null : h('ul', { class: 'plain' }, findings), beside.map(aside)];
}

function momentOr(ms: number | undefined): string {
  return ms === undefined ? 'never' : moment(formatInstant(ms), 'UTC');
}

function aside(text: string): ComponentChild {
  return h('span', { class: 'aside' }, clean(text, 300));
}
