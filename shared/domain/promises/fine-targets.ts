import type { Catalogue, Service, Target } from '../catalogue.ts';
import { decimals, percentage, truncate } from '../decimal.ts';
import { lengthWords } from '../targets/promise.ts';
import { type AgreedTarget, agreedTargets } from './agreed-targets.ts';
import type { PromiseFinding } from './finding.ts';
import { usualAgreedMs } from './period-length.ts';

/** Targets that speak of less time than passes between two looks of the monitors. */
export function fineTargets(catalogue: Catalogue): PromiseFinding[] {
  return agreedTargets(catalogue).flatMap((agreed) => {
    const intervalMs = intervalOf(agreed.service, catalogue);
    const grain = grainOf(agreed, catalogue);
    if (grain === undefined || grain.ms === 0 || intervalMs <= grain.ms) return [];
    return {
      level: 'warning',
      lint: 'target-finer-than-probes',
      path: [...agreed.path, grain.key],
      message: `${grain.promise} of "${agreed.service.id}" leaves ${about(grain.ms)}, and its monitors look every ${lengthWords(intervalMs)}`,
      why: 'an outage of that length passes unseen, or one look that fails is already a miss',
      advice: adviceOf(agreed, { grainMs: grain.ms, intervalMs, agreedMs: usualAgreedMs(agreed.agreement, catalogue) }),
    };
  });
}

interface Grain {
  readonly ms: number;
  readonly key: string;
  readonly promise: string;
}

/** The time that a target leaves; undefined of targets that are not about time. */
function grainOf({ agreement, target }: AgreedTarget, catalogue: Catalogue): Grain | undefined {
  switch (target.kind) {
    case 'availability': {
      const { numerator, denominator } = percentage(target.target);
      const agreedMs = usualAgreedMs(agreement, catalogue);
      const ms = Number((BigInt(agreedMs) * (denominator - numerator)) / denominator);
      return { ms, key: 'target', promise: `${target.target} % of a ${periodWords(agreement.period)}` };
    }
    case 'longestOutage':
      return { ms: target.atMostMs, key: 'atMost', promise: 'The longest outage' };
    case 'downtime':
      return { ms: target.atMostMs, key: 'atMost', promise: 'The downtime' };
    case 'outages':
      return { ms: target.longerThanMs, key: 'longerThan', promise: 'The length of outages that count' };
    case 'requests':
    case 'latency':
    case 'mtbf':
    case 'coverage':
    case 'acknowledge':
    case 'restore':
      return undefined;
  }
}

function periodWords(period: string): string {
  return period.startsWith('rolling') ? `window of ${period.slice('rolling '.length, -1)} days` : period;
}

// To the second, cut off: what is left must not look like more.
function about(ms: number): string {
  return lengthWords(ms < 1_000 ? ms : ms - (ms % 1_000));
}

/**
 * How long an outage can pass before the service is seen down, if every monitor keeps its own time: one that is not known
 * to look at intervals is taken to see at once.
 */
function intervalOf({ monitors, rollUp }: Service, { sources }: Catalogue): number {
  const beats = new Map<string | undefined, number | undefined>(
    sources.map(({ id, heartbeat }) => [id, heartbeat?.everyMs]),
  );
  const intervals = monitors.map(({ everyMs, source }) => everyMs ?? beats.get(source) ?? 0).toSorted((a, b) => a - b);
  switch (rollUp.type) {
    case 'allDown':
      return intervals.at(-1) ?? 0;
    case 'atLeast':
      return intervals[rollUp.monitors - 1] ?? 0;
    case 'anyDown':
    case 'weighted':
    case 'monitorSeconds':
      return intervals[0] ?? 0;
  }
}

function adviceOf(
  { target }: { readonly target: Target },
  { grainMs, intervalMs, agreedMs }: { grainMs: number; intervalMs: number; agreedMs: number },
): string {
  const look = `let them look at least every ${about(grainMs)}`;
  if (target.kind !== 'availability' || intervalMs >= agreedMs) return look;
  const best = truncate(BigInt(agreedMs - intervalMs) * 100n, BigInt(agreedMs), decimals(target.target));
  return `${look}, or promise at most ${best} %`;
}
