import type { Correction } from './correction.ts';
import type { ApprovalEvent, CorrectionEvent } from './event.ts';
import { formatInstant } from './instant.ts';
import type { CorrectionResult } from './result.ts';

/** A correction as results show it, with a note on what it came to and what is remarkable of it. */
export function correctionResult(
  { proposal, state, why, decision }: Correction,
  { note, flags = [] }: { readonly note?: string; readonly flags?: readonly string[] } = {},
): CorrectionResult {
  const { correction, action, proposedBy, proposedAt, reason, expiresAt } = proposal;
  return {
    correction,
    action,
    state,
    why: note === undefined ? why : `${why}; ${note}`,
    ...placeOf(proposal),
    proposedBy,
    proposedAt: formatInstant(proposedAt),
    ...(decision !== undefined && decidedBy(decision)),
    reason,
    ...groundsOf(proposal),
    ...(expiresAt !== undefined && { expiresAt: formatInstant(expiresAt) }),
    ...(flags.length > 0 && { flags }),
  };
}

function placeOf(proposal: CorrectionEvent) {
  switch (proposal.action) {
    case 'exclude':
    case 'include':
      return span(proposal);
    case 'retract':
      return { ...span(proposal), what: proposal.what };
    case 'reclassify':
      return { ...span(proposal), becomes: proposal.state };
    case 'void':
      return change(proposal);
    case 'amend':
      return { ...change(proposal), to: formatInstant(proposal.to) };
  }
}

function span({ start, end }: { start: number; end: number }) {
  return { start: formatInstant(start), end: formatInstant(end) };
}

function change({ monitor, signal, at }: { monitor: string; signal: string; at: number }) {
  return { monitor, signal, at: formatInstant(at) };
}

function decidedBy({ approvedBy, at }: ApprovalEvent) {
  return { decidedBy: approvedBy, decidedAt: formatInstant(at) };
}

function groundsOf({ note, evidence, clause }: CorrectionEvent) {
  return {
    ...(note !== undefined && { note }),
    ...(evidence !== undefined && { evidence }),
    ...(clause !== undefined && { clause }),
  };
}
