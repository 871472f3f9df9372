import { describe, expect, it } from 'vitest';
import { decidedCorrections } from '../../../shared/domain/recount/decisions.ts';
import { decision, proposal } from '../../support/corrections.ts';

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

  it('are the first proposals of their ids', () => {
    const later = proposal({ ...exclude, end: 900 }, { proposedAt: 5 });
    expect(decidedCorrections([later, proposal(exclude), decision()])).toEqual([proposal(exclude)]);
  });

  it('cannot be told where two proposals took one id at one instant and one was approved', () => {
    const other = proposal({ ...exclude, end: 900 });
    expect(ids(proposal(exclude), proposal(exclude), decision())).toEqual(['COR-7']);
    expect(ids(proposal(exclude), other)).toEqual([]);
    expect(() => ids(proposal(exclude), other, decision())).toThrow('expected one proposal of correction "COR-7"');
  });
});
