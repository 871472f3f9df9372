import { canonicalJson } from './canonical-json.ts';
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
 * in and however often, the answer is the same: of several proposals under one id for a service the latest stands, so that a
 * decision is about the one that was the latest when it was taken; of several decisions the earliest that counts holds,
 * which is final for the id.
 */
export function correctionsOf(records: readonly CorrectionRecord[], now: number): Correction[] {
  const decisions = records.filter((it) => it.kind === 'approval');
  const proposals = inOrder(
    records.filter((it) => it.kind === 'correction'),
    ({ proposedAt }) => proposedAt,
  );
  const standing = new Map(
    [...Map.groupBy(proposals, nameOf)].map(([name, own]) => {
      const about = decisions.filter((it) => nameOf(it) === name);
      return [name, standingOf(own, about, now)];
    }),
  );
  return proposals.map((proposal) => {
    const held = standing.get(nameOf(proposal));
    return held?.proposal === proposal ? held : passedOver(proposal, held?.decision);
  });
}

function passedOver(proposal: CorrectionEvent, decision: ApprovalEvent | undefined): Correction {
  const isLate = decision !== undefined && decision.at < proposal.proposedAt;
  const why = isLate ? 'its id was decided on before, which is final' : 'was replaced by another proposal under its id';
  return { proposal, state: 'refused', why };
}

function nameOf({ service, correction }: CorrectionRecord): string {
  return `${service}\n${correction}`;
}

/**
 * What is recorded of corrections of a service, and of those of the services that it depends on under whose ids anything is
 * proposed that tells on it.
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

// With all that is proposed under such an id: a decision may be about a later proposal that does not tell.
function tellingOnDependents(records: readonly CorrectionRecord[]): CorrectionRecord[] {
  const telling = new Set(records.filter((it) => it.kind === 'correction' && tellsOnDependents(it)).map(nameOf));
  return records.filter((it) => telling.has(nameOf(it)));
}

/**
 * Whether a correction tells on the services that depend on its own: what it was. What is excluded or included of it, and
 * its maintenance and incidents, are a matter of its own agreements.
 */
export function tellsOnDependents({ action }: CorrectionEvent): boolean {
  return action !== 'exclude' && action !== 'include' && action !== 'retract';
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

/** Which of the proposals of an id, in their order, stands, and how; undefined without any. */
function standingOf(
  proposals: readonly CorrectionEvent[],
  decisions: readonly ApprovalEvent[],
  now: number,
): Correction | undefined {
  const latest = proposals.at(-1);
  if (latest === undefined) return undefined;
  const revocation = latestRevocation(decisions);
  let open: Omit<Correction, 'proposal'> = WAITING;
  for (const decision of cautiously(decisions.filter((it) => it.decision !== 'revoked'))) {
    const proposal = proposals.findLast(({ proposedAt }) => proposedAt <= decision.at);
    if (proposal === undefined) open = EARLY;
    else if (hasExpired(proposal, decision.at)) continue;
    else if (!isOwnApproval(proposal, decision)) return settled(proposal, decision, revocation);
    else if (proposal === latest) open = OWN;
  }
  return { proposal: latest, ...(hasExpired(latest, now) ? EXPIRED : open) };
}

const WAITING = { state: 'proposed', why: 'waits for approval by somebody other than its proposer' } as const;
const EARLY = { state: 'refused', why: 'was decided on before it was proposed' } as const;
const OWN = { state: 'refused', why: 'was approved by its own proposer only' } as const;
const EXPIRED = { state: 'expired', why: 'was not approved before it expired' } as const;

function hasExpired({ expiresAt = Number.POSITIVE_INFINITY }: CorrectionEvent, at: number): boolean {
  return expiresAt <= at;
}

function settled(
  proposal: CorrectionEvent,
  decision: ApprovalEvent,
  revocation: ApprovalEvent | undefined,
): Correction {
  const why = `${decision.decision} by ${decision.approvedBy}`;
  if (decision.decision === 'approved' && revocation !== undefined && revocation.at >= decision.at) {
    return { proposal, state: 'rejected', why: `${why}, revoked by ${revocation.approvedBy}`, decision: revocation };
  }
  return { proposal, state: decision.decision === 'approved' ? 'approved' : 'rejected', why, decision };
}

function latestRevocation(decisions: readonly ApprovalEvent[]): ApprovalEvent | undefined {
  const all = decisions.filter(({ decision }) => decision === 'revoked');
  return all.toSorted((a, b) => a.at - b.at || compareText(a.approvedBy, b.approvedBy)).at(-1);
}

// The proposer may take a proposal back, but not approve it.
function isOwnApproval({ proposedBy }: CorrectionEvent, { approvedBy, decision }: ApprovalEvent): boolean {
  return decision === 'approved' && isSamePerson(approvedBy, proposedBy);
}

/** Whether two names are of one person, however they are written. */
export function isSamePerson(a: string, b: string): boolean {
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

/** Each record once, by its time; of several at one time by their text, as canonical JSON has it. */
function inOrder<T extends CorrectionRecord>(records: readonly T[], timeOf: (record: T) => number): T[] {
  const unique = new Map(records.map((record) => [canonicalJson(record), record]));
  return [...unique]
    .sort(([a, one], [b, other]) => timeOf(one) - timeOf(other) || compareText(a, b))
    .map(([, record]) => record);
}
