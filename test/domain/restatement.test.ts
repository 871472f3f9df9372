import { describe, expect, it } from 'vitest';
import type { SlaReport } from '../../shared/domain/report.ts';
import { explained, restate, restatementOf } from '../../shared/domain/restatement.ts';
import type { CreditResult } from '../../shared/domain/result.ts';
import { type AttainmentFacts, buildAttainment, outage } from '../support/attainment-builder.ts';
import { report } from '../support/report-samples.ts';

function closed(facts: Omit<AttainmentFacts, 'service'>): SlaReport {
  const attainment = buildAttainment({ service: 'checkout', ...facts });
  return report({ services: [{ id: 'checkout', name: 'Checkout API', attainment, history: [] }] });
}

describe('a period that is counted again after its report was closed', () => {
  it('restates nothing when the figures are the same', () => {
    expect(restatementOf(closed({ down: 10 }), closed({ down: 10 }))).toBeUndefined();
  });

  it('restates nothing when only the engine is another', () => {
    expect(restatementOf(closed({ down: 10 }), { ...closed({ down: 10 }), engine: 'attain-1' })).toBeUndefined();
  });

  it('is material when a verdict changes', () => {
    // 44,700 minutes allow 44.7; 40 → 50 minutes down are 10 ÷ 44,700 = 0.0223 points less.
    expect(restatementOf(closed({ down: 40 }), closed({ down: 50 }))).toMatchObject({
      isMaterial: true,
      services: [
        {
          id: 'checkout',
          name: 'Checkout API',
          before: { verdict: 'met', downtimeMs: 2_400_000, percent: '99.91' },
          after: { verdict: 'missed', downtimeMs: 3_000_000, percent: '99.88' },
          points: '−0.0223',
          isMaterial: true,
        },
      ],
    });
  });

  it('is material when the result changes by more than 0.01 points, and not by less', () => {
    // 0.01 points of 44,700 minutes are 4.47 minutes.
    expect(restatementOf(closed({ down: 10 }), closed({ down: 15 }))).toMatchObject({ isMaterial: true });
    expect(restatementOf(closed({ down: 10 }), closed({ down: 14 }))).toMatchObject({
      isMaterial: false,
      services: [{ points: '−0.0089' }],
    });
    expect(restatementOf(closed({ down: 14 }), closed({ down: 10 }))).toMatchObject({
      isMaterial: false,
      services: [{ points: '+0.0089' }],
    });
  });

  it('is material when any target changes its verdict, the gravest or not', () => {
    const another = (verdict: 'met' | 'missed'): SlaReport => {
      const before = closed({ down: 60 });
      const services = before.services.map((it) => {
        const [first] = it.attainment.targets;
        const second = first === undefined ? [] : [{ ...first, target: '99', verdict }];
        return { ...it, attainment: { ...it.attainment, targets: [...it.attainment.targets, ...second] } };
      });
      return { ...before, services };
    };
    expect(restatementOf(another('met'), another('missed'))).toMatchObject({ isMaterial: true });
  });

  it('is not material when there is no result before nor after', () => {
    const blind = (unknown: number): SlaReport => {
      const before = closed({ verdict: 'notMeasured' });
      const services = before.services.map((it) => {
        const ms = { ...it.attainment.ms, unknown };
        return { ...it, attainment: { ...it.attainment, ms, availability: null } };
      });
      return { ...before, services };
    };
    expect(restatementOf(blind(10), blind(20))).toMatchObject({ isMaterial: false });
  });

  it('is material when a result has come or gone', () => {
    const before = closed({ verdict: 'notMeasured' });
    const services = before.services.map((it) => ({ ...it, attainment: { ...it.attainment, availability: null } }));
    const blind = { ...before, services };
    expect(restatementOf(before, blind)).toMatchObject({
      isMaterial: true,
      services: [{ before: { percent: '100.00' }, after: { percent: null }, points: null }],
    });
    expect(restatementOf(blind, before)).toMatchObject({ isMaterial: true });
  });

  it('is not material at 0.01 points to the digit, up or down', () => {
    const at = (exact: string): SlaReport => {
      const before = closed({ down: 10 });
      const services = before.services.map((it) => {
        const availability = it.attainment.availability === null ? null : { ...it.attainment.availability, exact };
        return { ...it, attainment: { ...it.attainment, availability } };
      });
      return { ...before, services };
    };
    const [low, high] = [at('0.99890000000000000000'), at('0.99900000000000000000')];
    expect(restatementOf(low, high)).toMatchObject({ isMaterial: false, services: [{ points: '+0.0100' }] });
    expect(restatementOf(high, low)).toMatchObject({ isMaterial: false, services: [{ points: '−0.0100' }] });
    const higher = at('0.99900000000000000001');
    expect([restatementOf(low, higher)?.isMaterial, restatementOf(higher, low)?.isMaterial]).toEqual([true, true]);
  });

  it('tells a difference of whole points: 10 → 1,000 of 44,700 minutes', () => {
    // 990 ÷ 44,700 = 2.21476… %.
    expect(restatementOf(closed({ down: 10 }), closed({ down: 1_000 }))?.services[0]?.points).toBe('−2.2147');
  });

  it('restates other outages that come to the same figures, and a credit', () => {
    const before = closed({ down: 10, outages: [outage('2026-10-14T09:00:00+02:00', 10, 'probe')] });
    const after = closed({ down: 10, outages: [outage('2026-10-14T10:00:00+02:00', 10, 'probe')] });
    expect(restatementOf(before, after)).toMatchObject({ isMaterial: false, services: [{ points: '+0.0000' }] });
    const credit: CreditResult = {
      state: 'due',
      currency: 'EUR',
      amount: 100,
      tier: null,
      units: 0,
      cappedBy: null,
      claimBy: null,
    };
    const owing = (amount: number, more: Partial<CreditResult> = {}): SlaReport => {
      const services = before.services.map((it) => {
        return { ...it, attainment: { ...it.attainment, credit: { ...credit, amount, ...more } } };
      });
      return { ...before, services };
    };
    expect(restatementOf(before, owing(100))).toMatchObject({ isMaterial: false });
    expect(restatementOf(owing(100), owing(200))).toMatchObject({ isMaterial: false });
    expect(restatementOf(owing(100), owing(100))).toBeUndefined();
    // Reports of before do not say what a cap cut off.
    const capped = { cappedBy: 'month' } as const;
    expect(restatementOf(owing(100, capped), owing(100, { ...capped, uncapped: 300 }))).toBeUndefined();
  });

  it('tells the credit before and after where it differs, and only there', () => {
    const owing = (down: number, amount: number): SlaReport => {
      const before = closed({ down });
      const credit = {
        state: 'due',
        currency: 'EUR',
        amount,
        tier: null,
        units: 0,
        cappedBy: null,
        claimBy: null,
      } as const;
      const services = before.services.map((it) => ({ ...it, attainment: { ...it.attainment, credit } }));
      return { ...before, services };
    };
    expect(restatementOf(owing(40, 0), owing(50, 50_000))?.services).toMatchObject([
      { before: { credit: null }, after: { credit: { currency: 'EUR', amount: 50_000 } } },
    ]);
    const [same] = restatementOf(owing(50, 50_000), owing(60, 50_000))?.services ?? [];
    expect(same?.before).not.toHaveProperty('credit');
    expect(same?.after).not.toHaveProperty('credit');
    const [appeared] = restatementOf({ ...closed({}), services: [] }, owing(50, 50_000))?.services ?? [];
    expect(appeared).toMatchObject({ before: null, after: { credit: { amount: 50_000 } } });
  });

  it('is about the services that differ, and material if one of them is', () => {
    const both = (checkout: number, search: number): SlaReport => {
      const services = [
        { service: 'checkout', down: checkout },
        { service: 'search', down: search },
        { service: 'shop' },
      ].map((facts) => ({ id: facts.service, name: facts.service, attainment: buildAttainment(facts), history: [] }));
      return { ...closed({}), services };
    };
    // By 1 minute of 44,700, and by 20.
    expect(restatementOf(both(10, 10), both(11, 30))).toMatchObject({
      replaces: 'R-2026-10-acme-2026-v1',
      report: 'R-2026-10-acme-2026-v2',
      isMaterial: true,
      services: [
        { id: 'checkout', isMaterial: false, lateFacts: [] },
        { id: 'search', isMaterial: true },
      ],
    });
    expect(restatementOf(both(10, 10), both(11, 11))?.isMaterial).toBe(false);
  });

  it('is explained by what became known of each service', () => {
    const restatement = restatementOf(closed({ down: 40 }), closed({ down: 50 }));
    if (restatement === undefined) throw new Error('expected a restatement');
    const fact = { recordedAt: '2026-11-05T09:00:00.000Z', what: ['state down'], downtimeMs: 600_000, agreedMs: 0 };
    const facts = explained(restatement, new Map([['checkout', [fact]]]));
    expect(facts).toEqual({ ...restatement, services: [{ ...restatement.services[0], lateFacts: [fact] }] });
    expect(explained(restatement, new Map([['search', [fact]]]))).toEqual(restatement);
  });

  it('names a service that has come or gone', () => {
    const without = { ...closed({ down: 10 }), services: [] };
    expect(restatementOf(closed({ down: 10 }), without)).toMatchObject({
      isMaterial: true,
      services: [{ id: 'checkout', name: 'Checkout API', before: { verdict: 'met' }, after: null, points: null }],
    });
    expect(restatementOf(without, closed({ down: 10 }))).toMatchObject({
      isMaterial: true,
      services: [{ id: 'checkout', before: null, after: { verdict: 'met' }, points: null }],
    });
  });
});

describe('an approved restatement', () => {
  const [before, after] = [closed({ down: 40 }), closed({ down: 50 })];
  const restatement = restatementOf(before, after);
  if (restatement === undefined) throw new Error('expected a restatement');
  const parts = { closed: before, fresh: after, restatement };
  const now = Date.UTC(2026, 10, 20, 9);

  it('is the next version, with who approved it and why, and the new figures', () => {
    const version2 = restate(parts, { approvedBy: ' Kim Customer ', reason: ' Lost webhook ', now });
    expect(version2).toMatchObject({
      id: 'R-2026-10-acme-2026-v2',
      version: 2,
      state: 'restated',
      closedAt: '2026-11-20T09:00:00.000Z',
      services: after.services,
      restatement: { replaces: before.id, approvedBy: 'Kim Customer', reason: 'Lost webhook' },
    });
  });

  it('needs a name and a reason', () => {
    expect(() => restate(parts, { approvedBy: ' ', reason: 'Lost webhook', now })).toThrow(
      'expected the name of who approves; got none',
    );
    expect(() => restate(parts, { approvedBy: 'Kim', reason: ' ', now })).toThrow(
      'expected a reason for the restatement; got none',
    );
  });
});
