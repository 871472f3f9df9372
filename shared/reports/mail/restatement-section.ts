import type { RestatedFigures, Restatement } from '../../domain/restatement.ts';
import { clean } from '../clean.ts';
import { money } from '../credit-words.ts';
import { whatBecameKnown } from '../late-fact-words.ts';
import { VERDICT_NOUNS } from '../words.ts';
import { type ReportFacts, type Section, value } from './section.ts';

/** What this version changes of the one before, who approved it and why; none in a first version. */
export function restatementSections({ report, limit }: ReportFacts): Section[] {
  const { restatement, period } = report;
  if (restatement === undefined) return [];
  return [
    {
      title: `What changed since version ${report.version - 1}`,
      columns: [
        { label: 'Service' },
        { label: 'Before', align: 'right' },
        { label: 'Now', align: 'right' },
        { label: 'Points', align: 'right' },
        { label: 'What became known' },
      ],
      rows: restatement.services
        .slice(0, limit)
        .map((service) => [
          { text: clean(service.name, 60) },
          value(figuresText(service.before)),
          value(figuresText(service.after)),
          value(service.points ?? '–'),
          { text: whatBecameKnown(service, period.timeZone) },
        ]),
      empty: 'nothing.',
      notes: [
        ...creditChanges(restatement),
        `${weight(restatement)} Approved by ${clean(restatement.approvedBy)}: ${clean(restatement.reason, 200)}`,
      ],
    },
  ];
}

/** `99.97 %, met` */
export function figuresText(figures: RestatedFigures | null): string {
  if (figures === null) return '–';
  return `${figures.percent === null ? '–' : `${figures.percent} %`}, ${VERDICT_NOUNS[figures.verdict]}`;
}

export function weight({ isMaterial }: Pick<Restatement, 'isMaterial'>): string {
  return isMaterial
    ? 'Material: a verdict changes, or a result by more than 0.01 points.'
    : 'Not material: no verdict changes, and no result by more than 0.01 points.';
}

/** Service credits that it changes: `Service credit of Checkout: EUR 650.00 in place of none.` */
export function creditChanges({ services }: Pick<Restatement, 'services'>): string[] {
  return services
    .filter(({ before, after }) => before?.credit !== undefined || after?.credit !== undefined)
    .map(({ name, before, after }) => {
      const [was, is] = [before, after].map((figures) => (figures?.credit ? money(figures.credit) : 'none'));
      return `Service credit of ${clean(name, 60)}: ${is} in place of ${was}.`;
    });
}
