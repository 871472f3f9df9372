import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { serviceHours } from '../../../shared/domain/calendar.ts';
import { startOfDay } from '../../../shared/domain/period.ts';
import { DAY_MS, wallClock } from '../../../shared/domain/recount/wall-clock.ts';
import { daily, open } from './opened.ts';

interface ClockChange {
  readonly timeZone: string;
  readonly at: number;
}

/** Changes of clocks from 2000 to 2040 in all zones: one of each kind, by the offsets and the time of day. */
function clockChanges(): ClockChange[] {
  const kinds = new Map<string, ClockChange>();
  for (const timeZone of Intl.supportedValuesOf('timeZone')) {
    let before = Temporal.ZonedDateTime.from(`2000-01-01[${timeZone}]`);
    for (;;) {
      const change = before.getTimeZoneTransition('next');
      if (change === null || change.year > 2040) break;
      const kind = `${before.offset} ${change.offset} ${change.toPlainTime()}`;
      kinds.set(kind, { timeZone, at: change.epochMilliseconds });
      before = change;
    }
  }
  return [...kinds.values()];
}

describe('at every kind of change of clocks from 2000 to 2040', () => {
  const changes = clockChanges();

  it('hours are what the other calculator finds', () => {
    for (const { timeZone, at } of changes) {
      const calendar = daily(timeZone, '00:15-00:45', '01:20-02:10', '02:30-03:10', '22:30-23:45', '23:50-00:05');
      const window = { start: at - 1.5 * DAY_MS, end: at + 1.5 * DAY_MS };
      expect(open(calendar, window), timeZone).toEqual(serviceHours(calendar, window));
    }
    expect(changes.length).toBeGreaterThan(100);
  });

  it('dates begin when the calendar says', () => {
    for (const { timeZone, at } of changes) {
      const clock = wallClock(timeZone);
      for (const date of [-1, 0, 1, 2].map((days) => Math.floor(at / DAY_MS) + days)) {
        const plain = Temporal.PlainDate.from('1970-01-01').add({ days: date });
        expect(clock.startOf(date), `${timeZone} ${plain}`).toBe(startOfDay(plain, timeZone));
      }
    }
    expect(changes.length).toBeGreaterThan(100);
  });
});
