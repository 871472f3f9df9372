import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { budgetOf, gravest, type Stretch } from '../../shared/domain/verdict.ts';

const ONE_PERCENT = 10_000;

/** A stretch of which all is known; `down` in milliseconds. */
function stretch({
  agreed,
  down = 0,
  unknown = 0,
  target = '99.9',
}: {
  agreed: number;
  down?: number;
  unknown?: number;
  target?: string;
}): Stretch {
  return { agreedMs: agreed, uncertainMs: unknown, downtimeThousandths: down * 1000, target };
}

describe('the error budget', () => {
  it('is what the target leaves of the agreed time', () => {
    // 0.1 % of 1,000,000 ms is 1,000 ms.
    expect(budgetOf([stretch({ agreed: 1_000_000, down: 400 })], ONE_PERCENT)).toEqual({
      allowedMs: 1000,
      usedMs: 400,
      remainingMs: 600,
      verdict: 'met',
    });
  });

  it('goes below zero', () => {
    expect(budgetOf([stretch({ agreed: 1_000_000, down: 1400 })], ONE_PERCENT)).toMatchObject({ remainingMs: -400 });
  });

  it('is cut off, and what is used of it rounded up: never flattering', () => {
    // 0.1 % of 1,999 ms is 1.999 ms. Degraded time weighs a fraction: 0.4 ms used.
    const half: Stretch = { agreedMs: 1999, uncertainMs: 0, downtimeThousandths: 400, target: '99.9' };
    expect(budgetOf([half], ONE_PERCENT)).toEqual({ allowedMs: 1, usedMs: 1, remainingMs: 0, verdict: 'met' });
  });

  it('of a target that changes is the sum of both parts, before anything is cut off', () => {
    // 0.1 % of 1,500 ms is 1.5 ms; 0.05 % of 1,000 ms is 0.5 ms; together 2 ms.
    const parts = [stretch({ agreed: 1500 }), stretch({ agreed: 1000, down: 2, target: '99.95' })];
    expect(budgetOf(parts, ONE_PERCENT)).toMatchObject({ allowedMs: 2, usedMs: 2, verdict: 'met' });
  });
});

describe('the verdict', () => {
  const verdict = (what: Parameters<typeof stretch>[0], tolerance = ONE_PERCENT) =>
    budgetOf([stretch(what)], tolerance).verdict;

  it('at exactly the allowed downtime is met, and one millisecond later missed', () => {
    // A 31-day month has 2,678,400,000 ms; 0.1 % of it is 2,678,400 ms.
    expect(verdict({ agreed: 2_678_400_000, down: 2_678_400 })).toBe('met');
    expect(verdict({ agreed: 2_678_400_000, down: 2_678_401 })).toBe('missed');
  });

  it('does not round: 1.999 ms allowed are not 2', () => {
    expect(verdict({ agreed: 1999, down: 1 })).toBe('met');
    expect(verdict({ agreed: 1999, down: 2 })).toBe('missed');
  });

  it('of 100 % allows nothing', () => {
    expect(verdict({ agreed: 1000, down: 0, target: '100' })).toBe('met');
    expect(verdict({ agreed: 1000, down: 1, target: '100' })).toBe('missed');
  });

  it('of 0 % allows everything', () => {
    expect(verdict({ agreed: 1000, down: 1000, target: '0' })).toBe('met');
  });

  it('without agreed time is none', () => {
    expect(verdict({ agreed: 0 })).toBe('noAgreedTime');
  });

  it('is a miss when it would be one even had all unknown time been up', () => {
    // 1,000 ms in all, of which 900 unknown: 0.1 % of 1,000 is 1 ms, and 2 are down for certain.
    expect(verdict({ agreed: 100, down: 2, unknown: 900 })).toBe('missed');
  });

  it('is open when unknown time could have used up the budget', () => {
    // 1 % of 1,000 ms is 10: 6 down and 5 unknown could be 11.
    expect(verdict({ agreed: 995, down: 6, unknown: 5, target: '99' })).toBe('notMeasured');
    expect(verdict({ agreed: 995, down: 5, unknown: 5, target: '99' })).toBe('met');
  });

  it('is open when more is unknown than is tolerated, however large the budget', () => {
    // 1 % of 1,000 ms is 10.
    expect(verdict({ agreed: 990, unknown: 10, target: '50' })).toBe('met');
    expect(verdict({ agreed: 989, unknown: 11, target: '50' })).toBe('notMeasured');
  });

  it('compares a year of milliseconds exactly', () => {
    // 99.9999 % of 31,536,000,001 ms is 31,535,968,464.999999 ms: a millionth of a millisecond decides.
    const year = 31_536_000_001;
    const tolerance = 999_999;
    const ofYear = (unknown: number) => verdict({ agreed: year - unknown, unknown, target: '0' }, tolerance);
    expect(ofYear(31_535_968_464)).toBe('met');
    expect(ofYear(31_535_968_465)).toBe('notMeasured');
  });

  it('at the edge of the budget is exact for every target and length', () => {
    const decimals = fc.integer({ min: 0, max: 9 });
    const digits = fc.integer({ min: 0, max: 99_999_999 });
    fc.assert(
      fc.property(digits, decimals, fc.integer({ min: 1, max: 31_622_400_000 }), (number, places, agreed) => {
        const target = percent(number, places);
        const { allowedMs } = budgetOf([stretch({ agreed, target })], 0);
        const [units, all] = [BigInt(target.replace('.', '')), 100n * 10n ** BigInt(fractionOf(target).length)];
        expect(BigInt(allowedMs) * all).toBeLessThanOrEqual((all - units) * BigInt(agreed));
        expect((BigInt(allowedMs) + 1n) * all).toBeGreaterThan((all - units) * BigInt(agreed));
        expect(verdict({ agreed, down: allowedMs, target }, 0)).toBe('met');
        if (allowedMs < agreed) expect(verdict({ agreed, down: allowedMs + 1, target }, 0)).toBe('missed');
      }),
    );
  });
});

/** Any percentage up to 100 with so many decimals. */
function percent(number: number, places: number): string {
  const whole = number % 100;
  const fraction = String(number).padStart(9, '7').slice(0, places);
  return places === 0 ? String(whole) : `${whole}.${fraction}`;
}

function fractionOf(target: string): string {
  return target.split('.')[1] ?? '';
}

describe('over several targets', () => {
  it('the gravest verdict holds: missed, then not measured, then met', () => {
    expect(gravest(['met', 'missed', 'notMeasured'])).toBe('missed');
    expect(gravest(['met', 'notMeasured', 'noAgreedTime'])).toBe('notMeasured');
    expect(gravest(['noAgreedTime', 'met'])).toBe('met');
    expect(gravest(['noAgreedTime'])).toBe('noAgreedTime');
  });

  it('none means that there is nothing to miss', () => {
    expect(gravest([])).toBe('met');
  });
});
