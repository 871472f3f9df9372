import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CorrectionRecord, correctionsKnown, correctionsOf, inForce } from '../../shared/domain/correction.ts';
import { correctionRecords, decision, proposal } from '../support/corrections.ts';

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

  it('is the latest proposal of its id when somebody decides: those before and after are shown and refused', () => {
    const [first, second, third] = [1, 2, 12].map((proposedAt) => proposal({ ...exclude, end: 900 }, { proposedAt }));
    const stories = (...records: readonly CorrectionRecord[]) =>
      correctionsOf(records, 1_000).map(({ proposal: { proposedAt }, state, why }) => [proposedAt, state, why]);
    if (first === undefined || second === undefined || third === undefined) throw new Error('expected three');
    const replaced = ['refused', 'was replaced by another proposal under its id'];
    expect(stories(third, decision({ at: 10 }), first, second)).toEqual([
      [1, ...replaced],
      [2, 'approved', 'approved by Robin'],
      [12, 'refused', 'its id was decided on before, which is final'],
    ]);
    expect(stories(second, first)).toEqual([
      [1, ...replaced],
      [2, 'proposed', 'waits for approval by somebody other than its proposer'],
    ]);
  });

  it('proposed anew by another person may be approved by the first', () => {
    const anew = proposal({ ...exclude, end: 900 }, { proposedBy: 'Robin', proposedAt: 5 });
    const found = correctionsOf([proposal(exclude), anew, decision({ approvedBy: 'Kim' })], 1_000);
    expect(found.map(({ state }) => state)).toEqual(['refused', 'approved']);
  });

  it('proposed anew waits again, whoever had approved the one before in vain', () => {
    const anew = proposal({ ...exclude, end: 900 }, { proposedAt: 20 });
    const found = correctionsOf([proposal(exclude), decision({ approvedBy: 'Kim' }), anew], 1_000);
    expect(found.map(({ state }) => state)).toEqual(['refused', 'proposed']);
  });

  it('of two at one instant is the one whose text comes last', () => {
    // {"action":"exclude","correction":"COR-7","end":1000,… comes before …"end":900,…
    const [shorter, longer] = [900, 1_000].map((end) => proposal({ ...exclude, end }));
    if (shorter === undefined || longer === undefined) throw new Error('expected two');
    const found = correctionsOf([shorter, longer, decision()], 1_000);
    expect(inForce(found)).toEqual([shorter]);
    expect(found.map(({ state }) => state)).toEqual(['refused', 'approved']);
    // The other one was not too late for a decision at that very instant: it was replaced.
    const atOnce = correctionsOf([shorter, longer, decision({ at: 0 })], 1_000);
    expect(atOnce.map(({ why }) => why)).toEqual([
      'was replaced by another proposal under its id',
      'approved by Robin',
    ]);
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

describe('the corrections that are known of a service', () => {
  const what = {
    void: { action: 'void', monitor: 'probe', signal: 'probe', at: 5 },
    reclassify: { action: 'reclassify', start: 100, end: 200, state: 'up' },
    exclude,
    include: { ...exclude, action: 'include' },
  } as const;
  const of = (correction: string, ...actions: readonly (keyof typeof what)[]) => [
    ...actions.map((action) => proposal(what[action], { correction })),
    decision({ correction }),
  ];

  it('are none where nothing is recorded', () => {
    expect(correctionsKnown(undefined, [undefined, {}])).toEqual([]);
  });

  it('are all of its own, and of a dependency those that say what that was', () => {
    const own = of('COR-1', 'exclude');
    const telling = [...of('COR-2', 'void'), ...of('COR-3', 'reclassify')];
    const others = [...of('COR-4', 'exclude'), ...of('COR-5', 'include')];
    expect(correctionsKnown({ corrections: own }, [{ corrections: [...others, ...telling] }])).toEqual([
      ...own,
      ...telling,
    ]);
  });

  it('have with a proposal of a dependency all that is under its id: that decides which of them was approved', () => {
    const both = of('COR-6', 'void', 'exclude');
    expect(correctionsKnown(undefined, [{ corrections: both }])).toEqual(both);
  });
});

describe('what becomes of corrections', () => {
  it('does not depend on the order or the number of times in which their records come', () => {
    const told = fc
      .array(correctionRecords, { maxLength: 8 })
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
      fc.property(fc.array(correctionRecords, { maxLength: 8 }), (records) => {
        for (const { proposal: it, decision: held, state } of correctionsOf(records, 5)) {
          if (state !== 'approved') continue;
          expect(held?.approvedBy.trim().toLowerCase()).not.toBe(it.proposedBy.trim().toLowerCase());
        }
      }),
    );
  });
});
