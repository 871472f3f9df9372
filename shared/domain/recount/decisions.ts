import type { ApprovalEvent, CorrectionEvent, CorrectionRecord } from './types.ts';

/**
 * The corrections that are in force, in the order of their approval: proposed by one person and approved by another,
 * before the proposal expired and before anybody refused it. What is decided on is what was proposed last by then.
 */
export function decidedCorrections(records: readonly CorrectionRecord[]): CorrectionEvent[] {
  const proposals = records.filter((it) => it.kind === 'correction');
  const decisions = records.filter((it) => it.kind === 'approval');
  // One id may be proposed for several services: each decides of its own.
  const approved = [...Map.groupBy(proposals, subjectOf)].flatMap(([subject, own]) => {
    const about = decisions.filter((it) => subjectOf(it) === subject);
    return approvedOf(own, about) ?? [];
  });
  return approved
    .sort((a, b) => a.at - b.at || (a.proposal.correction < b.proposal.correction ? -1 : 1))
    .map(proposalOf);
}

function subjectOf({ service, correction }: CorrectionRecord): string {
  return JSON.stringify([service, correction]);
}

interface Approved {
  readonly proposal: CorrectionEvent;
  readonly at: number;
}

function proposalOf({ proposal }: Approved): CorrectionEvent {
  return proposal;
}

// What was said first is final; at one instant a refusal comes before an approval.
function approvedOf(proposals: readonly CorrectionEvent[], decisions: readonly ApprovalEvent[]): Approved | undefined {
  const counting = decisions.filter(isNoRevocation).flatMap((decision) => {
    const proposal = lastProposedBy(decision.at, proposals);
    return proposal !== undefined && counts(decision, proposal) ? [{ decision, proposal }] : [];
  });
  const at = Math.min(...counting.map(({ decision }) => decision.at));
  const holding = counting.filter(({ decision }) => decision.at === at);
  if (holding.some(({ decision }) => decision.decision !== 'approved')) return undefined;
  if (decisions.some((it) => !isNoRevocation(it) && it.at >= at)) return undefined;
  return holding.map(({ proposal }) => ({ proposal, at }))[0];
}

function isNoRevocation({ decision }: ApprovalEvent): boolean {
  return decision !== 'revoked';
}

function lastProposedBy(at: number, proposals: readonly CorrectionEvent[]): CorrectionEvent | undefined {
  const known = proposals.filter(({ proposedAt }) => proposedAt <= at);
  const last = Math.max(...known.map(({ proposedAt }) => proposedAt));
  return known.filter(({ proposedAt }) => proposedAt === last).reduce(lastInWords, undefined);
}

// Of two proposals at one instant the one whose JSON comes last, with its keys in alphabetical order.
function lastInWords(one: CorrectionEvent | undefined, other: CorrectionEvent): CorrectionEvent {
  return one === undefined || wordsOf(one) < wordsOf(other) ? other : one;
}

function counts({ at, decision, approvedBy }: ApprovalEvent, proposal: CorrectionEvent): boolean {
  const inTime = proposal.expiresAt === undefined || at < proposal.expiresAt;
  return inTime && (decision !== 'approved' || nameOf(approvedBy) !== nameOf(proposal.proposedBy));
}

function nameOf(person: string): string {
  return person.normalize('NFKC').trim().toLowerCase();
}

function wordsOf(proposal: CorrectionEvent): string {
  const keys = Object.keys(proposal).sort();
  return JSON.stringify(proposal, keys);
}
