import { type ComponentChild, h } from 'preact';
import type { TargetLine } from '../target-lines.ts';
import { TONES, verdictWords } from '../words.ts';

/** The verdict in words on a ground of its colour; while the period runs, it holds "so far". */
export function verdictBadge(line: TargetLine, running: boolean): ComponentChild {
  const soFar =
    running && (line.verdict === 'met' || line.verdict === 'metAfterExclusions' || line.verdict === 'notMeasured');
  const tone = line.target === null ? 'unsure' : TONES[line.verdict];
  return h(
    'span',
    { class: `verdict ${tone}` },
    `${verdictWords(line)}${soFar && line.target !== null ? ' so far' : ''}`,
  );
}
