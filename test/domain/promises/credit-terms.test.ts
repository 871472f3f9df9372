import { describe, expect, it } from 'vitest';
import type { PromiseFinding } from '../../../shared/domain/promises/finding.ts';
import { linted, shop, USUAL } from './linted.ts';

/** What is said of the credits of the second of two agreements, on a shop for 99.9 % and a search for 99.5 %. */
function credits(terms: string): PromiseFinding[] {
  const services = `
- { id: shop, name: Shop, monitors: [{ id: p }] }
- { id: search, name: Search, monitors: [{ id: q }] }`;
  const targets = 'targets: [{ kind: availability, target: 99.5 }, { kind: coverage, target: 90 }]';
  const agreed = 'services: [{ service: shop, targets: [{ kind: availability, target: 99.9 }] }, search]';
  const agreements = `
- { id: beta, kind: sla, customer: Beta, ${USUAL}, services: [shop], targets: [{ kind: availability, target: 90 }] }
- { id: acme, kind: sla, customer: Acme, ${USUAL}, ${targets}, ${agreed}, credits: { currency: EUR, ${terms} } }`;
  return linted(shop({ services, agreements })).filter(({ path }) => path[2] === 'credits');
}

/** Where a key of the credits stands. */
function at(...keys: (string | number)[]): (string | number)[] {
  return ['agreements', 1, 'credits', ...keys];
}

describe('credits that go by a fee of 0', () => {
  const nothing = {
    level: 'warning',
    lint: 'credit-without-fee',
    path: at('fee'),
    message: 'Credits of agreement "acme" go by a fee of 0',
    why: 'tiers and caps are shares of it: no tier pays anything, and a cap lets nothing be paid',
    advice: 'write what one service costs in one period, in minor units of the currency',
  };

  it.each([
    'tiers: [{ below: 99, percent: 10 }]',
    'beyondBudget: { amount: 500, every: PT30M }, capPerMonth: 100',
    'beyondBudget: { amount: 500, every: PT30M }, capPerYear: 100',
  ])('pay nothing: %s', (terms) => {
    expect(credits(`fee: 0, ${terms}`)).toEqual([nothing]);
  });

  it('pay an amount for each half hour if nothing caps it', () => {
    expect(credits('fee: 0, beyondBudget: { amount: 500, every: PT30M }')).toEqual([]);
  });

  it('are fine from the smallest fee on', () => {
    expect(credits('fee: 1, tiers: [{ below: 99, percent: 10 }]')).toEqual([]);
  });
});

describe('a tier above the target', () => {
  it('pays for a period that was kept; the service that is promised least is named', () => {
    expect(credits('fee: 1, tiers: [{ below: 99.5, percent: 10 }, { below: 99.95, percent: 5 }]')).toEqual([
      {
        level: 'warning',
        lint: 'credit-while-met',
        path: at('tiers', 1, 'below'),
        message: 'Below 99.95 % is credited, while "search" is promised 99.5 % only',
        why: 'a period that meets its target is paid for as if it had missed',
        advice: 'let the first tier begin at 99.5',
      },
    ]);
  });
});

describe('a tier without effect', () => {
  it('pays no more than a milder one', () => {
    expect(credits('fee: 1, tiers: [{ below: 99.5, percent: 10 }, { below: 99, percent: 10.0 }]')).toEqual([
      {
        level: 'warning',
        lint: 'credit-tier-without-effect',
        path: at('tiers', 1, 'percent'),
        message: 'Below 99 % no more is credited (10.0 %) than below 99.5 % (10 %)',
        why: 'of several tiers the one that pays most holds, so that this one changes nothing',
        advice: 'let worse attainment pay more, or take the tier out',
      },
    ]);
  });

  it('is cut to what a milder one pays by the cap', () => {
    expect(
      credits('fee: 1, tiers: [{ below: 99.5, percent: 10 }, { below: 99, percent: 25 }], capPerMonth: 10'),
    ).toEqual([
      {
        level: 'warning',
        lint: 'credit-tier-without-effect',
        path: at('tiers', 1, 'percent'),
        message: 'Below 99 % no more is paid than below 99.5 %, as capPerMonth lets no more than 10 % be paid',
        why: 'both tiers reach the cap, so that worse attainment costs nothing more',
        advice: 'raise capPerMonth, or take the tier out',
      },
    ]);
  });
});

describe('a tier beyond the cap', () => {
  it('promises what is never paid', () => {
    expect(
      credits('fee: 1, tiers: [{ below: 99.5, percent: 10 }, { below: 99, percent: 25 }], capPerYear: 20'),
    ).toEqual([
      {
        level: 'warning',
        lint: 'credit-tier-beyond-cap',
        path: at('tiers', 1, 'percent'),
        message: 'Below 99 %, 25 % of the fee are credited, and capPerYear lets no more than 20 % be paid',
        why: 'the tier promises an amount that is never paid',
        advice: 'raise capPerYear, or let the tier pay what it allows',
      },
    ]);
  });
});

describe('claims', () => {
  it('end before they can be made, if that is when the report comes: 3 days after the period', () => {
    expect(credits('fee: 1, tiers: [{ below: 99, percent: 10 }], claimWithin: P3D')).toEqual([
      {
        level: 'warning',
        lint: 'claim-before-report',
        path: at('claimWithin'),
        message: 'Credits of agreement "acme" can be claimed for 3 d, and its report comes after 3 d',
        why: 'when the customer reads of a miss, it is too late to claim anything for it',
        advice: 'make claimWithin longer than grace',
      },
    ]);
    expect(credits('fee: 1, tiers: [{ below: 99, percent: 10 }], claimWithin: P4D')).toEqual([]);
  });
});
