import type { Credits } from './catalogue.ts';
import { type Fraction, percentage } from './decimal.ts';
import type { CreditResult, Verdict } from './result.ts';

/**
 * What a credit is worked out from: times over the whole period, with all that is still to come taken as up. Unrounded, as
 * the verdict is: who rounds up the downtime and cuts off the budget charges for a target that was met.
 */
export interface CreditCase {
  readonly agreedMs: number;
  readonly downtimeThousandths: number;
  /** Downtime beyond the error budget, in thousandths of a millisecond; negative while some is left. */
  readonly beyond: Fraction;
  /** Of the availability target. */
  readonly verdict: Verdict;
}

/** What earlier periods of the same calendar month and year were credited, minor units. */
export interface CreditedBefore {
  readonly month: number;
  readonly year: number;
}

/** The amount of a credit and what it consists of, minor units. */
export type CreditAmount = Pick<CreditResult, 'amount' | 'tier' | 'units' | 'cappedBy' | 'uncapped'>;

/**
 * The service credit for a period: the percentage of the fee of the lowest tier that the attainment is below, plus an
 * amount for each started unit of downtime beyond the budget, up to the caps. What is not measured gives no credit by
 * itself.
 *
 * Exact until the end: then a fraction of a minor unit is rounded up, in the customer's favour, and a cap cut off.
 */
export function creditFor(credits: Credits, of: CreditCase, before: CreditedBefore): CreditAmount {
  const tier = of.verdict === 'notMeasured' ? undefined : tierOf(credits, of);
  const units = of.verdict === 'notMeasured' ? 0 : unitsBeyond(credits, of);
  const byTier = tier === undefined ? 0 : roundedUp(shareOf(credits.fee, percentage(tier.percent)));
  const owed = byTier + units * (credits.beyondBudget?.amount ?? 0);
  return { tier: tier ?? null, units, ...capped(owed, capsOf(credits, before)) };
}

// Tiers may overlap, as "below 99.9" and "below 99" do: the one that pays most holds.
function tierOf({ tiers }: Credits, of: CreditCase): Credits['tiers'][number] | undefined {
  const agreed = BigInt(of.agreedMs) * 1000n;
  const up = agreed - BigInt(of.downtimeThousandths);
  return tiers
    .filter(({ below }) => {
      const { numerator, denominator } = percentage(below);
      return up * denominator < numerator * agreed;
    })
    .toSorted((a, b) => compare(percentage(b.percent), percentage(a.percent)))[0];
}

function compare(a: Fraction, b: Fraction): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

function unitsBeyond({ beyondBudget }: Credits, { beyond }: CreditCase): number {
  if (beyondBudget === undefined || beyond.numerator <= 0n) return 0;
  const each = beyond.denominator * BigInt(beyondBudget.everyMs) * 1000n;
  return roundedUp({ numerator: beyond.numerator, denominator: each });
}

interface Cap {
  readonly by: 'month' | 'year';
  readonly left: number;
}

function capsOf({ fee, capPerMonth, capPerYear }: Credits, before: CreditedBefore): Cap[] {
  const left = (cap: Fraction, credited: number) => Math.max(0, Number(cutOff(shareOf(fee, cap))) - credited);
  return [
    ...(capPerMonth === undefined
      ? []
      : [{ by: 'month' as const, left: left(wholePercent(capPerMonth), before.month) }]),
    ...(capPerYear === undefined ? [] : [{ by: 'year' as const, left: left(wholePercent(capPerYear), before.year) }]),
  ];
}

function capped(owed: number, caps: readonly Cap[]): Pick<CreditAmount, 'amount' | 'cappedBy' | 'uncapped'> {
  const [tightest] = caps.toSorted((a, b) => a.left - b.left);
  if (tightest === undefined || owed <= tightest.left) return { amount: owed, cappedBy: null };
  return { amount: tightest.left, cappedBy: tightest.by, uncapped: owed };
}

/** A cap as a fraction of the fee. It may be above 100 %: three monthly fees a year are 300. */
export function wholePercent(text: string): Fraction {
  const [whole = '', fraction = ''] = text.split('.');
  return { numerator: BigInt(whole + fraction), denominator: 100n * 10n ** BigInt(fraction.length) };
}

function shareOf(fee: number, { numerator, denominator }: Fraction): Fraction {
  return { numerator: BigInt(fee) * numerator, denominator };
}

function roundedUp({ numerator, denominator }: Fraction): number {
  return Number((numerator + denominator - 1n) / denominator);
}

function cutOff({ numerator, denominator }: Fraction): bigint {
  return numerator / denominator;
}
