import { NotRecountableError } from '../errors.ts';
import type { ApprovalEvent, CorrectionEvent, CorrectionRecord } from './types.ts';

/**
 * The corrections that are in force, in the order of their approval: proposed by one person and approved by another,
 * before the proposal expired and before anybody refused it.
 *
 * @throws NotRecountableError where two proposals took one id at one instant: which one is meant cannot be told from here
 */
export function decidedCorrections(records: readonly CorrectionRecord[]): CorrectionEvent[] {
  const proposals = records.filter((it) => it.kind === 'correction');
  const decisions = records.filter((it) => it.kind === 'approval');
  // One id may be proposed for several services: each decides of its own.
  const approved = [...Map.groupBy(proposals, subjectOf)].flatMap(([subject, own]) => {
    const about = decisions.filter((it) => subjectOf(it) === subject);
    return decisiveOf(earliest(own), about) ?? [];
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

function earliest(proposals: readonly CorrectionEvent[]): readonly CorrectionEvent[] {
  const first = Math.min(...proposals.map(({ proposedAt }) => proposedAt));
  return proposals.filter(({ proposedAt }) => proposedAt === first);
}

// What was said first is final; at one instant a refusal comes before an approval.
function decisiveOf(candidates: readonly CorrectionEvent[], decisions: readonly ApprovalEvent[]): Approved | undefined {
  const [proposal, ...others] = candidates;
  if (proposal === undefined) return undefined;
  const counting = decisions.filter((decision) => counts(decision, proposal));
  const at = Math.min(...counting.map((decision) => decision.at));
  const holding = counting.filter((decision) => decision.at === at);
  if (holding.length === 0 || holding.some(({ decision }) => decision !== 'approved')) return undefined;
  if (others.some((other) => wordsOf(other) !== wordsOf(proposal))) {
    throw new NotRecountableError(
      `expected one proposal of correction "${proposal.correction}" at its earliest instant`,
    );
  }
  return { proposal, at };
}

function counts({ at, decision, approvedBy }: ApprovalEvent, proposal: CorrectionEvent): boolean {
  const inTime = at >= proposal.proposedAt && (proposal.expiresAt === undefined || at < proposal.expiresAt);
  return inTime && (decision !== 'approved' || nameOf(approvedBy) !== nameOf(proposal.proposedBy));
}

function nameOf(person: string): string {
  return person.normalize('NFKC').trim().toLowerCase();
}

function wordsOf(proposal: CorrectionEvent): string {
  return JSON.stringify(Object.entries(proposal).sort());
}
