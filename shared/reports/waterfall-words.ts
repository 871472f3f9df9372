import type { TimeClass } from '../domain/result.ts';
import type { Waterfall, WaterfallInterval, WaterfallStep } from '../domain/waterfall.ts';
import { clean } from './clean.ts';
import { exactTime } from './format.ts';
import { interval } from './when.ts';
import { CLASS_NAMES } from './words.ts';

/** One line of the sum: `sign` says whether it is taken away, or what is left after all above. */
export interface WaterfallLine {
  readonly sign: '' | '−' | '=';
  readonly name: string;
  readonly ms: number;
  readonly intervals: readonly WaterfallInterval[];
}

/** The lines of a waterfall from top to bottom; each `=` is what is left of all lines above it. */
export function waterfallLines({ periodMs, leftOut, agreedMs, downtime, upMs }: Waterfall): WaterfallLine[] {
  const taken = ({ class: name, ms, intervals }: WaterfallStep, more = ''): WaterfallLine => ({
    sign: '−',
    name: `${CLASS_NAMES[name]}${more}`,
    ms,
    intervals,
  });
  return [
    { sign: '', name: 'period', ms: periodMs, intervals: [] },
    ...leftOut.map((step) => taken(step)),
    { sign: '=', name: 'agreed time', ms: agreedMs, intervals: [] },
    ...downtime.map((step) => taken(step, LOST[step.class] ?? '')),
    { sign: '=', name: 'up', ms: upMs, intervals: [] },
  ];
}

const LOST: Readonly<Partial<Record<TimeClass, string>>> = {
  degraded: ', as far as it counts as down',
  unknown: ', counted as down',
  maintenance: ', counted as down',
};

export interface ExplainedPlace {
  readonly agreement: string;
  readonly service: string;
  readonly period: string;
}

/** The sum, the intervals of every line, and what each outage cost, for a terminal. */
export function waterfallText({ agreement, service, period }: ExplainedPlace, it: Waterfall, timeZone: string): string {
  const lines = waterfallLines(it).map(({ sign, name, ms, intervals }) =>
    [
      `${sign.padEnd(1)} ${name.padEnd(44)} ${exactTime(ms).padStart(20)}`,
      ...intervals.map((each) => `    ${intervalText(each, timeZone)}`),
    ].join('\n'),
  );
  const outages = it.outages.map(({ start, end, countedMs, budgetPercent, monitors }) => {
    const share = budgetPercent === null ? '' : `  ${budgetPercent} % of the error budget`;
    return `  ${interval({ start, end }, timeZone)}  ${exactTime(countedMs)}${share}  ${monitors.map((id) => clean(id)).join(', ')}`;
  });
  const costs = outages.length === 0 ? '\nNo outages.\n' : `\nOutages\n${outages.join('\n')}\n`;
  return `${service}  ${agreement}  ${period}  ${timeZone}\n\n${lines.join('\n')}\n${costs}`;
}

export function intervalText({ start, end, ms, because }: WaterfallInterval, timeZone: string): string {
  const why = because === undefined ? '' : `  ${clean(because, 120)}`;
  return `${interval({ start, end }, timeZone)}  ${exactTime(ms)}${why}`;
}
