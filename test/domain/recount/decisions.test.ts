import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctionsOf, inForce } from '../../../shared/domain/correction.ts';
import { decidedCorrections } from '../../../shared/domain/recount/decisions.ts';
import { correctionRecords, decision, proposal } from '../../support/corrections.ts';
import { runs } from '../../support/property-runs.ts';

const exclude = { action: 'exclude', start: 100, end: 200 } as const;

function ids(...records: Parameters<typeof decidedCorrections>[0]): string[] {
  return decidedCorrections(records).map(({ correction }) => correction);
}

describe('corrections in force', () => {
  it('are those that another person approved, in the order of their approval', () => {
    const records = [proposal(exclude, { correction: 'A' }), proposal(exclude, { correction: 'B' })];
    expect(ids(...records)).toEqual([]);
    expect(ids(...records, decision({ correction: 'A', at: 30 }), decision({ correction: 'B', at: 20 }))).toEqual([
      'B',
      'A',
    ]);
  });

  it('are not those that the proposer approves, expired, or were refused first', () => {
    expect(ids(proposal(exclude), decision({ approvedBy: ' KIM ' }))).toEqual([]);
    expect(ids(proposal(exclude, { expiresAt: 10 }), decision())).toEqual([]);
    expect(ids(proposal(exclude), decision({ at: 5, decision: 'rejected' }), decision())).toEqual([]);
    expect(ids(proposal(exclude), decision({ decision: 'withdrawn', approvedBy: 'Kim' }), decision())).toEqual([]);
    expect(ids(proposal(exclude, { proposedAt: 11 }), decision())).toEqual([]);
  });

  it('are what their ids were proposed for last when somebody decided', () => {
    const [later, latest] = [5, 11].map((proposedAt) => proposal({ ...exclude, end: 900 }, { proposedAt }));
    if (later === undefined || latest === undefined) throw new Error('expected two');
    expect(decidedCorrections([latest, later, proposal(exclude), decision()])).toEqual([later]);
    expect(decidedCorrections([latest, proposal(exclude), decision()])).toEqual([proposal(exclude)]);
    expect(decidedCorrections([later, proposal(exclude)])).toEqual([]);
  });

  it('are of two proposals at one instant the one whose JSON comes last', () => {
    const [shorter, longer] = [900, 1_000].map((end) => proposal({ ...exclude, end }));
    if (shorter === undefined || longer === undefined) throw new Error('expected two');
    expect(decidedCorrections([longer, shorter, decision()])).toEqual([shorter]);
    expect(decidedCorrections([shorter, longer, shorter, decision()])).toEqual([shorter]);
  });

  it('are the same ones in both calculators, whatever was proposed and decided, and in which order', () => {
    fc.assert(
      fc.property(fc.array(correctionRecords, { maxLength: 8 }), (records) => {
        expect(decidedCorrections(records)).toEqual(inForce(correctionsOf(records.toReversed(), 5)));
      }),
      { numRuns: runs(2_000) },
    );
  });
});
