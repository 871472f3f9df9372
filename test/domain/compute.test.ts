import { describe, expect, it } from 'vitest';
import type { Agreement, Catalogue } from '../../shared/domain/catalogue.ts';
import { foldSignals, questionsOf, versionUsed } from '../../shared/domain/compute.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import type { Attainment } from '../../shared/domain/result.ts';
import type { MonitorState, Signal, StateSignal } from '../../shared/domain/signal.ts';
import { agreement, monitor, service, source, version } from '../support/catalogue.ts';
import { countTwice } from '../support/counted-twice.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function state(at: string, to: MonitorState, more: Partial<StateSignal> = {}): StateSignal {
  return { kind: 'state', monitor: 'probe', state: to, at: parseInstant(at), ...more };
}

interface Setting {
  readonly overrides?: Partial<Catalogue>;
  readonly period?: string;
  readonly method?: string;
  readonly now?: string;
}

function attainment(signals: readonly Signal[], setting: Setting = {}): Attainment {
  const versions = [version(setting.overrides)];
  const folded = foldSignals(
    versions,
    signals.map((signal) => ({ signal })),
  );
  const selection = { period: setting.period ?? '2026-10', method: setting.method };
  const now = parseInstant(setting.now ?? '2027-01-01T00:00:00Z');
  const [first] = countTwice(versions, folded, { ...selection, now });
  if (first === undefined) throw new Error('expected an attainment');
  return first;
}

describe('a month with one outage', () => {
  // October in UTC: 31 × 1,440 = 44,640 min; 0.1 % of it is 44.64 min = 2,678,400 ms; 128 min down = 7,680,000 ms.
  const october = attainment([state('2026-10-14T07:12:00Z', 'down'), state('2026-10-14T09:20:00Z', 'up')]);

  it('counts 128 minutes of 44,640', () => {
    expect(october.ms).toEqual({
      period: 44_640 * MINUTE,
      notInForce: 0,
      outOfHours: 0,
      excluded: 0,
      maintenance: 0,
      unknown: 0,
      down: 128 * MINUTE,
      degraded: 0,
      up: 44_512 * MINUTE,
    });
    expect(october.agreedMs).toBe(44_640 * MINUTE);
    expect(october.downtimeMs).toBe(7_680_000);
  });

  it('is 99.71 %, cut off and not rounded, with the ratio to twenty digits', () => {
    // 44,512 / 44,640 = 0.99713261648745519713…
    expect(october.availability).toEqual({
      percent: '99.71',
      exact: '0.99713261648745519713',
      low: '0.99713261648745519713',
      high: '0.99713261648745519713',
    });
  });

  it('misses 99.9 % by 83 minutes and 21.6 seconds', () => {
    expect(october.targets).toEqual([
      {
        kind: 'availability',
        target: '99.9',
        verdict: 'missed',
        allowedMs: 2_678_400,
        usedMs: 7_680_000,
        remainingMs: -5_001_600,
      },
    ]);
    expect(october.verdict).toBe('missed');
  });

  it('names the outage and its monitor', () => {
    expect(october.outages).toEqual([
      {
        start: '2026-10-14T07:12:00.000Z',
        end: '2026-10-14T09:20:00.000Z',
        countedMs: 7_680_000,
        monitors: ['probe'],
      },
    ]);
  });
});

describe('the zone of the agreement', () => {
  it('makes October in Berlin an hour longer', () => {
    const berlin = attainment([], { overrides: { agreements: [agreement({ timeZone: 'Europe/Berlin' })] } });
    expect(berlin.ms.period).toBe(44_700 * MINUTE);
  });
});

describe('service hours', () => {
  const overrides: Partial<Catalogue> = {
    calendars: {
      office: {
        timeZone: 'Europe/Berlin',
        week: { monday: [{ from: '08:00', to: '18:00' }], tuesday: [{ from: '08:00', to: '18:00' }] },
        holidays: ['2026-10-05'],
      },
    },
    agreements: [agreement({ timeZone: 'Europe/Berlin', hours: 'office' })],
  };

  it('leave what is outside them out of the count', () => {
    // Week 41 is 5–11 October. Monday is a holiday, so 10 h remain, on Tuesday: 08:00–18:00 CEST = 06:00–16:00 UTC.
    const week = attainment([state('2026-10-06T15:00:00Z', 'down'), state('2026-10-06T20:00:00Z', 'up')], {
      overrides,
      period: '2026-W41',
    });
    expect(week.ms).toMatchObject({ period: 168 * HOUR, outOfHours: 158 * HOUR, down: HOUR, up: 9 * HOUR });
  });

  it('keep an outage that leaves them and comes back as one', () => {
    // Down Monday 12 October 17:00 to Tuesday 09:00 local: one hour on each day counts.
    const week = attainment([state('2026-10-12T15:00:00Z', 'down'), state('2026-10-13T07:00:00Z', 'up')], {
      overrides,
      period: '2026-W42',
    });
    expect(week.outages).toEqual([
      {
        start: '2026-10-12T15:00:00.000Z',
        end: '2026-10-13T07:00:00.000Z',
        countedMs: 2 * HOUR,
        monitors: ['probe'],
      },
    ]);
  });
});

describe('maintenance', () => {
  const announced: Signal = {
    kind: 'maintenance',
    maintenance: 'CHG-7',
    services: ['checkout'],
    start: parseInstant('2026-10-10T00:00:00Z'),
    end: parseInstant('2026-10-10T04:00:00Z'),
    announcedAt: parseInstant('2026-10-08T00:00:00Z'),
  };
  const outage = [state('2026-10-10T01:00:00Z', 'down'), state('2026-10-10T06:00:00Z', 'up')];

  it('is free, and what goes on after it is not', () => {
    const { ms, notCounted } = attainment([announced, ...outage]);
    expect(ms).toMatchObject({ maintenance: 4 * HOUR, down: 2 * HOUR });
    expect(notCounted).toEqual([
      {
        start: '2026-10-10T00:00:00.000Z',
        end: '2026-10-10T04:00:00.000Z',
        ms: 4 * HOUR,
        class: 'maintenance',
        reason: 'CHG-7',
        badMs: 3 * HOUR,
      },
    ]);
  });

  it('announced later than agreed counts for nothing', () => {
    const strict = { agreements: [agreement({ maintenanceNoticeMs: 48 * HOUR + 1 })] };
    expect(attainment([announced, ...outage], { overrides: strict }).ms).toMatchObject({
      maintenance: 0,
      down: 5 * HOUR,
    });
  });

  it('ends when it is cancelled', () => {
    const cancelled = { ...announced, cancelledAt: parseInstant('2026-10-10T02:00:00Z') };
    expect(attainment([announced, cancelled, ...outage]).ms).toMatchObject({ maintenance: 2 * HOUR, down: 4 * HOUR });
  });

  it('moved to another day frees the first', () => {
    const moved = {
      ...announced,
      start: parseInstant('2026-12-31T00:00:00Z'),
      end: parseInstant('2027-01-01T00:00:00Z'),
      announcedAt: parseInstant('2026-10-09T00:00:00Z'),
    };
    expect(attainment([announced, moved, ...outage]).ms).toMatchObject({ maintenance: 0, down: 5 * HOUR });
  });
});

describe('silence', () => {
  it('of an alert source means up', () => {
    expect(attainment([]).ms.up).toBe(44_640 * MINUTE);
  });

  it('of a check source means unknown until its first word', () => {
    const overrides = { services: [service({ monitors: [monitor({ id: 'probe', silenceMeans: 'unknown' })] })] };
    const result = attainment([state('2026-10-02T00:00:00Z', 'up')], { overrides });
    expect(result.ms).toMatchObject({ unknown: 24 * HOUR, up: 30 * 24 * HOUR });
    expect(result.notKnown).toEqual([
      {
        start: '2026-10-01T00:00:00.000Z',
        end: '2026-10-02T00:00:00.000Z',
        ms: 24 * HOUR,
        cause: 'neverSeen',
      },
    ]);
    // 1 of 31 days unknown is above the tolerance of 1 %, and could hide more downtime than the 44.64 min allowed.
    expect(result.verdict).toBe('notMeasured');
    // Lowest: 30 / 31 = 0.96774193548387096774…
    expect(result.availability).toMatchObject({ low: '0.96774193548387096774', high: '1.00000000000000000000' });
  });

  it('of a feed that promised a heartbeat makes its monitors unknown', () => {
    const overrides = {
      sources: [source({ id: 'am', heartbeat: { everyMs: 12 * HOUR, allowedGapMs: 24 * HOUR } })],
      services: [service({ monitors: [monitor({ id: 'probe', source: 'am' })] })],
    };
    const beat = (at: string): Signal => ({ kind: 'heartbeat', feed: 'am', at: parseInstant(at), every: 12 * HOUR });
    const week = attainment(
      [beat('2026-10-04T12:00:00Z'), beat('2026-10-05T12:00:00Z'), beat('2026-10-07T12:00:00Z')],
      { overrides, period: '2026-10-05T00:00:00Z/2026-10-08T00:00:00Z' },
    );
    // Alive from the beat of the 4th to the 6th at noon; then silent until the 7th at noon.
    expect(week.ms).toMatchObject({ unknown: 24 * HOUR, up: 48 * HOUR });
  });

  it('of a feed without a heartbeat is said to be assumed', () => {
    const overrides = {
      sources: [source({ id: 'am' })],
      services: [service({ monitors: [monitor({ id: 'probe', source: 'am' })] })],
    };
    expect(attainment([], { overrides }).assumedAlive).toEqual(['am']);
  });

  it('of a service without monitors is unknown', () => {
    const result = attainment([], { overrides: { services: [service({ monitors: [] })] } });
    expect(result).toMatchObject({ availability: null, verdict: 'notMeasured', notKnown: [{ cause: 'noMonitor' }] });
  });
});

describe('a period that still runs', () => {
  const result = attainment([state('2026-10-10T00:00:00Z', 'down')], { now: '2026-10-10T00:30:00Z' });

  it('is counted until now, against the budget of the whole month', () => {
    expect(result.until).toBe('2026-10-10T00:30:00.000Z');
    expect(result.targets[0]).toMatchObject({ verdict: 'met', allowedMs: 2_678_400, usedMs: 1_800_000 });
  });

  it('has an outage without an end', () => {
    expect(result.outages).toMatchObject([{ start: '2026-10-10T00:00:00.000Z', end: null }]);
  });
});

describe('a target that changes on the 15th', () => {
  it('applies from the 15th, and each part brings its own allowance', () => {
    const stricter = agreement({
      services: [{ service: 'checkout', targets: [{ kind: 'availability', target: '99.99' }] }],
    });
    const versions = [
      version(),
      {
        hash: 'b',
        publishedAt: 1,
        catalogue: {
          ...version().catalogue,
          effectiveFrom: parseInstant('2026-10-15T00:00:00Z'),
          agreements: [stricter],
        },
      },
    ];
    const [result] = countTwice(versions, foldSignals(versions, []), {
      period: '2026-10',
      now: parseInstant('2026-11-01T00:00:00Z'),
    });
    // 14 days × 0.1 % = 20.16 min; 17 days × 0.01 % = 2.448 min; together 22.608 min.
    expect(result?.targets[0]).toMatchObject({ target: '99.99', allowedMs: 1_356_480 });
    expect(result?.ms.period).toBe(44_640 * MINUTE);
  });
});

describe('an exclusion', () => {
  it('takes an approved stretch out of both sides', () => {
    const exclusion = {
      start: parseInstant('2026-10-14T07:00:00Z'),
      end: parseInstant('2026-10-14T08:00:00Z'),
      reason: 'Force majeure, clause 7.1',
      approvedBy: 'Kim Customer',
    };
    const result = attainment([state('2026-10-14T07:12:00Z', 'down'), state('2026-10-14T09:20:00Z', 'up')], {
      overrides: { agreements: [agreement({ exclusions: [exclusion] })] },
    });
    expect(result.ms).toMatchObject({ excluded: HOUR, down: 80 * MINUTE });
    expect(result.agreedMs).toBe(44_580 * MINUTE);
    expect(result.notCounted).toMatchObject([
      { class: 'excluded', reason: 'Force majeure, clause 7.1', badMs: 48 * MINUTE },
    ]);
  });
});

describe('the version of the catalogue that was used', () => {
  const since = (effectiveFrom: string, hash: string) => ({
    ...version({ effectiveFrom: parseInstant(effectiveFrom) }),
    hash,
  });
  const versions = [since('2026-01-01T00:00:00Z', 'old'), since('2026-11-01T00:00:00Z', 'new')];
  const used = (period: string) => versionUsed(questionsOf(versions, { period }, parseInstant('2026-11-05T00:00:00Z')));

  it('is the one that held in the period, not the one of today', () => {
    expect(used('2026-10')?.hash).toBe('old');
  });

  it('is the newest where several held', () => {
    expect(used('2026-Q4')?.hash).toBe('new');
  });
});

describe('a period that has not begun', () => {
  it('has nothing to meet yet', () => {
    const result = attainment([], { period: '2026-11', now: '2026-10-31T23:59:59.999Z' });
    expect(result).toMatchObject({ verdict: 'notMeasured', availability: null, ms: { period: 0 } });
  });
});

describe('trouble that is over, of which nobody says since when', () => {
  const over = state('2026-10-14T00:00:00Z', 'up', { ends: 'down' });
  const silent = (silenceMeans: 'up' | 'unknown') => ({
    overrides: { services: [service({ monitors: [monitor({ id: 'probe', silenceMeans })] })] },
  });

  it('is not known before, where silence means so: neither down nor up', () => {
    const { ms, verdict } = attainment([over], silent('unknown'));
    expect(ms).toMatchObject({ unknown: 13 * 24 * HOUR, down: 0, up: 18 * 24 * HOUR });
    expect(verdict).not.toBe('missed');
    expect(attainment([over], { ...silent('unknown'), period: '2026-09' }).ms).toMatchObject({ down: 0, up: 0 });
  });

  it('leaves what silence means, and what was said before', () => {
    expect(attainment([over], silent('up')).ms).toMatchObject({ down: 0, up: 31 * 24 * HOUR });
    const down = state('2026-10-13T00:00:00Z', 'down');
    expect(attainment([down, over], silent('up')).ms).toMatchObject({ down: 24 * HOUR });
  });
});

describe('a target that is dropped within the period', () => {
  it('is judged over the time in which it was promised', () => {
    const availability = { kind: 'availability', target: '90' } as const;
    const longest = { kind: 'longestOutage', atMostMs: HOUR } as const;
    const versions = [
      wordingFrom('2026-01-01T00:00:00Z', [availability, longest]),
      wordingFrom('2026-10-31T00:00:00Z', [availability]),
    ];
    // Down for two hours on the 5th, and for three on the 31st, when nothing is promised of single outages any more.
    const outages = [
      state('2026-10-05T10:00:00Z', 'down'),
      state('2026-10-05T12:00:00Z', 'up'),
      state('2026-10-31T10:00:00Z', 'down'),
      state('2026-10-31T13:00:00Z', 'up'),
    ].map((signal) => ({ signal }));
    const asked = { period: '2026-10', now: parseInstant('2026-11-05T00:00:00Z') };
    const [result] = countTwice(versions, foldSignals(versions, outages), asked);
    expect(result?.targets.map(({ kind, verdict }) => `${kind} ${verdict}`)).toEqual([
      'availability met',
      'longestOutage missed',
    ]);
    expect(result?.targets[1]).toMatchObject({ usedMs: 2 * HOUR });
    expect(result?.verdict).toBe('missed');
  });

  it('is judged so if it is the availability, too, as it was worded last', () => {
    const promised = (target: string) => ({ kind: 'availability', target }) as const;
    const downtime = { kind: 'downtime', atMostMs: HOUR } as const;
    const versions = [
      wordingFrom('2026-01-01T00:00:00Z', [promised('99.9')]),
      wordingFrom('2026-10-11T00:00:00Z', [promised('99.95')]),
      wordingFrom('2026-10-25T00:00:00Z', [downtime]),
    ];
    // Ten hours on the 5th. Allowed are 0.1 % of 10 days of 24 hours and 0.05 % of 14: 14.4 and 10.08 minutes.
    const outage = [state('2026-10-05T10:00:00Z', 'down'), state('2026-10-05T20:00:00Z', 'up')];
    const asked = { period: '2026-10', now: parseInstant('2026-11-05T00:00:00Z') };
    const signals = [state('2026-09-30T00:00:00Z', 'up'), ...outage].map((signal) => ({ signal }));
    const [result] = countTwice(versions, foldSignals(versions, signals), asked);
    expect(result?.targets).toMatchObject([
      { kind: 'downtime', verdict: 'met', usedMs: 0 },
      { kind: 'availability', target: '99.95', verdict: 'missed', allowedMs: 24.48 * MINUTE, usedMs: 10 * HOUR },
    ]);
    expect(result?.verdict).toBe('missed');
    // 600 of 44,640 minutes are 1.34408… %; one digit more than the promise.
    expect(result?.availability?.percent).toBe('98.655');
  });
});

function wordingFrom(effectiveFrom: string, targets: Agreement['services'][number]['targets']) {
  return version({
    effectiveFrom: parseInstant(effectiveFrom),
    agreements: [agreement({ services: [{ service: 'checkout', targets }] })],
  });
}
