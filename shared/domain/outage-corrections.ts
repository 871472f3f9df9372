import { parseInstant } from './instant.ts';
import { overlaps } from './interval.ts';
import type { CorrectionResult, Outage } from './result.ts';

/**
 * Ids of the corrections that say what the service was during an outage: its monitors alone do not tell why it is one. What
 * is reclassified of a service that it depends on is named only where no monitor saw anything.
 */
export function correctionsBehind(outage: Outage, corrections: readonly CorrectionResult[] = []): string[] {
  return corrections
    .filter(({ action, state }) => action === 'reclassify' && state === 'approved')
    .filter(({ service }) => service === undefined || outage.monitors.length === 0)
    .filter((correction) => meets(outage, correction))
    .map(({ correction }) => correction);
}

function meets(outage: Outage, { start, end }: CorrectionResult): boolean {
  if (start === undefined || end === undefined) return false;
  const until = outage.end === null ? Number.POSITIVE_INFINITY : parseInstant(outage.end);
  const reclassified = { start: parseInstant(start), end: parseInstant(end) };
  return overlaps({ start: parseInstant(outage.start), end: until }, reclassified);
}
