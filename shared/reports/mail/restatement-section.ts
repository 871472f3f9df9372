import type { LateFact, RestatedFigures, RestatedService, Restatement } from '../../domain/restatement.ts';
import { clean } from '../clean.ts';
import { lostTime } from '../format.ts';
import { moment } from '../when.ts';
import { plural, VERDICT_NOUNS } from '../words.ts';
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
      notes: [`${weight(restatement)} Approved by ${clean(restatement.approvedBy)}: ${clean(restatement.reason, 200)}`],
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

const AT_MOST = 5;

/** What became known after the close, and what each of it changes. */
export function whatBecameKnown({ lateFacts }: RestatedService, timeZone: string): string {
  if (lateFacts.length === 0) return 'nothing new from monitoring: what changed is the catalogue or what was approved';
  const told = lateFacts.slice(0, AT_MOST).map((fact) => factText(fact, timeZone));
  const rest = lateFacts.length - told.length;
  return [...told, ...(rest > 0 ? [`and ${plural(rest, 'more fact')}`] : [])].join('; ');
}

function factText({ recordedAt, what, downtimeMs }: LateFact, timeZone: string): string {
  const effect =
    downtimeMs === 0 ? 'no downtime' : `${lostTime(Math.abs(downtimeMs))} ${downtimeMs > 0 ? 'more' : 'less'} downtime`;
  return `${moment(recordedAt, timeZone)}: ${what.map((it) => clean(it, 120)).join(', ')} (${effect})`;
}
