import { formatInstant } from '../shared/domain/instant.ts';
import { clean } from '../shared/reports/clean.ts';
import { lostTime } from '../shared/reports/format.ts';
import { lastFailure, lastNote, sourceFindings } from '../shared/reports/source-words.ts';
import { catalogueVersions } from '../shared/store/catalogue-versions.ts';
import { sourceData } from '../shared/store/source-data.ts';
import type { Command } from './command.ts';
import { DESTINATION_OPTIONS, destinationFrom } from './destination.ts';
import { EXIT } from './exit.ts';
import { textTable } from './text-table.ts';

type SourceData = Awaited<ReturnType<typeof sourceData>>;

/** How the sources of an installation are, and what came in that belongs to no service. */
export const sources: Command = {
  name: 'sources',
  summary: 'how the sources are: last heard, delay, refusals, alerts left open, what belongs to no service',
  synopsis: '(--to URL | --table NAME) [--json]',
  positionals: 0,
  options: { ...DESTINATION_OPTIONS, json: { describe: 'print JSON, as /api/sources does' } },
  examples: ['attain sources --to http://localhost:4400', 'attain sources --table Attain-Table --json'],
  run: async (args, io) => {
    const { table, now } = await destinationFrom(args, io);
    const data = await sourceData(table, { versions: await catalogueVersions(table), now });
    io.out(args.has('json') ? `${JSON.stringify(data, null, 2)}\n` : `${textOf(data)}\n`);
    return EXIT.fine;
  },
};

function textOf({ sources: all, unmatched }: SourceData): string {
  if (all.length === 0) return 'The catalogue has no source';
  const rows = all.map((health) => {
    const { source, type, seen, lagMs, poll } = health;
    const notes = [lastNote(health) ?? [], sourceFindings(health), lastFailure(health) ?? []].flat();
    return [
      clean(source),
      type,
      instantOr(seen?.receivedAt),
      lagMs === undefined ? '–' : lostTime(lagMs),
      poll === undefined ? '–' : instantOr(poll.succeededAt),
      clean(notes.join(' ') || '–', 600),
    ];
  });
  const table = textTable([['SOURCE', 'TYPE', 'LAST HEARD', 'BEHIND', 'LAST ANSWER', 'WHAT TO LOOK AT'], ...rows]);
  if (unmatched.length === 0) return table;
  const waiting = unmatched.map(({ source, reason, count, last }) => [
    clean(source),
    String(count),
    last,
    clean(reason, 200),
  ]);
  return `${table}\n\nBelongs to no service:\n${textTable([['SOURCE', 'TIMES', 'LAST', 'WHY'], ...waiting])}`;
}

function instantOr(ms: number | undefined): string {
  return ms === undefined ? 'never' : formatInstant(ms);
}
