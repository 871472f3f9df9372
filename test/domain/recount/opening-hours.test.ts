import { describe, expect, it } from 'vitest';
import type { Calendar } from '../../../shared/domain/catalogue.ts';
import { formatInstant, parseInstant } from '../../../shared/domain/instant.ts';
import { daily, open } from './opened.ts';

function read(calendar: Calendar, from: string, to: string): string[] {
  const stretches = open(calendar, { start: parseInstant(from), end: parseInstant(to) });
  return stretches.map(
    ({ start, end }) => `${formatInstant(start).slice(5, 16)} to ${formatInstant(end).slice(5, 16)}`,
  );
}

describe('opening hours', () => {
  it('from 02:30, which there is not when clocks go forward, begin at 03:30', () => {
    // Berlin, 29 March 2026: 02:00 at +1 becomes 03:00 at +2, at 01:00 UTC.
    expect(
      read(daily('Europe/Berlin', '02:30-06:00'), '2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00'),
    ).toEqual(['03-29T01:30 to 03-29T04:00']);
  });

  it('from 02:30, which comes twice when they go back, begin at the first', () => {
    expect(
      read(daily('Europe/Berlin', '02:30-06:00'), '2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00'),
    ).toEqual(['10-25T00:30 to 10-25T05:00']);
  });

  it('over midnight belong to the day on which they begin, and go on after a day that is left out', () => {
    const thursday = { ...daily('Pacific/Apia'), week: { thursday: [{ from: '22:00', to: '06:00' }] } };
    // Samoa: Thursday, 29 December 2011, from 22:00 at −10, then Saturday until 06:00 at +14.
    expect(read(thursday, '2011-12-28T00:00:00Z', '2012-01-01T00:00:00Z')).toEqual(['12-30T08:00 to 12-30T16:00']);
  });

  it('leave out holidays and closed days, and keep the extra hours of either', () => {
    const calendar: Calendar = {
      ...daily('UTC', '08:00-18:00'),
      holidays: ['2026-12-24'],
      closed: ['2026-12-25'],
      extra: [{ date: '2026-12-25', hours: [{ from: '10:00', to: '12:00' }] }],
    };
    expect(read(calendar, '2026-12-23T00:00:00Z', '2026-12-26T00:00:00Z')).toEqual([
      '12-23T08:00 to 12-23T18:00',
      '12-25T10:00 to 12-25T12:00',
    ]);
  });
});
