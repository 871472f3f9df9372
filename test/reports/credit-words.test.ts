import { describe, expect, it } from 'vitest';
import type { CreditResult } from '../../shared/domain/result.ts';
import { creditSentence, exposureSentence, money } from '../../shared/reports/credit-words.ts';

function credit(facts: Partial<CreditResult> = {}): CreditResult {
  const due = { state: 'due', currency: 'EUR', amount: 50_000, tier: null, units: 0, cappedBy: null } as const;
  return { ...due, claimBy: '2026-11-30T23:00:00.000Z', ...facts };
}

describe('money', () => {
  it.each([
    ['EUR', 50_000, 'EUR 500.00'],
    ['EUR', 5, 'EUR 0.05'],
    ['USD', 123_456_789, 'USD 1,234,567.89'],
    ['JPY', 12_000, 'JPY 12,000'],
    ['KWD', 12_345, 'KWD 12.345'],
  ])('in %s has the digits of its currency', (currency, amount, words) => {
    expect(money({ currency, amount })).toBe(words);
  });
});

describe('a credit in words', () => {
  const say = (facts: Partial<CreditResult>) => creditSentence(credit(facts), 'Europe/Berlin');

  it('that is due names the amount and the last day on which it can be claimed', () => {
    expect(say({})).toBe('Service credit due: EUR 500.00, claim by 30 Nov 2026.');
  });

  it('without a deadline names none', () => {
    expect(say({ claimBy: null })).toBe('Service credit due: EUR 500.00.');
  });

  it('that a cap cut off says so', () => {
    expect(say({ cappedBy: 'month' })).toBe(
      'Service credit due: EUR 500.00 (the most for a month), claim by 30 Nov 2026.',
    );
  });

  it('that is none, or cannot be said, says so', () => {
    expect(say({ state: 'none', amount: 0 })).toBe('No service credit is due.');
    expect(say({ state: 'notMeasured', amount: 0 })).toBe(
      'No automatic service credit: too little is known of the availability to say.',
    );
  });

  it('that a cap leaves nothing of says what would be due', () => {
    expect(say({ state: 'none', amount: 0, cappedBy: 'year', uncapped: 70_000 })).toBe(
      'No service credit is due: it would be EUR 700.00, but the most for a year is used up.',
    );
    expect(say({ state: 'soFar', amount: 0, cappedBy: 'month', uncapped: 70_000 })).toBe(
      'No service credit is owed: it would be EUR 700.00, but the most for a month is used up.',
    );
  });

  it('of a report closed before what would be due was kept says that the cap is used up', () => {
    expect(say({ state: 'none', amount: 0, cappedBy: 'year' })).toBe(
      'No service credit is due: the most for a year is used up.',
    );
  });

  it('of a period that runs is told once it cannot be avoided', () => {
    expect(say({ state: 'soFar', amount: 0 })).toBe('');
    expect(say({ state: 'soFar' })).toBe('Service credit owed even if all stays up from now: EUR 500.00.');
    expect(creditSentence(undefined, 'UTC')).toBe('');
  });
});

describe('an exposure in words', () => {
  it('of which a cap leaves nothing says so', () => {
    const about = { agreement: 'acme', service: 'checkout', period: '2026-10', downMs: 1_200_000, afterMs: 0 };
    const times = { from: '2026-10-14T10:00:00.000Z', to: '2026-10-14T10:20:00.000Z' };
    const ifItLasts = credit({ state: 'soFar', amount: 0, cappedBy: 'year', uncapped: 50_000 });
    expect(exposureSentence({ ...about, ...times, ifItEnds: credit({ amount: 0 }), ifItLasts })).toBe(
      'If the outage lasts 20 more minutes, the service credit is EUR 0.00 (the most for a year is used up); if it ended now, EUR 0.00.',
    );
  });

  it('that reaches beyond the period says that what lies there is not in it', () => {
    const about = { agreement: 'acme', service: 'checkout', period: '2026-10', downMs: 600_000, afterMs: 600_000 };
    const times = { from: '2026-10-31T23:50:00.000Z', to: '2026-11-01T00:10:00.000Z' };
    const exposure = { ...about, ...times, ifItEnds: credit({ amount: 0 }), ifItLasts: credit() };
    expect(exposureSentence(exposure)).toBe(
      'If the outage lasts 20 more minutes, the service credit is EUR 500.00; if it ended now, EUR 0.00. What of it lies after October 2026 is not in this.',
    );
  });

  it('compares an outage that lasts with one that ends', () => {
    const about = { agreement: 'acme', service: 'checkout', period: '2026-10', downMs: 1_200_000, afterMs: 0 };
    const times = { from: '2026-10-14T10:00:00.000Z', to: '2026-10-14T10:20:00.000Z' };
    const exposure = { ...about, ...times, ifItEnds: credit({ amount: 0 }), ifItLasts: credit() };
    expect(exposureSentence(exposure)).toBe(
      'If the outage lasts 20 more minutes, the service credit is EUR 500.00; if it ended now, EUR 0.00.',
    );
  });
});
