import { describe, expect, it } from 'vitest';
import { assessment } from '../../shared/domain/assessment.ts';
import { creditTerms, earlierPeriods } from '../../shared/domain/billing.ts';
import type { Agreement, Credits } from '../../shared/domain/catalogue.ts';
import { assessedFrom, foldSignals, questionsOf } from '../../shared/domain/compute.ts';
import { exposureOf } from '../../shared/domain/exposure.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { methodNamed } from '../../shared/domain/method.ts';
import { agreement, service, version } from '../support/catalogue.ts';
import { countTwice } from '../support/counted-twice.ts';

const MINUTE = 60_000;
const credits: Credits = {
  currency: 'EUR',
  fee: 500_000,
  tiers: [
    { below: '99.9', percent: '10' },
    { below: '99', percent: '25' },
  ],
  capPerMonth: '30',
  capPerYear: '100',
  claimWithinMs: 30 * 86_400_000,
};

/** Outages by their start and minutes, under an agreement with credits. */
function known(outages: readonly (readonly [string, number])[], overrides: Partial<Agreement> = {}) {
  const versions = [version({ agreements: [agreement({ credits, ...overrides })] })];
  const signals = outages.flatMap(([start, minutes]) => {
    const at = parseInstant(start);
    return [
      { signal: { kind: 'state', monitor: 'probe', state: 'down', at } as const },
      { signal: { kind: 'state', monitor: 'probe', state: 'up', at: at + minutes * MINUTE } as const },
    ];
  });
  return { versions, folded: foldSignals(versions, signals) };
}

function creditIn(period: string, { versions, folded }: ReturnType<typeof known>, now = '2027-06-01T00:00:00Z') {
  return countTwice(versions, folded, { period, now: parseInstant(now) })[0]?.credit;
}

describe('the credit of a month', () => {
  it('is due after its end and can be claimed for thirty days', () => {
    expect(creditIn('2026-10', known([['2026-10-14T07:12:00Z', 128]]))).toEqual({
      state: 'due',
      currency: 'EUR',
      amount: 50_000,
      tier: { below: '99.9', percent: '10' },
      units: 0,
      cappedBy: null,
      claimBy: '2026-12-01T00:00:00.000Z',
    });
  });

  it('can be claimed at any time where no deadline is agreed', () => {
    const { claimWithinMs: _claim, ...open } = credits;
    expect(creditIn('2026-10', known([['2026-10-14T07:12:00Z', 128]], { credits: open }))?.claimBy).toBe(null);
  });

  it('that was met is none', () => {
    expect(creditIn('2026-10', known([]))).toMatchObject({ state: 'none', amount: 0, tier: null });
  });

  it('that runs is what is owed even if all stays up from now: the whole month is the measure', () => {
    // 30 min in the first day are 97.9 % of that day, but 99.93 % of October at best.
    const october = known([['2026-10-01T06:00:00Z', 30]]);
    expect(creditIn('2026-10', october, '2026-10-02T00:00:00Z')).toMatchObject({ state: 'soFar', amount: 0 });
    const worse = known([['2026-10-01T06:00:00Z', 60]]);
    expect(creditIn('2026-10', worse, '2026-10-02T00:00:00Z')).toMatchObject({ state: 'soFar', amount: 50_000 });
  });

  it('that is not measured says so', () => {
    const october = known([]);
    const [first] = october.versions;
    if (first === undefined) throw new Error('expected a version');
    const services = first.catalogue.services.map((it) => ({ ...it, monitors: [] }));
    const versions = [{ ...first, catalogue: { ...first.catalogue, services } }];
    expect(creditIn('2026-10', { versions, folded: october.folded })).toMatchObject({
      state: 'notMeasured',
      amount: 0,
    });
  });

  it('is not there without credits, without an availability target, or for days that are no month', () => {
    expect(creditIn('2026-10-01T00:00:00Z/2026-10-05T00:00:00Z', known([['2026-10-02T00:00:00Z', 500]]))).toBe(
      undefined,
    );
    const downtime = [{ kind: 'downtime', atMostMs: MINUTE } as const];
    expect(creditIn('2026-10', known([], { services: [{ service: 'checkout', targets: downtime }] }))).toBe(undefined);
  });
});

describe('a budget that is used up to a fraction of a millisecond', () => {
  // A millisecond of October is excluded: 2,678,399,999 ms are agreed, and 99.9 % allow 2,678,399.999 ms of downtime. What is
  // degraded counts half: 5,356,799 ms are 2,678,399.5 ms of downtime.
  const start = parseInstant('2026-10-05T00:00:00Z');
  const half = { ...methodNamed('contract'), name: 'half', degradedWeight: 500 };
  const otherDay = parseInstant('2026-10-20T00:00:00Z');

  function creditAfter(degradedMs: number, of: Partial<Credits>) {
    const excluded = { start: otherDay, end: otherDay + 1, reason: 'Failover', approvedBy: 'Lena' };
    const wording = { method: 'half', exclusions: [excluded], credits: { ...credits, ...of } };
    const versions = [version({ methods: [half], agreements: [agreement(wording)] })];
    const about = { kind: 'state', monitor: 'probe' } as const;
    const folded = foldSignals(versions, [
      { signal: { ...about, state: 'degraded', at: start } },
      { signal: { ...about, state: 'up', at: start + degradedMs } },
    ]);
    const now = parseInstant('2027-06-01T00:00:00Z');
    const [attainment] = countTwice(versions, folded, { period: '2026-10', now });
    return { verdict: attainment?.verdict, credit: attainment?.credit };
  }

  it('is kept, so that no tier pays', () => {
    expect(creditAfter(5_356_799, {})).toMatchObject({ verdict: 'met', credit: { amount: 0, tier: null } });
  });

  it('is kept, so that nothing is due for what is beyond it', () => {
    const each = { tiers: [], beyondBudget: { amount: 5_000, everyMs: 1 } };
    expect(creditAfter(5_356_799, each)).toMatchObject({ verdict: 'met', credit: { amount: 0, units: 0 } });
  });

  it('is not kept half a millisecond later: 2,678,400 ms are one begun millisecond beyond', () => {
    expect(creditAfter(5_356_800, { beyondBudget: { amount: 5_000, everyMs: 1 } })).toMatchObject({
      verdict: 'missed',
      credit: { amount: 55_000, tier: { below: '99.9', percent: '10' }, units: 1 },
    });
  });
});

describe('the caps', () => {
  it('of the year count the months before: a quarter of the fee four times a year, and no more', () => {
    const outages = [2, 3, 5, 6, 8].map((month) => [`2026-0${month}-10T00:00:00Z`, 500] as const);
    const year = known(outages);
    const amounts = outages.map(([start]) => creditIn(start.slice(0, 7), year)?.amount);
    expect(amounts).toEqual([125_000, 125_000, 125_000, 125_000, 0]);
    expect(creditIn('2026-08', year)).toMatchObject({ cappedBy: 'year', state: 'none', uncapped: 125_000 });
    expect(creditIn('2026-06', year)).not.toHaveProperty('uncapped');
  });

  it('of the year count nothing for months before the catalogue had the agreement', () => {
    const { versions, folded } = known([['2026-10-14T07:12:00Z', 128]]);
    const before = version({ effectiveFrom: parseInstant('2025-01-01T00:00:00Z'), agreements: [] });
    const since = versions.map((it) => ({
      ...it,
      catalogue: { ...it.catalogue, effectiveFrom: parseInstant('2026-09-01T00:00:00Z') },
    }));
    expect(creditIn('2026-10', { versions: [before, ...since], folded })).toMatchObject({ amount: 50_000 });
  });

  it('of the year begin anew in January', () => {
    const years = known([
      ['2026-11-10T00:00:00Z', 500],
      ['2026-12-10T00:00:00Z', 500],
      ['2027-01-10T00:00:00Z', 500],
    ]);
    const yearly = { ...credits, capPerYear: '30' };
    const [first] = years.versions;
    if (first === undefined) throw new Error('expected a version');
    const versions = [{ ...first, catalogue: { ...first.catalogue, agreements: [agreement({ credits: yearly })] } }];
    const amounts = ['2026-11', '2026-12', '2027-01'].map((it) => creditIn(it, { ...years, versions })?.amount);
    expect(amounts).toEqual([125_000, 25_000, 125_000]);
  });

  it('of the month hold for all weeks that end in it', () => {
    // Weeks of 10,080 min: 200 min down are 98 %. 11, 18 and 25 October are Sundays.
    const outages = [6, 13, 20].map((day) => [`2026-10-${String(day).padStart(2, '0')}T00:00:00Z`, 200] as const);
    const weeks = known(outages, { period: 'week' });
    const amounts = ['2026-W41', '2026-W42', '2026-W43'].map((it) => creditIn(it, weeks)?.amount);
    expect(amounts).toEqual([125_000, 25_000, 0]);
  });
});

describe('the exposure of an outage', () => {
  function exposed(lasts: number, overrides: Partial<Agreement> = {}) {
    // 30 of 44.64 min are gone when the service goes down again at 10:00 on the 14th.
    const { versions, folded } = known([['2026-10-05T08:00:00Z', 30]], overrides);
    const now = parseInstant('2026-10-14T10:00:00Z');
    const [question] = questionsOf(versions, {}, now);
    if (question === undefined) throw new Error('expected a question');
    const from = assessedFrom(versions, folded, question);
    const { attainment } = assessment(versions, question, from);
    return exposureOf(question, { ...from, attainment }, lasts * MINUTE);
  }

  it('of ten minutes is nothing: 40 of 44.64 min', () => {
    expect(exposed(10)).toMatchObject({ downMs: 10 * MINUTE, ifItEnds: { amount: 0 }, ifItLasts: { amount: 0 } });
  });

  it('of twenty minutes is a tenth of the fee: 50 of 44.64 min', () => {
    expect(exposed(20)).toMatchObject({
      to: '2026-10-14T10:20:00.000Z',
      ifItLasts: { amount: 50_000, state: 'soFar' },
    });
  });

  it('of eight hours is a quarter: 510 of 446.4 min', () => {
    expect(exposed(480)?.ifItLasts.amount).toBe(125_000);
  });

  it('beyond the end of the period is cut off there', () => {
    // From the 14th, 10:00, to the end of October are 17 days and 14 hours.
    expect(exposed(60 * 24 * 60)?.downMs).toBe((17 * 24 + 14) * 60 * MINUTE);
  });

  it('counts each begun minute beyond the budget: 50 of 44.64 min are 6, 44 are none', () => {
    const perMinute = { credits: { ...credits, tiers: [], beyondBudget: { amount: 5_000, everyMs: MINUTE } } };
    expect(exposed(20, perMinute)).toMatchObject({ ifItEnds: { amount: 0 }, ifItLasts: { amount: 30_000, units: 6 } });
    expect(exposed(14, perMinute)?.ifItLasts).toMatchObject({ amount: 0, units: 0 });
  });

  it('is owed beyond the budget alone where nothing was measured so far: a thousandth of what is to come', () => {
    // Nothing feeds the service. From the 14th, 10:00, to the end of October are 422 h, 0.1 % of which are 1,519,200 ms.
    const unwatched = { services: [service({ monitors: [] })] };
    const versions = [version({ ...unwatched, agreements: [agreement({ credits })] })];
    const [question] = questionsOf(versions, {}, parseInstant('2026-10-14T10:00:00Z'));
    if (question === undefined) throw new Error('expected a question');
    const from = assessedFrom(versions, foldSignals(versions, []), question);
    const { attainment } = assessment(versions, question, from);
    const lasting = (ms: number) => exposureOf(question, { ...from, attainment }, ms)?.ifItLasts;
    const budgetMs = 1_519_200;
    expect(lasting(0)).toMatchObject({ state: 'notMeasured', amount: 0 });
    expect(lasting(budgetMs)).toMatchObject({ state: 'notMeasured', amount: 0 });
    expect(lasting(budgetMs + 1)).toMatchObject({ state: 'soFar', amount: 50_000 });
  });

  it('is not there when nothing is agreed', () => {
    expect(exposed(20, { services: [{ service: 'checkout', targets: [] }] })).toBe(undefined);
  });

  it('is not there when the period is over, to the millisecond', () => {
    const [last, over] = ['2026-10-31T23:59:59.999Z', '2026-11-01T00:00:00Z'].map((now) => {
      const { versions, folded } = known([]);
      const [question] = questionsOf(versions, { period: '2026-10' }, parseInstant(now));
      if (question === undefined) throw new Error('expected a question');
      const from = assessedFrom(versions, folded, question);
      const { attainment } = assessment(versions, question, from);
      return exposureOf(question, { ...from, attainment }, MINUTE);
    });
    expect(last).toMatchObject({ period: '2026-10', downMs: 1 });
    expect(over).toBe(undefined);
  });
});

describe('the earlier periods that count towards a cap', () => {
  function earlier(of: Partial<Credits>, overrides: Partial<Agreement> = {}) {
    const { capPerMonth: _month, capPerYear: _year, ...uncapped } = credits;
    const versions = [version({ agreements: [agreement({ credits: { ...uncapped, ...of }, ...overrides })] })];
    const [question] = questionsOf(versions, { period: '2026-03' }, parseInstant('2026-06-01T00:00:00Z'));
    if (question === undefined) throw new Error('expected a question');
    return earlierPeriods(question).map(({ name }) => name);
  }

  it('are those of its year, oldest first, for a cap of the year as of the month', () => {
    expect(earlier({ capPerYear: '100' })).toEqual(['2026-01', '2026-02']);
    expect(earlier({ capPerMonth: '30' })).toEqual(['2026-01', '2026-02']);
  });

  it('are none without a cap', () => {
    expect(earlier({})).toEqual([]);
  });

  it('are none where the period is not one that is charged for', () => {
    expect(earlier({ capPerYear: '100' }, { period: 'quarter' })).toEqual([]);
  });
});

describe('an agreement over rolling days', () => {
  it('has no credits: its periods overlap, and each minute would be charged thirty times', () => {
    const versions = [version({ agreements: [agreement({ credits, period: 'rolling 30d' })] })];
    const [question] = questionsOf(versions, { period: '2026-10-14/30d' }, parseInstant('2026-12-01T00:00:00Z'));
    if (question === undefined) throw new Error('expected a question');
    expect(creditTerms(question)).toBe(undefined);
  });
});
