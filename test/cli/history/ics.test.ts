import { describe, expect, it } from 'vitest';
import { printed } from './printed.ts';

const ICS = ['--from', 'ics', 'x.ics', '--service', 'search'];

function calendar(...events: readonly (readonly string[])[]): string {
  const lines = events.flatMap((event) => ['BEGIN:VEVENT', ...event, 'END:VEVENT']);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}

const MODIFIED = 'LAST-MODIFIED:20260901T090000Z';
const announcedAt = '2026-09-01T09:00:00.000Z';

async function windows(text: string, more: readonly string[] = []) {
  const { code, signals, err } = await printed({ 'x.ics': text }, [...ICS, ...more]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return signals.map(({ maintenance, start, end }) => [maintenance, start, end]);
}

describe('attain import --from ics', () => {
  it('makes announced maintenance of an event', async () => {
    const event = [
      'UID:chg-7@example.com',
      'DTSTAMP:20261001T000000Z',
      MODIFIED,
      'DTSTART:20261020T200000Z',
      'DTEND:20261020T220000Z',
      'SUMMARY:Move the index\\, then',
      '  check it',
      'BEGIN:VALARM',
      'TRIGGER:-PT15M',
      'SUMMARY:Not this',
      'END:VALARM',
    ];
    const { signals } = await printed({ 'x.ics': calendar(event) }, [...ICS, '--service', 'login']);
    expect(signals).toEqual([
      {
        kind: 'maintenance',
        maintenance: 'chg-7@example.com',
        services: ['search', 'login'],
        start: '2026-10-20T20:00:00.000Z',
        end: '2026-10-20T22:00:00.000Z',
        announcedAt,
        title: 'Move the index, then check it',
      },
    ]);
  });

  it('takes cancelled events as cancelled when they were last written, else when they were stamped', async () => {
    const event = (...more: string[]) => [
      'UID:a',
      ...more,
      'STATUS:CANCELLED',
      'DTSTART:20261020T200000Z',
      'DTEND:20261020T220000Z',
    ];
    const text = calendar(event('DTSTAMP:20261001T000000Z', MODIFIED), event('DTSTAMP:20261001T000000Z'));
    const { signals } = await printed({ 'x.ics': text }, ICS);
    expect(signals.map((signal) => [signal.announcedAt, signal.cancelledAt])).toEqual([
      [announcedAt, announcedAt],
      ['2026-10-01T00:00:00.000Z', '2026-10-01T00:00:00.000Z'],
    ]);
  });

  it('reads times in zones, in the zone of the calendar, in one that is given, and whole days', async () => {
    const events = [
      // New York is 4 hours behind in October.
      ['UID:tz', MODIFIED, 'DTSTART;TZID=America/New_York:20261020T200000', 'DURATION:PT90M'],
      ['UID:named', MODIFIED, 'DTSTART;TZID="W. Europe Standard Time":20261020T200000', 'DURATION:PT1H'],
      ['UID:local', MODIFIED, 'DTSTART:20261020T200000', 'DTEND:20261020T210000'],
      // The day on which the clocks go back has 25 hours.
      ['UID:day', MODIFIED, 'DTSTART;VALUE=DATE:20261025'],
      ['UID:days', MODIFIED, 'DTSTART;VALUE=DATE:20261020', 'DTEND;VALUE=DATE:20261022'],
    ];
    const name = ['--zone-name', 'W. Europe Standard Time=Europe/Berlin'];
    const text = calendar(...events).replace('VERSION:2.0', 'X-WR-TIMEZONE:Europe/Berlin');
    expect(await windows(text, name)).toEqual([
      ['tz', '2026-10-21T00:00:00.000Z', '2026-10-21T01:30:00.000Z'],
      ['named', '2026-10-20T18:00:00.000Z', '2026-10-20T19:00:00.000Z'],
      ['local', '2026-10-20T18:00:00.000Z', '2026-10-20T19:00:00.000Z'],
      ['day', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
      ['days', '2026-10-19T22:00:00.000Z', '2026-10-21T22:00:00.000Z'],
    ]);
    const utc = await windows(text, [...name, '--zone', 'UTC']);
    expect(utc[2]).toEqual(['local', '2026-10-20T20:00:00.000Z', '2026-10-20T21:00:00.000Z']);
  });

  it('repeats an event within the period, at the same time of day before and after the clocks change', async () => {
    // Every Sunday in October 2026 (4, 11, 18, 25) from 4 to 5; winter time begins on the 25th.
    const event = [
      'UID:weekly',
      MODIFIED,
      'DTSTART;TZID=Europe/Berlin:20260906T040000',
      'DTEND;TZID=Europe/Berlin:20260906T050000',
      'RRULE:FREQ=WEEKLY;WKST=SU;BYDAY=SU',
      'EXDATE;TZID=Europe/Berlin:20261011T040000',
    ];
    expect(await windows(calendar(event), ['--period', '2026-10'])).toEqual([
      ['weekly/2026-10-04T02:00:00.000Z', '2026-10-04T02:00:00.000Z', '2026-10-04T03:00:00.000Z'],
      ['weekly/2026-10-18T02:00:00.000Z', '2026-10-18T02:00:00.000Z', '2026-10-18T03:00:00.000Z'],
      ['weekly/2026-10-25T03:00:00.000Z', '2026-10-25T03:00:00.000Z', '2026-10-25T04:00:00.000Z'],
    ]);
  });

  it('ends a rule by its count, counted from the first, or by its last moment', async () => {
    const event = (uid: string, rule: string) => [
      `UID:${uid}`,
      MODIFIED,
      'DTSTART:20260930T220000Z',
      'DURATION:PT1H',
      `RRULE:FREQ=DAILY;${rule}`,
    ];
    const text = calendar(event('count', 'COUNT=3'), event('until', 'UNTIL=20261001T220000Z'));
    expect((await windows(text, ['--period', '2026-10'])).map(([, start]) => start)).toEqual([
      '2026-10-01T22:00:00.000Z',
      '2026-10-02T22:00:00.000Z',
      '2026-10-01T22:00:00.000Z',
    ]);
  });

  it('takes an event of its own for the occurrence that it replaces, under the same id', async () => {
    const series = ['UID:a', MODIFIED, 'DTSTART:20261001T220000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=2'];
    const moved = ['UID:a', MODIFIED, 'RECURRENCE-ID:20261002T220000Z', 'DTSTART:20261003T010000Z', 'DURATION:PT1H'];
    expect(await windows(calendar(series, moved), ['--period', '2026-10'])).toEqual([
      ['a/2026-10-01T22:00:00.000Z', '2026-10-01T22:00:00.000Z', '2026-10-01T23:00:00.000Z'],
      ['a/2026-10-02T22:00:00.000Z', '2026-10-03T01:00:00.000Z', '2026-10-03T02:00:00.000Z'],
    ]);
  });

  it('leaves out what lies outside of the period, and keeps what reaches into it', async () => {
    const event = (uid: string, start: string) => [`UID:${uid}`, MODIFIED, `DTSTART:${start}`, 'DURATION:PT2H'];
    const text = calendar(
      event('before', '20260930T220000Z'),
      event('into', '20260930T230000Z'),
      event('after', '20261101T000000Z'),
    );
    expect((await windows(text, ['--period', '2026-10'])).map(([id]) => id)).toEqual(['into']);
  });

  it.each([
    [['UID:a', 'DTSTART:20261020T200000Z', 'DURATION:PT1H'], 'expected LAST-MODIFIED or DTSTAMP; got neither'],
    [['UID:a', MODIFIED, 'DURATION:PT1H'], 'DTSTART: expected the begin of the event; got none'],
    [[MODIFIED, 'DTSTART:20261020', 'DURATION:PT1H'], 'UID: expected the id of the event; got none'],
    [
      ['UID:a', MODIFIED, 'DTSTART:20261020T200000Z'],
      'expected DTEND or DURATION beside a DTSTART with a time of day; got neither',
    ],
    [
      ['UID:a', MODIFIED, 'DTSTART:20261020T200000Z', 'DTEND:20261020T190000Z'],
      'DTEND: expected a time after DTSTART; got an earlier one',
    ],
    [
      ['UID:a', MODIFIED, 'DTSTART:20261020T200000Z', 'DURATION:1 h'],
      'DURATION: expected a length such as PT2H; got "1 h"',
    ],
    [
      ['UID:a', MODIFIED, 'DTSTART:tomorrow'],
      'DTSTART: expected a time such as 20261020T200000Z or a date; got "tomorrow"',
    ],
    [
      ['UID:a', MODIFIED, 'DTSTART;TZID=Romance Standard Time:20261020T200000', 'DURATION:PT1H'],
      'DTSTART: expected an existing time in a zone of IANA; got "20261020T200000" in "Romance Standard Time". ' +
        'Say what the zone means: --zone-name "Romance Standard Time"=Europe/Berlin',
    ],
    [
      ['UID:a', MODIFIED, 'DTSTART:20261020T200000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY'],
      'RRULE: expected --period, in which the event is to be repeated; got none',
    ],
    [
      ['UID:a', 'LAST-MODIFIED:20361020T200000Z', 'DTSTART:20261020'],
      'LAST-MODIFIED or DTSTAMP: expected a time that has passed; got "2036-10-20T20:00:00.000Z"',
    ],
  ])('names the line of an event that it cannot read: %j', async (event, message) => {
    const good = ['UID:good', MODIFIED, 'DTSTART:20261020T200000Z', 'DURATION:PT1H'];
    const { code, signals, err } = await printed({ 'x.ics': calendar(good, event) }, [...ICS, '--keep-going']);
    expect({ code, err }).toEqual({
      code: 2,
      // Two lines of the calendar and six of the event before.
      err: `attain import: left out: x.ics:9: ${message}\nattain import: 1 row left out\n`,
    });
    expect(signals).toHaveLength(1);
  });

  it('says which rules it does not know', async () => {
    const event = ['UID:a', MODIFIED, 'DTSTART:20261020T200000Z', 'DURATION:PT1H', 'RRULE:FREQ=HOURLY'];
    const { err } = await printed({ 'x.ics': calendar(event) }, [...ICS, '--period', '2026-10']);
    expect(err).toBe('attain import: x.ics:3: expected FREQ of DAILY, WEEKLY, MONTHLY or YEARLY; got "HOURLY"\n');
  });

  it.each([
    ['hello', 'x.ics: line 1: expected BEGIN:VCALENDAR'],
    ['BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n', 'x.ics: expected END:VEVENT before the end of the file; got none'],
    ['BEGIN:VCALENDAR\nno colon\n', 'x.ics: line 2: expected NAME:VALUE'],
  ])('refuses %j', async (text, message) => {
    const { code, err } = await printed({ 'x.ics': text }, ICS);
    expect({ code, err }).toEqual({ code: 2, err: `attain import: ${message}\n` });
  });

  it('wants to know whose maintenance it is', async () => {
    const { err } = await printed({ 'x.ics': calendar() }, ['--from', 'ics', 'x.ics']);
    expect(err).toBe('attain import: expected --service with whose maintenance it is; got none\n');
  });
});
