import { ABSENT, type Condition } from './condition.ts';

/**
 * The worst condition that is left if so many of the worst are let pass: what three that can stand in for each other come
 * to while one may fail is the second worst of them.
 *
 * @example worstButSome([UP, DOWN, DEGRADED], 1)  //=> DEGRADED
 */
export function worstButSome(conditions: readonly Condition[], some: number): Condition {
  const [best, ...others] = conditions.toSorted((a, b) => a - b);
  return others.at(-1 - some) ?? best ?? ABSENT;
}

/**
 * What several that can stand in for each other come to when so many must work. One that is `ABSENT` is none of them; of
 * fewer than must work each one is needed.
 *
 * @example worstIfNeeded([UP, DOWN, ABSENT], 1)  //=> UP
 */
export function worstIfNeeded(conditions: readonly Condition[], atLeast: number): Condition {
  const there = conditions.filter((condition) => condition !== ABSENT);
  return worstButSome(there, Math.max(0, there.length - atLeast));
}
