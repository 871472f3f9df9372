import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CorrectionRecord, correctionsOf, inForce } from '../../shared/domain/correction.ts';
import { decision, proposal } from '../support/corrections.ts';

const exclude = { action: 'exclude', start: 100, end: 200 } as const;

/** State and reason of the first proposal, asked at 1,000. */
function judged(...records: readonly CorrectionRecord[]): unknown {
  return correctionsOf(records, 1_000).map(({ state, why }) => `${state}: ${why}`)[0];
}

describe('a correction', () => {
  it('waits until somebody decides', () => {
    expect(judged(proposal(exclude))).toBe('proposed: waits for approval by somebody other than its proposer');
  });

  it('is in force once another person approves it', () => {
    expect(judged(proposal(exclude), decision())).toBe('approved: approved by Robin');
  });

  it('is not approved by its proposer, however the name is written', () => {
    const own = decision({ approvedBy: ' KIM ' });
    expect(judged(proposal(exclude), own)).toBe('refused: was approved by its own proposer only');
    expect(judged(proposal(exclude), own, decision({ at: 20 }))).toBe('approved: approved by Robin');
  });

  it('that was rejected or taken back cannot be approved any more', () => {
    const rejected = decision({ at: 5, decision: 'rejected' });
    expect(judged(proposal(exclude), decision(), rejected)).toBe('rejected: rejected by Robin');
    const takenBack = decision({ at: 5, decision: 'withdrawn', approvedBy: 'Kim' });
    expect(judged(proposal(exclude), decision(), takenBack)).toBe('rejected: withdrawn by Kim');
  });

  it('that was approved stays approved: decisions are final', () => {
    expect(judged(proposal(exclude), decision(), decision({ at: 11, decision: 'withdrawn' }))).toBe(
      'approved: approved by Robin',
    );
  });

  it('is rejected when it is approved and rejected at the same instant', () => {
    expect(judged(proposal(exclude), decision(), decision({ decision: 'rejected', approvedBy: 'Sam' }))).toBe(
      'rejected: rejected by Sam',
    );
  });

  it('expires: at that instant it is too late to approve it', () => {
    const until = (expiresAt: number) => proposal(exclude, { expiresAt });
    expect(judged(until(11), decision())).toBe('approved: approved by Robin');
    expect(judged(until(10), decision())).toBe('expired: was not approved before it expired');
    expect(judged(until(1_000))).toBe('expired: was not approved before it expired');
    expect(judged(until(1_001))).toContain('proposed');
  });

  it('cannot be approved before it is proposed', () => {
    expect(judged(proposal(exclude, { proposedAt: 11 }), decision())).toBe(
      'refused: was decided on before it was proposed',
    );
  });

  it('is the first proposal of its id: a later one is shown and refused', () => {
    const later = proposal({ ...exclude, end: 9_000 }, { proposedAt: 1 });
    const found = correctionsOf([later, decision(), proposal(exclude)], 1_000);
    expect(found.map(({ proposal: { proposedAt }, state }) => [proposedAt, state])).toEqual([
      [0, 'approved'],
      [1, 'refused'],
    ]);
    expect(found[1]?.why).toBe('conflicts with an earlier proposal under this id, which holds');
  });

  it('comes into force in the order of approval', () => {
    const records = [
      proposal(exclude, { correction: 'COR-1' }),
      proposal(exclude, { correction: 'COR-2' }),
      proposal(exclude, { correction: 'COR-3' }),
      decision({ correction: 'COR-1', at: 30 }),
      decision({ correction: 'COR-2', at: 20 }),
    ];
    expect(inForce(correctionsOf(records, 1_000)).map(({ correction }) => correction)).toEqual(['COR-2', 'COR-1']);
  });
});

const ids = fc.constantFrom('COR-1', 'COR-2');
const people = fc.constantFrom('Kim', 'kim ', 'Robin');
const small = fc.integer({ min: 0, max: 8 });
const record: fc.Arbitrary<CorrectionRecord> = fc.oneof(
  fc
    .record({ correction: ids, proposedBy: people, proposedAt: small, expiresAt: small, end: small })
    .map(({ end, ...said }) => proposal({ ...exclude, end: 150 + end }, said)),
  fc
    .record({
      correction: ids,
      approvedBy: people,
      at: small,
      decision: fc.constantFrom('approved', 'rejected', 'withdrawn'),
    })
    .map(decision),
);

describe('what becomes of corrections', () => {
  it('does not depend on the order or the number of times in which their records come', () => {
    const told = fc
      .array(record, { maxLength: 8 })
      .chain((once) =>
        fc.tuple(fc.constant(once), fc.shuffledSubarray([...once, ...once], { minLength: once.length })),
      );
    fc.assert(
      fc.property(told, ([once, again]) => {
        expect(correctionsOf([...again, ...once.toReversed()], 5)).toEqual(correctionsOf(once, 5));
      }),
    );
  });

  it('is never approval by the proposer alone', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 8 }), (records) => {
        for (const { proposal: it, decision: held, state } of correctionsOf(records, 5)) {
          if (state !== 'approved') continue;
          expect(held?.approvedBy.trim().toLowerCase()).not.toBe(it.proposedBy.trim().toLowerCase());
        }
      }),
    );
  });
});
