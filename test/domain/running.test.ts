import { describe, expect, it } from 'vitest';
import type { Agreement, Catalogue } from '../../shared/domain/catalogue.ts';
import { foldSignals, questionsOf } from '../../shared/domain/compute.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import type { Attainment } from '../../shared/domain/result.ts';
import { recentQuestion } from '../../shared/domain/running.ts';
import { agreement, service, version } from '../support/catalogue.ts';
import { countTwice } from '../support/counted-twice.ts';

/** What is forecast for checkout at a moment in October, after outages from–to; 99.9 % around the clock unless told. */
function asked(now: string, outages: readonly (readonly [string, string])[], overrides: Partial<Catalogue> = {}) {
  const versions = [version(overrides)];
  const signals = outages.flatMap(([from, to]) => [
    { signal: { kind: 'state', monitor: 'probe', state: 'down', at: parseInstant(from) } as const },
    { signal: { kind: 'state', monitor: 'probe', state: 'up', at: parseInstant(to) } as const },
  ]);
  const known = signals.filter(({ signal }) => signal.at <= parseInstant(now));
  const folded = foldSignals(versions, known);
  const [attainment] = countTwice(versions, folded, { period: '2026-10', now: parseInstant(now) });
  if (attainment === undefined) throw new Error('expected an attainment');
  return attainment;
}

function burning({ forecast }: Attainment): (string | undefined)[] | undefined {
  return forecast?.burning.map(({ window }) => window);
}

const NINE_TO_FIVE = [{ from: '09:00', to: '17:00' }];

// 22 working days of 480 min are 10,560 min; 99 % allows 105.6 min.
const office: Partial<Catalogue> = {
  calendars: {
    office: {
      timeZone: 'UTC',
      week: {
        monday: NINE_TO_FIVE,
        tuesday: NINE_TO_FIVE,
        wednesday: NINE_TO_FIVE,
        thursday: NINE_TO_FIVE,
        friday: NINE_TO_FIVE,
      },
      holidays: [],
    },
  },
  agreements: [
    agreement({
      hours: 'office',
      services: [{ service: 'checkout', targets: [{ kind: 'availability', target: '99' }] }],
    }),
  ],
};

describe('a running October', () => {
  it('is lost on the 19th when 24 of 44.64 min went in ten days', () => {
    // 20.64 min are left; at 2.4 min a day that is 8.6 days. At best 44,616 of 44,640 min: 99.946 %.
    expect(asked('2026-10-11T00:00:00Z', [['2026-10-05T08:00:00Z', '2026-10-05T08:24:00Z']]).forecast).toEqual({
      lostAt: '2026-10-19T14:24:00.000Z',
      bestPercent: '99.94',
      leftMs: 20.64 * 60_000,
      burning: [],
    });
  });

  it('holds when the pace outlasts it', () => {
    // 12 min in ten days are 37.2 in thirty-one.
    const { forecast } = asked('2026-10-11T00:00:00Z', [['2026-10-05T08:00:00Z', '2026-10-05T08:12:00Z']]);
    expect(forecast).toMatchObject({ lostAt: null, bestPercent: '99.97' });
  });

  it('that is lost already has no day to be lost on, and a best figure all the same', () => {
    // 60 of 44.64 min: 44,580 of 44,640 at best are 99.865 %.
    const { forecast } = asked('2026-10-11T00:00:00Z', [['2026-10-05T08:00:00Z', '2026-10-05T09:00:00Z']]);
    expect(forecast).toMatchObject({ lostAt: null, bestPercent: '99.86', leftMs: -15.36 * 60_000 });
  });

  it('is forecast in service hours: five working days and 153.6 minutes later', () => {
    // 60 min in 7 days of 480 min; 45.6 min left last 45.6 × 3,360 / 60 = 2,553.6 min: to Monday the 19th, 11:33:36.
    const { forecast } = asked('2026-10-12T09:00:00Z', [['2026-10-05T10:00:00Z', '2026-10-05T11:00:00Z']], office);
    expect(forecast?.lostAt).toBe('2026-10-19T11:33:36.000Z');
  });

  it('that is over, or has not begun, or is not promised availability, is not forecast', () => {
    expect(asked('2026-11-01T00:00:00Z', [])).not.toHaveProperty('forecast');
    const downtime = [{ kind: 'downtime', atMostMs: 3_600_000 } as const];
    const other = { agreements: [agreement({ services: [{ service: 'checkout', targets: downtime }] })] };
    expect(asked('2026-10-11T00:00:00Z', [], other)).not.toHaveProperty('forecast');
    const ended = { agreements: [agreement({ to: parseInstant('2026-10-10T00:00:00Z') })] };
    expect(asked('2026-10-11T00:00:00Z', [], ended)).not.toHaveProperty('forecast');
  });
});

describe('the last three days that burn alerts look at', () => {
  const DAY = 86_400_000;
  const of = (day: number) => Date.UTC(2026, 9, day);
  const promised = agreement().services;

  /** For checkout in October, at an instant; the agreement as it is published, or from other days on. */
  function recentAt(now: number, terms: Partial<Agreement>, later: Readonly<Record<number, Partial<Agreement>>> = {}) {
    const versions = [
      version({ agreements: [agreement(terms)] }),
      ...Object.entries(later).map(([day, other]) =>
        version({ effectiveFrom: of(Number(day)), agreements: [agreement({ ...terms, ...other })] }),
      ),
    ];
    const [question] = questionsOf(versions, { period: '2026-10' }, now);
    if (question === undefined) throw new Error('expected a question');
    return recentQuestion(versions, question);
  }

  it('are a period of their own, which begins before the month may', () => {
    const recent = recentAt(of(2), {});
    expect(recent?.period).toEqual({ name: '2026-10', timeZone: 'UTC', start: of(-1), end: of(2) });
    expect(recent?.terms.map(({ start, end }) => [start, end])).toEqual([[of(-1), of(2)]]);
    expect(recent?.until).toBe(of(2));
  });

  it('are all counted by the method that counts now', () => {
    const amendments = [
      { from: of(10), method: 'icinga' },
      { from: of(15), method: 'strict' },
    ];
    const recent = recentAt(of(16), { amendments });
    expect(recent?.terms.map(({ start, method }) => [start, method.name])).toEqual([
      [of(13), 'strict'],
      [of(15), 'strict'],
    ]);
  });

  it('are none while the agreement does not name the service, but from its first instant on', () => {
    const gap = { 10: { services: [] }, 20: { services: promised } };
    const isAsked = [of(10) - 1, of(10), of(15), of(20) + 1].map((now) => recentAt(now, {}, gap) !== undefined);
    expect(isAsked).toEqual([true, false, false, true]);
    expect(recentAt(of(15), {}, { 15: { graceMs: DAY } })).toBeDefined();
  });

  it('are none where none of them was agreed', () => {
    expect(recentAt(of(15), { services: [] }, { 15: { services: promised } })).toBeUndefined();
    expect(recentAt(of(15) + 1, { services: [] }, { 15: { services: promised } })).toBeDefined();
  });

  it('are none before the agreement is in force, nor from its end on, nor once the month is over', () => {
    const terms = { from: of(10), to: of(20) };
    const isAsked = [of(10) - 1, of(10), of(20) - 1, of(20), of(25)].map((now) => recentAt(now, terms) !== undefined);
    expect(isAsked).toEqual([false, true, true, false, false]);
    const november = Date.UTC(2026, 10, 1);
    expect([recentAt(november - 1, {}) !== undefined, recentAt(november, {})]).toEqual([true, undefined]);
  });
});

describe('burning', () => {
  const overMidnight = [['2026-09-30T23:45:00Z', '2026-10-01T02:00:00Z']] as const;

  it('is seen over the start of the period: 45 bad minutes of the last hour, 30 of them in October', () => {
    // 75 % bad ÷ 0.1 % allowed = 750. 14.64 min left at three quarters of each minute: 19.52 min.
    const attainment = asked('2026-10-01T00:30:00Z', overMidnight);
    expect(burning(attainment)).toEqual(['PT1H', 'PT6H', 'P1D', 'P3D']);
    expect(attainment.forecast?.burning[0]).toEqual({
      window: 'PT1H',
      factor: '14.880',
      rate: '750.00',
      lostAt: '2026-10-01T00:49:31.200Z',
    });
  });

  it('waits for a full long window under the agreement', () => {
    const fresh = { agreements: [agreement({ from: parseInstant('2026-10-01T00:00:00Z') })] };
    expect(burning(asked('2026-10-01T00:59:59Z', overMidnight, fresh))).toEqual([]);
    expect(burning(asked('2026-10-01T01:00:00Z', overMidnight, fresh))).toEqual(['PT1H']);
  });

  it('waits for a full long window of a monitor that has to speak first', () => {
    const silent = [{ id: 'probe', match: { monitor: 'probe' }, silenceMeans: 'unknown' } as const];
    const watched = { services: [service({ monitors: silent })] };
    const outage = [['2026-10-10T10:00:00Z', '2026-10-10T12:00:00Z']] as const;
    expect(burning(asked('2026-10-10T10:59:00Z', outage, watched))).toEqual([]);
    expect(burning(asked('2026-10-10T11:00:00Z', outage, watched))).toEqual(['PT1H']);
  });

  it('counts agreed time only: a night of downtime burns nothing, ten minutes of a morning do', () => {
    const night = [['2026-10-11T20:00:00Z', '2026-10-12T08:30:00Z']] as const;
    expect(burning(asked('2026-10-12T09:10:00Z', night, office))).toEqual([]);
    const morning = [['2026-10-11T20:00:00Z', '2026-10-12T12:00:00Z']] as const;
    const [pair] = asked('2026-10-12T09:10:00Z', morning, office).forecast?.burning ?? [];
    // All of the ten agreed minutes ÷ 1 %.
    expect(pair).toMatchObject({ window: 'PT1H', rate: '100.00' });
  });
});
