const MINUTE_MS = 60_000;
/** Younger deliveries may still be on their way through the queue. */
const IN_FLIGHT_MS = 2 * MINUTE_MS;
/** Minutes that are swept once more, for clocks that disagree. */
const OVERLAP_MS = 10 * MINUTE_MS;
/** Where the first sweep ever begins. */
const FIRST_LOOK_BACK_MS = 60 * MINUTE_MS;
/** A long backlog is swept in several runs, so that each one ends in time. */
const MOST_MINUTES = 360;

/** The UTC minutes, `yyyy-mm-ddThh:mm`, that a sweep looks at, and up to when all will have been looked at. */
export function minutesToSweep(
  sweptUntil: number | undefined,
  now: number,
): { readonly minutes: readonly string[]; readonly sweptUntil: number } {
  const from = floor((sweptUntil ?? now - FIRST_LOOK_BACK_MS) - OVERLAP_MS);
  const to = Math.min(floor(now - IN_FLIGHT_MS), from + MOST_MINUTES * MINUTE_MS);
  const minutes: string[] = [];
  for (let minute = from; minute < to; minute += MINUTE_MS) minutes.push(new Date(minute).toISOString().slice(0, 16));
  return { minutes, sweptUntil: Math.max(to, sweptUntil ?? to) };
}

function floor(instant: number): number {
  return instant - (instant % MINUTE_MS);
}
