import { decimals, percentage, truncate } from '../domain/decimal.ts';
import type { Attainment, NotCounted, TargetResult } from '../domain/result.ts';

/** What a met target would have been if nothing had been left out. */
export interface ExclusionEffect {
  /** Bad time inside maintenance and exclusions, ms. */
  readonly badMs: number;
  readonly classes: readonly NotCounted['class'][];
  /** The result with that time counted, cut off. */
  readonly grossPercent: string;
}

/**
 * Whether a met availability target holds only because maintenance or exclusions do not count; null if it holds either way.
 *
 *     gross = (agreed + left out - downtime - bad time left out) ÷ (agreed + left out)
 *
 * 10,000 min agreed without downtime, 60 min of maintenance of which 20 min down: (10,060 - 20) ÷ 10,060 = 99.80 %,
 * which misses 99.9 %. Where the method keeps maintenance in the agreed time it is not added a second time.
 */
export function exclusionEffect(attainment: Attainment, target: TargetResult): ExclusionEffect | null {
  if (target.kind !== 'availability') return null;
  const bad = attainment.notCounted.filter(({ badMs }) => badMs > 0);
  const badMs = sum(bad.map((it) => it.badMs));
  const gross = grossTime(attainment);
  const upMs = Math.max(0, gross - attainment.downtimeMs - badMs);
  if (target.verdict !== 'met' || badMs === 0 || gross === 0 || meets(upMs, gross, target.target)) return null;
  const digits = decimals(attainment.availability?.percent ?? '0.00');
  const classes = [...new Set(bad.map((it) => it.class))];
  return { badMs, classes, grossPercent: truncate(100n * BigInt(upMs), BigInt(gross), digits) };
}

function grossTime({ agreedMs, notCounted, ms }: Attainment): number {
  return Math.min(agreedMs + sum(notCounted.map((it) => it.ms)), ms.period - ms.notInForce - ms.outOfHours);
}

function meets(upMs: number, wholeMs: number, target: string): boolean {
  const { numerator, denominator } = percentage(target);
  return BigInt(upMs) * denominator >= BigInt(wholeMs) * numerator;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, it) => total + it, 0);
}
