import { describe, expect, it } from 'vitest';
import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import { MINIMAL } from './minimal-catalogue.ts';

const TIERS = 'tiers: [{ below: 99.9, percent: 10 }, { below: 99, percent: 25 % }]';
const ALL = `currency: EUR, fee: 500000, ${TIERS}, beyondBudget: { amount: 5000, every: PT30M }, capPerMonth: 30, capPerYear: 300 %, claimWithin: P30D`;

/** The minimal catalogue, its agreement with these credits. */
function withCredits(credits: string, text = MINIMAL): string {
  return text.replace('    targets:\n', `    credits: { ${credits} }\n    targets:\n`);
}

function problem(credits: string, text = MINIMAL): string {
  try {
    parseCatalogue(withCredits(credits, text), { file: 'c.yaml' });
    return '';
  } catch (error) {
    return String(error).replace(/^.*?c\.yaml:\d+:\d+: /s, '');
  }
}

describe('credits of an agreement', () => {
  it('are read in minor units, milliseconds and digits as they are written', () => {
    expect(parseCatalogue(withCredits(ALL), { file: 'c.yaml' }).agreements[0]?.credits).toEqual({
      currency: 'EUR',
      fee: 500_000,
      tiers: [
        { below: '99.9', percent: '10' },
        { below: '99', percent: '25' },
      ],
      beyondBudget: { amount: 5_000, everyMs: 1_800_000 },
      capPerMonth: '30',
      capPerYear: '300',
      claimWithinMs: 2_592_000_000,
    });
  });

  it('that are not agreed leave no trace', () => {
    expect(parseCatalogue(MINIMAL, { file: 'c.yaml' }).agreements[0]).not.toHaveProperty('credits');
  });

  it.each([
    [
      `currency: EURO, fee: 1, ${TIERS}`,
      'agreements[0].credits.currency: expected a currency of ISO 4217 such as EUR, got "EURO"',
    ],
    [
      `currency: EUR, fee: 49.90, ${TIERS}`,
      'agreements[0].credits.fee: expected a whole number of minor units, such as 500000 for EUR 5,000.00, got "49.90"',
    ],
    ['currency: EUR, fee: 1', 'agreements[0].credits: expected `tiers`, `beyondBudget` or both, got nothing'],
    [
      `currency: EUR, fee: 1, ${TIERS}, capPerMonth: all`,
      'agreements[0].credits.capPerMonth: expected a percentage of the fee, such as 30 or 100 %, got "all"',
    ],
  ])('%s', (credits, expected) => {
    expect(problem(credits)).toBe(expected);
  });

  it('need an availability target to go by', () => {
    const downtime = MINIMAL.replace(/kind: availability, target: 99.9/, 'kind: downtime, atMost: PT1H');
    expect(problem(ALL, downtime)).toBe(
      'agreements[0].credits: expected an availability target, by which credits go, got nothing',
    );
  });
});
