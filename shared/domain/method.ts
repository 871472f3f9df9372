import { BUILT_IN_METHODS } from './built-in-methods.ts';
import { digest } from './digest.ts';
import { NotFoundError } from './errors.ts';
import type { UnknownCause } from './result.ts';

/** How a class of time enters the ratio. `exclude` leaves both sides; `countAs…` stays in the denominator. */
export type Treatment = 'exclude' | 'countAsUp' | 'countAsDown';

/**
 * What unknown time does: `exclude` leaves both sides and widens the bounds; `omit` leaves both sides as if it had never
 * been agreed; `carry` keeps the state from before (for a silent feed, and for a monitor that calls itself unknown), and is
 * as `exclude` where there is no state to keep.
 */
export type UnknownTreatment = Treatment | 'carry' | 'omit';

/**
 * Where a stream's state at the start of a period comes from, tried in order; `silence` is what the monitor's silence
 * means, `currentState` is the newest state known at all.
 */
export type InitialState = 'lastBefore' | 'previousNamed' | 'currentState' | 'silence' | 'up';

/**
 * A named, versioned policy that turns classes of time into a ratio. Pure data: its hash is printed on every report. A
 * setting that is absent is not in the hash, so a new setting leaves the hashes of old methods as they are.
 *
 * What is no setting: of a maintenance that ends as another starts, or as the service changes, neither comes first,
 * because intervals are half-open; of two states of one stream at one instant the worse holds under every method.
 */
export interface AccountingMethod {
  readonly name: string;
  readonly version: number;
  /** `ignore`: what the monitors saw counts, as if nothing had been announced. */
  readonly maintenance: Treatment | 'ignore';
  /** Time in maintenance in which the service was up is no maintenance but up. */
  readonly upInMaintenanceIsUp?: true;
  /** What nobody saw is unknown in maintenance, too; without this it is maintenance. Not what is `reported` as unknown. */
  readonly unknownBeforeMaintenance?: true;
  readonly unknown: Readonly<Record<UnknownCause, UnknownTreatment>>;
  /** How bad degraded time is, in thousandths of downtime. */
  readonly degradedWeight: number;
  /** A state of the service that lasts shorter than this, ms, is taken for the one on both sides of it, if they agree. */
  readonly shortInterruptionMs?: number;
  /** How the service's own monitors make its state, whatever roll-up the service asks for. */
  readonly rollUp?: 'anyDown' | 'monitorSeconds';
  readonly initialState: readonly InitialState[];
  /** Digits of the printed percentage, always cut off; one more than the target has unless given. */
  readonly displayDigits?: number;
}

/** Names of the built-in methods. */
export const METHOD_NAMES: readonly string[] = BUILT_IN_METHODS.map(({ name }) => name);

/**
 * The method of a name among the built-in ones and those that a catalogue defines.
 *
 * @throws NotFoundError naming the known methods
 */
export function methodNamed(name: string, own: readonly AccountingMethod[] = []): AccountingMethod {
  const known = [...BUILT_IN_METHODS, ...own];
  const method = known.find((it) => it.name === name);
  if (method !== undefined) return method;
  throw new NotFoundError(`No method named "${name}"; known: ${[...new Set(known.map((it) => it.name))].join(', ')}`);
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
