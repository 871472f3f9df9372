import type { Comparison, OtherCount } from '../shared/domain/compare.ts';
import type { Attainment } from '../shared/domain/result.ts';
import { withoutFigures } from '../shared/reports/correction-words.ts';
import { changeWords, differenceWords } from '../shared/reports/difference-words.ts';
import { exactTime } from '../shared/reports/format.ts';
import { since } from '../shared/reports/wording-words.ts';
import { textTable } from './text-table.ts';
import { wholeVerdict } from './verdict-words.ts';

const HEAD = ['METHOD', 'AVAILABILITY', 'DOWNTIME', 'AGREED', 'VERDICT'];
const WITHOUT = 'WITHOUT EXCLUSIONS AND CORRECTIONS';

/** Comparisons for people: a table of methods for each service, the agreement's own first, and below it why they differ. */
export function comparisonTable(comparisons: readonly Comparison[]): string {
  return comparisons.map(partOf).join('\n');
}

function partOf({ own, others }: Comparison): string {
  const { agreement, service, period, until } = own;
  const running = until === period.end ? '' : `  until ${until}`;
  const title = `${agreement}  ${service}  ${period.name}  ${period.timeZone}${running}`;
  const name = ownName(own, others);
  const counts = [{ attainment: own, name: `${name} *` }, ...others.map(named)];
  const isCorrected = counts.some(({ attainment }) => attainment.withoutCorrections !== undefined);
  const rows = counts.map((count) => [...rowOf(count), ...(isCorrected ? [withoutFigures(count.attainment)] : [])]);
  const table = textTable([isCorrected ? [...HEAD, WITHOUT] : HEAD, ...rows]);
  const whose = name === own.method ? "the agreement's own method" : "the agreement's own, as it changed";
  return [title, table, `* ${whose}. What the others count differently:`, reasons(others)].join('\n\n');
}

function named({ attainment }: OtherCount): { attainment: Attainment; name: string } {
  return { attainment, name: attainment.method };
}

// A period in which the method changed is counted by each while it held, which is none of the others.
function ownName({ method, wordings = [], period }: Attainment, others: readonly OtherCount[]): string {
  const [first = { method }, ...later] = wordings.filter((it, index) => it.method !== wordings[index - 1]?.method);
  if (later.length > 0)
    return [first.method, ...later.map((it) => `${it.method} from ${since(it.from, period.timeZone)}`)].join(', ');
  const isRedefined = others.some(({ attainment }) => attainment.method === method);
  return isRedefined ? `${method}, redefined within the period` : method;
}

function rowOf({ attainment, name }: { attainment: Attainment; name: string }): string[] {
  const { availability, downtimeMs, agreedMs } = attainment;
  const percent = availability === null ? '–' : `${availability.percent} %`;
  return [name, percent, exactTime(downtimeMs), exactTime(agreedMs), wholeVerdict(attainment)];
}

function reasons(others: readonly OtherCount[]): string {
  const lines = others.flatMap(({ attainment, change, changes }) => [
    `${attainment.method}: ${changeWords(change)}`,
    ...changes.map((it) => `  ${differenceWords(it)}`),
  ]);
  return `${lines.join('\n')}\n`;
}
