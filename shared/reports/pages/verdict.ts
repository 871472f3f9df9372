import { type ComponentChild, h } from 'preact';
import type { TargetLine, ToldVerdict } from '../target-lines.ts';
import { verdictWords } from '../words.ts';

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

const TONES: Readonly<Record<ToldVerdict, 'good' | 'bad' | 'unsure'>> = {
  met: 'good',
  metAfterExclusions: 'good',
  missed: 'bad',
  notMeasured: 'unsure',
  noAgreedTime: 'unsure',
};
