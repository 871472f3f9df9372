import { truncate } from '../domain/decimal.ts';

/*
 * How numbers are printed. One rule: a printed number never looks better than the exact one.
 *
 * - Percentages are cut off, never rounded up: 99.8999 % is 99.89 %.
 * - Time that was used, lost or not measured is rounded up; time that is allowed or left is cut off.
 * - "Over by" is cut off: it says what is certain, and a miss is never printed as 0.
 * - Whole minutes from ten minutes of budget on, seconds below; finer still where coarser units would show a met
 *   target as overspent. So "used" is printed above "allowed" if, and only if, it is above.
 */

const SECOND = 1_000;
const MINUTE = 60_000;
const TEN_MINUTES = 10 * MINUTE;

/** A downtime budget in words that agree with the exact comparison. */
export interface BudgetWords {
  readonly allowed: string;
  readonly used: string;
  /** What is left, or what it is over by; see `over`. */
  readonly remaining: string;
  readonly over: boolean;
}

/**
 * Allowed, used and remaining downtime.
 *
 * @example budgetWords({ allowedMs: 2_678_400, usedMs: 7_680_000, remainingMs: -5_001_600 })
 *   //=> { allowed: '44 min', used: '128 min', remaining: '83 min', over: true }
 */
export function budgetWords(budget: { allowedMs: number; usedMs: number; remainingMs: number }): BudgetWords {
  const unit = budgetUnit(budget);
  const over = budget.remainingMs < 0;
  return {
    allowed: cutOff(budget.allowedMs, unit),
    used: roundedUp(budget.usedMs, unit),
    remaining: over ? overBy(-budget.remainingMs) : timeLeft(budget.remainingMs),
    over,
  };
}

/** How much of a budget is used: `usedOf({ allowedMs: 2_678_400, usedMs: 660_000 })  //=> '11 of 44 min used'`. */
export function usedOf({ allowedMs, usedMs }: { allowedMs: number; usedMs: number }): string {
  const { used, allowed } = budgetWords({ allowedMs, usedMs, remainingMs: allowedMs - usedMs });
  const unitsAgree = / min$/.test(used) && / min$/.test(allowed);
  return `${unitsAgree ? used.slice(0, -4) : used} of ${allowed} used`;
}

/** How far over the budget: `overBy(5_001_600)  //=> '83 min'`, `overBy(300)  //=> 'less than 1 s'`. */
export function overBy(ms: number): string {
  return ms > 0 && ms < SECOND ? 'less than 1 s' : timeLeft(ms);
}

/** Time still allowed, cut off: `timeLeft(2_019_000)  //=> '33 min'`, `timeLeft(59_900)  //=> '59 s'`. */
export function timeLeft(ms: number): string {
  return cutOff(ms, ms >= TEN_MINUTES ? MINUTE : SECOND);
}

/** Time that counts against somebody, to the second, rounded up: `lostTime(630_001)  //=> '10 min 31 s'`. */
export function lostTime(ms: number): string {
  return roundedUp(ms, SECOND);
}

/** The same in whole minutes from ten minutes on: `lostMinutes(7_670_000)  //=> '128 min'`. */
export function lostMinutes(ms: number): string {
  return roundedUp(ms, ms >= TEN_MINUTES ? MINUTE : SECOND);
}

/** How long something has lasted, in its two largest units, cut off: `roughTime(187_500_000)  //=> '2 d 4 h'`. */
export function roughTime(ms: number): string {
  const minutes = Math.floor(ms / MINUTE);
  const hours = Math.floor(minutes / 60);
  if (minutes < 1) return `${Math.floor(ms / SECOND)} s`;
  if (hours < 1) return `${minutes} min`;
  return hours < 24 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** Exact time, so that a column of it adds up: `exactTime(90_250)  //=> '1 min 30.250 s'`. */
export function exactTime(ms: number): string {
  return inUnits(ms);
}

/**
 * A ratio as a percentage with `digits` behind the point, cut off.
 *
 * @example ratioPercent('0.99713261648745519713', 2)  //=> '99.71'
 */
export function ratioPercent(ratio: string, digits: number): string {
  const [whole = '0', fraction = ''] = ratio.split('.');
  return truncate(100n * BigInt(whole + fraction), 10n ** BigInt(fraction.length), digits);
}

/** A part as a percentage with two digits, cut off; never "0.00" for something: `share(1, 100_000)  //=> 'under 0.01 %'`. */
export function share(part: number, whole: number): string {
  if (whole <= 0) return '0.00 %';
  const text = truncate(100n * BigInt(part), BigInt(whole), 2);
  return text === '0.00' && part > 0 ? 'under 0.01 %' : `${text} %`;
}

/** Minutes as a sentence says them: `spelled('1 min')  //=> '1 minute'`. Anything finer stays as it is. */
export function spelled(time: string): string {
  const minutes = /^([\d,]+) min$/.exec(time)?.[1];
  if (minutes === undefined) return time;
  return minutes === '1' ? '1 minute' : `${minutes} minutes`;
}

function budgetUnit({ allowedMs, usedMs }: { allowedMs: number; usedMs: number }): number {
  const contradicts = (unit: number): boolean =>
    usedMs <= allowedMs && Math.ceil(usedMs / unit) > Math.floor(allowedMs / unit);
  if (allowedMs >= TEN_MINUTES && !contradicts(MINUTE)) return MINUTE;
  return contradicts(SECOND) ? 1 : SECOND;
}

function cutOff(ms: number, unit: number): string {
  return inUnits(Math.floor(ms / unit) * unit);
}

function roundedUp(ms: number, unit: number): string {
  return inUnits(Math.ceil(ms / unit) * unit);
}

function inUnits(ms: number): string {
  const minutes = Math.floor(ms / MINUTE);
  const rest = ms % MINUTE;
  const seconds = rest % SECOND === 0 ? `${rest / SECOND} s` : `${(rest / SECOND).toFixed(3)} s`;
  if (rest === 0) return `${grouped(minutes)} min`;
  return minutes === 0 ? seconds : `${grouped(minutes)} min ${seconds}`;
}

/** `grouped(26040)  //=> '26,040'`. Not by locale: a report has to come out the same on every machine. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
