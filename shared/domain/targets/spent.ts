import type { AcknowledgeResult, ClockedIncident, RestoreResult, TargetResult } from '../result.ts';

/** How much of what a target allows was used: time, or a number of outages, of failed or of slow requests. */
export type Spent =
  | { readonly allowedMs: number; readonly usedMs: number }
  | { readonly allowed: number; readonly used: number };

export function spentOf(result: TargetResult): Spent {
  switch (result.kind) {
    case 'availability':
    case 'longestOutage':
    case 'downtime':
    case 'coverage':
      return { allowedMs: result.allowedMs, usedMs: result.usedMs };
    case 'outages':
      return { allowed: result.atMost, used: result.count };
    case 'requests':
    case 'latency':
      return { allowed: result.allowed, used: result.total - result.good };
    case 'mtbf':
      return { allowed: result.allowed, used: result.outages };
    case 'acknowledge':
    case 'restore':
      return { allowed: result.allowed, used: result.late };
  }
}

/** Only the amounts of what says more. */
export function amountsOf(spent: Spent): Spent {
  return 'usedMs' in spent
    ? { allowedMs: spent.allowedMs, usedMs: spent.usedMs }
    : { allowed: spent.allowed, used: spent.used };
}

/** The same as two numbers of one unit, for comparing. */
export function sharesOf(spent: Spent): { allowed: number; used: number } {
  return 'usedMs' in spent ? { allowed: spent.allowedMs, used: spent.usedMs } : spent;
}

/** A target is at risk once this share of what it allows is used. */
const AT_RISK_SHARE = 0.75;

/** Whether so much of what is allowed is used that the target is in danger, if not lost. */
export function isAtRisk(result: TargetResult): boolean {
  const { allowed, used } = sharesOf(atStake(result));
  return used > 0 && used >= allowed * AT_RISK_SHARE;
}

// Outages that are over do not grow any more, and too few requests say nothing.
function atStake(result: TargetResult): Spent {
  if (result.kind === 'longestOutage') return { allowedMs: result.allowedMs, usedMs: result.lastingMs };
  if ((result.kind === 'requests' || result.kind === 'latency') && result.verdict === 'notMeasured') {
    return { allowed: 0, used: 0 };
  }
  if (isClocked(result)) return { allowed: result.allowed, used: result.late + nearlyLate(result.incidents) };
  return spentOf(result);
}

/** Whether a target that is missed so far may yet be met: used time and outages only grow, a share may recover. */
export function mayRecover(result: TargetResult): boolean {
  return result.kind === 'requests' || result.kind === 'latency' || isClocked(result);
}

/** Whether the clocks of incidents are what it is about. */
export function isClocked(result: TargetResult): result is AcknowledgeResult | RestoreResult {
  return result.kind === 'acknowledge' || result.kind === 'restore';
}

// An incident that runs is a risk before its time is over: that is when something can be done.
function nearlyLate(incidents: readonly ClockedIncident[]): number {
  return incidents.filter(({ state, usedMs, allowedMs }) => state === 'pending' && usedMs >= allowedMs * AT_RISK_SHARE)
    .length;
}
