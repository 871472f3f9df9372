import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MaintenanceWindow } from '../../../shared/domain/catalogue.ts';
import { questionsOf } from '../../../shared/domain/compute.ts';
import { formatInstant, parseInstant } from '../../../shared/domain/instant.ts';
import { occurrences } from '../../../shared/domain/maintenance-window.ts';
import { plannedInTime, type Stretch } from '../../../shared/domain/recount/planned.ts';
import type { Recurrence } from '../../../shared/domain/recurrence.ts';
import { agreement, version } from '../../support/catalogue.ts';
import { runs } from '../../support/property-runs.ts';

const HOUR_MS = 3_600_000;

/** The occurrences of a window that the second calculator finds, and the stretch of time that it was asked about. */
function planned(window: MaintenanceWindow, period: string): { found: Stretch[]; asked: Stretch } {
  const versions = [version({ agreements: [agreement({ maintenanceWindows: [window] })] })];
  const [question] = questionsOf(versions, { period }, parseInstant('2040-01-01T00:00:00Z'));
  const [term] = question?.terms ?? [];
  if (term === undefined) throw new Error('expected a term');
  return { found: plannedInTime(term, { maintenance: [], streams: [] }), asked: term };
}

function starts(window: Partial<MaintenanceWindow>, period: string): string[] {
  const whole = { id: 'w', from: '2026-01-04T02:30', durationMs: HOUR_MS, timeZone: 'Europe/Berlin', ...window };
  return planned(whole, period).found.map(({ start }) => formatInstant(start, 'Europe/Berlin').slice(0, 16));
}

describe('a window of maintenance', () => {
  const sundays: Recurrence = { frequency: 'WEEKLY', interval: 1 };

  it('every Sunday at 02:30 does not take place where the clocks leave 02:30 out: 29 March', () => {
    expect(starts({ rule: sundays }, '2026-03')).toEqual([
      '2026-03-01T02:30',
      '2026-03-08T02:30',
      '2026-03-15T02:30',
      '2026-03-22T02:30',
    ]);
  });

  it('ends after so many, or on a date; dates that are left out are counted', () => {
    expect(starts({ rule: { ...sundays, count: 3 }, except: ['2026-01-11'] }, '2026-01')).toEqual([
      '2026-01-04T02:30',
      '2026-01-18T02:30',
    ]);
    expect(starts({ rule: { ...sundays, until: '2026-01-11' } }, '2026-01')).toEqual([
      '2026-01-04T02:30',
      '2026-01-11T02:30',
    ]);
  });

  it('may be on the last Friday of a month, or on the last weekday', () => {
    const lastFriday: Recurrence = { frequency: 'MONTHLY', interval: 1, byDay: [{ weekday: 4, ordinal: -1 }] };
    expect(starts({ from: '2026-01-30T22:00', rule: lastFriday }, '2026-Q1')).toEqual([
      '2026-01-30T22:00',
      '2026-02-27T22:00',
      '2026-03-27T22:00',
    ]);
    const weekdays = [0, 1, 2, 3, 4].map((weekday) => ({ weekday }));
    const lastWeekday: Recurrence = { frequency: 'MONTHLY', interval: 1, byDay: weekdays, bySetPos: [-1] };
    expect(starts({ from: '2026-05-29T22:00', rule: lastWeekday }, '2026-05')).toEqual(['2026-05-29T22:00']);
  });
});

const place = fc.constantFrom(1, 2, 3, 5, -1, -2);
const weekday = fc.integer({ min: 0, max: 6 });
const some = <Value>(value: fc.Arbitrary<Value>) => fc.uniqueArray(value, { minLength: 1, maxLength: 3 });

const rule: fc.Arbitrary<Recurrence> = fc
  .record(
    {
      frequency: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
      interval: fc.integer({ min: 1, max: 4 }),
      byDay: fc.oneof(
        some(weekday.map((it) => ({ weekday: it }))),
        fc.record({ weekday, ordinal: place }).map((it) => [it]),
      ),
      byMonthDay: some(fc.oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: -31, max: -1 }))),
      byMonth: some(fc.integer({ min: 1, max: 12 })),
      bySetPos: some(place),
      count: fc.integer({ min: 1, max: 20 }),
      until: fc.constantFrom('2027-03-31', parseInstant('2027-11-01T01:00:00Z')),
    },
    { requiredKeys: ['frequency', 'interval'] },
  )
  // Places in the month or year mean something in months and years only.
  .filter(({ frequency, byDay, byMonthDay, bySetPos }) => {
    if (frequency === 'MONTHLY' || frequency === 'YEARLY') return true;
    const hasPlaces = byDay?.some((it) => 'ordinal' in it) ?? false;
    return !hasPlaces && byMonthDay === undefined && (frequency === 'WEEKLY' || bySetPos === undefined);
  });

const windows: fc.Arbitrary<MaintenanceWindow> = fc.record(
  {
    id: fc.constant('w'),
    from: fc.constantFrom('2026-01-04T02:30', '2026-01-30T22:00', '2026-02-28T00:00', '2026-03-29T02:00'),
    durationMs: fc.constantFrom(HOUR_MS, 30 * HOUR_MS),
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'),
    rule,
    except: some(fc.constantFrom('2026-02-28', '2026-03-29', '2027-01-03')),
  },
  { requiredKeys: ['id', 'from', 'durationMs', 'timeZone'] },
);

describe('random windows', () => {
  it('take place when the other calculator says', () => {
    fc.assert(
      fc.property(windows, fc.constantFrom('2026-01', '2026-03', '2026-11', '2027', '2028-Q1'), (window, period) => {
        const { found, asked } = planned(window, period);
        expect(found).toEqual(occurrences(window, asked));
      }),
      { numRuns: runs(2_000) },
    );
  });
});
