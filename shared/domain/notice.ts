import { digest } from './digest.ts';
import { isRolling } from './period-kind.ts';
import type { Attainment, TargetResult } from './result.ts';
import { isAtRisk, mayRecover, type Spent, spentOf } from './targets/spent.ts';

/** Something that somebody must hear of: a target in danger or lost. Its id says what it is about, so it is told once. */
export type Notice = Spent & {
  readonly id: string;
  readonly type: 'SlaAtRisk' | 'SlaBreached';
  readonly agreement: string;
  readonly service: string;
  readonly period: string;
  readonly kind: TargetResult['kind'];
  readonly target: string;
  /** The monitor behind most of the counted downtime, or what else the target is measured by. */
  readonly cause: string;
};

/** The cause when no monitor saw the downtime: a method may count unwatched time as down. */
const NO_MONITOR = 'no monitor';

/** What an attainment gives cause to say. The same cause in the same period has the same id, whatever the figures. */
export function noticesOf(attainment: Attainment): Notice[] {
  const { agreement, service, period, targets } = attainment;
  return targets.flatMap((result) => {
    const type = noticeType(result, attainment);
    if (type === undefined) return [];
    const { kind, target } = result;
    const about = { type, agreement, service, period: period.name, kind, cause: causeOf(result, attainment) };
    const toldIn = tellingPeriod(period.name);
    return [{ id: digest({ ...about, period: toldIn, ...identityOf(result) }), ...about, target, ...spentOf(result) }];
  });
}

// A rolling window is another one every day, with yesterday's outage still in it: that is told once a month.
function tellingPeriod(name: string): string {
  return isRolling(name) ? `${name.slice(0, 7)}${name.slice(10)}` : name;
}

/** What tells a target from others of its kind. Of availability there is one, however it is worded. */
export function identityOf({ kind, target }: Pick<TargetResult, 'kind' | 'target'>): { target?: string } {
  return kind === 'availability' ? {} : { target };
}

// While the period runs, what may yet be met is at risk and not lost.
function noticeType(result: TargetResult, { until, period }: Attainment): Notice['type'] | undefined {
  const isMissed = result.verdict === 'missed';
  if (isMissed && (until === period.end || !mayRecover(result))) return 'SlaBreached';
  return isMissed || isAtRisk(result) ? 'SlaAtRisk' : undefined;
}

/** What a missed target is blamed on. */
export function causeOf(result: TargetResult, attainment: Attainment): string {
  switch (result.kind) {
    case 'availability':
    case 'outages':
    case 'longestOutage':
    case 'downtime':
    case 'mtbf':
      return mainCause(attainment) ?? NO_MONITOR;
    case 'requests':
    case 'latency':
      return result.indicator;
    case 'coverage':
      return 'monitoring';
    case 'acknowledge':
    case 'restore':
      return `${result.priority} incidents`;
  }
}

/** The monitor with the most counted downtime; of equals, the first by name. */
export function mainCause({ outages }: Pick<Attainment, 'outages'>): string | undefined {
  const counted = new Map<string, number>();
  for (const { monitors, countedMs } of outages) {
    for (const id of monitors) counted.set(id, (counted.get(id) ?? 0) + countedMs);
  }
  return [...counted].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0];
}
