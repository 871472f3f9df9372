import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeAttainments, foldSignals } from '../../shared/domain/compute.ts';
import { formatInstant } from '../../shared/domain/instant.ts';
import type { CatalogueVersion } from '../../shared/domain/version.ts';
import {
  amendedScenarios,
  amendedVersionOf,
  MIDNIGHT,
  scenarios,
  signalsOf,
  versionsOf,
} from '../support/arbitraries.ts';
import { bruteForce } from './oracle.ts';
import type { CorrectionFact, Scenario } from './scenario.ts';

const CASES = 10_000;

/** What the product says, without the names that the oracle does not know. */
function computed(scenario: Scenario, versions: readonly CatalogueVersion[]) {
  const folded = foldSignals(
    versions,
    signalsOf(scenario).map((signal) => ({ signal })),
  );
  const period = `${formatInstant(scenario.start)}/${formatInstant(scenario.end)}`;
  const [attainment] = computeAttainments(versions, folded, { period, now: scenario.now });
  if (attainment === undefined) return null;
  const {
    agreement: _a,
    service: _s,
    method: _m,
    methodHash: _h,
    period: _p,
    verdict: _v,
    forecast: _f,
    corrections: _c,
    wordings: _w,
    agreedPeriod: _k,
    ...rest
  } = attainment;
  // Flags are words of their own, tested by hand.
  return { ...rest, notCounted: rest.notCounted.map(({ flags: _flags, ...item }) => item) };
}

// Looks before it compares: writing down a difference is slow, and there is none.
function agree(scenario: Scenario, versions = versionsOf(scenario)): void {
  const [found, expected] = [computed(scenario, versions), bruteForce(scenario)];
  if (!isDeepStrictEqual(found, expected)) expect(found).toEqual(expected);
}

describe('the engine', () => {
  it(`agrees with looking at every millisecond, in ${CASES.toLocaleString('en')} random worlds`, () => {
    fc.assert(
      fc.property(scenarios({ longest: 30 }), (it) => agree(it)),
      { numRuns: CASES },
    );
  });

  it('agrees with it over longer periods too', () => {
    fc.assert(
      fc.property(scenarios({ longest: 200 }), (it) => agree(it)),
      { numRuns: 500 },
    );
  });

  it('agrees with it where two people took time out of the count, or back in', () => {
    const correction = fc
      .record({
        action: fc.constantFrom('exclude', 'include'),
        start: fc.integer({ min: MIDNIGHT - 20, max: MIDNIGHT + 24 }),
        length: fc.integer({ min: 1, max: 18 }),
      })
      .map(({ action, start, length }): CorrectionFact => ({ action, start, end: start + length }));
    const corrected = fc
      .tuple(scenarios({ longest: 30 }), fc.array(correction, { minLength: 1, maxLength: 4 }))
      .map(([scenario, corrections]) => ({ ...scenario, corrections }));
    fc.assert(
      fc.property(corrected, (it) => agree(it)),
      { numRuns: 2_000 },
    );
  });

  it('agrees with it where one version of the catalogue amends the agreement', () => {
    const amended = fc.property(amendedScenarios({ longest: 30 }), (it) => agree(it, amendedVersionOf(it)));
    fc.assert(amended, { numRuns: 2_000 });
  });
});
