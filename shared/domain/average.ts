import { type Condition, DOWN, partlyDown, thousandthsDown, unknownCause } from './condition.ts';

/**
 * Weights as whole thousandths that add up to one: each is cut off, and what is left over goes one by one to the first.
 *
 * @example thousandths([1, 1, 1])  //=> [334, 333, 333]
 */
export function thousandths(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const cut = weights.map((weight) => Math.floor((1000 * weight) / sum));
  const left = 1000 - cut.reduce((total, share) => total + share, 0);
  return cut.map((share, index) => (index < left ? share + 1 : share));
}

/**
 * What conditions come to by their shares, which add up to 1000: down if all are, and else down in part. If one is not
 * known nothing is. What is less than a thousandth counts as one.
 */
export function average(conditions: readonly Condition[], shares: readonly number[]): Condition {
  const unknown = conditions.filter((it) => unknownCause(it) !== undefined);
  if (unknown.length > 0) return Math.max(...unknown);
  if (conditions.every((it) => it === DOWN)) return DOWN;
  const millionths = conditions.reduce((sum, it, index) => sum + badness(it) * (shares[index] ?? 0), 0);
  return millionths === 0 ? Math.max(...conditions) : partlyDown(Math.ceil(millionths / 1000));
}

function badness(condition: Condition): number {
  return condition === DOWN ? 1000 : (thousandthsDown(condition) ?? 0);
}
