import type { AlertRules } from '../domain/alert-rules.ts';
import type { CatalogueFile } from './schema.ts';

type RulesInFile = NonNullable<CatalogueFile['sources'][number]['alerts']>;

/** One repeat may be lost before an open alert is taken for forgotten. */
const REPEATS = 2;

/**
 * The rules of a monitor: its own where it says any, else its source's, else what is usual for the type of source.
 * Nothing if there is none.
 */
export function alertRulesOf(
  own: RulesInFile | undefined,
  source: RulesInFile | undefined,
  repeatsEveryMs: number | undefined,
): AlertRules | undefined {
  const repeated = own?.repeatedEvery ?? source?.repeatedEvery ?? repeatsEveryMs;
  const stale = own?.staleAfter ?? source?.staleAfter ?? (repeated === undefined ? 'never' : REPEATS * repeated);
  const openAtMostMs = own?.openAtMost ?? source?.openAtMost;
  const detectionOffsetMs = own?.detectionOffset ?? source?.detectionOffset;
  const gap = own?.mergeGap ?? source?.mergeGap;
  const rules: AlertRules = {
    ...(stale !== 'never' && { staleAfterMs: stale }),
    ...(openAtMostMs !== undefined && { openAtMostMs }),
    ...(detectionOffsetMs !== undefined && { detectionOffsetMs }),
    ...(gap !== undefined && { mergeGap: { withinMs: gap.within, countsAs: gap.countsAs } }),
  };
  return Object.keys(rules).length === 0 ? undefined : rules;
}
