import { describe, expect, it } from 'vitest';
import { forecastOf, type Outlook } from '../../shared/domain/forecast.ts';
import type { Availability } from '../../shared/domain/result.ts';

const SECOND = 1000;
const availability: Availability = { percent: '99.00', exact: '0.99', low: '0.99', high: '0.99' };

/** After 100 s with one of them down, half a second is left: at this pace it lasts 50 s of the agreed time ahead. */
function forecast({ leftMs = 500, ahead = [] as Outlook['ahead'], of = {} as Partial<Outlook['attainment']> }) {
  return forecastOf({
    attainment: { agreedMs: 100 * SECOND, downtimeMs: SECOND, availability, ...of },
    target: {
      kind: 'availability',
      target: '99.0',
      verdict: 'met',
      allowedMs: SECOND + leftMs,
      usedMs: SECOND,
      remainingMs: leftMs,
    },
    ahead,
    periodMs: 200 * SECOND,
    observations: [],
  });
}

describe('the instant from which a budget is lost', () => {
  it('is within the agreed time ahead in which it is used up', () => {
    expect(forecast({ ahead: [{ start: 100 * SECOND, end: 200 * SECOND }] })?.lostAt).toBe('1970-01-01T00:02:30.000Z');
  });

  it('is the next agreed instant where it lasts to the very end of a stretch: exactly the budget is no loss', () => {
    const ahead = [
      { start: 100 * SECOND, end: 150 * SECOND },
      { start: 160 * SECOND, end: 200 * SECOND },
    ];
    expect(forecast({ ahead })?.lostAt).toBe('1970-01-01T00:02:40.000Z');
  });

  it('is none where it lasts to the very end of the period', () => {
    expect(forecast({ ahead: [{ start: 100 * SECOND, end: 150 * SECOND }] })?.lostAt).toBeNull();
  });

  it('is the first agreed instant ahead where nothing is left, and none where it is lost already', () => {
    const ahead = [{ start: 120 * SECOND, end: 200 * SECOND }];
    expect(forecast({ leftMs: 0, ahead })?.lostAt).toBe('1970-01-01T00:02:00.000Z');
    expect(forecast({ leftMs: -1, ahead })?.lostAt).toBeNull();
  });
});

describe('the best that a period can come to', () => {
  it('has the digits of the figure so far', () => {
    // 199 of 200 s.
    const ahead = [{ start: 100 * SECOND, end: 200 * SECOND }];
    expect(forecast({ ahead })?.bestPercent).toBe('99.50');
    expect(forecast({ ahead, of: { availability: { ...availability, percent: '99.0000' } } })?.bestPercent).toBe(
      '99.5000',
    );
  });

  it('is not forecast where nothing has been measured', () => {
    const ahead = [{ start: 0, end: 200 * SECOND }];
    expect(forecast({ ahead, of: { agreedMs: 0, downtimeMs: 0, availability: null } })).toBeUndefined();
  });
});
