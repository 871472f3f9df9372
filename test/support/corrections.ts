import fc from 'fast-check';
import type { CorrectionRecord } from '../../shared/domain/correction.ts';
import type { ApprovalEvent, CorrectionEvent } from '../../shared/domain/event.ts';
import type { CorrectiveAction } from '../../shared/domain/signal.ts';

/** Corrections of checkout that Kim proposes and Robin decides on. */

export function proposal(
  action: CorrectiveAction,
  { correction = 'COR-7', proposedAt = 0, ...more }: Partial<Omit<CorrectionEvent, keyof CorrectiveAction>> = {},
): CorrectionEvent {
  return {
    kind: 'correction',
    correction,
    service: 'checkout',
    proposedBy: 'Kim',
    proposedAt,
    reason: 'other',
    ...more,
    ...action,
  };
}

export function decision(more: Partial<ApprovalEvent> = {}): ApprovalEvent {
  return {
    kind: 'approval',
    correction: 'COR-7',
    service: 'checkout',
    approvedBy: 'Robin',
    at: 10,
    decision: 'approved',
    ...more,
  };
}

const ids = fc.constantFrom('COR-1', 'COR-2');
const people = fc.constantFrom('Kim', 'kim ', 'Robin');
const small = fc.integer({ min: 0, max: 8 });

/** Proposals and decisions that get in each other's way: few ids, few people, few instants. */
export const correctionRecords: fc.Arbitrary<CorrectionRecord> = fc.oneof(
  fc
    .record(
      { correction: ids, proposedBy: people, proposedAt: small, expiresAt: small, end: small },
      { requiredKeys: ['correction', 'proposedBy', 'proposedAt', 'end'] },
    )
    .map(({ end, ...said }) => proposal({ action: 'exclude', start: 90, end: 97 + end }, said)),
  fc
    .record({
      correction: ids,
      approvedBy: people,
      at: small,
      decision: fc.constantFrom('approved', 'rejected', 'withdrawn'),
    })
    .map(decision),
);
