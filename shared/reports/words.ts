import type { AgreementKind } from '../domain/catalogue.ts';
import type { NotCounted, TimeClass, UnknownCause } from '../domain/result.ts';
import { ratioPercent } from './format.ts';
import type { ToldVerdict } from './target-lines.ts';

/** The one-character verdicts of a row of periods, and what a legend says of them. */
export const SYMBOLS: Readonly<Record<ToldVerdict | 'none', string>> = {
  met: 'o',
  metAfterExclusions: 'o',
  missed: 'X',
  notMeasured: '.',
  noAgreedTime: '-',
  none: '-',
};

export const SYMBOL_LEGEND = 'o met, X missed, . not measured, - no figure';

export const VERDICT_NOUNS: Readonly<Record<ToldVerdict | 'none', string>> = {
  met: 'met',
  metAfterExclusions: 'met after exclusions',
  missed: 'missed',
  notMeasured: 'not measured',
  noAgreedTime: 'no agreed time',
  none: 'no figure',
};

export type Tone = 'good' | 'bad' | 'unsure';

/** The colour that goes with a verdict's words, never in place of them. */
export const TONES: Readonly<Record<ToldVerdict, Tone>> = {
  met: 'good',
  metAfterExclusions: 'good',
  missed: 'bad',
  notMeasured: 'unsure',
  noAgreedTime: 'unsure',
};

export const KIND_NAMES: Readonly<Record<AgreementKind, string>> = {
  sla: 'SLA',
  ola: 'OLA',
  supplier: 'supplier agreement',
};

export const CLASS_NAMES: Readonly<Record<TimeClass, string>> = {
  notInForce: 'not in force',
  outOfHours: 'outside service hours',
  excluded: 'excluded',
  maintenance: 'maintenance',
  unknown: 'unknown',
  down: 'down',
  degraded: 'degraded',
  up: 'up',
};

export const CLASS_MEANINGS: Readonly<Record<TimeClass, string>> = {
  notInForce: 'The agreement does not apply.',
  outOfHours: 'No service is agreed at these hours.',
  excluded: 'Approved exclusions from the agreement.',
  maintenance: 'Announced in time, within its allowance.',
  unknown: 'Monitoring did not see the service.',
  down: 'Counted as downtime.',
  degraded: 'Slow or partly failing.',
  up: 'Working.',
};

export const NOT_COUNTED_NAMES: Readonly<Record<NotCounted['class'], string>> = {
  maintenance: 'announced maintenance',
  excluded: 'approved exclusion',
};

export const CAUSE_NAMES: Readonly<Record<UnknownCause, string>> = {
  reported: 'reported unknown, or an alert no longer repeated',
  feedSilent: 'the monitoring feed was silent',
  neverSeen: 'the monitor has never reported',
  pending: 'the check was pending',
  noMonitor: 'the service has no monitor',
};

/** Lowest and highest possible result with the digits that the percentage has, cut off. */
export function boundWords({ percent, low, high }: { percent: string; low: string; high: string }): {
  low: string;
  high: string;
} {
  const digits = percent.split('.')[1]?.length ?? 0;
  return { low: ratioPercent(low, digits), high: ratioPercent(high, digits) };
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `plural(1, 'outage')  //=> '1 outage'`, `plural(3, 'outage')  //=> '3 outages'` */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `inWords(['a', 'b', 'c'])  //=> 'a, b and c'` */
export function inWords(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}
