import { describe, expect, it } from 'vitest';
import type { StreamCorrection } from '../../shared/domain/correct-streams.ts';
import type { Interval } from '../../shared/domain/interval.ts';
import { wordCorrection } from '../../shared/domain/word-correction.ts';

const proposal = {
  kind: 'correction',
  service: 'checkout',
  monitor: 'probe',
  signal: 'probe',
  proposedBy: 'Kim',
  proposedAt: 0,
  reason: 'other',
} as const;

const voids = (correction: string, at: number): StreamCorrection => ({ ...proposal, correction, action: 'void', at });
const amends = (correction: string, at: number, to: number): StreamCorrection => {
  return { ...proposal, correction, action: 'amend', at, to };
};

function fateOf(change: number, ...reaching: readonly [StreamCorrection, Interval | undefined][]) {
  return wordCorrection(
    change,
    reaching.map(([correction]) => correction),
    new Map(reaching),
  );
}

describe('a word of a stream', () => {
  it('stands where no correction is about it', () => {
    expect(fateOf(10)).toBeUndefined();
    expect(fateOf(10, [voids('V', 20), { start: 20, end: 30 }])).toBeUndefined();
    expect(fateOf(10, [amends('A', 20, 15), { start: 15, end: 20 }])).toBeUndefined();
  });

  it('is voided together with what it repeats, until the next', () => {
    const voided = { correction: 'V', action: 'void' };
    const at = (change: number) => fateOf(change, [voids('V', 10), { start: 10, end: 20 }]);
    expect([9, 10, 19, 20].map(at)).toEqual([undefined, voided, voided, undefined]);
  });

  it('stands where the correction found nothing to correct', () => {
    expect(fateOf(10, [voids('V', 10), undefined])).toBeUndefined();
  });

  it('is followed where it was moved', () => {
    const first: [StreamCorrection, Interval] = [amends('A', 10, 15), { start: 10, end: 15 }];
    const to = (ms: number) => `1970-01-01T00:00:00.0${ms}Z`;
    expect(fateOf(10, first)).toEqual({ correction: 'A', action: 'amend', to: to(15) });
    expect(fateOf(10, first, [amends('B', 15, 12), { start: 12, end: 15 }])).toEqual({
      correction: 'B',
      action: 'amend',
      to: to(12),
    });
    expect(fateOf(10, first, [voids('V', 15), { start: 15, end: 20 }])).toEqual({ correction: 'V', action: 'void' });
  });
});
