import { formatInstant } from '../shared/domain/instant.ts';
import type { Forgotten } from '../shared/domain/source-health.ts';
import type { UnmatchedGroup } from '../shared/domain/unmatched.ts';
import { clean } from '../shared/reports/clean.ts';
import { grouped } from '../shared/reports/format.ts';
import {
  behindWords,
  lastFailure,
  lastNote,
  lastRefused,
  QUARANTINE_CUT,
  sourceFindings,
} from '../shared/reports/source-words.ts';
import { commonWords, exampleWords, unmatchedSummary } from '../shared/reports/unmatched-words.ts';
import { catalogueVersions } from '../shared/store/catalogue-versions.ts';
import { type SourceData, sourceData } from '../shared/store/source-data.ts';
import type { Command } from './command.ts';
import { DESTINATION_OPTIONS, destinationFrom } from './destination.ts';
import { EXIT } from './exit.ts';
import { textTable } from './text-table.ts';

/** How the sources of an installation are, and what came in that belongs to no service. */
export const sources: Command = {
  name: 'sources',
  summary: 'how the sources are: last heard, delay, refusals, alerts left open, what belongs to no service',
  synopsis: '(--to URL | --table NAME) [--json]',
  positionals: 0,
  options: {
    ...DESTINATION_OPTIONS,
    json: { describe: 'print JSON, as /api/sources does, with every stream that belongs to no service' },
  },
  examples: ['attain sources --to http://localhost:4400', 'attain sources --table Attain-Table --json'],
  run: async (args, io) => {
    const { table, now } = await destinationFrom(args, io);
    const data = await sourceData(table, { versions: await catalogueVersions(table), now });
    io.out(args.has('json') ? `${JSON.stringify(data, null, 2)}\n` : `${textOf(data)}\n`);
    return EXIT.fine;
  },
};

function textOf({ sources: all, unmatchedGroups, isQuarantineCut }: SourceData): string {
  if (all.length === 0) return 'The catalogue has no source';
  const rows = all.map((health) => {
    const { source, type, seen, lagMs, poll } = health;
    const notes = [
      lastNote(health) ?? [],
      sourceFindings(health),
      lastRefused(health) ?? [],
      lastFailure(health) ?? [],
    ].flat();
    return [
      clean(source),
      type,
      instantOr(seen?.receivedAt),
      lagMs === undefined ? '–' : behindWords(lagMs),
      poll === undefined ? '–' : instantOr(poll.succeededAt),
      clean(notes.join(' ') || '–', 600),
    ];
  });
  const table = textTable([['SOURCE', 'TYPE', 'LAST HEARD', 'BEHIND', 'LAST ANSWER', 'WHAT TO LOOK AT'], ...rows]);
  const cut = isQuarantineCut ? `\n\n${QUARANTINE_CUT}` : '';
  const open = all.flatMap(({ source, forgotten }) => forgotten.map((alert) => ({ source, ...alert })));
  return [
    `${table}${cut}`,
    ...(open.length === 0 ? [] : [leftOpenText(open)]),
    ...(unmatchedGroups.length === 0 ? [] : [nowhereText(unmatchedGroups)]),
  ].join('\n\n');
}

const MOST_OPEN = 10;

// Which alert it is that nobody ended, for whoever goes and looks.
function leftOpenText(alerts: readonly (Forgotten & { readonly source: string })[]): string {
  const latest = [...alerts].sort((a, b) => b.givenUpAt - a.givenUpAt);
  const rows = latest
    .slice(0, MOST_OPEN)
    .map(({ source, service, monitor, stream, openSince, givenUpAt }) => [
      clean(source),
      clean(service),
      clean(monitor),
      clean(stream),
      formatInstant(openSince),
      formatInstant(givenUpAt),
    ]);
  const table = textTable([['SOURCE', 'SERVICE', 'MONITOR', 'ALERT', 'OPEN SINCE', 'UNKNOWN SINCE'], ...rows]);
  const more = latest.length - MOST_OPEN;
  return `Left open, and nobody says more:\n${table}${more > 0 ? `\nand ${grouped(more)} more; --json names all.` : ''}`;
}

function nowhereText(groups: readonly UnmatchedGroup[]): string {
  const { total, shown, more } = unmatchedSummary(groups);
  const rows = shown.map((group) => [
    clean(group.source),
    grouped(group.streams),
    grouped(group.count),
    group.last,
    commonWords(group),
    exampleWords(group),
  ]);
  const table = textTable([['SOURCE', 'STREAMS', 'PARTS', 'LAST', 'IN COMMON', 'SUCH AS'], ...rows]);
  return `Belongs to no service: ${total}\n${table}${more === undefined ? '' : `\n${more} --json names all.`}`;
}

function instantOr(ms: number | undefined): string {
  return ms === undefined ? 'never' : formatInstant(ms);
}
