import type { AcknowledgeTarget, MaintenanceAllowance, RestoreTarget, Target } from '../catalogue.ts';

/**
 * A target as text: an availability in per cent, as the agreement says it; any other kind in words. They tell the targets
 * of a service apart, so no two of them may read the same.
 *
 * @example promiseOf({ kind: 'outages', atMost: 2, longerThanMs: 900_000 })  //=> 'at most 2 outages longer than 15 min'
 */
export function promiseOf(target: Target): string {
  switch (target.kind) {
    case 'availability':
      return target.target;
    case 'outages':
      return target.longerThanMs === 0
        ? `at most ${outages(target.atMost)}`
        : `at most ${outages(target.atMost)} longer than ${lengthWords(target.longerThanMs)}`;
    case 'longestOutage':
      return `no outage longer than ${lengthWords(target.atMostMs)}`;
    case 'downtime':
      return `at most ${lengthWords(target.atMostMs)} of downtime`;
    case 'requests':
      return `${target.target} % of ${target.indicator} succeed`;
    case 'latency':
      return `${target.target} % of ${target.indicator} in time`;
    case 'mtbf':
      return `at least ${lengthWords(target.atLeastMs)} between outages`;
    case 'coverage':
      return `${target.target} % of agreed time monitored`;
    case 'acknowledge':
    case 'restore':
      return clockPromise(target);
  }
}

function clockPromise({
  kind,
  target,
  priority,
  withinMs,
  clock,
  retroactive,
}: AcknowledgeTarget | RestoreTarget): string {
  const time = `${lengthWords(withinMs)}${clock === 'serviceHours' ? ' of service hours' : ''}`;
  return `${target} % of ${priority} ${CLOCK_ENDS[kind]} within ${time}${retroactive ? '' : ', from its rise on'}`;
}

const CLOCK_ENDS = { acknowledge: 'acknowledged', restore: 'restored' } as const;

function outages(count: number): string {
  return `${count} outage${count === 1 ? '' : 's'}`;
}

const UNITS = [
  { ms: 86_400_000, name: 'd' },
  { ms: 3_600_000, name: 'h' },
  { ms: 60_000, name: 'min' },
  { ms: 1_000, name: 's' },
  { ms: 1, name: 'ms' },
] as const;

/** A length of time exactly, as a contract words it: `lengthWords(5_400_000)  //=> '1 h 30 min'`. */
export function lengthWords(ms: number): string {
  let rest = ms;
  const parts = UNITS.flatMap((unit) => {
    const count = Math.floor(rest / unit.ms);
    rest -= count * unit.ms;
    return count === 0 ? [] : [`${count} ${unit.name}`];
  });
  return parts.length === 0 ? '0 min' : parts.join(' ');
}

/** `allowanceWords({ timeMs: 14_400_000, per: 'month' })  //=> '4 h a month'` */
export function allowanceWords({ timeMs, per }: MaintenanceAllowance): string {
  return `${lengthWords(timeMs)} a ${per}`;
}
