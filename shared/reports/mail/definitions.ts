import { clean } from '../clean.ts';
import { exactTime } from '../format.ts';
import type { MeasuredService } from '../target-lines.ts';
import type { ReportFacts, Term } from './section.ts';

/** How the numbers were made: what the words mean, one worked line, and what fixes method and data. */
export function definitions({ report, lines }: ReportFacts): Term[] {
  const first = lines.find(({ service }) => service.attainment.availability !== null)?.service;
  return [
    ...FORMULAS,
    ...(first === undefined ? [] : [{ term: `So for ${first.name}`, text: worked(first) }]),
    { term: 'Method', text: methodsOf(report.services) },
    { term: 'Catalogue', text: short(report.catalogue) },
    { term: 'Engine', text: clean(report.engine, 60) },
    { term: 'Report', text: `${clean(report.id, 100)}, version ${report.version}` },
  ];
}

/** The meaning of the numbers, in the words that stand beside them. */
export const FORMULAS: readonly Term[] = [
  {
    term: 'Agreed time',
    text: 'the period without time when the agreement is not in force, hours that are not agreed, approved exclusions, and announced maintenance and unknown time as the method says.',
  },
  { term: 'Availability', text: '(agreed time - downtime) ÷ agreed time.' },
  { term: 'Allowed', text: '(100 % - target) of the agreed time of the whole period.' },
  {
    term: 'Rounding',
    text: 'verdicts compare exact milliseconds. Percentages are cut off, never rounded up. Time used or lost is rounded up; time allowed, left or missed by is cut off.',
  },
];

/** `(44,700 min - 128 min) ÷ 44,700 min = 99.71 %` */
export function worked({ attainment: { agreedMs, downtimeMs, availability } }: MeasuredService): string {
  const agreed = exactTime(agreedMs);
  return `(${agreed} - ${exactTime(downtimeMs)}) ÷ ${agreed} = ${availability?.percent ?? '–'} %`;
}

/** The first twelve digits of a hash: enough to tell versions apart. */
export function short(hash: string): string {
  return clean(hash, 100).slice(0, 12);
}

function methodsOf(services: readonly MeasuredService[]): string {
  const methods = services.map(({ attainment }) => `${clean(attainment.method, 40)} (${short(attainment.methodHash)})`);
  return [...new Set(methods)].sort().join(', ');
}
