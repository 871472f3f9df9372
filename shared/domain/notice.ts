import { digest } from './digest.ts';
import type { Attainment, TargetResult } from './result.ts';

/** Something that somebody must hear of: a target in danger or lost. Its id says what it is about, so it is told once. */
export interface Notice {
  readonly id: string;
  readonly type: 'SlaAtRisk' | 'SlaBreached';
  readonly agreement: string;
  readonly service: string;
  readonly period: string;
  readonly kind: TargetResult['kind'];
  readonly target: string;
  /** The monitor behind most of the counted downtime. */
  readonly cause: string;
  readonly allowedMs: number;
  readonly usedMs: number;
}

/** A target is at risk once this share of its budget is used. */
const AT_RISK_SHARE = 0.75;

/** The cause when no monitor saw the downtime: a method may count unwatched time as down. */
const NO_MONITOR = 'no monitor';

/** What an attainment gives cause to say. The same cause in the same period has the same id, whatever the figures. */
export function noticesOf(attainment: Attainment): Notice[] {
  const { agreement, service, period, targets } = attainment;
  const cause = mainCause(attainment) ?? NO_MONITOR;
  return targets.flatMap(({ kind, target, verdict, allowedMs, usedMs }) => {
    const type = noticeType({ verdict, allowedMs, usedMs });
    if (type === undefined) return [];
    const about = { type, agreement, service, period: period.name, kind, cause };
    return [{ id: digest(about), ...about, target, allowedMs, usedMs }];
  });
}

function noticeType({
  verdict,
  allowedMs,
  usedMs,
}: Pick<TargetResult, 'verdict' | 'allowedMs' | 'usedMs'>): Notice['type'] | undefined {
  if (verdict === 'missed') return 'SlaBreached';
  return isAtRisk({ allowedMs, usedMs }) ? 'SlaAtRisk' : undefined;
}

/** Whether so much of a budget is used that the target is in danger. */
export function isAtRisk({ allowedMs, usedMs }: Pick<TargetResult, 'allowedMs' | 'usedMs'>): boolean {
  return usedMs > 0 && usedMs >= allowedMs * AT_RISK_SHARE;
}

/** The monitor with the most counted downtime; of equals, the first by name. */
export function mainCause({ outages }: Pick<Attainment, 'outages'>): string | undefined {
  const counted = new Map<string, number>();
  for (const { monitors, countedMs } of outages) {
    for (const id of monitors) counted.set(id, (counted.get(id) ?? 0) + countedMs);
  }
  return [...counted].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0];
}
