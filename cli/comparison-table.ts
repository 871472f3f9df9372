import type { Comparison, OtherCount } from '../shared/domain/compare.ts';
import type { Attainment } from '../shared/domain/result.ts';
import { changeWords, differenceWords } from '../shared/reports/difference-words.ts';
import { exactTime } from '../shared/reports/format.ts';
import { VERDICT_NOUNS } from '../shared/reports/words.ts';
import { textTable } from './text-table.ts';

const HEAD = ['METHOD', 'AVAILABILITY', 'DOWNTIME', 'AGREED', 'VERDICT'];

/** Comparisons for people: a table of methods for each service, the agreement's own first, and below it why they differ. */
export function comparisonTable(comparisons: readonly Comparison[]): string {
  return comparisons.map(partOf).join('\n');
}

function partOf({ own, others }: Comparison): string {
  const { agreement, service, period, until } = own;
  const running = until === period.end ? '' : `  until ${until}`;
  const title = `${agreement}  ${service}  ${period.name}  ${period.timeZone}${running}`;
  const rows = [rowOf(own, ' *'), ...others.map(({ attainment }) => rowOf(attainment))];
  const table = textTable([HEAD, ...rows]);
  return [title, table, `* the agreement's own method. What the others count differently:`, reasons(others)].join(
    '\n\n',
  );
}

function rowOf({ method, availability, downtimeMs, agreedMs, verdict }: Attainment, mark = ''): string[] {
  const percent = availability === null ? '–' : `${availability.percent} %`;
  return [`${method}${mark}`, percent, exactTime(downtimeMs), exactTime(agreedMs), VERDICT_NOUNS[verdict]];
}

function reasons(others: readonly OtherCount[]): string {
  const lines = others.flatMap(({ attainment, change, changes }) => [
    `${attainment.method}: ${changeWords(change)}`,
    ...changes.map((it) => `  ${differenceWords(it)}`),
  ]);
  return `${lines.join('\n')}\n`;
}
