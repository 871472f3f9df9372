import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Credits } from '../../shared/domain/catalogue.ts';
import { type CreditCase, type CreditedBefore, creditFor } from '../../shared/domain/credit.ts';

const MINUTE = 60_000;

// EUR 5,000.00 a month: a tenth below 99.9 %, a quarter below 99 %.
const tiers: Credits = {
  currency: 'EUR',
  fee: 500_000,
  tiers: [
    { below: '99.9', percent: '10' },
    { below: '99', percent: '25' },
  ],
};
const halfHours = { amount: 5_000, everyMs: 30 * MINUTE };
const nothing: CreditedBefore = { month: 0, year: 0 };

/** October in UTC has 44,640 minutes; 99.9 % allows 44.64 of them, 99 % 446.4. */
function october(minutes: number, verdict: CreditCase['verdict'] = minutes > 44.64 ? 'missed' : 'met'): CreditCase {
  const downtimeMs = Math.round(minutes * MINUTE);
  return {
    agreedMs: 44_640 * MINUTE,
    downtimeThousandths: 1000 * downtimeMs,
    beyond: { numerator: 1000n * BigInt(downtimeMs - 44.64 * MINUTE), denominator: 1n },
    verdict,
  };
}

describe('a tier', () => {
  it.each([
    ['44 min down: 99.901 %', 44, 0],
    ['44.64 min down: just 99.9 %, which is not below it', 44.64, 0],
    ['a millisecond more', 44.64 + 1 / MINUTE, 50_000],
    ['128 min down: 99.71 %', 128, 50_000],
    ['446.4 min down: just 99 %', 446.4, 50_000],
    ['450 min down: 98.99 %', 450, 125_000],
  ])('%s', (_, minutes, amount) => {
    expect(creditFor(tiers, october(minutes), nothing).amount).toBe(amount);
  });

  it('is named with the amount', () => {
    expect(creditFor(tiers, october(128), nothing)).toEqual({
      amount: 50_000,
      tier: { below: '99.9', percent: '10' },
      units: 0,
      cappedBy: null,
    });
  });

  it('may be written in any order: the one that pays most holds', () => {
    const reversed = { ...tiers, tiers: tiers.tiers.toReversed() };
    expect(creditFor(reversed, october(450), nothing).amount).toBe(125_000);
  });
});

describe('an amount for each started half hour beyond the budget', () => {
  const units: Credits = { ...tiers, tiers: [], beyondBudget: halfHours };

  it.each([
    ['44.64 min down use up the budget and no more', 44.64, 0, 0],
    ['45 min are 0.36 beyond: one half hour', 45, 1, 5_000],
    ['74.64 min are 30 beyond: one', 74.64, 1, 5_000],
    ['128 min are 83.36 beyond: three', 128, 3, 15_000],
  ])('%s', (_, minutes, started, amount) => {
    expect(creditFor(units, october(minutes), nothing)).toMatchObject({ units: started, amount });
  });

  it('comes on top of the tier', () => {
    expect(creditFor({ ...tiers, beyondBudget: halfHours }, october(128), nothing).amount).toBe(65_000);
  });
});

describe('a cap', () => {
  const capped: Credits = { ...tiers, beyondBudget: halfHours, capPerMonth: '30', capPerYear: '100' };

  it('for the month cuts off what is above 30 % of the fee', () => {
    // 25 % are 1,250.00 and 14 half hours 700.00, together 1,950.00; 30 % are 1,500.00.
    expect(creditFor(capped, october(450), nothing)).toMatchObject({ units: 14, amount: 150_000, cappedBy: 'month' });
  });

  it('for the month counts what other periods of the month were credited', () => {
    expect(creditFor(capped, october(450), { month: 140_000, year: 140_000 }).amount).toBe(10_000);
  });

  it('for the year leaves what is not used of one fee', () => {
    const before = { month: 0, year: 480_000 };
    expect(creditFor(capped, october(128), before)).toMatchObject({ amount: 20_000, cappedBy: 'year' });
    expect(creditFor(capped, october(128), { month: 0, year: 600_000 }).amount).toBe(0);
  });

  it('may be more than one fee', () => {
    const before = { month: 0, year: 1_480_000 };
    expect(creditFor({ ...capped, capPerYear: '300' }, october(128), before).amount).toBe(20_000);
  });

  it('that is not reached is not named', () => {
    expect(creditFor(capped, october(128), nothing)).toMatchObject({ amount: 65_000, cappedBy: null });
  });
});

describe('fractions of a cent', () => {
  // 10 % of 3.33 are 0.333; 30 % are 0.999.
  const odd: Credits = { ...tiers, fee: 333 };

  it('of a credit are rounded up, in the customer’s favour', () => {
    expect(creditFor(odd, october(128), nothing).amount).toBe(34);
  });

  it('of a cap are cut off, so that nothing is above it', () => {
    const all = { ...odd, tiers: [{ below: '99.9', percent: '100' }], capPerMonth: '30' };
    expect(creditFor(all, october(128), nothing).amount).toBe(99);
  });
});

describe('what is not measured', () => {
  it('gives no credit by itself', () => {
    expect(creditFor({ ...tiers, beyondBudget: halfHours }, october(450, 'notMeasured'), nothing)).toEqual({
      amount: 0,
      tier: null,
      units: 0,
      cappedBy: null,
    });
  });

  it('nor does a period without agreed time', () => {
    const none: CreditCase = {
      agreedMs: 0,
      downtimeThousandths: 0,
      beyond: { numerator: 0n, denominator: 1n },
      verdict: 'noAgreedTime',
    };
    expect(creditFor(tiers, none, nothing).amount).toBe(0);
  });
});

describe('whatever is agreed', () => {
  const percent = fc.integer({ min: 0, max: 10_000 }).map((it) => (it / 100).toFixed(2));
  const amount = fc.integer({ min: 0, max: 10_000_000 });
  const agreed: fc.Arbitrary<Credits> = fc.record({
    currency: fc.constant('EUR'),
    fee: amount,
    tiers: fc.array(fc.record({ below: percent, percent }), { maxLength: 4 }),
    beyondBudget: fc.record({ amount, everyMs: fc.integer({ min: 1, max: 86_400_000 }) }),
    capPerMonth: percent,
    capPerYear: percent,
  });
  const minutes = fc.integer({ min: 0, max: 44_640 });
  const credited = fc.record({ month: amount, year: amount });

  it('a credit never falls when downtime grows', () => {
    fc.assert(
      fc.property(agreed, minutes, minutes, credited, (credits, one, other, before) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        const [small, large] = [less, more].map((it) => creditFor(credits, october(it), before).amount);
        expect(small).toBeLessThanOrEqual(large ?? Number.NaN);
      }),
    );
  });

  it('a credit is never above its caps, nor below nothing, nor a fraction', () => {
    fc.assert(
      fc.property(agreed, minutes, credited, (credits, down, before) => {
        const { amount: given } = creditFor(credits, october(down), before);
        expect(Number.isSafeInteger(given)).toBe(true);
        expect(given).toBeGreaterThanOrEqual(0);
        for (const [cap, already] of [
          [credits.capPerMonth, before.month],
          [credits.capPerYear, before.year],
        ] as const) {
          if (already > 0 && given === 0) continue;
          // In hundredths of a per cent, so that the test multiplies whole numbers.
          expect(BigInt(given + already) * 10_000n).toBeLessThanOrEqual(
            BigInt(credits.fee) * BigInt(Math.round(Number(cap) * 100)),
          );
        }
      }),
    );
  });
});
