import { describe, expect, it } from 'vitest';
import { serviceHours } from '../../shared/domain/calendar.ts';
import type { Calendar, DayHours } from '../../shared/domain/catalogue.ts';
import { type ClockRule, readClock } from '../../shared/domain/incident-clock.ts';
import { incidentHistories } from '../../shared/domain/incident-history.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { ticket } from './incidents.ts';
import { HOUR, MINUTE } from './targets/october.ts';

const day: readonly DayHours[] = [{ from: '08:00', to: '18:00' }];
/** Monday to Friday from 8 to 6, UTC. In October 2026 the 16th and the 23rd are Fridays. */
const OFFICE: Calendar = {
  timeZone: 'UTC',
  week: { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day },
  holidays: [],
};
const RESTORE: ClockRule = { kind: 'restore', withinMs: 4 * HOUR, clock: 'wallTime', retroactive: true };
const ACKNOWLEDGE: ClockRule = { ...RESTORE, kind: 'acknowledge', withinMs: 15 * MINUTE };

/** The clock of the only incident, looked at until a time of October 2026. */
function clockOf(rule: Partial<ClockRule>, lines: readonly string[], until = '31T00:00') {
  const seen = parseInstant(`2026-10-${until}:00Z`);
  const [history] = incidentHistories(ticket(...lines), seen);
  if (history === undefined) throw new Error('expected an incident');
  const reading = readClock(
    history,
    { ...RESTORE, ...rule },
    { hoursIn: (window) => serviceHours(OFFICE, window), until: seen },
  );
  return { used: reading.usedMs / MINUTE, state: reading.state };
}

describe('the clock until restoration', () => {
  it('runs from the detection to the restoration', () => {
    const lines = ['14T09:00 opened P1', '14T09:05 acknowledged P1', '14T11:30 restored P1', '14T17:00 closed P1'];
    expect(clockOf({}, lines)).toEqual({ used: 150, state: 'inTime' });
  });

  it('runs on until it is closed if nobody said restored', () => {
    expect(clockOf({}, ['14T09:00 opened P1', '14T17:00 closed P1'])).toEqual({ used: 480, state: 'late' });
  });

  it('runs on to the restoration if the ticket was closed before it', () => {
    const lines = ['14T09:00 opened P1', '14T10:00 closed P1', '14T11:30 restored P1', '14T17:00 closed P1'];
    expect(clockOf({}, lines)).toEqual({ used: 150, state: 'inTime' });
    // As long as nobody has said more, closed is all that is known.
    expect(clockOf({}, lines, '14T11:00')).toEqual({ used: 60, state: 'inTime' });
  });

  it('takes closed for restored each time that nobody says restored before it is reopened', () => {
    // An hour until it is closed; then from 12:00 to 14:00.
    const lines = ['14T09:00 opened', '14T10:00 closed', '14T12:00 reopened', '14T13:00 closed', '14T14:00 restored'];
    expect(clockOf({}, lines)).toEqual({ used: 180, state: 'inTime' });
    // From 9:00 to 10:00; then from 12:00 to 13:00, as what was said before the reopening is no word on what came after.
    const again = ['14T09:00 opened', '14T10:00 restored', '14T12:00 reopened', '14T13:00 closed'];
    expect(clockOf({}, again)).toEqual({ used: 120, state: 'inTime' });
  });

  it('takes exactly four hours for in time, a minute more for late', () => {
    expect(clockOf({}, ['14T09:00 opened P1', '14T13:00 restored P1'])).toEqual({ used: 240, state: 'inTime' });
    expect(clockOf({}, ['14T09:00 opened P1', '14T13:01 restored P1'])).toEqual({ used: 241, state: 'late' });
  });

  it('is pending while it runs, and late as soon as the time is over, restored or not', () => {
    const lines = ['14T09:00 opened P1', '14T18:00 restored P1'];
    expect(clockOf({}, lines, '14T12:59')).toEqual({ used: 239, state: 'pending' });
    expect(clockOf({}, lines, '14T13:00')).toEqual({ used: 240, state: 'pending' });
    expect(clockOf({}, lines, '14T13:01')).toEqual({ used: 241, state: 'late' });
  });

  it('in service hours stands still over the weekend', () => {
    // Friday 17:00 to 18:00 is one hour, Saturday and Sunday none, Monday 08:00 to 10:30 two and a half.
    const lines = ['16T17:00 opened P1', '19T10:30 restored P1'];
    expect(clockOf({ clock: 'serviceHours' }, lines)).toEqual({ used: 210, state: 'inTime' });
    // By the wall it is Friday 17:00 to Monday 10:30: 65 and a half hours.
    expect(clockOf({ clock: 'wallTime' }, lines)).toEqual({ used: 3_930, state: 'late' });
  });

  it('in service hours begins on Monday for what is detected on Saturday', () => {
    const lines = ['17T11:00 opened P1', '19T09:00 restored P1'];
    expect(clockOf({ clock: 'serviceHours' }, lines)).toEqual({ used: 60, state: 'inTime' });
  });

  it('stands still while it is paused over night', () => {
    // 15:00 to 17:00 is two hours, the night does not count, 09:00 to 10:00 is the third.
    const lines = ['14T15:00 opened P1', '14T17:00 paused', '15T09:00 resumed', '15T10:00 restored'];
    expect(clockOf({}, lines)).toEqual({ used: 180, state: 'inTime' });
    expect(clockOf({}, lines, '15T08:00')).toEqual({ used: 120, state: 'pending' });
  });

  it('counts only what is both in service hours and not paused', () => {
    // Friday 15:00 to 16:00; paused over the end of the day and the weekend; Monday 09:00 to 11:00.
    const lines = ['16T15:00 opened P1', '16T16:00 paused', '19T09:00 resumed', '19T11:00 restored'];
    expect(clockOf({ clock: 'serviceHours' }, lines)).toEqual({ used: 180, state: 'inTime' });
  });

  it('goes on where it stood when the incident is reopened', () => {
    // 09:00 to 11:30 and 14:00 to 16:00 are four and a half hours.
    const lines = ['14T09:00 opened P1', '14T11:30 restored', '14T14:00 reopened', '14T16:00 restored'];
    expect(clockOf({}, lines)).toEqual({ used: 270, state: 'late' });
    expect(clockOf({}, lines, '14T12:00')).toEqual({ used: 150, state: 'inTime' });
    expect(clockOf({}, lines, '14T15:00')).toEqual({ used: 210, state: 'pending' });
  });

  it('is stopped by the restoration that ends a pause', () => {
    const lines = ['14T09:00 opened P1', '14T10:00 paused', '14T12:00 restored', '14T13:00 resumed'];
    expect(clockOf({}, lines)).toEqual({ used: 60, state: 'inTime' });
  });
});

describe('the clock until acknowledgement', () => {
  it('runs from the detection to the first acknowledgement', () => {
    const lines = ['14T09:00 opened P1', '14T09:10 acknowledged', '14T09:40 acknowledged', '14T11:00 restored'];
    expect(clockOf(ACKNOWLEDGE, lines)).toEqual({ used: 10, state: 'inTime' });
  });

  it('is stopped by the restoration if nobody acknowledged before', () => {
    const lines = ['14T09:00 opened P1', '14T09:12 restored', '14T09:30 acknowledged'];
    expect(clockOf(ACKNOWLEDGE, lines)).toEqual({ used: 12, state: 'inTime' });
  });

  it('is stopped by the first restoration even if it is acknowledged once it is open again', () => {
    const lines = ['14T09:00 opened P1', '14T09:12 restored', '14T10:00 reopened', '14T10:30 acknowledged'];
    expect(clockOf(ACKNOWLEDGE, lines)).toEqual({ used: 12, state: 'inTime' });
  });

  it('is not started again by a reopening', () => {
    const lines = ['14T09:00 opened P1', '14T09:12 restored', '14T10:00 reopened'];
    expect(clockOf(ACKNOWLEDGE, lines)).toEqual({ used: 12, state: 'inTime' });
  });
});

describe('a priority that rises from P3 to P1', () => {
  const lines = ['14T09:00 opened P3', '14T12:00 updated P1', '14T15:00 restored'];

  it('counts from the detection', () => {
    expect(clockOf({}, lines)).toEqual({ used: 360, state: 'late' });
  });

  it('counts from the change where the agreement says so', () => {
    expect(clockOf({ retroactive: false }, lines)).toEqual({ used: 180, state: 'inTime' });
  });

  it('counts from the detection when the clock had stopped before', () => {
    const afterwards = ['14T09:00 opened P3', '14T15:00 restored', '16T10:00 updated P1'];
    expect(clockOf({ retroactive: false }, afterwards)).toEqual({ used: 360, state: 'late' });
  });

  it('counts from the detection when it comes in the moment of the restoration', () => {
    const together = ['14T09:00 opened P3', '14T15:00 updated P1', '14T15:00 restored'];
    expect(clockOf({ retroactive: false }, together)).toEqual({ used: 360, state: 'late' });
  });

  it('counts from the last rise of several', () => {
    const twice = ['14T09:00 opened P3', '14T10:00 updated P2', '14T12:00 updated P1', '14T15:00 restored'];
    expect(clockOf({ retroactive: false }, twice)).toEqual({ used: 180, state: 'inTime' });
  });

  it('counts from the rise when it is only named otherwise after it', () => {
    // Raised 12:00, restored 13:00: one hour. From the detection it would be six.
    const renamed = [
      '14T07:00 opened P3',
      '14T12:00 updated P1',
      '14T12:30 updated Critical',
      '14T12:40 updated P1',
      '14T13:00 restored',
    ];
    expect(clockOf({ retroactive: false }, renamed)).toEqual({ used: 60, state: 'inTime' });
    expect(clockOf({ retroactive: false }, [...renamed, '14T15:00 updated Critical'])).toMatchObject({ used: 60 });
  });

  it('counts from the detection when nobody can say whether the last name is as urgent', () => {
    const unknown = ['14T07:00 opened P3', '14T12:00 updated P1', '14T12:30 updated gold', '14T13:00 restored'];
    expect(clockOf({ retroactive: false }, unknown)).toEqual({ used: 360, state: 'late' });
  });

  it('counts from the detection when the priority falls', () => {
    const falls = ['14T09:00 opened P1', '14T12:00 updated P3', '14T15:00 restored'];
    expect(clockOf({ retroactive: false }, falls)).toEqual({ used: 360, state: 'late' });
  });
});
