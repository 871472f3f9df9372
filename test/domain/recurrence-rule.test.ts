import { describe, expect, it } from 'vitest';
import { parseRecurrence } from '../../shared/domain/recurrence-rule.ts';

describe('a rule', () => {
  it('is read as RFC 5545 writes it', () => {
    expect(parseRecurrence('FREQ=YEARLY;INTERVAL=2;BYMONTH=1,7;BYDAY=2MO,-1SU;BYSETPOS=-1;COUNT=10')).toEqual({
      frequency: 'YEARLY',
      interval: 2,
      byMonth: [1, 7],
      byDay: [
        { weekday: 0, ordinal: 2 },
        { weekday: 6, ordinal: -1 },
      ],
      bySetPos: [-1],
      count: 10,
    });
    expect(parseRecurrence('FREQ=MONTHLY;BYMONTHDAY=1,-1;UNTIL=20261231')).toEqual({
      frequency: 'MONTHLY',
      interval: 1,
      byMonthDay: [1, -1],
      until: '2026-12-31',
    });
    expect(parseRecurrence('FREQ=DAILY;UNTIL=20261231T230000Z').until).toBe(Date.UTC(2026, 11, 31, 23));
  });

  it.each([
    ['', 'expected parts such as FREQ=WEEKLY;BYDAY=SU; got ""'],
    ['INTERVAL=2', 'expected FREQ of DAILY, WEEKLY, MONTHLY or YEARLY; got "no FREQ"'],
    ['FREQ=HOURLY', 'expected FREQ of DAILY, WEEKLY, MONTHLY or YEARLY; got "HOURLY"'],
    [
      'FREQ=DAILY;BYHOUR=3',
      'expected parts of FREQ, INTERVAL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS, COUNT, UNTIL; got "BYHOUR"',
    ],
    ['FREQ=DAILY;FREQ=DAILY', 'expected FREQ once; got "FREQ=DAILY;FREQ=DAILY"'],
    ['FREQ=DAILY;INTERVAL=0', 'expected INTERVAL of 1 to 999; got "0"'],
    ['FREQ=WEEKLY;BYDAY=SO', 'expected BYDAY of MO to SU, with a place such as 1SU or -1SU; got "SO"'],
    ['FREQ=MONTHLY;BYDAY=0SU', 'expected BYDAY of 1 to 53, or -1 to -53 from the end; got "0"'],
    ['FREQ=WEEKLY;BYDAY=1SU', 'expected BYDAY without places; got "places with FREQ=WEEKLY"'],
    ['FREQ=MONTHLY;BYDAY=SU,1MO', 'expected BYDAY with places throughout or without; got "both"'],
    ['FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=2', 'expected BYDAY without places; got "places beside BYMONTHDAY"'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', 'expected BYMONTHDAY of 1 to 31, or -1 to -31 from the end; got "32"'],
    ['FREQ=WEEKLY;BYMONTHDAY=1', 'expected no BYMONTHDAY; got "BYMONTHDAY with FREQ=WEEKLY"'],
    ['FREQ=YEARLY;BYMONTH=13', 'expected BYMONTH of 1 to 12; got "13"'],
    ['FREQ=DAILY;BYDAY=MO;BYSETPOS=1', 'expected no BYSETPOS; got "BYSETPOS with FREQ=DAILY"'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'expected BYSETPOS beside BYDAY, BYMONTHDAY or BYMONTH; got "BYSETPOS alone"'],
    ['FREQ=DAILY;COUNT=0', 'expected COUNT of 1 to 9999; got "0"'],
    ['FREQ=DAILY;COUNT=2;UNTIL=20261231', 'expected COUNT or UNTIL, not both; got "2 and 20261231"'],
    ['FREQ=DAILY;UNTIL=20260230', 'expected UNTIL such as 20261231, a local date, or 20261231T230000Z; got "20260230"'],
    [
      'FREQ=DAILY;UNTIL=20261231T230000',
      'expected UNTIL such as 20261231, a local date, or 20261231T230000Z; got "20261231T230000"',
    ],
  ])('%s is refused', (text, message) => {
    expect(() => parseRecurrence(text)).toThrow(message);
  });
});
