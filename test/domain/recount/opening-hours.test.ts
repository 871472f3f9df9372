import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { serviceHours } from '../../../shared/domain/calendar.ts';
import type { Calendar } from '../../../shared/domain/catalogue.ts';
import { formatInstant, parseInstant } from '../../../shared/domain/instant.ts';
import type { Interval } from '../../../shared/domain/interval.ts';
import { startOfDay } from '../../../shared/domain/period.ts';
import { openingHours } from '../../../shared/domain/recount/opening-hours.ts';
import { DAY_MS, wallClock } from '../../../shared/domain/recount/wall-clock.ts';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

function daily(timeZone: string, ...hours: readonly string[]): Calendar {
  const written = hours.map((text) => ({ from: text.slice(0, 5), to: text.slice(6) }));
  return { timeZone, week: Object.fromEntries(DAYS.map((day) => [day, written])), holidays: [] };
}

/** Where it is open within the window, as the fewest stretches. */
function open(calendar: Calendar, window: Interval): Interval[] {
  const { opens, closesBy } = openingHours(calendar, window);
  const found: { start: number; end: number }[] = [];
  for (const [index, opening] of opens.entries()) {
    const start = Math.max(opening, window.start);
    const end = Math.min(closesBy[index] ?? 0, window.end);
    const last = found.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else if (start < end) found.push({ start, end });
  }
  return found;
}

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
