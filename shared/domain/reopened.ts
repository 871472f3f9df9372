import { parseInstant } from './instant.ts';
import type { Outage } from './result.ts';

/** A service that is down again so soon has hardly been up. */
const SOON_MS = 15 * 60_000;

/**
 * How long the service was up before each of these outages, in ms, where that was no longer than 15 minutes: the outage before
 * was reopened, or the service flaps. They stay outages of their own in every figure.
 */
export function reopenedAfter(outages: readonly Pick<Outage, 'start' | 'end'>[]): (number | undefined)[] {
  return outages.map(({ start }, index) => {
    const before = outages[index - 1]?.end;
    if (before === undefined || before === null) return undefined;
    const upMs = parseInstant(start) - parseInstant(before);
    return upMs <= SOON_MS ? upMs : undefined;
  });
}
