import { type Seen, seenAs, wordOf } from './seen.ts';
import type { AccountingMethod, CorrectionEvent } from './types.ts';

/** What was decided that a service was, if anything; of its corrections the latest decision holds. */
export function reclassifiedAt(
  corrections: readonly CorrectionEvent[],
  instant: number,
  { degradedWeight }: AccountingMethod,
): Seen | undefined {
  const holds = corrections.findLast((it) => it.action === 'reclassify' && it.start <= instant && instant < it.end);
  return holds?.action === 'reclassify' ? seenAs(wordOf(holds.state), degradedWeight) : undefined;
}
