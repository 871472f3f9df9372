import { InvalidInputError, InvariantError } from './errors.ts';

/** An exact fraction, such as a percentage: `99.9` is 999 / 1000. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * The exact fraction of a percentage written as a decimal.
 *
 * @throws InvalidInputError unless it is a decimal from 0 to 100
 * @example percentage('99.9')  //=> { numerator: 999n, denominator: 1000n }
 */
export function percentage(text: string): Fraction {
  const match = /^(\d{1,3})(?:\.(\d{1,9}))?$/.exec(text);
  if (match === null) throw new InvalidInputError(`expected a percentage from 0 to 100, such as 99.9; got "${text}"`);
  const [, whole = '', decimals = ''] = match;
  const fraction = { numerator: BigInt(whole + decimals), denominator: 100n * 10n ** BigInt(decimals.length) };
  if (fraction.numerator > fraction.denominator) {
    throw new InvalidInputError(`expected a percentage from 0 to 100; got "${text}"`);
  }
  return fraction;
}

/** Digits behind the point of a decimal text: `decimals('99.95')  //=> 2`. */
export function decimals(text: string): number {
  return text.split('.')[1]?.length ?? 0;
}

/**
 * `numerator / denominator` with `digits` behind the point, cut off and never rounded up.
 *
 * @example truncate(998_999n, 10_000n, 2)  //=> '99.89'
 */
export function truncate(numerator: bigint, denominator: bigint, digits: number): string {
  if (denominator <= 0n || numerator < 0n) throw new InvariantError(`no ratio of ${numerator} to ${denominator}`);
  const scaled = (numerator * powerOfTen(digits)) / denominator;
  const text = scaled.toString().padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

// Raising takes as long as dividing.
const POWERS_OF_TEN = Array.from({ length: 25 }, (_, exponent) => 10n ** BigInt(exponent));

function powerOfTen(exponent: number): bigint {
  return POWERS_OF_TEN[exponent] ?? 10n ** BigInt(exponent);
}
