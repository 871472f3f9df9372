import { type ComponentChild, h } from 'preact';
import { type Standing, standingOf } from '../standing-words.ts';
import type { TargetLine } from '../target-lines.ts';
import { shortVerdictWords } from '../target-words.ts';
import { capitalised, TONES } from '../words.ts';

/** The verdict in words on a ground of its colour. While the period runs nothing is met yet: its budget is kept to. */
export function verdictBadge(line: TargetLine, running: boolean): ComponentChild {
  const { words, tone } = (running ? standingOf(line) : null) ?? final(line);
  return h('span', { class: `verdict ${tone}` }, capitalised(words));
}

function final(line: TargetLine): Standing {
  return { words: shortVerdictWords(line), tone: line.target === null ? 'unsure' : TONES[line.verdict] };
}
