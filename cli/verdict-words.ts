import type { Attainment } from '../shared/domain/result.ts';
import { isRunning, standingOf } from '../shared/reports/standing-words.ts';
import { type TargetLine, targetLines } from '../shared/reports/target-lines.ts';
import { TONES, type Tone, VERDICT_NOUNS } from '../shared/reports/words.ts';

/** The verdict of one target: `missed`, or `within budget` while its period runs. */
export function verdictOf(line: TargetLine): { readonly words: string; readonly tone: Tone } {
  const standing = isRunning(line.service.attainment) ? standingOf(line) : null;
  return standing ?? { words: VERDICT_NOUNS[line.verdict], tone: TONES[line.verdict] };
}

/** The gravest verdict of all targets, in the same words. */
export function wholeVerdict(attainment: Attainment): string {
  const { service, verdict } = attainment;
  const words = targetLines([{ id: service, name: service, attainment }])
    .filter(({ target }) => target === null || target.verdict === verdict)
    .map((line) => verdictOf(line).words);
  return GRAVER.find((it) => words.includes(it)) ?? words[0] ?? VERDICT_NOUNS[verdict];
}

// Than others of the same verdict.
const GRAVER = ['missed', 'at risk', 'met after exclusions so far', 'met after exclusions'];
