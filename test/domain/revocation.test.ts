import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CorrectionRecord, correctionsOf } from '../../shared/domain/correction.ts';
import { decidedCorrections } from '../../shared/domain/recount/decisions.ts';
import { runs } from '../support/property-runs.ts';

const about = { service: 'checkout', correction: 'reprocess-1' };
const PROPOSAL: CorrectionRecord = {
  kind: 'correction',
  ...about,
  action: 'void',
  monitor: 'probe',
  signal: 'probe',
  at: 0,
  proposedBy: 'Kim',
  proposedAt: 10,
  reason: 'other',
};

function decided(at: number, decision: 'approved' | 'rejected' | 'revoked', approvedBy = 'Robin'): CorrectionRecord {
  return { kind: 'approval', ...about, approvedBy, at, decision };
}

function standing(...decisions: readonly CorrectionRecord[]) {
  const [correction] = correctionsOf([PROPOSAL, ...decisions], 1_000);
  return { state: correction?.state, why: correction?.why };
}

describe('an approval that is revoked', () => {
  it('is in force no more, and says who revoked it', () => {
    expect(standing(decided(20, 'approved'))).toMatchObject({ state: 'approved' });
    expect(standing(decided(20, 'approved'), decided(30, 'revoked', 'Sam'))).toEqual({
      state: 'rejected',
      why: 'approved by Robin, revoked by Sam',
    });
  });

  it('names of several who revoked it the one who did last', () => {
    const [first, last] = [decided(30, 'revoked', 'Kim'), decided(40, 'revoked', 'Sam')];
    const both = [standing(decided(20, 'approved'), first, last), standing(decided(20, 'approved'), last, first)];
    expect(both.map(({ why }) => why)).toEqual(Array(2).fill('approved by Robin, revoked by Sam'));
  });

  it('is final: what is approved after it is not in force', () => {
    expect(standing(decided(20, 'approved'), decided(30, 'revoked'), decided(40, 'approved'))).toMatchObject({
      state: 'rejected',
    });
  });

  it('changes nothing of what was rejected', () => {
    expect(standing(decided(20, 'rejected'), decided(30, 'revoked', 'Sam'))).toEqual({
      state: 'rejected',
      why: 'rejected by Robin',
    });
  });

  it('holds back nothing that is approved only after it', () => {
    expect(standing(decided(15, 'revoked'), decided(20, 'approved'))).toMatchObject({ state: 'approved' });
  });

  it('is the same to both calculators', () => {
    const decision = fc.record({
      at: fc.integer({ min: 5, max: 40 }),
      decision: fc.constantFrom('approved', 'rejected', 'revoked'),
      by: fc.constantFrom('Kim', 'Robin', 'Sam'),
    });
    fc.assert(
      fc.property(fc.array(decision, { maxLength: 6 }), (some) => {
        const records = [PROPOSAL, ...some.map(({ at, decision: said, by }) => decided(at, said, by))];
        const inForce = correctionsOf(records, 1_000).filter(({ state }) => state === 'approved');
        expect(decidedCorrections(records)).toEqual(inForce.map(({ proposal }) => proposal));
      }),
      { numRuns: runs(2_000) },
    );
  });
});
