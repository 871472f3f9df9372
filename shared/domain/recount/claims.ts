import type { OpeningHours } from './opening-hours.ts';
import type { Stretch } from './planned.ts';
import { lastAtOrBefore } from './search.ts';
import type { CorrectionEvent, TimeClass } from './types.ts';

/** What an agreement says of time, whatever the service was. */
export type Claim = Extract<TimeClass, 'notInForce' | 'outOfHours' | 'excluded' | 'maintenance'> | 'none';

/** All that an agreement says of one term. */
export interface Wording {
  /** It holds where all of these do. */
  readonly lives: readonly Stretch[];
  /** Undefined for all hours. */
  readonly hours: OpeningHours | undefined;
  readonly exclusions: readonly Stretch[];
  /** What counts as such. */
  readonly maintenance: readonly Stretch[];
  /** Those of the service that are in force. */
  readonly corrections: readonly CorrectionEvent[];
}

/** What the agreement says of an instant; the first that applies. */
export function claimAt(wording: Wording, instant: number): Claim {
  if (!wording.lives.every((life) => isIn(life, instant))) return 'notInForce';
  if (wording.hours !== undefined && !isOpen(wording.hours, instant)) return 'outOfHours';
  let excluded = wording.exclusions.some((it) => isIn(it, instant));
  let maintained = wording.maintenance.some((it) => isIn(it, instant));
  for (const correction of wording.corrections) {
    if (!('start' in correction) || !isIn(correction, instant)) continue;
    if (correction.action === 'exclude') excluded = true;
    if (correction.action === 'include') excluded = maintained = false;
  }
  if (excluded) return 'excluded';
  return maintained ? 'maintenance' : 'none';
}

function isIn({ start, end }: Stretch, instant: number): boolean {
  return start <= instant && instant < end;
}

function isOpen({ opens, closesBy }: OpeningHours, instant: number): boolean {
  const index = lastAtOrBefore(opens.length, (at) => opens[at] ?? 0, instant);
  return index >= 0 && instant < (closesBy[index] ?? 0);
}

/** Every instant at which that may change. */
export function edgesOfWording({ lives, hours, exclusions, maintenance, corrections }: Wording): number[] {
  const stretches = [...lives, ...exclusions, ...maintenance, ...corrections.filter((it) => 'start' in it)];
  return [...stretches.flatMap(({ start, end }) => [start, end]), ...(hours?.opens ?? []), ...(hours?.closesBy ?? [])];
}
