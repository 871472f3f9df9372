import { digest } from './digest.ts';
import type { ApprovalEvent, CorrectionEvent } from './event.ts';
import { compareText } from './stream.ts';

/** What is recorded of corrections: proposals and decisions. */
export type CorrectionRecord = CorrectionEvent | ApprovalEvent;

/** How a correction stands; only an approved one is in force. */
export type CorrectionState = 'proposed' | 'approved' | 'rejected' | 'expired' | 'refused';

/** A proposal with what became of it, and why in plain words. */
export interface Correction {
  readonly proposal: CorrectionEvent;
  readonly state: CorrectionState;
  readonly why: string;
  /** The decision that holds. */
  readonly decision?: ApprovalEvent;
}

/**
 * How each proposed correction stands at `now` (epoch ms), by the time of proposal. Whatever order the records came
 * in and however often, the answer is the same: of several proposals under one id for a service the earliest holds, and of several
 * decisions the earliest that counts, which makes both final.
 */
export function correctionsOf(records: readonly CorrectionRecord[], now: number): Correction[] {
  const decisions = records.filter((it) => it.kind === 'approval');
  const proposals = inOrder(
    records.filter((it) => it.kind === 'correction'),
    ({ proposedAt }) => proposedAt,
  );
  const holding = new Map<string, CorrectionEvent>();
  for (const it of proposals) if (!holding.has(nameOf(it))) holding.set(nameOf(it), it);
  return proposals.map((proposal) => {
    if (holding.get(nameOf(proposal)) !== proposal) {
      return { proposal, state: 'refused', why: 'conflicts with an earlier proposal under this id, which holds' };
    }
    const own = decisions.filter((it) => nameOf(it) === nameOf(proposal));
    return { proposal, ...judged(proposal, own, now) };
  });
}

function nameOf({ service, correction }: CorrectionRecord): string {
  return `${service}\n${correction}`;
}

/**
 * What is recorded of corrections of a service, and of those of the services that it depends on that tell on it: what they
 * were. What is excluded or included of them is a matter of their own agreements.
 */
export function correctionsKnown(
  own: Recorded | undefined,
  dependencies: readonly (Recorded | undefined)[],
): CorrectionRecord[] {
  return [...(own?.corrections ?? []), ...dependencies.flatMap((it) => tellingOnDependents(it?.corrections ?? []))];
}

interface Recorded {
  readonly corrections?: readonly CorrectionRecord[];
}

function tellingOnDependents(records: readonly CorrectionRecord[]): CorrectionRecord[] {
  const isTelling = (it: CorrectionRecord): boolean =>
    it.kind === 'correction' && it.action !== 'exclude' && it.action !== 'include';
  const telling = new Set(records.filter(isTelling).map(nameOf));
  return records.filter((it) => telling.has(nameOf(it)) && (it.kind === 'approval' || isTelling(it)));
}

/** The proposals in force, in the order of their approval: a later one goes by what the earlier ones left. */
export function inForce(corrections: readonly Correction[]): CorrectionEvent[] {
  return corrections
    .filter(({ state }) => state === 'approved')
    .sort((a, b) => decidedAt(a) - decidedAt(b) || compareText(nameOf(a.proposal), nameOf(b.proposal)))
    .map(({ proposal }) => proposal);
}

function decidedAt({ decision }: Correction): number {
  return decision?.at ?? 0;
}

type Judgement = Omit<Correction, 'proposal'>;

function judged(proposal: CorrectionEvent, decisions: readonly ApprovalEvent[], now: number): Judgement {
  const { expiresAt = Number.POSITIVE_INFINITY } = proposal;
  let open: Judgement = { state: 'proposed', why: 'waits for approval by somebody other than its proposer' };
  for (const decision of cautiously(decisions)) {
    if (decision.at >= expiresAt) return EXPIRED;
    const refused = whyNot(proposal, decision);
    if (refused === undefined) return settled(decision);
    open = { state: 'refused', why: refused };
  }
  return expiresAt <= now ? EXPIRED : open;
}

const EXPIRED: Judgement = { state: 'expired', why: 'was not approved before it expired' };

function settled(decision: ApprovalEvent): Judgement {
  const why = `${decision.decision} by ${decision.approvedBy}`;
  return { state: decision.decision === 'approved' ? 'approved' : 'rejected', why, decision };
}

/** Why a decision does not count: the proposer may take a proposal back, but not approve it. */
function whyNot({ proposedAt, proposedBy }: CorrectionEvent, { at, approvedBy, decision }: ApprovalEvent) {
  if (at < proposedAt) return 'was decided on before it was proposed';
  if (decision === 'approved' && isSamePerson(approvedBy, proposedBy)) return 'was approved by its own proposer only';
  return undefined;
}

function isSamePerson(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

function plain(person: string): string {
  return person.normalize('NFKC').trim().toLowerCase();
}

// Of decisions at one instant the one that refuses holds.
function cautiously(decisions: readonly ApprovalEvent[]): ApprovalEvent[] {
  const refusing = ({ decision }: ApprovalEvent): number => (decision === 'approved' ? 1 : 0);
  return inOrder(decisions, ({ at }) => at).sort((a, b) => a.at - b.at || refusing(a) - refusing(b));
}

/** Each record once, by its time; of several at one time by identity. */
function inOrder<T extends CorrectionRecord>(records: readonly T[], timeOf: (record: T) => number): T[] {
  const unique = new Map(records.map((record) => [digest(record), record]));
  return [...unique]
    .sort(([a, one], [b, other]) => timeOf(one) - timeOf(other) || compareText(a, b))
    .map(([, record]) => record);
}
