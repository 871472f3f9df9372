import type { Evidence, Standing, TargetItem } from '../domain/improvement.ts';
import { standingOf } from '../domain/improvement-review.ts';
import { clean } from './clean.ts';
import { usedWords } from './target-words.ts';
import { moment } from './when.ts';
import { plural, VERDICT_NOUNS } from './words.ts';

const SHOWN = 5;

/**
 * What has become of a period of an item's evidence since it was told, the latest last; of many the last five.
 *
 * @example findingLines(item, evidence, 'UTC')  //=> ['Since 3 Nov 2026 10:00 UTC: met, 12 of 44 min used']
 */
export function findingLines({ target }: TargetItem, { later = [] }: Evidence, timeZone: string): string[] {
  const hidden = later.length - SHOWN;
  const lines = later.slice(-SHOWN).map((it) => `Since ${moment(it.at, timeZone)}: ${standingWords(target.kind, it)}`);
  return hidden > 0 ? [`${plural(hidden, 'earlier change')}: see /api/improvements`, ...lines] : lines;
}

/** How a period of the evidence stands now, where that is not the miss that was told; for a sentence. */
export function turnedWords(evidence: Evidence): string | undefined {
  const standing = standingOf(evidence);
  return standing.verdict === 'missed' && standing.cause === undefined ? undefined : verdictOf(standing);
}

function standingWords(kind: TargetItem['target']['kind'], standing: Standing): string {
  if (standing.verdict === 'notPromised' || standing.verdict === 'noAgreedTime') return verdictOf(standing);
  return `${verdictOf(standing)}, ${usedWords(kind, standing)}`;
}

function verdictOf(standing: Standing): string {
  if (standing.verdict === 'notPromised') return 'no longer promised';
  const { verdict, cause } = standing;
  return cause === undefined ? VERDICT_NOUNS[verdict] : `${VERDICT_NOUNS[verdict]}, now seen by ${clean(cause)}`;
}
