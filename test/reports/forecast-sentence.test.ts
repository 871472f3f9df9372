import { describe, expect, it } from 'vitest';
import type { Forecast } from '../../shared/domain/result.ts';
import { forecastSentence } from '../../shared/reports/forecast-sentence.ts';
import { OCTOBER } from '../support/attainment-builder.ts';

const MINUTE = 60_000;

function sentence(facts: Partial<Forecast>, period = OCTOBER): string {
  const forecast = { lostAt: null, bestPercent: '99.93', leftMs: 11.6 * MINUTE, burning: [], ...facts };
  return forecastSentence({ forecast, period, until: '2026-10-14T09:00:00.000Z' });
}

describe('a forecast in words', () => {
  it('names the day on which the period is lost, the best it can come to and the minutes left', () => {
    expect(sentence({ lostAt: '2026-10-19T14:24:00.000Z' })).toBe(
      'At this pace October is lost on the 19th; if all stays up from now it ends at 99.93 %; you may be down 11 more minutes.',
    );
  });

  it('names a local day: late on the 20th in UTC is the 21st in Berlin', () => {
    expect(sentence({ lostAt: '2026-10-20T22:30:00.000Z' })).toMatch(/^At this pace October is lost on the 21st;/);
  });

  it('names the time where it is less than a day away', () => {
    expect(sentence({ lostAt: '2026-10-14T16:05:00.000Z' })).toMatch(/is lost on 14 Oct 18:05 CEST;/);
  });

  it('says so when the period holds', () => {
    expect(sentence({ leftMs: MINUTE - 1 })).toBe(
      'At this pace October holds; if all stays up from now it ends at 99.93 %; you may be down 59 s more.',
    );
  });

  it('goes by the window that burns fastest while one burns', () => {
    const burning = [
      { window: 'PT1H', factor: '14.900', rate: '166.66', lostAt: '2026-10-14T10:10:00.000Z' },
      { window: 'PT6H', factor: '6.208', rate: '27.77', lostAt: '2026-10-14T16:00:00.000Z' },
    ];
    expect(sentence({ lostAt: '2026-10-19T14:24:00.000Z', burning })).toMatch(
      /^At the pace of the last hour October is lost on 14 Oct 12:10 CEST; if all/,
    );
  });

  it('does not promise minutes that are gone', () => {
    expect(sentence({ leftMs: -1, bestPercent: '99.86' })).toBe(
      'October is lost; even if all stays up from now it ends at 99.86 %.',
    );
  });

  it('names days by their month in other periods', () => {
    const quarter = { ...OCTOBER, name: '2026-Q4' };
    expect(sentence({ lostAt: '2026-11-03T14:24:00.000Z' }, quarter)).toMatch(
      /^At this pace Q4 2026 is lost on 3 Nov;/,
    );
  });

  it('is nothing for a period that is over', () => {
    expect(forecastSentence({ period: OCTOBER, until: OCTOBER.end })).toBe('');
  });
});
