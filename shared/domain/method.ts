import { digest } from './digest.ts';
import { NotFoundError } from './errors.ts';
import type { UnknownCause } from './result.ts';

/** How a class of time enters the ratio. `exclude` leaves both sides; `countAs…` stays in the denominator. */
export type Treatment = 'exclude' | 'countAsUp' | 'countAsDown';

/**
 * What unknown time does: `exclude` leaves both sides and widens the bounds; `omit` leaves both sides as if it had never
 * been agreed; `carry` keeps the state from before (for a silent feed).
 */
export type UnknownTreatment = Treatment | 'carry' | 'omit';

/**
 * Where a stream's state at the start of a period comes from, tried in order; `silence` is what the monitor's silence
 * means, `currentState` is the newest state known at all.
 */
export type InitialState = 'lastBefore' | 'previousNamed' | 'currentState' | 'silence' | 'up';

/** A named, versioned policy that turns classes of time into a ratio. Pure data: its hash is printed on every report. */
export interface AccountingMethod {
  readonly name: string;
  readonly version: number;
  /** `ignore`: what the monitors saw counts, as if nothing had been announced. */
  readonly maintenance: Treatment | 'ignore';
  readonly unknown: Readonly<Record<UnknownCause, UnknownTreatment>>;
  /** How bad degraded time is, in thousandths of downtime. */
  readonly degradedWeight: number;
  readonly initialState: readonly InitialState[];
}

/** Attain's own: maintenance and what is not known leave both sides; what is not known widens the bounds. */
const contract: AccountingMethod = {
  name: 'contract',
  version: 1,
  maintenance: 'exclude',
  unknown: {
    reported: 'exclude',
    feedSilent: 'exclude',
    neverSeen: 'exclude',
    pending: 'exclude',
    noMonitor: 'exclude',
  },
  degradedWeight: 0,
  initialState: ['lastBefore', 'previousNamed', 'silence'],
};

/**
 * As Icinga DB's SLA function counts: problem time only outside downtime, downtime stays in the denominator, warnings
 * are fine, UNKNOWN is a problem, a gap is not noticed, and a stretch that was pending leaves the denominator.
 */
const icinga: AccountingMethod = {
  name: 'icinga',
  version: 1,
  maintenance: 'countAsUp',
  unknown: {
    reported: 'countAsDown',
    feedSilent: 'carry',
    neverSeen: 'countAsUp',
    pending: 'omit',
    noMonitor: 'exclude',
  },
  degradedWeight: 0,
  initialState: ['lastBefore', 'previousNamed', 'currentState', 'up'],
};

const METHODS: readonly AccountingMethod[] = [contract, icinga];

/** Names of the built-in methods. */
export const METHOD_NAMES: readonly string[] = METHODS.map(({ name }) => name);

/** @throws NotFoundError naming the known methods */
export function methodNamed(name: string): AccountingMethod {
  const method = METHODS.find((it) => it.name === name);
  if (method === undefined) throw new NotFoundError(`No method named "${name}"; known: ${METHOD_NAMES.join(', ')}`);
  return method;
}

/** SHA-256 of the method's canonical JSON. */
export function methodHash(method: AccountingMethod): string {
  const known = hashes.get(method);
  if (known !== undefined) return known;
  const hash = digest(method);
  hashes.set(method, hash);
  return hash;
}

// Each figure names its method: hashing takes as long as counting a hundred changes.
const hashes = new WeakMap<AccountingMethod, string>();
