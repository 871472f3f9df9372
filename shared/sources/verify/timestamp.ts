import { timeOf } from '../reading/event-time.ts';

/** How far the time of signing may be from now unless the catalogue says otherwise. */
export const TOLERANCE_MS = 5 * 60_000;

/** Why a time of signing cannot be taken, if it cannot: a signature that was seen once must not hold for ever. */
export function staleness(
  text: string | undefined,
  { now, toleranceMs = TOLERANCE_MS }: { readonly now: number; readonly toleranceMs?: number | undefined },
): string | undefined {
  if (text === undefined) return 'expected a time of signing; got none';
  const at = timeOf(text, 'UTC');
  if (at === undefined) return 'the time of signing is no time';
  const secondsOff = Math.round((at - now) / 1000);
  if (Math.abs(at - now) <= toleranceMs) return undefined;
  return `the time of signing is ${Math.abs(secondsOff)} s in the ${secondsOff < 0 ? 'past' : 'future'}`;
}
