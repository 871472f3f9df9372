import type { TimeClass } from '../domain/result.ts';
import type { OutageCost, Waterfall, WaterfallInterval, WaterfallStep } from '../domain/waterfall.ts';
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

/** The lines of a waterfall from top to bottom; each `=` is what is left of all lines above it, what is `of which` is part of the one above. */
export function waterfallLines(waterfall: Waterfall): WaterfallLine[] {
  const { periodMs, leftOut, agreedMs, downtime, upMs, countedAsUp } = waterfall;
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
    ...countedAsUp.map(partOfUp),
  ];
}

function partOfUp({ class: name, ms, intervals }: WaterfallStep): WaterfallLine {
  return { sign: '', name: `of which ${CLASS_NAMES[name]}, counted as up`, ms, intervals };
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
  const outages = it.outages.map(({ start, end, countedMs, budgetPercent, ...seen }) => {
    const share = budgetPercent === null ? '' : `  ${budgetPercent} % of the error budget`;
    return `  ${interval({ start, end }, timeZone)}  ${exactTime(countedMs)}${share}  ${seenBy(seen)}`;
  });
  const costs = outages.length === 0 ? '\nNo outages.\n' : `\nOutages\n${outages.join('\n')}\n`;
  return `${service}  ${agreement}  ${period}  ${timeZone}\n\n${lines.join('\n')}\n${costs}`;
}

/** Whose word made an outage, each at most `limit` characters long: its monitors, then corrections. */
export function seenBy(
  { monitors, corrections = [] }: Pick<OutageCost, 'monitors' | 'corrections'>,
  limit = 120,
): string {
  const named = [...monitors, ...corrections.map((id) => `correction ${id}`)];
  return named.map((name) => clean(name, limit)).join(', ');
}

export function intervalText({ start, end, ms, because }: WaterfallInterval, timeZone: string): string {
  const why = because === undefined ? '' : `  ${clean(because, 120)}`;
  return `${interval({ start, end }, timeZone)}  ${exactTime(ms)}${why}`;
}
