import { describe, expect, it } from 'vitest';
import type { Agreement, MaintenanceWindow } from '../../shared/domain/catalogue.ts';
import { questionsOf } from '../../shared/domain/compute.ts';
import type { CorrectionRecord } from '../../shared/domain/correction.ts';
import { evaluate } from '../../shared/domain/evaluate.ts';
import type { MaintenanceEvent } from '../../shared/domain/event.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { allowanceStart } from '../../shared/domain/maintenance-allowance.ts';
import { occurrences } from '../../shared/domain/maintenance-window.ts';
import { parsePeriod } from '../../shared/domain/period.ts';
import { assertRecounted } from '../../shared/domain/recount/assert-recounted.ts';
import { parseRecurrence } from '../../shared/domain/recurrence-rule.ts';
import type { CorrectiveAction } from '../../shared/domain/signal.ts';
import type { CatalogueVersion } from '../../shared/domain/version.ts';
import { agreement, version } from '../support/catalogue.ts';
import { decision, proposal } from '../support/corrections.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Maintenance in Berlin, announced at the end of August unless said otherwise. */
function planned(id: string, start: string, end: string, announcedAt = '2026-08-31T12:00:00+02:00'): MaintenanceEvent {
  const [from, to] = [parseInstant(start), parseInstant(end)];
  return {
    kind: 'maintenance',
    service: 'checkout',
    maintenance: id,
    start: from,
    end: to,
    announcedAt: parseInstant(announcedAt),
  };
}

function inBerlin(overrides: Partial<Agreement>, effectiveFrom = '2026-01-01T00:00:00+01:00'): CatalogueVersion {
  return version({
    effectiveFrom: parseInstant(effectiveFrom),
    agreements: [agreement({ timeZone: 'Europe/Berlin', ...overrides })],
    calendars: {
      days: { timeZone: 'Europe/Berlin', week: { tuesday: [{ from: '08:00', to: '18:00' }] }, holidays: [] },
    },
  });
}

/** Minutes of maintenance that count in a period, and what is refused: minutes, and why. */
function minutes(
  versions: readonly CatalogueVersion[],
  maintenance: readonly MaintenanceEvent[],
  period = '2026-10',
  corrections: readonly CorrectionRecord[] = [],
) {
  const [question] = questionsOf(versions, { period }, parseInstant('2027-06-01T00:00:00Z'));
  if (question === undefined) throw new Error('expected a question');
  const knowledge = { streams: [], maintenance, beats: {}, counts: [], incidents: [], dependencies: {}, corrections };
  const attainment = evaluate(question, knowledge);
  assertRecounted(attainment, question, knowledge);
  const { ms, maintenanceRefused = [] } = attainment;
  return {
    counted: ms.maintenance / MINUTE,
    refused: maintenanceRefused.map((it) => `${it.maintenance}: ${it.ms / MINUTE} min, ${it.why}`),
  };
}

const fourHours = { maintenanceAllowance: { timeMs: 4 * HOUR, per: 'month' as const } };

describe('an allowance of four hours a month', () => {
  it('is used up in order of time: three hours count, then one of the next three', () => {
    const events = [
      planned('CHG-1', '2026-10-06T01:00:00+02:00', '2026-10-06T04:00:00+02:00'),
      planned('CHG-2', '2026-10-20T01:00:00+02:00', '2026-10-20T04:00:00+02:00'),
    ];
    expect(minutes([inBerlin(fourHours)], events)).toEqual({ counted: 240, refused: ['CHG-2: 120 min, allowance'] });
  });

  it('is not used by what a correction says must count, unlike by what one says the service was', () => {
    const events = [
      planned('CHG-1', '2026-10-06T01:00:00+02:00', '2026-10-06T04:00:00+02:00'),
      planned('CHG-2', '2026-10-20T01:00:00+02:00', '2026-10-20T04:00:00+02:00'),
    ];
    const first = { start: parseInstant('2026-10-06T01:00:00+02:00'), end: parseInstant('2026-10-06T04:00:00+02:00') };
    const corrected = (action: CorrectiveAction) =>
      minutes([inBerlin(fourHours)], events, '2026-10', [proposal(action), decision()]);
    expect(corrected({ action: 'include', ...first })).toEqual({ counted: 180, refused: [] });
    const reclassify = { action: 'reclassify', ...first, state: 'down' } as const;
    expect(corrected(reclassify)).toEqual({ counted: 240, refused: ['CHG-2: 120 min, allowance'] });
  });

  it('says when the refused part began, when it was announced and what it is called', () => {
    const event = { ...planned('CHG-1', '2026-10-06T01:00:00+02:00', '2026-10-06T07:00:00+02:00'), title: 'Upgrade' };
    const [question] = questionsOf([inBerlin(fourHours)], { period: '2026-10' }, parseInstant('2027-06-01T00:00:00Z'));
    if (question === undefined) throw new Error('expected a question');
    const knowledge = { streams: [], maintenance: [event], beats: {}, counts: [], incidents: [], dependencies: {} };
    expect(evaluate(question, knowledge).maintenanceRefused).toEqual([
      {
        maintenance: 'CHG-1',
        title: 'Upgrade',
        // 05:00 to 07:00 in Berlin.
        start: '2026-10-06T03:00:00.000Z',
        end: '2026-10-06T05:00:00.000Z',
        ms: 2 * HOUR,
        why: 'allowance',
        announcedAt: '2026-08-31T10:00:00.000Z',
      },
    ]);
    const { title: _title, ...untitled } = event;
    expect(evaluate(question, { ...knowledge, maintenance: [untitled] }).maintenanceRefused?.[0]).not.toHaveProperty(
      'title',
    );
  });

  it('begins anew with each local month: an hour before midnight is September’s', () => {
    // 23:00 on 30 September to 04:00 on 1 October in Berlin: one hour in September, four in October.
    const night = planned('CHG-1', '2026-09-30T23:00:00+02:00', '2026-10-01T04:00:00+02:00');
    expect(minutes([inBerlin(fourHours)], [night])).toEqual({ counted: 240, refused: [] });
    expect(minutes([inBerlin(fourHours)], [night], '2026-09')).toEqual({ counted: 60, refused: [] });
  });

  it('begins anew with each month of a longer period', () => {
    // Five hours in each month of the quarter: four of each count.
    const events = ['2026-10-06', '2026-11-03', '2026-12-01'].map((day) =>
      planned(`CHG-${day}`, `${day}T01:00:00+01:00`, `${day}T06:00:00+01:00`),
    );
    const refused = events.map(({ maintenance }) => `${maintenance}: 60 min, allowance`);
    expect(minutes([inBerlin(fourHours)], events, '2026-Q4')).toEqual({ counted: 720, refused });
  });

  it('is not used while the method takes maintenance for none', () => {
    const events = [
      planned('CHG-1', '2026-10-06T01:00:00+02:00', '2026-10-06T04:00:00+02:00'),
      planned('CHG-2', '2026-10-20T01:00:00+02:00', '2026-10-20T04:00:00+02:00'),
    ];
    const versions = [inBerlin({ ...fourHours, method: 'strict' }), inBerlin(fourHours, '2026-10-10T00:00:00+02:00')];
    expect(minutes(versions, events)).toEqual({ counted: 180, refused: [] });
  });

  it('is used by agreed hours only: what lies outside them costs nothing', () => {
    // Agreed is Tuesday 08:00–18:00. Of 04:00–12:00 on the 6th four hours are agreed, and of 16:00–20:00 on the 13th two.
    const events = [
      planned('CHG-1', '2026-10-06T04:00:00+02:00', '2026-10-06T12:00:00+02:00'),
      planned('CHG-2', '2026-10-13T16:00:00+02:00', '2026-10-13T20:00:00+02:00'),
    ];
    const versions = [inBerlin({ ...fourHours, hours: 'days' })];
    expect(minutes(versions, events)).toEqual({ counted: 240, refused: ['CHG-2: 120 min, allowance'] });
  });

  it('is not used by exclusions, nor twice by two that overlap', () => {
    const exclusions = [
      {
        start: parseInstant('2026-10-06T01:00:00+02:00'),
        end: parseInstant('2026-10-06T03:00:00+02:00'),
        reason: 'asked for',
        approvedBy: 'Kim',
      },
    ];
    // 01:00–05:00, of which 01:00–03:00 is excluded: two hours. The other lies within it.
    const events = [
      planned('CHG-1', '2026-10-06T01:00:00+02:00', '2026-10-06T05:00:00+02:00'),
      planned('CHG-2', '2026-10-06T04:00:00+02:00', '2026-10-06T05:00:00+02:00'),
      planned('CHG-3', '2026-10-20T01:00:00+02:00', '2026-10-20T03:00:00+02:00'),
    ];
    expect(minutes([inBerlin({ ...fourHours, exclusions })], events)).toEqual({ counted: 240, refused: [] });
  });

  it('is not used by maintenance that was announced too late', () => {
    const events = [
      planned('CHG-1', '2026-10-06T01:00:00+02:00', '2026-10-06T04:00:00+02:00', '2026-10-05T12:00:00+02:00'),
      planned('CHG-2', '2026-10-20T01:00:00+02:00', '2026-10-20T05:00:00+02:00'),
    ];
    const versions = [inBerlin({ ...fourHours, maintenanceNoticeMs: 48 * HOUR })];
    expect(minutes(versions, events)).toEqual({ counted: 240, refused: ['CHG-1: 180 min, notice'] });
  });
});

describe('an allowance of a quarter or a year', () => {
  // Three hours in August, three in October.
  const events = [
    planned('CHG-1', '2026-08-04T01:00:00+02:00', '2026-08-04T04:00:00+02:00', '2026-07-01T00:00:00Z'),
    planned('CHG-2', '2026-10-06T01:00:00+02:00', '2026-10-06T04:00:00+02:00'),
  ];
  const per = (span: 'quarter' | 'year') => [inBerlin({ maintenanceAllowance: { timeMs: 4 * HOUR, per: span } })];

  it('is used by what came earlier in it, though the report is of a month', () => {
    expect(minutes(per('year'), events)).toEqual({ counted: 60, refused: ['CHG-2: 120 min, allowance'] });
  });

  it('begins anew with each', () => {
    expect(minutes(per('quarter'), events)).toEqual({ counted: 180, refused: [] });
  });

  it('that is first agreed in October counts what was maintenance before in the year', () => {
    const versions = [
      inBerlin({}),
      ...per('year').map((it) => ({
        ...it,
        hash: 'later',
        catalogue: { ...it.catalogue, effectiveFrom: parseInstant('2026-10-01T00:00:00+02:00') },
      })),
    ];
    expect(minutes(versions, events)).toEqual({ counted: 60, refused: ['CHG-2: 120 min, allowance'] });
  });
});

describe('maintenance that was announced too late', () => {
  const late = planned('CHG-1', '2026-10-06T01:00:00+02:00', '2026-10-06T04:00:00+02:00', '2026-10-06T02:00:00+02:00');

  it('is told where the agreement asks for notice', () => {
    expect(minutes([inBerlin({ maintenanceNoticeMs: HOUR })], [late])).toEqual({
      counted: 0,
      refused: ['CHG-1: 180 min, notice'],
    });
  });

  it('is not told where the agreement asks for nothing, or the method takes maintenance for none', () => {
    expect(minutes([inBerlin({})], [late])).toEqual({ counted: 0, refused: [] });
    expect(minutes([inBerlin({ maintenanceNoticeMs: HOUR, method: 'strict' })], [late])).toEqual({
      counted: 0,
      refused: [],
    });
  });
});

describe('the time whose maintenance may use an allowance', () => {
  const october = parseInstant('2026-10-14T00:00:00Z');
  const per = (span: 'month' | 'quarter' | 'year') => ({ maintenanceAllowance: { timeMs: HOUR, per: span } });
  const withOther = (own: Partial<Agreement>, other: Partial<Agreement>) =>
    version({ agreements: [agreement(own), agreement({ id: 'globex', ...other })] });

  it('begins with the longest span that any wording of the agreement gives it', () => {
    expect(allowanceStart([version({ agreements: [agreement(per('month'))] })], 'acme', october)).toBe(
      parseInstant('2026-10-01T00:00:00Z'),
    );
    const wordings = [inBerlin(per('month')), inBerlin(per('year')), inBerlin(per('quarter'))];
    expect(allowanceStart(wordings, 'acme', october)).toBe(parseInstant('2026-01-01T00:00:00+01:00'));
  });

  it('is not that of another agreement, and none without an allowance', () => {
    expect(allowanceStart([withOther(per('month'), per('year'))], 'acme', october)).toBe(
      parseInstant('2026-10-01T00:00:00Z'),
    );
    expect(allowanceStart([withOther({}, per('year'))], 'acme', october)).toBeUndefined();
  });
});

function sundays(overrides: Partial<MaintenanceWindow> = {}): MaintenanceWindow {
  return {
    id: 'sunday',
    title: 'Patch window',
    from: '2026-01-04T02:00',
    durationMs: 2 * HOUR,
    timeZone: 'Europe/Berlin',
    rule: parseRecurrence('FREQ=WEEKLY;BYDAY=SU'),
    ...overrides,
  };
}

function starts(window: MaintenanceWindow, period: string): string[] {
  return occurrences(window, parsePeriod(period, window.timeZone)).map(
    ({ start, end }) => `${new Date(start).toISOString().slice(5, 16)} ${(end - start) / HOUR} h`,
  );
}

describe('a window on Sundays from 02:00 for two hours', () => {
  it('moves in UTC as the clocks change, and lasts two hours in that night too', () => {
    // The clocks go back on 25 October at 03:00; 02:00 comes twice, the first is meant.
    expect(starts(sundays(), '2026-10')).toEqual([
      '10-04T00:00 2 h',
      '10-11T00:00 2 h',
      '10-18T00:00 2 h',
      '10-25T00:00 2 h',
    ]);
    expect(starts(sundays(), '2026-11')[0]).toBe('11-01T01:00 2 h');
  });

  it('does not take place on 29 March, on which there is no 02:00', () => {
    expect(starts(sundays(), '2026-03')).toEqual([
      '03-01T01:00 2 h',
      '03-08T01:00 2 h',
      '03-15T01:00 2 h',
      '03-22T01:00 2 h',
    ]);
  });

  it('has exceptions, an end, or a number of times', () => {
    expect(starts(sundays({ except: ['2026-10-11', '2026-10-25'] }), '2026-10')).toEqual([
      '10-04T00:00 2 h',
      '10-18T00:00 2 h',
    ]);
    expect(starts(sundays({ rule: parseRecurrence('FREQ=WEEKLY;UNTIL=20261011') }), '2026-10')).toHaveLength(2);
    // Until 00:00 UTC on the 11th, which is just when it begins.
    expect(starts(sundays({ rule: parseRecurrence('FREQ=WEEKLY;UNTIL=20261011T000000Z') }), '2026-10')).toHaveLength(2);
    expect(starts(sundays({ rule: parseRecurrence('FREQ=WEEKLY;UNTIL=20261010T235959Z') }), '2026-10')).toHaveLength(1);
    expect(starts(sundays({ rule: parseRecurrence('FREQ=WEEKLY;COUNT=3') }), '2026')).toHaveLength(3);
  });

  it('is not met by a stretch that begins as it ends, ends as it begins, or is empty', () => {
    const [ended, begins] = [parseInstant('2026-10-04T04:00:00+02:00'), parseInstant('2026-10-11T02:00:00+02:00')];
    expect(occurrences(sundays(), { start: ended, end: begins })).toEqual([]);
    expect(occurrences(sundays(), { start: ended - 1, end: begins + 1 })).toHaveLength(2);
    expect(occurrences(sundays(), { start: begins + HOUR, end: begins + HOUR })).toEqual([]);
  });

  it('is met on any day of many that it may last', () => {
    const friday = { start: parseInstant('2026-10-09T12:00:00Z'), end: parseInstant('2026-10-09T13:00:00Z') };
    const sunday = parseInstant('2026-10-04T00:00:00Z');
    const sixDays = sundays({ durationMs: 6 * 24 * HOUR });
    expect(occurrences(sixDays, friday)).toEqual([{ start: sunday, end: sunday + 6 * 24 * HOUR }]);
  });

  it('may be a single one', () => {
    const { rule: _rule, ...single } = sundays({ from: '2026-10-14T22:00' });
    expect(starts(single, '2026')).toEqual(['10-14T20:00 2 h']);
    expect(starts(single, '2026-11')).toEqual([]);
  });

  it('may be the last Friday of a month, or the second workday', () => {
    const fridays = sundays({ from: '2026-01-30T22:00', rule: parseRecurrence('FREQ=MONTHLY;BYDAY=-1FR') });
    expect(starts(fridays, '2026-10')).toEqual(['10-30T21:00 2 h']);
    const workday = 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=2';
    // 1 October 2026 is a Thursday; the second workday is Friday the 2nd.
    expect(starts(sundays({ from: '2026-01-02T22:00', rule: parseRecurrence(workday) }), '2026-10')).toEqual([
      '10-02T20:00 2 h',
    ]);
  });
});

describe('a window of the agreement', () => {
  // Four Sundays of two hours.
  it('counts as maintenance for the services that it names', () => {
    expect(minutes([inBerlin({ maintenanceWindows: [sundays()] })], [])).toEqual({ counted: 480, refused: [] });
    const elsewhere = [inBerlin({ maintenanceWindows: [sundays({ services: ['search'] })] })];
    expect(minutes(elsewhere, [])).toEqual({ counted: 0, refused: [] });
  });

  it('is announced when the version of the catalogue takes effect that brings it', () => {
    // In effect from Friday the 9th, 12:00: the Sundays of the 11th (38 hours later) and before are too early for 48 hours.
    const overrides = { maintenanceWindows: [sundays()], maintenanceNoticeMs: 48 * HOUR };
    expect(minutes([inBerlin(overrides, '2026-10-09T12:00:00+02:00')], [])).toEqual({
      counted: 240,
      refused: ['sunday: 120 min, notice', 'sunday: 120 min, notice'],
    });
  });

  it('is not announced before that version was published, from whatever date it takes effect', () => {
    const published = (at: string): CatalogueVersion => {
      const windows = { maintenanceWindows: [sundays()] };
      return { ...inBerlin(windows, '2026-10-01T00:00:00+02:00'), publishedAt: parseInstant(at) };
    };
    // Published on Monday the 12th: the Sundays of the 4th and the 11th were over, those of the 18th and the 25th were not.
    expect(minutes([published('2026-10-12T09:00:00+02:00')], [])).toEqual({
      counted: 240,
      refused: ['sunday: 120 min, notice', 'sunday: 120 min, notice'],
    });
    // Published on 1 September, it is announced as it takes effect, before the first of them.
    expect(minutes([published('2026-09-01T09:00:00+02:00')], [])).toEqual({ counted: 480, refused: [] });
  });

  it('stays announced if a version that takes effect before is published after', () => {
    const windows = { maintenanceWindows: [sundays()] };
    const announced = inBerlin(windows, '2026-10-10T00:00:00+02:00');
    const earlier = { ...inBerlin(windows), publishedAt: parseInstant('2026-10-20T00:00:00+02:00') };
    // Nobody had heard of the 4th; the 11th and later ones were announced on the 10th.
    expect(minutes([earlier, announced], [])).toEqual({ counted: 360, refused: ['sunday: 120 min, notice'] });
  });

  it('stays announced in later versions that keep it, and is announced anew by one that changes it', () => {
    const notice = { maintenanceNoticeMs: 48 * HOUR };
    const first = inBerlin({ ...notice, maintenanceWindows: [sundays()] });
    const from = '2026-10-09T12:00:00+02:00';
    const kept = inBerlin(
      { ...notice, customer: 'Acme Ltd', maintenanceWindows: [sundays({ title: 'Updates' })] },
      from,
    );
    expect(minutes([first, kept], [])).toEqual({ counted: 480, refused: [] });
    const longer = inBerlin({ ...notice, maintenanceWindows: [sundays({ durationMs: 3 * HOUR })] }, from);
    // Sunday the 4th, two hours, under the first; the 11th is refused; then two Sundays of three hours.
    expect(minutes([first, longer], [])).toEqual({ counted: 480, refused: ['sunday: 180 min, notice'] });
  });

  it('uses the allowance with everything else', () => {
    const versions = [inBerlin({ ...fourHours, maintenanceWindows: [sundays()] })];
    const change = planned('CHG-1', '2026-10-06T01:00:00+02:00', '2026-10-06T02:00:00+02:00');
    // The 4th: 2 h. The 6th: 1 h. The 11th: 1 h of 2. Nothing is left for the 18th and the 25th.
    expect(minutes(versions, [change])).toEqual({
      counted: 240,
      refused: ['sunday: 60 min, allowance', 'sunday: 120 min, allowance', 'sunday: 120 min, allowance'],
    });
  });
});

describe('notice of maintenance that was received after it says it was announced', () => {
  // 72 hours before 20 October 02:00 is 17 October 02:00.
  const received = (at: string) => ({
    ...planned('CHG-1', '2026-10-20T02:00:00+02:00', '2026-10-20T04:00:00+02:00', '2026-10-10T12:00:00+02:00'),
    receivedAt: parseInstant(at),
  });
  const asking = [inBerlin({ maintenanceNoticeMs: 72 * HOUR })];

  it('runs from its receipt', () => {
    expect(minutes(asking, [received('2026-10-17T02:00:00+02:00')])).toEqual({ counted: 120, refused: [] });
    const late = minutes(asking, [received('2026-10-17T02:00:00.001+02:00')]);
    expect(late).toEqual({ counted: 0, refused: ['CHG-1: 120 min, notice'] });
  });

  it('is said to be announced then, where it is refused', () => {
    const [question] = questionsOf(asking, { period: '2026-10' }, parseInstant('2027-06-01T00:00:00Z'));
    if (question === undefined) throw new Error('expected a question');
    const maintenance = [received('2026-10-19T00:00:00+02:00')];
    const knowledge = { streams: [], maintenance, beats: {}, counts: [], incidents: [], dependencies: {} };
    expect(evaluate(question, knowledge).maintenanceRefused).toMatchObject([
      { announcedAt: '2026-10-18T22:00:00.000Z' },
    ]);
  });

  it('is not asked where an agreement asks for none: it may be told once it is over', () => {
    const told = received('2026-10-20T04:00:00+02:00');
    expect(minutes([inBerlin({ maintenanceNoticeMs: 0 })], [told])).toEqual({ counted: 120, refused: [] });
  });
});
