import type { Evidence } from '../../domain/improvement.ts';
import { turnedWords } from '../finding-words.ts';
import { localPath } from '../paths.ts';
import { day } from '../when.ts';
import { plural } from '../words.ts';
import { type ReportFacts, type Section, value } from './section.ts';

/** What is being done: item, owner, due date. */
export function improvementSection({ report, limit, web }: ReportFacts): Section {
  const { improvements, period } = report;
  const hidden = improvements.length - limit;
  return {
    title: 'Improvement',
    columns: [{ label: 'Item' }, { label: 'Due' }, { label: 'Owner' }, { label: 'What' }],
    rows: improvements.slice(0, limit).map((item) => {
      const own = item.evidence.find((it) => it.period === period.name);
      const href = `${web}${localPath((own ?? item.evidence[0])?.link ?? '/improvements')}`;
      return [
        { text: item.id, href, whole: true },
        value(item.state === 'closed' ? 'closed' : day(item.dueAt, period.timeZone)),
        { text: item.owner.name },
        { text: `${item.title} (seen by ${item.cause}${turned(own)})` },
      ];
    }),
    empty: 'no item is open.',
    notes: hidden > 0 ? [`${plural(hidden, 'more item')} on the web pages.`] : [],
  };
}

// What was counted after it was raised.
function turned(evidence: Evidence | undefined): string {
  const words = evidence && turnedWords(evidence);
  return words === undefined ? '' : `; counted again: ${words}`;
}
