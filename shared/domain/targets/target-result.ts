import type { Target } from '../catalogue.ts';
import type { TargetResult } from '../result.ts';
import { availabilityResult } from './availability.ts';
import { acknowledgeResult, restoreResult } from './clocked.ts';
import { latencyResult, requestsResult } from './count-share.ts';
import { coverageResult } from './coverage.ts';
import { downtimeResult } from './downtime.ts';
import { longestOutageResult } from './longest-outage.ts';
import { type Measured, underWording } from './measured.ts';
import { mtbfResult } from './mtbf.ts';
import { outagesResult } from './outages.ts';

/**
 * What a target came to. An availability may change within the period, each part with its own percentage; any other
 * target is judged over the terms that have it in this very wording.
 */
export function targetResult(target: Target, measured: Measured): TargetResult {
  if (target.kind === 'availability') return availabilityResult(target, measured);
  const own = underWording(target, measured);
  switch (target.kind) {
    case 'outages':
      return outagesResult(target, own);
    case 'longestOutage':
      return longestOutageResult(target, own);
    case 'downtime':
      return downtimeResult(target, own);
    case 'requests':
      return requestsResult(target, own);
    case 'latency':
      return latencyResult(target, own);
    case 'mtbf':
      return mtbfResult(target, own);
    case 'coverage':
      return coverageResult(target, own);
    case 'acknowledge':
      return acknowledgeResult(target, own);
    case 'restore':
      return restoreResult(target, own);
  }
}
