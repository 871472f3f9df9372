import { isSamePerson } from './correction.ts';
import { parseInstant } from './instant.ts';
import type { CorrectionResult } from './result.ts';
import type { ApprovalSignal, CorrectionSignal } from './signal.ts';

/** A correction as the read API tells of it: `service` is always named. */
export type ToldCorrection = Pick<
  CorrectionResult,
  'correction' | 'state' | 'why' | 'proposedBy' | 'proposedAt' | 'decidedAt' | 'expiresAt'
> & { readonly service: string };

/** What an installation knows of corrections. */
export interface KnownCorrections {
  /** Ids of the services of all its catalogues. */
  readonly services: readonly string[];
  /** Ids of the sources that may send corrections. */
  readonly sources: readonly string[];
  /** By the time of proposal. */
  readonly corrections: readonly ToldCorrection[];
}

/**
 * Why a proposal or a decision cannot come to anything, as expected and actual; undefined where it may. Certain only: what
 * is recorded meanwhile may still be in its way.
 */
export function foreseenRefusal(
  signal: ApprovalSignal | CorrectionSignal,
  { source, known }: { readonly source: string; readonly known: KnownCorrections },
): string | undefined {
  const { services, sources, corrections } = known;
  if (!sources.includes(source)) {
    return `expected a source with corrections: true, one of ${listed(sources)}; got "${source}"`;
  }
  const unknown = signal.services.find((it) => !services.includes(it));
  if (unknown !== undefined) return `expected a service, one of ${listed(services)}; got "${unknown}"`;
  for (const service of signal.services) {
    const ofService = corrections.filter((it) => it.service === service);
    const refusal = signal.kind === 'approval' ? whyUndecidable(signal, ofService) : whyTaken(signal, ofService);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** Whether somebody decides on what nobody has proposed, as far as is known. */
export function isAboutUnknown(signal: ApprovalSignal | CorrectionSignal, { corrections }: KnownCorrections): boolean {
  if (signal.kind === 'correction') return false;
  return signal.services.some(
    (service) => !corrections.some((it) => it.service === service && it.correction === signal.correction),
  );
}

function whyUndecidable(
  { correction, approvedBy, at, decision }: ApprovalSignal,
  corrections: readonly ToldCorrection[],
): string | undefined {
  const own = corrections.filter((it) => it.correction === correction);
  const [first] = own;
  if (first === undefined) {
    const known = listed([...new Set(corrections.map((it) => it.correction))]);
    return `expected the id of a correction that is recorded as proposed; got "${correction}"; known: ${known}`;
  }
  const settled = own.find((it) => parseInstant(it.decidedAt ?? NEVER) <= at);
  if (settled !== undefined) return `expected a correction that waits for a decision; got ${nameOf(settled)}`;
  const proposal = own.findLast((it) => parseInstant(it.proposedAt) <= at);
  if (proposal === undefined) {
    return `expected a decision after the proposal; got one before "${correction}" was proposed at ${first.proposedAt}`;
  }
  if (parseInstant(proposal.expiresAt ?? NEVER) <= at) {
    return `expected a correction that has not expired; "${correction}" did at ${proposal.expiresAt}`;
  }
  if (decision !== 'approved' || !isSamePerson(approvedBy, proposal.proposedBy)) return undefined;
  return `expected approval by somebody other than its proposer, ${proposal.proposedBy}; got "${approvedBy}"`;
}

/** What came of a decision that was sent. */
export type DecisionOutcome =
  | { readonly state: 'holds' | 'waits' }
  /** Somebody had decided before, as expected and actual. */
  | { readonly state: 'late'; readonly why: string };

/** Whether a decision holds for all its services, another one came before it, or it is not recorded yet. */
export function outcomeOf(
  { correction, services, at }: ApprovalSignal,
  { corrections }: Pick<KnownCorrections, 'corrections'>,
): DecisionOutcome {
  const decided = services.flatMap((service) => {
    const own = corrections.findLast((it) => it.service === service && it.correction === correction);
    return own?.decidedAt === undefined ? [] : [{ own, decidedAt: parseInstant(own.decidedAt) }];
  });
  const other = decided.find(({ decidedAt }) => decidedAt !== at);
  if (other !== undefined) {
    return { state: 'late', why: `expected a correction that waits for a decision; got ${nameOf(other.own)}` };
  }
  return { state: decided.length === services.length ? 'holds' : 'waits' };
}

function whyTaken(
  { correction, proposedAt }: CorrectionSignal,
  corrections: readonly ToldCorrection[],
): string | undefined {
  const settled = corrections.find(
    (it) => it.correction === correction && parseInstant(it.decidedAt ?? NEVER) < proposedAt,
  );
  return settled && `expected an id that is not decided on yet; got ${nameOf(settled)}`;
}

const NEVER = '9999-12-31T23:59:59Z';

function nameOf({ correction, service, why }: ToldCorrection): string {
  return `"${correction}" of ${service}, ${why}`;
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}
