import type { StreamCorrection } from './correct-streams.ts';
import type { CorrectionEvent } from './event.ts';
import { formatInstant } from './instant.ts';
import { type Interval, isWithin } from './interval.ts';

/** What a correction in force made of a word of a stream: as if never said, or said of another moment (ISO instant). */
export type WordCorrection =
  | { readonly correction: string; readonly action: 'void' }
  | { readonly correction: string; readonly action: 'amend'; readonly to: string };

/**
 * What became of a change (epoch ms) that a stream told, given the corrections in force of that stream in the order of their
 * approval and how far each reaches (see `applyCorrections`). What was amended may be amended again or voided.
 */
export function wordCorrection(
  change: number,
  corrections: readonly StreamCorrection[],
  reach: ReadonlyMap<CorrectionEvent, Interval | undefined>,
): WordCorrection | undefined {
  let at = change;
  let latest: WordCorrection | undefined;
  for (const correction of corrections) {
    const reached = reach.get(correction);
    if (reached === undefined) continue;
    if (correction.action === 'void') {
      if (isWithin(at, reached)) return { correction: correction.correction, action: 'void' };
    } else if (correction.at === at) {
      at = correction.to;
      latest = { correction: correction.correction, action: 'amend', to: formatInstant(at) };
    }
  }
  return latest;
}
