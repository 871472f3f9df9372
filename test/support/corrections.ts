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
