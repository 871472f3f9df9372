import { describe, expect, it } from 'vitest';
import { eventTime, firstTime, timeOf } from '../../../shared/sources/reading/event-time.ts';

const RECEIVED_AT = Date.UTC(2026, 9, 14, 12);

describe('a time as senders write it', () => {
  it.each([
    ['2026-10-14T08:30:00Z', '2026-10-14T08:30:00.000Z'],
    ['2026-10-14T10:30:00+02:00', '2026-10-14T08:30:00.000Z'],
    ['2026-10-14T10:30:00.5+0200', '2026-10-14T08:30:00.500Z'],
    ['2026-10-14T10:30:00+02', '2026-10-14T08:30:00.000Z'],
    // 7 digits as Azure, 8 as Statsignal, 9 as Alertmanager: cut off, never rounded.
    ['2026-10-14T08:30:00.1239999Z', '2026-10-14T08:30:00.123Z'],
    ['2026-10-14T08:30:00.12399999Z', '2026-10-14T08:30:00.123Z'],
    ['2026-10-14T08:30:00.123999999Z', '2026-10-14T08:30:00.123Z'],
    ['2026-10-14 08:30:00 UTC', '2026-10-14T08:30:00.000Z'],
    // As New Relic's old channel.
    ['2026-10-14, 08:30 UTC', '2026-10-14T08:30:00.000Z'],
    ['2026-10-14 08:30', '2026-10-14T08:30:00.000Z'],
    ['2026-10-14 08:30:00.250', '2026-10-14T08:30:00.250Z'],
    ['Wed, 14 Oct 2026 08:30:00 GMT', '2026-10-14T08:30:00.000Z'],
    ['Wed, 4 Oct 2023 05:21:00 +0200', '2023-10-04T03:21:00.000Z'],
    ['3/22/2019 1:36:31 PM', '2019-03-22T13:36:31.000Z'],
    ['3/22/2019 12:36:31 AM', '2019-03-22T00:36:31.000Z'],
    ['03-22-2019 13:36:31', '2019-03-22T13:36:31.000Z'],
    ['3-4-2019 9:36', '2019-03-04T09:36:00.000Z'],
    // The 22nd month is none: the day comes first.
    ['22-03-2019 13:36:31', '2019-03-22T13:36:31.000Z'],
    ['22.3.2019 9:36:31', '2019-03-22T09:36:31.000Z'],
    ['22.03.2019 09:36', '2019-03-22T09:36:00.000Z'],
    ['Wed Oct 14 08:30:00 UTC 2026', '2026-10-14T08:30:00.000Z'],
    ['Fri Oct  2 08:30:00 2026', '2026-10-02T08:30:00.000Z'],
    ['Wed Oct 14 10:30:00 +0200 2026', '2026-10-14T08:30:00.000Z'],
    ['Wed Oct 14 10:30:00 CEST 2026', '2026-10-14T08:30:00.000Z'],
    ['Wed, 14 Oct 2026 08:30:00', '2026-10-14T08:30:00.000Z'],
    ['14 Oct 2026 19:30:00 AEDT', '2026-10-14T08:30:00.000Z'],
    ['October 14, 2026 1:30 AM PDT', '2026-10-14T08:30:00.000Z'],
    ['2026-10-14 04:30:00 EDT', '2026-10-14T08:30:00.000Z'],
    ['2026-10-14 10:30 cest', '2026-10-14T08:30:00.000Z'],
    ['2026-10-14T08:30:00z', '2026-10-14T08:30:00.000Z'],
    ['October 2, 2026 12:30 PM', '2026-10-02T12:30:00.000Z'],
    // 1791966600 s = 2026-10-14T08:30:00Z
    [1_791_966_600, '2026-10-14T08:30:00.000Z'],
    [1_791_966_600.25, '2026-10-14T08:30:00.250Z'],
    [1_791_966_600_250, '2026-10-14T08:30:00.250Z'],
    [1_791_966_600_250_999, '2026-10-14T08:30:00.250Z'],
    [1_791_966_600_250_000_000, '2026-10-14T08:30:00.250Z'],
    ['1791966600', '2026-10-14T08:30:00.000Z'],
    ['1791966600250', '2026-10-14T08:30:00.250Z'],
    [' 1791966600250000000 ', '2026-10-14T08:30:00.250Z'],
  ])('%j is %s', (value, iso) => {
    expect(timeOf(value, 'UTC')).toBe(Date.parse(iso));
  });

  it('without an offset is in the zone of its sender', () => {
    // Berlin is two hours ahead of UTC in summer and one in winter.
    expect(timeOf('2026-10-14 10:30:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 14, 8, 30));
    expect(timeOf('2026-11-14T10:30:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 10, 14, 9, 30));
    expect(timeOf('10/14/2026 10:30:00 AM', 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 14, 8, 30));
  });

  it.each([
    '',
    'soon',
    '2026-02-30T00:00:00Z',
    '2026-10-14',
    '14/13/2026 10:30',
    '14-13-2026 10:30',
    0,
    -5,
    Number.NaN,
    null,
    {},
    '*alertDateTime*',
    'Thu, 32 Oct 2026 08:30:00 GMT',
    'Thu, 1 Okt 2026 08:30:00 GMT',
    // Of India, of Israel or of Ireland.
    'Wed Oct 14 10:30:00 IST 2026',
  ])('%j is none', (value) => {
    expect(timeOf(value, 'UTC')).toBeUndefined();
  });
});

describe('an event time', () => {
  it.each(['0001-01-01T00:00:00Z', '1999-12-31T23:59:59Z', '2026-10-14T12:05:00.001Z', 946_684_799])(
    'that cannot be true is none: %j',
    (value) => {
      expect(eventTime(value, RECEIVED_AT)).toBeUndefined();
    },
  );

  it('whose zone has the name of another further west is none, rather than hours too late', () => {
    // 20:00 in Shanghai is noon; 20:00 in Chicago has not come yet.
    expect(eventTime('Wed Oct 14 20:00:00 CST 2026', RECEIVED_AT)).toBeUndefined();
  });

  it('may be ahead of receipt by five minutes', () => {
    expect(eventTime('2026-10-14T12:05:00Z', RECEIVED_AT)).toBe(RECEIVED_AT + 300_000);
  });
});

describe('a date that can be read in two orders', () => {
  const receivedAt = Date.UTC(2026, 10, 5, 12);

  it('has its month first', () => {
    expect(eventTime('04-05-2026 11:00:00', receivedAt)).toBe(Date.UTC(2026, 3, 5, 11));
  });

  it('has its day first where it then is of the day before receipt, or its month has not come yet', () => {
    expect(eventTime('05-11-2026 11:00:00', receivedAt)).toBe(Date.UTC(2026, 10, 5, 11));
    expect(eventTime('04-11-2026 12:00:01', receivedAt)).toBe(Date.UTC(2026, 10, 4, 12, 0, 1));
    expect(eventTime('04-11-2026 12:00:00', receivedAt)).toBe(Date.UTC(2026, 3, 11, 12));
    expect(eventTime('12-10-2026 11:00:00', receivedAt)).toBe(Date.UTC(2026, 9, 12, 11));
  });

  it.each(['05/11/2026 11:00:00', '05/11/2026, 11:00:00 AM'])('may have slashes: %s', (text) => {
    expect(eventTime(text, receivedAt)).toBe(Date.UTC(2026, 10, 5, 11));
  });

  it('has its month first where both are of that day', () => {
    expect(eventTime('11-11-2026 11:00:00', Date.UTC(2026, 10, 11, 12))).toBe(Date.UTC(2026, 10, 11, 11));
  });
});

describe('the first time', () => {
  it('that can be true is taken', () => {
    const receivedAt = Date.UTC(2026, 9, 6, 12);
    expect(firstTime([null, '0001-01-01T00:00:00Z', '2026-10-06T11:00:00Z', 1], { receivedAt })).toBe(
      receivedAt - 3_600_000,
    );
    expect(firstTime(['soon'], { receivedAt })).toBeUndefined();
  });
});
