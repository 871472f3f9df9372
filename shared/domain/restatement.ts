import { canonicalJson } from './canonical-json.ts';
import { InvalidInputError } from './errors.ts';
import { formatInstant } from './instant.ts';
import { type ReportedService, reportId, type SlaReport } from './report.ts';
import type { Attainment, CreditResult, Verdict } from './result.ts';

/** What a closed report says and what the same period comes to now. Proposed until somebody approves it; v1 never changes. */
export interface Restatement {
  /** The report that it would replace, and the one that it would become. */
  readonly replaces: string;
  readonly report: string;
  /** Services whose figures differ. */
  readonly services: readonly RestatedService[];
  /** Whether it changes a verdict, or an availability by more than 0.01 points. */
  readonly isMaterial: boolean;
}

export interface RestatedService {
  readonly id: string;
  readonly name: string;
  readonly before: RestatedFigures | null;
  readonly after: RestatedFigures | null;
  /** After less before, in percentage points with four decimals, cut off; null without two figures. */
  readonly points: string | null;
  readonly isMaterial: boolean;
  /** What became known after the report was closed, in the order in which it did, each with what it changes alone. */
  readonly lateFacts: readonly LateFact[];
}

export interface RestatedFigures {
  readonly percent: string | null;
  readonly verdict: Verdict;
  readonly agreedMs: number;
  readonly downtimeMs: number;
  /** The service credit, null if none is due; only where it differs. */
  readonly credit?: Pick<CreditResult, 'currency' | 'amount'> | null;
}

/** Facts that became known at one moment after the close. */
export interface LateFact {
  /** ISO instant. */
  readonly recordedAt: string;
  /** Such as `state down of probe/checkout-probe at 2026-10-14T07:12:00Z`. */
  readonly what: readonly string[];
  /** Downtime and agreed time that they add (or take away) on top of all that was known before them, ms. */
  readonly downtimeMs: number;
  readonly agreedMs: number;
  /** Whether they change anything that the report says of the service; reports written before this was kept do not say. */
  readonly changes?: boolean;
}

/** Compares a closed report with the same period counted afresh. @returns undefined when the figures are the same */
export function restatementOf(closed: SlaReport, fresh: SlaReport): Restatement | undefined {
  const ids = [...new Set([...closed.services, ...fresh.services].map(({ id }) => id))];
  const services = ids.flatMap((id) => {
    const [before, after] = [closed, fresh].map(({ services: all }) => all.find((it) => it.id === id));
    return restatedService(id, before, after);
  });
  if (services.length === 0) return undefined;
  return {
    replaces: closed.id,
    report: restatedId(closed),
    services,
    isMaterial: services.some(({ isMaterial }) => isMaterial),
  };
}

/** The same with what became known of each service. */
export function explained(restatement: Restatement, lateFacts: ReadonlyMap<string, readonly LateFact[]>): Restatement {
  const services = restatement.services.map((it) => ({ ...it, lateFacts: lateFacts.get(it.id) ?? [] }));
  return { ...restatement, services };
}

function restatedService(
  id: string,
  before: ReportedService | undefined,
  after: ReportedService | undefined,
): RestatedService[] {
  if (saysTheSame(before?.attainment, after?.attainment)) return [];
  const [old, fresh] = [before?.attainment, after?.attainment];
  const difference = differenceOf(old, fresh);
  return [
    {
      id,
      name: (after ?? before)?.name ?? id,
      ...beforeAndAfter(old, fresh),
      points: difference === undefined ? null : pointsText(difference),
      isMaterial: verdictsOf(old) !== verdictsOf(fresh) || changesResult(old, fresh, difference),
      lateFacts: [],
    },
  ];
}

/** Everything but what names the rules: a new method or engine with the same figures restates nothing. */
export function saysTheSame(a: Attainment | undefined, b: Attainment | undefined): boolean {
  return a !== undefined && b !== undefined && canonicalJson(saidBy(a)) === canonicalJson(saidBy(b));
}

function saidBy({ ms, agreedMs, downtimeMs, availability, targets, verdict, outages, credit }: Attainment) {
  return { ms, agreedMs, downtimeMs, availability, targets, verdict, outages, credit: owedBy(credit) };
}

// What a cap cut off is nobody's to claim, and older reports do not say it.
function owedBy(credit: CreditResult | undefined): Omit<CreditResult, 'uncapped'> | null {
  if (credit === undefined) return null;
  const { uncapped: _uncapped, ...owed } = credit;
  return owed;
}

// Of every target, not only the gravest: a second miss is news where there was one already.
function verdictsOf(attainment: Attainment | undefined): string {
  return attainment === undefined ? 'none' : attainment.targets.map(({ verdict }) => verdict).join();
}

function changesResult(before: Attainment | undefined, after: Attainment | undefined, difference?: bigint): boolean {
  if (difference !== undefined) return isMoreThanNoise(difference);
  // A result that was there and is not, or the other way round.
  return (before?.availability ?? null) !== (after?.availability ?? null);
}

function beforeAndAfter(
  before: Attainment | undefined,
  after: Attainment | undefined,
): Pick<RestatedService, 'before' | 'after'> {
  const [old, fresh] = [figuresOf(before), figuresOf(after)];
  const [was, is] = [creditDueOf(before), creditDueOf(after)];
  if (canonicalJson(was) === canonicalJson(is)) return { before: old, after: fresh };
  return { before: old && { ...old, credit: was }, after: fresh && { ...fresh, credit: is } };
}

function creditDueOf(attainment: Attainment | undefined): Pick<CreditResult, 'currency' | 'amount'> | null {
  const { currency, amount = 0 } = attainment?.credit ?? {};
  return currency === undefined || amount === 0 ? null : { currency, amount };
}

function figuresOf(attainment: Attainment | undefined): RestatedFigures | null {
  if (attainment === undefined) return null;
  const { availability, verdict, agreedMs, downtimeMs } = attainment;
  return { percent: availability?.percent ?? null, verdict, agreedMs, downtimeMs };
}

/** A ratio's difference as an exact number of 10⁻²⁰. */
function differenceOf(before: Attainment | undefined, after: Attainment | undefined): bigint | undefined {
  const [old, fresh] = [before?.availability?.exact, after?.availability?.exact];
  return old === undefined || fresh === undefined ? undefined : scaled(fresh) - scaled(old);
}

const SCALE = 20;

function scaled(ratio: string): bigint {
  const [whole = '0', fraction = ''] = ratio.split('.');
  return BigInt(whole + fraction.padEnd(SCALE, '0'));
}

// 0.01 points are 0.0001 as a ratio.
const NOISE = 10n ** BigInt(SCALE - 4);

function isMoreThanNoise(difference: bigint): boolean {
  return difference > NOISE || difference < -NOISE;
}

// A ratio's 10⁻⁶ is a point's 10⁻⁴.
function pointsText(difference: bigint): string {
  const size = (difference < 0n ? -difference : difference) / 10n ** BigInt(SCALE - 6);
  const digits = String(size).padStart(5, '0');
  return `${difference < 0n ? '−' : '+'}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

function restatedId({ agreement, period, version }: SlaReport): string {
  return reportId({ agreement: agreement.id, period: period.name, version: version + 1 });
}

/** Who approves a restatement, and why. */
export interface Approval {
  readonly approvedBy: string;
  readonly reason: string;
  /** Epoch ms. */
  readonly now: number;
}

/** The next version of a report. @throws InvalidInputError without a name or a reason: a change to the past has both */
export function restate(
  { closed, fresh, restatement }: { closed: SlaReport; fresh: SlaReport; restatement: Restatement },
  { approvedBy, reason, now }: Approval,
): SlaReport {
  if (approvedBy.trim() === '') throw new InvalidInputError('expected the name of who approves; got none');
  if (reason.trim() === '') throw new InvalidInputError('expected a reason for the restatement; got none');
  return {
    ...fresh,
    id: restatement.report,
    version: closed.version + 1,
    state: 'restated',
    closedAt: formatInstant(now),
    restatement: {
      ...restatement,
      countedAt: fresh.closedAt,
      approvedBy: approvedBy.trim(),
      reason: reason.trim(),
    },
  };
}
