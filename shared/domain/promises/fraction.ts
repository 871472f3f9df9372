import type { Fraction } from '../decimal.ts';

const ONE: Fraction = { numerator: 1n, denominator: 1n };

export function isLess(a: Fraction, b: Fraction): boolean {
  return a.numerator * b.denominator < b.numerator * a.denominator;
}

export function product(fractions: readonly Fraction[]): Fraction {
  return fractions.reduce(
    (all, { numerator, denominator }) => ({
      numerator: all.numerator * numerator,
      denominator: all.denominator * denominator,
    }),
    ONE,
  );
}

/**
 * The probability that at least so many of several things are there that are there independently of each other, each with
 * a probability of its own.
 *
 * @example atLeast(1, [{ numerator: 9n, denominator: 10n }, { numerator: 9n, denominator: 10n }])  //=> 99 / 100
 */
export function atLeast(count: number, probabilities: readonly Fraction[]): Fraction {
  // At place k the ways, over the common denominator, in which k of those that were looked at are there.
  let ways: bigint[] = [1n];
  for (const { numerator, denominator } of probabilities) {
    const missing = denominator - numerator;
    ways = Array.from(
      { length: ways.length + 1 },
      (_, k) => (ways[k] ?? 0n) * missing + (ways[k - 1] ?? 0n) * numerator,
    );
  }
  const denominator = probabilities.reduce((all, it) => all * it.denominator, 1n);
  return { numerator: ways.slice(count).reduce((sum, it) => sum + it, 0n), denominator };
}
