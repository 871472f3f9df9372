import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimals, percentage, truncate } from '../../shared/domain/decimal.ts';

describe('a percentage', () => {
  it.each([
    ['99.9', 999n, 1000n],
    ['99.95', 9995n, 10_000n],
    ['100', 100n, 100n],
    ['0', 0n, 100n],
    ['33.333333333', 33_333_333_333n, 100_000_000_000n],
  ])('of %s is exactly %i / %i', (text, numerator, denominator) => {
    expect(percentage(text)).toEqual({ numerator, denominator });
  });

  it.each(['99,9', '.5', '5.', '-1', '1e2', '', ' 99', '99.9 %', '0x10', '99.9999999999'])(
    'is refused as "%s"',
    (text) => {
      expect(() => percentage(text)).toThrow(`expected a percentage from 0 to 100, such as 99.9; got "${text}"`);
    },
  );

  it('goes no further than 100', () => {
    expect(() => percentage('100.1')).toThrow('expected a percentage from 0 to 100; got "100.1"');
  });

  it('has as many decimals as are written', () => {
    expect(['99', '99.9', '99.950'].map(decimals)).toEqual([0, 1, 3]);
  });
});

describe('a ratio', () => {
  it('is cut off, never rounded', () => {
    // 99.8999 % against a target of 99.9 % must not look like 99.90.
    expect(truncate(998_999n, 10_000n, 2)).toBe('99.89');
    expect(truncate(2n, 3n, 5)).toBe('0.66666');
  });

  it('has all its zeros', () => {
    expect(truncate(1n, 1n, 20)).toBe('1.00000000000000000000');
    expect(truncate(1n, 1000n, 2)).toBe('0.00');
    expect(truncate(7n, 2n, 0)).toBe('3');
  });

  it('to nothing does not exist', () => {
    expect(() => truncate(1n, 0n, 2)).toThrow('no ratio of 1 to 0');
    expect(() => truncate(-1n, 2n, 2)).toThrow('no ratio of -1 to 2');
  });

  it('never exceeds the exact value, and is less than one digit below it', () => {
    const big = fc.bigInt({ min: 0n, max: 10n ** 15n });
    fc.assert(
      fc.property(big, big, fc.integer({ min: 0, max: 20 }), (numerator, divisor, digits) => {
        const denominator = divisor + 1n;
        const printed = BigInt(truncate(numerator, denominator, digits).replace('.', ''));
        const exact = numerator * 10n ** BigInt(digits);
        expect(printed * denominator).toBeLessThanOrEqual(exact);
        expect((printed + 1n) * denominator).toBeGreaterThan(exact);
      }),
    );
  });
});
