import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  budgetWords,
  exactTime,
  lostMinutes,
  lostTime,
  overBy,
  ratioPercent,
  roughTime,
  share,
  spelled,
  timeLeft,
  usedOf,
} from '../../shared/reports/format.ts';

const MINUTE = 60_000;

describe('a downtime budget', () => {
  it('reads as in the sample: 0.1 % of 44,640 minutes is 44.64, 128 used is 83.36 too many', () => {
    expect(budget(2_678_400, 128 * MINUTE)).toEqual({
      allowed: '44 min',
      used: '128 min',
      remaining: '83 min',
      over: true,
    });
  });

  it('cuts off what is allowed and left, and rounds up what was used', () => {
    // 44.64 allowed, 11.2 used, 33.44 left
    expect(budget(2_678_400, 672_000)).toEqual({ allowed: '44 min', used: '12 min', remaining: '33 min', over: false });
  });

  it('turns to seconds where whole minutes would show a met target as overspent', () => {
    // 44.64 allowed, 44.5 used: "45 of 44 min" would be a lie
    expect(budget(2_678_400, 2_670_000)).toMatchObject({ allowed: '44 min 38 s', used: '44 min 30 s', over: false });
  });

  it('turns to milliseconds where even seconds would', () => {
    expect(budget(2_678_400, 2_678_100)).toMatchObject({ allowed: '44 min 38.400 s', used: '44 min 38.100 s' });
  });

  it('is shown to the second when it is below ten minutes', () => {
    // 99.99 % of 44,640 minutes allows 4.464 minutes
    expect(budget(267_840, 61_001)).toMatchObject({ allowed: '4 min 27 s', used: '1 min 2 s' });
  });

  it('of 100 % allows nothing', () => {
    expect(budget(0, 128 * MINUTE)).toEqual({ allowed: '0 min', used: '128 min', remaining: '128 min', over: true });
  });

  it('missed by a moment is not missed by 0', () => {
    expect(budget(2_678_400, 2_678_401)).toMatchObject({ remaining: 'less than 1 s', over: true });
  });
});

describe('no printed budget flatters', () => {
  const ms = fc.oneof(
    fc.integer({ min: 0, max: 5_000 }),
    fc.integer({ min: 0, max: 3_000_000 }),
    fc.integer({ min: 0, max: 2_000_000_000 }),
  );
  const pair = fc.oneof(
    fc.tuple(ms, ms),
    fc.tuple(ms, fc.integer({ min: -2_000, max: 2_000 })).map(([a, d]) => [a, Math.max(0, a + d)] as const),
  );

  it('used is at least what was used, allowed and left are at most what they are', () => {
    fc.assert(
      fc.property(pair, ([allowedMs, usedMs]) => {
        const words = budget(allowedMs, usedMs);
        expect(read(words.used)).toBeGreaterThanOrEqual(usedMs);
        expect(read(words.allowed)).toBeLessThanOrEqual(allowedMs);
        if (words.remaining !== 'less than 1 s')
          expect(read(words.remaining)).toBeLessThanOrEqual(Math.abs(allowedMs - usedMs));
      }),
      { numRuns: 5_000 },
    );
  });

  it('used is printed above allowed if, and only if, it is above', () => {
    fc.assert(
      fc.property(pair, ([allowedMs, usedMs]) => {
        const words = budget(allowedMs, usedMs);
        expect(read(words.used) > read(words.allowed)).toBe(usedMs > allowedMs);
        expect(words.over).toBe(usedMs > allowedMs);
      }),
      { numRuns: 5_000 },
    );
  });

  it('a miss is never printed as 0', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000_000 }), (late) => {
        expect(overBy(late)).not.toMatch(/^0/);
      }),
    );
  });
});

describe('a percentage', () => {
  it('is cut off, never rounded', () => {
    expect(ratioPercent('0.998999', 2)).toBe('99.89');
    expect(ratioPercent('0.99999999999999999999', 2)).toBe('99.99');
    expect(ratioPercent('0.99713261648745519713', 2)).toBe('99.71');
    expect(ratioPercent('1.00000000000000000000', 2)).toBe('100.00');
    expect(ratioPercent('1', 3)).toBe('100.000');
    expect(ratioPercent('0', 0)).toBe('0');
    expect(ratioPercent('0.00567', 1)).toBe('0.5');
  });

  it('is never above the exact one, and less than one last digit below it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 12 }), fc.integer({ min: 0, max: 6 }), (billionths, digits) => {
        const ratio = `${Math.floor(billionths / 10 ** 12)}.${String(billionths % 10 ** 12).padStart(12, '0')}`;
        const shown = Number(ratioPercent(ratio, digits).replace('.', ''));
        const exact = BigInt(billionths) * 10n ** BigInt(digits);
        expect(BigInt(shown) * 10n ** 10n <= exact && exact < BigInt(shown + 1) * 10n ** 10n).toBe(true);
      }),
    );
  });

  it('of a share that is there is not 0', () => {
    expect(share(6, 44_640)).toBe('0.01 %');
    expect(share(1, 44_640_000)).toBe('under 0.01 %');
    expect(share(0, 44_640)).toBe('0.00 %');
    expect(share(0, 0)).toBe('0.00 %');
    expect(share(44_640, 44_640)).toBe('100.00 %');
  });
});

describe('a time', () => {
  it('that was lost is rounded up to the second', () => {
    expect(lostTime(630_001)).toBe('10 min 31 s');
    expect(lostTime(1)).toBe('1 s');
    expect(lostTime(0)).toBe('0 min');
    expect(lostTime(7_680_000)).toBe('128 min');
  });

  it('that is left is cut off, to whole minutes from ten on', () => {
    expect(timeLeft(2_019_000)).toBe('33 min');
    expect(timeLeft(599_999)).toBe('9 min 59 s');
    expect(timeLeft(999)).toBe('0 min');
  });

  it('in a column that adds up is exact', () => {
    expect(exactTime(90_250)).toBe('1 min 30.250 s');
    expect(exactTime(2_682_000_000)).toBe('44,700 min');
    expect(exactTime(60_000_000_000)).toBe('1,000,000 min');
  });

  it('in a sentence has its unit in full', () => {
    expect(['1 min', '128 min', '1,440 min', '44 min 30 s'].map(spelled)).toEqual([
      '1 minute',
      '128 minutes',
      '1,440 minutes',
      '44 min 30 s',
    ]);
  });
});

function budget(allowedMs: number, usedMs: number) {
  return budgetWords({ allowedMs, usedMs, remainingMs: allowedMs - usedMs });
}

/** Milliseconds of a printed time. */
function read(text: string): number {
  const [, minutes = '0', seconds = '0', fraction = '0'] =
    /^(?:([\d,]+) min)? ?(?:(\d+)(?:\.(\d{3}))? s)?$/.exec(text) ?? [];
  return Number(minutes.replaceAll(',', '')) * MINUTE + Number(seconds) * 1_000 + Number(fraction);
}

describe('lost time in large', () => {
  it('is in whole minutes from ten minutes on, rounded up', () => {
    expect([599_001, 600_001, 7_670_000].map(lostMinutes)).toEqual(['10 min', '11 min', '128 min']);
    expect([0, 59_000, 90_250].map(lostMinutes)).toEqual(['0 min', '59 s', '1 min 31 s']);
  });
});

describe('the used part of a budget', () => {
  it('says the unit once where both have it', () => {
    expect(usedOf({ allowedMs: 2_678_400, usedMs: 672_000 })).toBe('12 of 44 min used');
    expect(usedOf({ allowedMs: 300_000, usedMs: 61_000 })).toBe('1 min 1 s of 5 min used');
  });
});

describe('how long something has lasted', () => {
  it.each([
    [999, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_599_999, '59 min'],
    [3_600_000, '1 h 0 min'],
    [7_800_000, '2 h 10 min'],
    [86_399_999, '23 h 59 min'],
    [187_500_000, '2 d 4 h'],
  ])('is of %i ms %s', (ms, words) => {
    expect(roughTime(ms)).toBe(words);
  });
});
