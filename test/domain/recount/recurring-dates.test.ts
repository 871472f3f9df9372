import { describe, expect, it } from 'vitest';
import { recurringDates } from '../../../shared/domain/recount/recurring-dates.ts';
import { dateOf, dayNumber, recurringDays } from '../../../shared/domain/recurrence.ts';
import { parseRecurrence } from '../../../shared/domain/recurrence-rule.ts';

interface Asked {
  /** Both included. */
  readonly from?: string;
  readonly to?: string;
  readonly happens?: (date: string) => boolean;
}

/** The dates of a rule by both calculators, as `1997-09 2 9, 1997-10 7`; until the end of 1998 unless said. */
function dates(
  rule: string,
  first: string,
  { from = first, to = '1998-12-31', happens = () => true }: Asked = {},
): string {
  const [recurrence, begins, start, last] = [parseRecurrence(rule), dayNumber(first), dayNumber(from), dayNumber(to)];
  const canHappen = (day: number) => happens(dateOf(day));
  const found = recurringDates(recurrence, begins, { from: start, to: last, happens: canHappen });
  expect(found).toEqual(recurringDays(recurrence, begins, { from: start, to: last + 1, canHappen }));
  const months = Map.groupBy(found.map(dateOf), (date) => date.slice(0, 7));
  return [...months].map(([month, its]) => [month, ...its.map((date) => Number(date.slice(8)))].join(' ')).join(', ');
}

/*
 * The examples of RFC 5545, section 3.8.5.3, as far as the catalogue has their parts, with the dates that it gives.
 */
describe('the dates of a rule are those that RFC 5545 gives', () => {
  it.each([
    ['FREQ=DAILY;COUNT=10', '1997-09-02', '1997-09 2 3 4 5 6 7 8 9 10 11'],
    ['FREQ=DAILY;INTERVAL=10;COUNT=5', '1997-09-02', '1997-09 2 12 22, 1997-10 2 12'],
    ['FREQ=WEEKLY;COUNT=10', '1997-09-02', '1997-09 2 9 16 23 30, 1997-10 7 14 21 28, 1997-11 4'],
    ['FREQ=WEEKLY;COUNT=10;BYDAY=TU,TH', '1997-09-02', '1997-09 2 4 9 11 16 18 23 25 30, 1997-10 2'],
    ['FREQ=WEEKLY;INTERVAL=2;COUNT=8;BYDAY=TU,TH', '1997-09-02', '1997-09 2 4 16 18 30, 1997-10 2 14 16'],
    [
      'FREQ=MONTHLY;COUNT=10;BYDAY=1FR',
      '1997-09-05',
      '1997-09 5, 1997-10 3, 1997-11 7, 1997-12 5, 1998-01 2, 1998-02 6, 1998-03 6, 1998-04 3, 1998-05 1, 1998-06 5',
    ],
    [
      'FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU',
      '1997-09-07',
      '1997-09 7 28, 1997-11 2 30, 1998-01 4 25, 1998-03 1 29, 1998-05 3 31',
    ],
    [
      'FREQ=MONTHLY;COUNT=6;BYDAY=-2MO',
      '1997-09-22',
      '1997-09 22, 1997-10 20, 1997-11 17, 1997-12 22, 1998-01 19, 1998-02 16',
    ],
    [
      'FREQ=MONTHLY;COUNT=6;BYMONTHDAY=-3',
      '1997-09-28',
      '1997-09 28, 1997-10 29, 1997-11 28, 1997-12 29, 1998-01 29, 1998-02 26',
    ],
    [
      'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15',
      '1997-09-02',
      '1997-09 2 15, 1997-10 2 15, 1997-11 2 15, 1997-12 2 15, 1998-01 2 15',
    ],
    [
      'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1',
      '1997-09-30',
      '1997-09 30, 1997-10 1 31, 1997-11 1 30, 1997-12 1 31, 1998-01 1 31, 1998-02 1',
    ],
    ['FREQ=MONTHLY;INTERVAL=2;COUNT=9;BYDAY=TU', '1997-09-02', '1997-09 2 9 16 23 30, 1997-11 4 11 18 25'],
    ['FREQ=YEARLY;COUNT=4;BYMONTH=6,7', '1997-06-10', '1997-06 10, 1997-07 10, 1998-06 10, 1998-07 10'],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=TH', '1997-03-13', '1997-03 13 20 27, 1998-03 5 12 19 26'],
    ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', '1997-09-02', '1998-02 13, 1998-03 13, 1998-11 13'],
    [
      'FREQ=MONTHLY;COUNT=10;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13',
      '1997-09-13',
      '1997-09 13, 1997-10 11, 1997-11 8, 1997-12 13, 1998-01 10, 1998-02 7, 1998-03 7, 1998-04 11, 1998-05 9, 1998-06 13',
    ],
    ['FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3', '1997-09-04', '1997-09 4, 1997-10 7, 1997-11 6'],
    [
      'FREQ=MONTHLY;COUNT=7;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2',
      '1997-09-29',
      '1997-09 29, 1997-10 30, 1997-11 27, 1997-12 30, 1998-01 29, 1998-02 26, 1998-03 30',
    ],
  ])('%s from %s', (rule, first, expected) => {
    expect(dates(rule, first)).toBe(expected);
  });

  it.each([
    [
      'FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15',
      '1997-09-10',
      '1997-09 10 11 12 13 14 15, 1999-03 10 11 12 13',
    ],
    [
      'FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3',
      '1997-03-10',
      '1997-03 10, 1999-01 10, 1999-02 10, 1999-03 10, 2001-01 10, 2001-02 10, 2001-03 10, 2003-01 10, 2003-02 10, 2003-03 10',
    ],
    ['FREQ=YEARLY;BYDAY=20MO;COUNT=3', '1997-05-19', '1997-05 19, 1998-05 18, 1999-05 17'],
    [
      'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3',
      '1996-11-05',
      '1996-11 5, 2000-11 7, 2004-11 2',
    ],
    [
      'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=5',
      '1997-09-02',
      '1998-02 13, 1998-03 13, 1998-11 13, 1999-08 13, 2000-10 13',
    ],
  ])('over years: %s from %s', (rule, first, expected) => {
    expect(dates(rule, first, { to: '2004-12-31' })).toBe(expected);
  });
});

describe('the dates of a rule that says little', () => {
  it('are those of the first date, in its own way', () => {
    expect(dates('FREQ=YEARLY', '1996-02-29', { to: '2004-12-31' })).toBe('1996-02 29, 2000-02 29, 2004-02 29');
    expect(dates('FREQ=MONTHLY', '1998-01-31', { to: '1998-06-30' })).toBe('1998-01 31, 1998-03 31, 1998-05 31');
    expect(dates('FREQ=WEEKLY;INTERVAL=3', '1998-01-01', { to: '1998-02-28' })).toBe('1998-01 1 22, 1998-02 12');
    expect(dates('FREQ=DAILY;BYMONTH=2', '1998-01-30', { to: '1998-02-02' })).toBe('1998-02 1 2');
    expect(dates('FREQ=WEEKLY;BYMONTH=2', '1998-01-29', { to: '1998-03-31' })).toBe('1998-02 5 12 19 26');
    expect(dates('FREQ=DAILY;BYDAY=SA;BYMONTH=5', '1998-04-01', { to: '1998-05-20' })).toBe('1998-05 2 9 16');
    expect(dates('FREQ=YEARLY;BYMONTHDAY=1', '1998-11-15', { to: '1999-02-28' })).toBe(
      '1998-12 1, 1999-01 1, 1999-02 1',
    );
    expect(dates('FREQ=YEARLY;BYDAY=SU', '1998-12-25', { to: '1999-01-10' })).toBe('1998-12 27, 1999-01 3 10');
    expect(dates('FREQ=YEARLY;BYDAY=-1SU', '1998-01-01', { to: '1999-12-31' })).toBe('1998-12 27, 1999-12 26');
    expect(dates('FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU', '1998-01-01')).toBe('1998-03 29, 1998-10 25');
    expect(dates('FREQ=YEARLY;BYDAY=1MO;BYMONTH=1,2', '1998-01-01', { to: '1999-12-31' })).toBe(
      '1998-01 5, 1998-02 2, 1999-01 4, 1999-02 1',
    );
  });
});

describe('the dates of a rule in a stretch of time', () => {
  it('are the same as from the first date on, wherever it begins, both ends included', () => {
    const between = (rule: string, from: string, to: string) => dates(rule, '1997-09-02', { from, to });
    expect(between('FREQ=DAILY;INTERVAL=10', '1998-01-10', '1998-01-30')).toBe('1998-01 10 20 30');
    expect(between('FREQ=DAILY;INTERVAL=10', '1998-01-11', '1998-01-29')).toBe('1998-01 20');
    expect(between('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU', '1998-02-01', '1998-02-28')).toBe('1998-02 2 3 16 17');
    expect(between('FREQ=MONTHLY;INTERVAL=5', '1998-02-02', '1998-12-02')).toBe('1998-02 2, 1998-07 2, 1998-12 2');
    expect(between('FREQ=YEARLY;INTERVAL=3', '2003-01-01', '2006-09-02')).toBe('2003-09 2, 2006-09 2');
    expect(between('FREQ=YEARLY;INTERVAL=3', '1990-01-01', '1997-09-01')).toBe('');
    expect(between('FREQ=DAILY', '1990-01-01', '1997-09-03')).toBe('1997-09 2 3');
  });

  it('count from the first date on, though only the later ones are asked for', () => {
    expect(dates('FREQ=WEEKLY;COUNT=3', '1997-09-02', { from: '1997-09-10' })).toBe('1997-09 16');
    expect(dates('FREQ=WEEKLY;COUNT=3', '1997-09-02', { from: '1997-09-17' })).toBe('');
  });

  it('are neither told nor counted where the day cannot be', () => {
    const happens = (date: string) => date !== '1997-09-09';
    expect(dates('FREQ=WEEKLY;COUNT=3', '1997-09-02', { happens })).toBe('1997-09 2 16 23');
    expect(dates('FREQ=WEEKLY', '1997-09-02', { happens, to: '1997-09-16' })).toBe('1997-09 2 16');
  });
});
