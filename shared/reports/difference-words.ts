import type { Contribution } from '../domain/account.ts';
import type { Change, ClassChange } from '../domain/difference.ts';
import { exactTime } from './format.ts';
import { CLASS_NAMES } from './words.ts';

/**
 * Why a method counts some time otherwise than the agreement's own, in plain words.
 *
 * @example differenceWords(change)
 *   //=> 'maintenance taken as down, 180 min: counts as down, not left out (agreed +180 min, down +180 min)'
 */
export function differenceWords(change: ClassChange): string {
  const { from, to, ms, before, after } = change;
  const taken = from === to ? '' : ` taken as ${CLASS_NAMES[to]}`;
  return `${CLASS_NAMES[from]}${taken}, ${exactTime(ms)}: ${insteadOf(after, before)} (${changeWords(change)})`;
}

/** What a change adds up to: `changeWords(change)  //=> 'agreed +180 min, down −1.5 ms'`. */
export function changeWords({ agreedMs, downtimeMicroseconds, unknownMs }: Change): string {
  const parts = [
    ['agreed', agreedMs * 1000],
    ['down', downtimeMicroseconds],
    ['not known', unknownMs * 1000],
  ] as const;
  const changed = parts.filter(([, microseconds]) => microseconds !== 0);
  return changed.map(([name, microseconds]) => `${name} ${signed(microseconds)}`).join(', ') || 'no difference';
}

function insteadOf(after: Contribution, before: Contribution): string {
  if (!after.agreed && !before.agreed) {
    return after.uncertain ? 'left out as unknown, not for good' : 'left out for good, not as unknown';
  }
  return `${treatment(after)}, not ${treatment(before).replace(/^counts /, '')}`;
}

function treatment({ agreed, weight, uncertain }: Contribution): string {
  if (uncertain) return 'left out as unknown';
  if (!agreed) return 'left out';
  if (weight === 0) return 'counts as up';
  return weight === 1000 ? 'counts as down' : `counts as down by ${weight / 1000}`;
}

function signed(microseconds: number): string {
  const size = Math.abs(microseconds);
  return `${microseconds < 0 ? '−' : '+'}${size % 1000 === 0 ? exactTime(size / 1000) : `${size / 1000} ms`}`;
}
