import { describe, expect, it } from 'vitest';
import type { RestoreTarget, Target } from '../../../shared/domain/catalogue.ts';
import { noticesOf } from '../../../shared/domain/notice.ts';
import type { IncidentPhase, Signal } from '../../../shared/domain/signal.ts';
import { attainmentOf, HOUR, MINUTE, type October, october, resultOf } from './october.ts';

/** 95 % of P1 restored within 4 h. */
const RESTORE: RestoreTarget = {
  kind: 'restore',
  priority: 'P1',
  withinMs: 4 * HOUR,
  target: '95',
  clock: 'wallTime',
  retroactive: true,
};
const ACKNOWLEDGE: Target = { ...RESTORE, kind: 'acknowledge', withinMs: 15 * MINUTE };

/** An incident of checkout: a line for each phase, such as `14T09:00 opened P1`. Only the first names the service. */
function incident(id: string, ...lines: readonly string[]): Signal[] {
  return lines.map((line, index): Signal => {
    const [at = '', phase = '', priority = ''] = line.split(' ');
    const about = { kind: 'incident', incident: id, phase: phase as IncidentPhase, priority, at: october(at) } as const;
    return index === 0 ? { ...about, services: ['checkout'] } : about;
  });
}

/** So many P1 incidents, each restored after two hours. */
function restored(count: number): Signal[] {
  return Array.from({ length: count }, (_, index) => {
    const day = String(index + 1).padStart(2, '0');
    return incident(`OK-${day}`, `${day}T09:00 opened P1`, `${day}T11:00 restored`);
  }).flat();
}

const LATE = incident('INC-9', '25T09:00 opened P1', '25T14:00 restored');

describe('95 % of P1 restored within 4 h', () => {
  it('is met by 19 of 20', () => {
    // 19 ÷ 20 is 95 %. On the average 19 × 2 h and 5 h are 43 h ÷ 20 = 2 h 9 min.
    expect(resultOf(RESTORE, [...restored(19), ...LATE])).toMatchObject({
      kind: 'restore',
      target: '95 % of P1 restored within 4 h',
      verdict: 'met',
      priority: 'P1',
      clock: 'wallTime',
      withinMs: 4 * HOUR,
      total: 20,
      inTime: 19,
      late: 1,
      pending: 0,
      allowed: 1,
      percent: '95.0',
      meanMs: 129 * MINUTE,
    });
  });

  it('is missed by 18 of 19, which is 94.7 %', () => {
    expect(resultOf(RESTORE, [...restored(18), ...LATE])).toMatchObject({
      verdict: 'missed',
      percent: '94.7',
      allowed: 0,
    });
  });

  it('is half of two, of which one was late', () => {
    expect(resultOf(RESTORE, [...restored(1), ...LATE])).toMatchObject({ inTime: 1, late: 1, percent: '50.0' });
  });

  it('is met where there was no incident of that priority', () => {
    expect(resultOf(RESTORE, incident('INC-1', '14T09:00 opened P2', '16T09:00 restored'))).toMatchObject({
      verdict: 'met',
      total: 0,
      percent: null,
      meanMs: null,
      incidents: [],
    });
  });

  it('is open as long as one that runs decides, and not if it does not', () => {
    const runs = incident('INC-9', '25T09:00 opened P1');
    const until = '25T12:00';
    // 18 in time and one that may yet be: between 94.7 and 100 %.
    expect(resultOf(RESTORE, [...restored(18), ...runs], { until })).toMatchObject({
      verdict: 'notMeasured',
      inTime: 18,
      pending: 1,
      percent: '100.0',
      // Of those that are over.
      meanMs: 2 * HOUR,
    });
    // 19 and one: at least 95 %.
    expect(resultOf(RESTORE, [...restored(19), ...runs], { until })).toMatchObject({ verdict: 'met', pending: 1 });
    // Late at 13:00 and a minute.
    expect(resultOf(RESTORE, [...restored(18), ...runs], { until: '25T13:01' })).toMatchObject({ verdict: 'missed' });
  });

  it('names the incidents with their clocks, and the change that moved one', () => {
    const raised = incident('INC-4', '14T09:00 opened P3', '14T12:00 updated P1', '14T15:00 restored');
    expect(resultOf(RESTORE, raised)).toMatchObject({
      verdict: 'missed',
      incidents: [
        {
          incident: 'INC-4',
          detectedAt: '2026-10-14T09:00:00.000Z',
          startedAt: '2026-10-14T09:00:00.000Z',
          endedAt: '2026-10-14T15:00:00.000Z',
          usedMs: 6 * HOUR,
          allowedMs: 4 * HOUR,
          state: 'late',
          moved: { at: '2026-10-14T12:00:00.000Z', from: 'P3', to: 'P1', why: 'raised' },
        },
      ],
    });
    expect(resultOf({ ...RESTORE, retroactive: false }, raised)).toMatchObject({
      target: '95 % of P1 restored within 4 h, from its rise on',
      verdict: 'met',
      incidents: [{ startedAt: '2026-10-14T12:00:00.000Z', usedMs: 3 * HOUR, state: 'inTime' }],
    });
  });

  it('leaves an incident that was lowered to the target of its last priority', () => {
    const lowered = incident('INC-4', '14T09:00 opened P1', '14T12:00 updated P3', '14T15:00 restored');
    expect(resultOf(RESTORE, lowered)).toMatchObject({ total: 0 });
    expect(resultOf({ ...RESTORE, priority: 'P3' }, lowered)).toMatchObject({
      total: 1,
      incidents: [{ moved: { from: 'P1', to: 'P3', why: 'lowered' } }],
    });
  });

  it('takes an incident for the month of its detection, and what becomes of it in the grace for its end', () => {
    // Detected at 23:00 on the 31st; November 1st is not October any more, but the grace is three days.
    const overnight: Signal[] = [
      ...incident('INC-5', '31T23:00 opened P1'),
      { kind: 'incident', incident: 'INC-5', phase: 'restored', priority: '', at: october('31T23:00') + 2 * HOUR },
    ];
    expect(resultOf(RESTORE, overnight)).toMatchObject({ total: 1, inTime: 1, meanMs: 2 * HOUR });
    expect(resultOf(RESTORE, overnight.slice(0, 1))).toMatchObject({
      late: 1,
      // Three days and the last hour of October; nothing is looked at after the grace.
      incidents: [{ endedAt: null, usedMs: 73 * HOUR }],
    });
  });

  it('counts no incident that was detected while the agreement was not in force, or in an exclusion', () => {
    const signals = incident('INC-1', '14T09:00 opened P1', '14T15:00 restored');
    const exclusions = [{ start: october('14T00:00'), end: october('15T00:00'), reason: 'Flood', approvedBy: 'Acme' }];
    expect(resultOf(RESTORE, signals, { terms: { from: october('15T00:00') } })).toMatchObject({ total: 0 });
    expect(resultOf(RESTORE, signals, { terms: { exclusions } })).toMatchObject({ total: 0, verdict: 'met' });
    const over = exclusions.map((it) => ({ ...it, end: october('14T09:00') }));
    expect(resultOf(RESTORE, signals, { terms: { exclusions: over } })).toMatchObject({ total: 1 });
  });

  it('has no verdict to give where the agreement is never in force', () => {
    const terms = { from: Date.UTC(2027, 0, 1) };
    expect(resultOf(RESTORE, [], { terms })).toMatchObject({ verdict: 'noAgreedTime' });
  });

  it('is met so far where the agreement is yet to be in force', () => {
    const terms = { from: october('15T00:00') };
    expect(resultOf(RESTORE, [], { terms, until: '05T00:00' })).toMatchObject({ verdict: 'met', total: 0 });
  });

  it('is met where the agreement is in force for a part of the month, or of the days on which it is worded so', () => {
    const terms = { from: october('15T00:00') };
    expect(resultOf(RESTORE, [], { terms })).toMatchObject({ verdict: 'met' });
    const before = { day: '10', targets: [RESTORE] };
    expect(resultOf(RESTORE, [], { terms, before })).toMatchObject({ verdict: 'met' });
  });

  it('hears of an incident only what is said from the start of the month on', () => {
    // Opened on 30 September at 23:00, and said to be restored and opened again in October.
    const before: Signal = {
      kind: 'incident',
      incident: 'INC-1',
      phase: 'opened',
      priority: 'P1',
      at: october('01T00:00') - HOUR,
      services: ['checkout'],
    };
    expect(resultOf(RESTORE, [before, ...incident('INC-1', '01T01:00 restored')])).toMatchObject({ total: 0 });
    const first = incident('INC-1', '01T00:00 opened P1', '01T01:00 restored');
    expect(resultOf(RESTORE, [before, ...first])).toMatchObject({ total: 1, meanMs: HOUR });
  });

  it("leaves out phases of an incident that is another service's", () => {
    const others = incident('INC-2', '14T09:00 opened P1', '14T19:00 restored').map(
      (signal): Signal => (signal.kind === 'incident' ? { ...signal, services: [] } : signal),
    );
    expect(resultOf(RESTORE, [...restored(1), ...others])).toMatchObject({ total: 1, late: 0 });
  });

  it('is judged over the days on which it is worded so', () => {
    const before = { day: '15', targets: [{ ...RESTORE, withinMs: 2 * HOUR }] };
    const signals = incident('INC-1', '14T09:00 opened P1', '14T19:00 restored');
    expect(resultOf(RESTORE, signals, { before })).toMatchObject({ verdict: 'met', total: 0 });
  });
});

describe('95 % of P1 restored within 4 h of service hours', () => {
  const office: October = {
    terms: { hours: 'office' },
    calendars: {
      office: {
        timeZone: 'Europe/Berlin',
        week: { friday: [{ from: '08:00', to: '18:00' }], monday: [{ from: '08:00', to: '18:00' }] },
        holidays: [],
      },
    },
  };
  const target: Target = { ...RESTORE, clock: 'serviceHours' };

  it('stands still from Friday evening to Monday morning, in the zone of the calendar', () => {
    // Friday the 16th, 15:00 UTC is 17:00 in Berlin: one hour. Monday from 08:00 (06:00 UTC) to 10:00: two more.
    const signals = incident('INC-1', '16T15:00 opened P1', '19T08:00 restored');
    expect(resultOf(target, signals, office)).toMatchObject({
      target: '95 % of P1 restored within 4 h of service hours',
      verdict: 'met',
      meanMs: 65 * HOUR,
      incidents: [{ usedMs: 3 * HOUR, state: 'inTime' }],
    });
  });

  it('is about what is detected on Sunday too', () => {
    const signals = incident('INC-1', '18T10:00 opened P1', '19T12:00 restored');
    // Monday 08:00 to 14:00 in Berlin are six hours.
    expect(resultOf(target, signals, office)).toMatchObject({ verdict: 'missed', incidents: [{ usedMs: 6 * HOUR }] });
  });
});

describe('95 % of P1 acknowledged within 15 min', () => {
  it('is about the first acknowledgement', () => {
    const signals = incident('INC-1', '14T09:00 opened P1', '14T09:10 acknowledged', '14T15:00 restored');
    expect(resultOf(ACKNOWLEDGE, signals)).toMatchObject({
      kind: 'acknowledge',
      target: '95 % of P1 acknowledged within 15 min',
      verdict: 'met',
      meanMs: 10 * MINUTE,
    });
  });
});

describe('while the month runs', () => {
  const notices = (signals: readonly Signal[], until: string) =>
    noticesOf(attainmentOf([RESTORE], signals, { until })).map(({ type, cause }) => ({ type, cause }));

  it('an incident that has used three quarters of its time is a risk, and a late one is no breach yet', () => {
    const runs = incident('INC-9', '25T09:00 opened P1');
    expect(notices(runs, '25T11:59')).toEqual([]);
    expect(notices(runs, '25T12:00')).toEqual([{ type: 'SlaAtRisk', cause: 'P1 incidents' }]);
    expect(notices(runs, '25T13:01')).toEqual([{ type: 'SlaAtRisk', cause: 'P1 incidents' }]);
  });

  it('a share that is missed when the month is over is a breach', () => {
    expect(noticesOf(attainmentOf([RESTORE], LATE))).toMatchObject([
      { type: 'SlaBreached', kind: 'restore', cause: 'P1 incidents', used: 1, allowed: 0 },
    ]);
  });
});
