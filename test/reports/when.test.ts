import { describe, expect, it } from 'vitest';
import { periodWords } from '../../shared/reports/period-words.ts';
import { day, dayOfPeriod, daySpan, interval, moment, momentList, roughInterval } from '../../shared/reports/when.ts';

const berlin = 'Europe/Berlin';

describe('an interval', () => {
  it('says the day once', () => {
    expect(interval({ start: '2026-10-14T07:12:00Z', end: '2026-10-14T09:20:00Z' }, berlin)).toBe(
      '14 Oct 09:12–11:20 CEST',
    );
  });

  it('says both days when it goes over midnight', () => {
    expect(interval({ start: '2026-10-14T21:50:00Z', end: '2026-10-14T22:10:00Z' }, berlin)).toBe(
      '14 Oct 23:50 – 15 Oct 00:10 CEST',
    );
  });

  it('says both offsets when the clock changes in it', () => {
    // 02:30 CEST and, 90 minutes later, 03:00 CET
    expect(interval({ start: '2026-10-25T00:30:00Z', end: '2026-10-25T02:00:00Z' }, berlin)).toBe(
      '25 Oct 02:30 CEST – 25 Oct 03:00 CET',
    );
  });

  it('shows seconds where there are any', () => {
    expect(interval({ start: '2026-10-14T07:12:30Z', end: '2026-10-14T07:13:00Z' }, berlin)).toBe(
      '14 Oct 09:12:30–09:13:00 CEST',
    );
  });

  it('is said to the minute in a sentence', () => {
    expect(roughInterval({ start: '2026-10-14T07:12:30Z', end: '2026-10-14T09:20:59Z' }, berlin)).toBe(
      '14 Oct 09:12–11:20 CEST',
    );
  });

  it('that lasts has no end', () => {
    expect(interval({ start: '2026-10-14T07:12:00Z', end: null }, berlin)).toBe('since 14 Oct 09:12 CEST');
  });

  it.each([
    ['America/New_York', '14 Oct 03:12–05:20 EDT'],
    ['Asia/Kolkata', '14 Oct 12:42–14:50 UTC+5:30'],
    ['Europe/Istanbul', '14 Oct 10:12–12:20 UTC+3'],
    ['Australia/Lord_Howe', '14 Oct 18:12–20:20 UTC+11'],
    ['UTC', '14 Oct 07:12–09:20 UTC'],
  ])('in %s reads %s', (zone, text) => {
    expect(interval({ start: '2026-10-14T07:12:00Z', end: '2026-10-14T09:20:00Z' }, zone)).toBe(text);
  });
});

describe('a moment', () => {
  it('is dated in the zone, not in UTC', () => {
    expect(day('2026-10-31T23:00:00Z', berlin)).toBe('1 Nov 2026');
    expect(moment('2026-11-03T23:00:00Z', berlin)).toBe('4 Nov 2026 00:00 CET');
    expect(moment('2026-09-01T00:00:05Z', 'UTC')).toBe('1 Sep 2026 00:00:05 UTC');
  });
});

describe('a period', () => {
  it('is called what people call it', () => {
    expect(periodWords('2026-10')).toEqual({
      label: 'October 2026',
      short: 'Oct 2026',
      sentence: 'October',
      unit: 'months',
    });
    expect(periodWords('2026-Q4').label).toBe('Q4 2026');
    expect(periodWords('2026').label).toBe('2026');
    expect(periodWords('2026-W05').label).toBe('week 5 of 2026');
    expect(periodWords('2026-10-14/30d')).toEqual({
      label: '30 days to 14 October 2026',
      short: '30 d to 14 Oct 2026',
      sentence: 'the 30 days to 14 October',
      unit: 'windows',
    });
    expect(periodWords('a/b').label).toBe('a/b');
  });

  it('ends on its last day', () => {
    expect(daySpan({ start: '2026-10-01T00:00:00+02:00', end: '2026-11-01T00:00:00+01:00', timeZone: berlin })).toBe(
      '1–31 October 2026',
    );
    expect(daySpan({ start: '2026-10-01T00:00:00Z', end: '2027-01-01T00:00:00Z', timeZone: 'UTC' })).toBe(
      '1 October – 31 December 2026',
    );
    expect(daySpan({ start: '2025-12-29T00:00:00Z', end: '2026-01-05T00:00:00Z', timeZone: 'UTC' })).toBe(
      '29 Dec 2025 – 4 Jan 2026',
    );
  });

  it('counts local days, the one of the clock change too', () => {
    const october = { start: '2026-10-01T00:00:00+02:00', end: '2026-11-01T00:00:00+01:00', timeZone: berlin };
    expect(dayOfPeriod(october, '2026-10-18T13:30:00Z')).toEqual({ day: 18, days: 31, left: 13 });
    expect(dayOfPeriod(october, '2026-10-31T22:59:59Z')).toEqual({ day: 31, days: 31, left: 0 });
    expect(dayOfPeriod(october, '2026-10-31T23:00:00Z')).toBeNull();
    expect(dayOfPeriod(october, '2026-09-30T21:59:59Z')).toBeNull();
  });
});

describe('a list of moments', () => {
  it('says date and offset once as long as they stay the same', () => {
    const moments = [
      { what: 'opened', at: '2026-10-24T19:14:00Z' },
      { what: 'acknowledged', at: '2026-10-24T19:19:30Z' },
      { what: 'restored', at: '2026-10-25T00:10:00Z' },
      { what: 'closed', at: '2026-10-25T09:00:00Z' },
    ];
    expect(momentList(moments, berlin)).toBe(
      'opened 24 Oct 21:14, acknowledged 21:19:30, restored 25 Oct 02:10 CEST, closed 10:00 CET',
    );
  });
});
