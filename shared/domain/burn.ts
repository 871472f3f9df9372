import { type Fraction, percentage, truncate } from './decimal.ts';
import type { WindowSpend } from './window-spend.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Two windows that must both burn: the long one says that it matters, the short one that it goes on. */
export interface BurnPair {
  /** The long window, ISO 8601: the name of the pair. */
  readonly window: string;
  /** Share of the period's error budget, per cent, that must be gone within the long window. */
  readonly budgetPercent: number;
  readonly longMs: number;
  readonly shortMs: number;
}

/** The pairs of Google's SRE workbook, chapter 5, with a fourth for what smoulders. */
export const BURN_PAIRS: readonly BurnPair[] = [
  { window: 'PT1H', budgetPercent: 2, longMs: HOUR, shortMs: 5 * MINUTE },
  { window: 'PT6H', budgetPercent: 5, longMs: 6 * HOUR, shortMs: 30 * MINUTE },
  { window: 'P1D', budgetPercent: 10, longMs: DAY, shortMs: 2 * HOUR },
  { window: 'P3D', budgetPercent: 10, longMs: 3 * DAY, shortMs: 6 * HOUR },
];

/** The longest window: so far back must be known what the service was. */
export const LONGEST_BURN_WINDOW_MS = Math.max(...BURN_PAIRS.map(({ longMs }) => longMs));

/** What is burnt: the promise, the length of its period, and the error budget of all of it. */
export interface BurnBudget {
  /** Per cent, decimal text. */
  readonly target: string;
  readonly periodMs: number;
  readonly allowedMs: number;
}

/**
 * The burn rate from which a pair alerts: budget share × period ÷ long window. At that rate the long window uses up
 * just that share of the budget.
 *
 * @example burnFactor(BURN_PAIRS[0], 30 * DAY)  //=> 14.4, as 5,184,000,000 / 360,000,000
 */
export function burnFactor({ budgetPercent, longMs }: BurnPair, periodMs: number): Fraction {
  return { numerator: BigInt(budgetPercent) * BigInt(periodMs), denominator: 100n * BigInt(longMs) };
}

/** The factor for people, cut off: `14.400`, `0.933`. */
export function factorText(pair: BurnPair, periodMs: number): string {
  const { numerator, denominator } = burnFactor(pair, periodMs);
  return truncate(numerator, denominator, 3);
}

/** Burn rate: share of bad time ÷ share that may be bad, cut off; null if nothing is agreed or nothing may be bad. */
export function burnRate({ agreedMs, downtimeThousandths }: WindowSpend, target: string): string | null {
  const { numerator, denominator } = percentage(target);
  const spare = BigInt(agreedMs) * 1000n * (denominator - numerator);
  return spare === 0n ? null : truncate(BigInt(downtimeThousandths) * denominator, spare, 2);
}

/** What a pair's windows show at a moment. */
export interface BurnObservation {
  readonly pair: BurnPair;
  /** Nothing in the long window lies before anybody promised or watched. */
  readonly complete: boolean;
  readonly longBurns: boolean;
  readonly shortBurns: boolean;
  readonly long: WindowSpend;
}

/** Looks at a pair. Both windows end now; only agreed time is in them. All comparisons are of exact integers. */
export function observe(pair: BurnPair, spends: { long: WindowSpend; short: WindowSpend }, budget: BurnBudget) {
  const { long, short } = spends;
  return {
    pair,
    complete: long.complete,
    longBurns: burns(long, pair, budget) && hasSpent(long, pair, budget),
    shortBurns: burns(short, pair, budget),
    long,
  } satisfies BurnObservation;
}

/** Whether a pair gives alarm by itself, whatever was told before. */
export function alarms({ complete, longBurns, shortBurns }: BurnObservation): boolean {
  return complete && longBurns && shortBurns;
}

// bad ÷ agreed ≥ factor × (1 − target), multiplied out.
function burns({ agreedMs, downtimeThousandths }: WindowSpend, pair: BurnPair, { target, periodMs }: BurnBudget) {
  if (downtimeThousandths === 0) return false;
  const promised = percentage(target);
  const factor = burnFactor(pair, periodMs);
  const bad = BigInt(downtimeThousandths) * factor.denominator * promised.denominator;
  return bad >= factor.numerator * (promised.denominator - promised.numerator) * BigInt(agreedMs) * 1000n;
}

// Follows from the rate where all of the window is agreed. Where little of it is, such as right after opening, seconds
// make a high rate: they alert no sooner than minutes would at noon.
function hasSpent({ downtimeThousandths }: WindowSpend, { budgetPercent }: BurnPair, { allowedMs }: BurnBudget) {
  return BigInt(downtimeThousandths) * 100n >= BigInt(budgetPercent) * BigInt(allowedMs) * 1000n;
}

/** Whether a pair's alert is on, since when, and when it last went off. */
export interface BurnState {
  readonly burning: boolean;
  /** Epoch ms. */
  readonly changedAt: number;
  readonly firedAt: number;
}

/**
 * The next state of a pair's alert; undefined before the first. It fires when both windows burn, and is resolved when
 * the long one no longer does. Neither happens within one long window of the last firing: what flaps around the
 * threshold fires once in it. Without an observation (no agreement holds any more) it is resolved at once.
 */
export function nextBurnState(
  state: BurnState | undefined,
  observation: BurnObservation | undefined,
  now: number,
): BurnState | undefined {
  if (state !== undefined && now < state.changedAt) return state;
  if (observation === undefined) return state?.burning ? { ...state, burning: false, changedAt: now } : state;
  if (state !== undefined && now < state.firedAt + observation.pair.longMs) return state;
  if (state?.burning) return observation.longBurns ? state : { ...state, burning: false, changedAt: now };
  return alarms(observation) ? { burning: true, changedAt: now, firedAt: now } : state;
}
