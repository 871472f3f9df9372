import { describe, expect, it } from 'vitest';
import { AROUND_THE_CLOCK, serviceHours } from '../../shared/domain/calendar.ts';
import type { Calendar, DayHours, Weekday } from '../../shared/domain/catalogue.ts';
import { formatInstant, parseInstant } from '../../shared/domain/instant.ts';
import { total } from '../../shared/domain/interval.ts';
import { parsePeriod } from '../../shared/domain/period.ts';

const HOUR = 3_600_000;
const DAYS: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

function daily(timeZone: string, ...hours: readonly string[]): Calendar {
  return { timeZone, week: Object.fromEntries(DAYS.map((day) => [day, hours.map(dayHours)])), holidays: [] };
}

function dayHours(text: string): DayHours {
  const [from = '', to = ''] = text.split('-');
  return { from, to };
}

/** Service hours within a period, as readable UTC instants. */
function hoursOf(calendar: Calendar, period: string): string[] {
  return serviceHours(calendar, parsePeriod(period, calendar.timeZone)).map(
    ({ start, end }) => `${formatInstant(start).slice(5, 16)} to ${formatInstant(end).slice(5, 16)}`,
  );
}

/** From one local midnight to the next, where both have the offsets that are said. */
function day(date: string, offset: string, next: string, nextOffset = offset): string {
  return `${date}T00:00:00${offset}/${next}T00:00:00${nextOffset}`;
}

describe('service hours', () => {
  it('around the clock are the whole window', () => {
    expect(serviceHours(AROUND_THE_CLOCK, { start: 5, end: 9 })).toEqual([{ start: 5, end: 9 }]);
    expect(serviceHours(AROUND_THE_CLOCK, { start: 5, end: 5 })).toEqual([]);
  });

  it('are local: 08:00 to 18:00 in Berlin moves in UTC as the clocks change', () => {
    expect(
      hoursOf(daily('Europe/Berlin', '08:00-18:00'), '2026-10-24T00:00:00+02:00/2026-10-27T00:00:00+01:00'),
    ).toEqual(['10-24T06:00 to 10-24T16:00', '10-25T07:00 to 10-25T17:00', '10-26T07:00 to 10-26T17:00']);
  });

  it('leave out holidays, and days without hours', () => {
    const calendar: Calendar = {
      timeZone: 'Europe/Berlin',
      week: { thursday: [dayHours('08:00-18:00')], friday: [dayHours('08:00-18:00')] },
      holidays: ['2026-12-25'],
    };
    // Week 52 is 21–27 December 2026: Thursday the 24th is left.
    expect(hoursOf(calendar, '2026-W52')).toEqual(['12-24T07:00 to 12-24T17:00']);
  });

  it('may come several times a day, and join where they touch', () => {
    const calendar = daily('UTC', '08:00-12:00', '13:00-17:00', '17:00-18:00');
    expect(hoursOf(calendar, day('2026-10-14', 'Z', '2026-10-15'))).toEqual([
      '10-14T08:00 to 10-14T12:00',
      '10-14T13:00 to 10-14T18:00',
    ]);
  });

  it('join over midnight', () => {
    const calendar = daily('UTC', '00:00-06:00', '22:00-24:00');
    expect(hoursOf(calendar, day('2026-10-14', 'Z', '2026-10-16'))).toEqual([
      '10-14T00:00 to 10-14T06:00',
      '10-14T22:00 to 10-15T06:00',
      '10-15T22:00 to 10-16T00:00',
    ]);
  });

  it('are none in a window without time', () => {
    const noon = parseInstant('2026-10-14T12:00:00Z');
    expect(serviceHours(daily('UTC', '08:00-18:00'), { start: noon, end: noon })).toEqual([]);
    expect(serviceHours(daily('UTC', '08:00-18:00'), { start: noon, end: noon - HOUR })).toEqual([]);
  });

  it('are those of the local month, that of UTC may still be the one before', () => {
    // In Auckland, at +13, 08:00 on 1 November is 19:00 UTC on 31 October.
    const first = day('2026-11-01', '+13:00', '2026-11-02');
    expect(hoursOf(daily('Pacific/Auckland', '08:00-18:00'), first)).toEqual(['10-31T19:00 to 11-01T05:00']);
  });

  it('are cut at the ends of the window', () => {
    const window = { start: parseInstant('2026-10-14T09:30:00Z'), end: parseInstant('2026-10-14T10:15:00Z') };
    expect(serviceHours(daily('UTC', '08:00-10:00'), window)).toEqual([
      { start: window.start, end: parseInstant('2026-10-14T10:00:00Z') },
    ]);
  });

  it.each(['Europe/Istanbul', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'])(
    'from 00:00 to 24:00 every day in %s are all there is',
    (timeZone) => {
      for (const name of ['2011-12', '2026-03', '2026-04', '2026-10', '2026-11']) {
        const period = parsePeriod(name, timeZone);
        expect(serviceHours(daily(timeZone, '00:00-24:00'), period)).toEqual([
          { start: period.start, end: period.end },
        ]);
      }
    },
  );
});

describe('when clocks go forward', () => {
  // Berlin, 29 March 2026: 02:00 CET becomes 03:00 CEST, at 01:00 UTC.
  const change = day('2026-03-29', '+01:00', '2026-03-30', '+02:00');

  it('hours from 02:30, which there is not, begin at 03:30', () => {
    expect(hoursOf(daily('Europe/Berlin', '02:30-06:00'), change)).toEqual(['03-29T01:30 to 03-29T04:00']);
  });

  it('hours until 02:30 end at 03:30, and are as long as ever', () => {
    expect(hoursOf(daily('Europe/Berlin', '01:00-02:30'), change)).toEqual(['03-29T00:00 to 03-29T01:30']);
  });

  it('hours within the gap move behind it', () => {
    expect(hoursOf(daily('Europe/Berlin', '02:15-02:45'), change)).toEqual(['03-29T01:15 to 03-29T01:45']);
  });

  it('the day has 23 hours', () => {
    const window = parsePeriod(change, 'Europe/Berlin');
    expect(total(serviceHours(daily('Europe/Berlin', '00:00-24:00'), window))).toBe(23 * HOUR);
  });

  it('by half an hour, 02:15 becomes 02:45', () => {
    // Lord Howe, 4 October 2026: 02:00 +10:30 becomes 02:30 +11, at 15:30 UTC the day before.
    const calendar = daily('Australia/Lord_Howe', '02:15-03:00');
    expect(hoursOf(calendar, day('2026-10-04', '+10:30', '2026-10-05', '+11:00'))).toEqual([
      '10-03T15:45 to 10-03T16:00',
    ]);
  });

  it('at midnight, the day begins at 01:00', () => {
    // São Paulo, 4 November 2018: 00:00 −03 becomes 01:00 −02, at 03:00 UTC.
    const calendar = daily('America/Sao_Paulo', '00:00-06:00');
    expect(hoursOf(calendar, '2018-11-04T03:00:00Z/2018-11-05T02:00:00Z')).toEqual(['11-04T03:00 to 11-04T08:00']);
  });
});

describe('when clocks go forward over midnight', () => {
  it('the day begins at 00:30', () => {
    // Toronto, 30 March 1919: 23:30 −05 becomes 00:30 −04 on the 31st, at 04:30 UTC.
    const calendar = daily('America/Toronto', '00:00-06:00');
    expect(hoursOf(calendar, '1919-03-31T04:30:00Z/1919-04-01T04:00:00Z')).toEqual(['03-31T04:30 to 03-31T10:00']);
  });
});

describe('when clocks go back', () => {
  // Berlin, 25 October 2026: 03:00 CEST becomes 02:00 CET, at 01:00 UTC.
  const change = day('2026-10-25', '+02:00', '2026-10-26', '+01:00');

  it('hours from 02:30, which comes twice, begin at the first', () => {
    expect(hoursOf(daily('Europe/Berlin', '02:30-06:00'), change)).toEqual(['10-25T00:30 to 10-25T05:00']);
  });

  it('hours until 02:30 end at the first', () => {
    expect(hoursOf(daily('Europe/Berlin', '00:00-02:30'), change)).toEqual(['10-24T22:00 to 10-25T00:30']);
  });

  it('the day has 25 hours', () => {
    const window = parsePeriod(change, 'Europe/Berlin');
    expect(total(serviceHours(daily('Europe/Berlin', '00:00-24:00'), window))).toBe(25 * HOUR);
  });
});

describe('a day that a zone leaves out', () => {
  it('has no hours: Samoa went from Thursday, 29 December 2011, to Saturday', () => {
    const calendar: Calendar = {
      timeZone: 'Pacific/Apia',
      week: { thursday: [dayHours('09:00-17:00')], friday: [dayHours('09:00-17:00')] },
      holidays: [],
    };
    // Thursday 09:00–17:00 at −10 is 19:00 to 03:00 UTC. Saturday the 31st at +14 must stay free.
    expect(hoursOf(calendar, '2011-W52')).toEqual(['12-29T19:00 to 12-30T03:00']);
  });
});

describe('hours over midnight', () => {
  // Berlin is at +1 in November: 22:00 is 21:00 UTC, 06:00 is 05:00 UTC.
  const friday: Calendar = { timeZone: 'Europe/Berlin', week: { friday: [dayHours('22:00-06:00')] }, holidays: [] };

  it('belong to the day on which they begin: Friday 22:00 to Saturday 06:00', () => {
    expect(hoursOf(friday, '2026-W47')).toEqual(['11-20T21:00 to 11-21T05:00']);
  });

  it('are left out whole when that day is a holiday, and stay when only the next one is', () => {
    expect(hoursOf({ ...friday, holidays: ['2026-11-20'] }, '2026-W47')).toEqual([]);
    expect(hoursOf({ ...friday, holidays: ['2026-11-21'] }, '2026-W47')).toEqual(['11-20T21:00 to 11-21T05:00']);
  });

  it('go on into a week or a month that they did not begin in', () => {
    const sunday: Calendar = { ...friday, week: { sunday: [dayHours('22:00-06:00')] } };
    expect(hoursOf(sunday, '2026-W48')).toEqual(['11-22T23:00 to 11-23T05:00', '11-29T21:00 to 11-29T23:00']);
    // Saturday, 31 October, 22:00 to Sunday, 1 November, 06:00.
    const saturday: Calendar = { ...friday, week: { saturday: [dayHours('22:00-06:00')] } };
    expect(hoursOf(saturday, '2026-11').at(0)).toBe('10-31T23:00 to 11-01T05:00');
  });

  it('last 7 hours when clocks go forward in them, and 9 when they go back', () => {
    const saturday: Calendar = { ...friday, week: { saturday: [dayHours('22:00-06:00')] } };
    expect(hoursOf(saturday, '2026-03-28T00:00:00+01:00/2026-03-30T00:00:00+02:00')).toEqual([
      '03-28T21:00 to 03-29T04:00',
    ]);
    expect(hoursOf(saturday, '2026-10-24T00:00:00+02:00/2026-10-26T00:00:00+01:00')).toEqual([
      '10-24T20:00 to 10-25T05:00',
    ]);
  });

  it('go on after a day that a zone leaves out', () => {
    // Samoa: Thursday the 29th from 22:00 at −10, then Saturday the 31st until 06:00 at +14: two hours and six.
    const thursday: Calendar = {
      timeZone: 'Pacific/Apia',
      week: { thursday: [dayHours('22:00-06:00')] },
      holidays: [],
    };
    expect(hoursOf(thursday, '2011-W52')).toEqual(['12-30T08:00 to 12-30T16:00']);
  });
});

describe('single days', () => {
  // Friday 08:00–18:00 in UTC; week 51 of 2026 is 14–20 December.
  const friday: Calendar = { timeZone: 'UTC', week: { friday: [dayHours('08:00-18:00')] }, holidays: [] };

  it('may have extra hours: the Saturday before Christmas', () => {
    const calendar: Calendar = { ...friday, extra: [{ date: '2026-12-19', hours: [dayHours('09:00-13:00')] }] };
    expect(hoursOf(calendar, '2026-W51')).toEqual(['12-18T08:00 to 12-18T18:00', '12-19T09:00 to 12-19T13:00']);
  });

  it('add their extra hours to the usual ones', () => {
    const extra = [{ date: '2026-12-18', hours: [dayHours('18:00-22:00'), dayHours('23:00-01:00')] }];
    expect(hoursOf({ ...friday, extra }, '2026-W51')).toEqual([
      '12-18T08:00 to 12-18T22:00',
      '12-18T23:00 to 12-19T01:00',
    ]);
  });

  it('may be closed', () => {
    expect(hoursOf({ ...friday, closed: ['2026-12-18'] }, '2026-W51')).toEqual([]);
  });

  it('that are holidays may be open for their extra hours alone', () => {
    const extra = [{ date: '2026-12-25', hours: [dayHours('10:00-12:00')] }];
    const calendar: Calendar = { ...friday, holidays: ['2026-12-25'], extra };
    expect(hoursOf(calendar, '2026-W52')).toEqual(['12-25T10:00 to 12-25T12:00']);
  });
});
