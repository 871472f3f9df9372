import type { TargetResult } from '../domain/result.ts';
import { clean } from './clean.ts';
import { exactTime } from './format.ts';
import type { MeasuredService } from './target-lines.ts';

/** A word of a report and what it means. */
export interface Term {
  readonly term: string;
  readonly text: string;
}

/** The meaning of the numbers, in the words that stand beside them. */
const FORMULAS: readonly Term[] = [
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

/** The same, with what else the targets of these services are measured by. */
export function formulasOf(services: readonly MeasuredService[]): Term[] {
  const kinds = services.flatMap(({ attainment }) => attainment.targets.map(({ kind }) => kind));
  return [...FORMULAS, ...new Set(kinds.flatMap((kind) => OTHER_FORMULAS[kind] ?? []))];
}

const OUTAGES: Term = {
  term: 'Outage',
  text: 'an unbroken stretch of downtime; what lies in agreed time of the period is its length. Where unknown time could change the verdict there is none.',
};
const COUNTS: Term = {
  term: 'Requests',
  text: 'good ÷ total of what was counted in time that is agreed. Too few say nothing.',
};
const OTHER_FORMULAS: Readonly<Partial<Record<TargetResult['kind'], Term>>> = {
  outages: OUTAGES,
  longestOutage: OUTAGES,
  requests: COUNTS,
  latency: COUNTS,
  mtbf: { term: 'Time between outages', text: '(agreed time - downtime) ÷ number of outages.' },
  coverage: { term: 'Monitored time', text: '(agreed time - unknown time) ÷ agreed time, unknown time included.' },
};

/** `(44,700 min - 128 min) ÷ 44,700 min = 99.71 %` */
export function worked({ attainment: { agreedMs, downtimeMs, availability } }: MeasuredService): string {
  const agreed = exactTime(agreedMs);
  return `(${agreed} - ${exactTime(downtimeMs)}) ÷ ${agreed} = ${availability?.percent ?? '–'} %`;
}

/** The first twelve digits of a hash: enough to tell versions apart. */
export function shortHash(hash: string): string {
  return clean(hash, 100).slice(0, 12);
}
