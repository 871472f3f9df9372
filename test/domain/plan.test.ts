import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../shared/domain/catalogue.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { asIfAllAlong, closedQuestions, planLines } from '../../shared/domain/plan.ts';
import type { Attainment, CreditResult } from '../../shared/domain/result.ts';
import { type AttainmentFacts, buildAttainment } from '../support/attainment-builder.ts';
import { agreement, catalogue, version } from '../support/catalogue.ts';

const DAY_MS = 86_400_000;

function planned(now: string, periods: number, overrides: Partial<Agreement> = {}): string[] {
  const versions = [version({ agreements: [agreement(overrides)] })];
  return closedQuestions(versions, { now: parseInstant(now), periods }).map(({ period }) => period.name);
}

describe('the periods that a plan counts', () => {
  it('are the latest that are over with their grace, oldest first', () => {
    expect(planned('2027-01-03T23:59:59Z', 2)).toEqual(['2026-10', '2026-11']);
    expect(planned('2027-01-04T00:00:00Z', 2)).toEqual(['2026-11', '2026-12']);
    expect(planned('2027-01-04T00:00:00Z', 20)).toHaveLength(20);
  });

  it('are closed by the grace that was agreed when they ended, as reports are', () => {
    const longer = { amendments: [{ from: Date.UTC(2027, 0, 1), graceMs: 20 * DAY_MS }] };
    expect(planned('2027-01-15T00:00:00Z', 1, longer)).toEqual(['2026-12']);
    expect(planned('2027-02-15T00:00:00Z', 1, longer)).toEqual(['2026-12']);
    expect(planned('2027-02-21T00:00:00Z', 1, longer)).toEqual(['2027-01']);
  });

  it('are those in which the agreement was in force', () => {
    expect(planned('2027-01-04T00:00:00Z', 4, { from: Date.UTC(2026, 10, 20) })).toEqual(['2026-11', '2026-12']);
  });
});

describe('a changed catalogue is counted as if it had held all along', () => {
  const now = parseInstant('2027-01-04T00:00:00Z');
  const changed = (overrides: Partial<Agreement>) =>
    asIfAllAlong(catalogue({ agreements: [agreement(overrides)] }), now).agreements[0];

  it('with what has begun as it is', () => {
    const held = agreement({ amendments: [{ from: now, graceMs: 5 }] });
    expect(asIfAllAlong(catalogue({ agreements: [held] }), now).agreements).toEqual([held]);
  });

  it('with an agreement that begins later as if it had begun long ago', () => {
    expect(changed({ from: now + 1 })?.from).toBe(0);
    expect(changed({ from: now })?.from).toBe(now);
  });

  it('with all amendments, if one of them begins later', () => {
    const early = { from: now - 1, graceMs: 5 };
    const late = { from: now + 1, maintenanceNoticeMs: 7 };
    expect(changed({ amendments: [early, late] })).toMatchObject({ graceMs: 5, maintenanceNoticeMs: 7 });
  });
});

describe('both counts side by side', () => {
  const september = {
    name: '2026-09',
    start: '2026-09-01T00:00:00+02:00',
    end: '2026-10-01T00:00:00+02:00',
    timeZone: 'Europe/Berlin',
  };
  const credit: CreditResult = {
    state: 'due',
    currency: 'EUR',
    amount: 50_000,
    tier: null,
    units: 0,
    cappedBy: null,
    claimBy: null,
  };

  function counted(facts: Partial<AttainmentFacts>, of?: CreditResult): Attainment {
    return { ...buildAttainment({ service: 'checkout', ...facts }), ...(of && { credit: of }) };
  }

  function change(before: Attainment, after: Attainment) {
    return planLines([before], [after]).map((line) => line.change);
  }

  it('show what each makes of the period: 90 of 44,700 minutes down', () => {
    // 44,610 / 44,700 = 0.99798657718120805369…; 99.9 % allow 44.7 minutes, 99.5 % 223.5.
    const figures = { percent: '99.79', exact: '0.99798657718120805369' };
    expect(planLines([counted({ down: 90 }, credit)], [counted({ down: 90, target: '99.5' })])).toEqual([
      {
        agreement: 'acme-2026',
        service: 'checkout',
        period: '2026-10',
        before: {
          ...figures,
          verdict: 'missed',
          target: '99.9',
          missed: ['99.9'],
          credit: { currency: 'EUR', amount: 50_000 },
        },
        after: { ...figures, verdict: 'met', target: '99.5', missed: [], credit: null },
        change: 'flipped',
      },
    ]);
  });

  it('stand together by service, oldest period first', () => {
    const all = [
      counted({}),
      counted({ service: 'search' }),
      counted({ period: september }),
      counted({ service: 'search', period: september }),
    ];
    expect(planLines(all, all).map(({ service, period }) => `${service} ${period}`)).toEqual([
      'checkout 2026-09',
      'checkout 2026-10',
      'search 2026-09',
      'search 2026-10',
    ]);
  });

  it('name what only one of them has', () => {
    const [one, other] = [counted({}), counted({ service: 'search' })];
    expect(planLines([one], [other])).toMatchObject([
      { service: 'checkout', after: null, change: 'removed' },
      { service: 'search', before: null, change: 'added' },
    ]);
  });

  it('of a period in which nothing was agreed have no percentage', () => {
    const nothing = { ...counted({}), availability: null, targets: [] };
    expect(planLines([nothing], [nothing])).toMatchObject([
      { before: { target: null, percent: null, exact: null, missed: [] }, change: 'none' },
    ]);
  });

  it('say whether a figure, a credit, a missed target or only what is promised differs, or nothing', () => {
    expect(change(counted({ down: 10 }), counted({ down: 11 }))).toEqual(['figures']);
    expect(change(counted({ down: 90 }, credit), counted({ down: 90 }, { ...credit, amount: 1 }))).toEqual(['figures']);
    expect(change(counted({ down: 90 }), counted({ down: 90 }, credit))).toEqual(['figures']);
    const longest = {
      kind: 'longestOutage',
      target: 'none longer than 1 h',
      verdict: 'missed',
      allowedMs: 3_600_000,
      usedMs: 5_400_000,
      remainingMs: -1_800_000,
      highMs: 5_400_000,
      lastingMs: 0,
    } as const;
    expect(change(counted({ down: 90 }), counted({ down: 90, others: [longest] }))).toEqual(['figures']);
    expect(change(counted({ down: 10 }), counted({ down: 10, target: '99.5' }))).toEqual(['target']);
    expect(change(counted({ down: 10 }), counted({ down: 10 }))).toEqual(['none']);
  });
});
