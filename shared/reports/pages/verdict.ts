import { type ComponentChild, h } from 'preact';
import { isAtRisk, mayRecover } from '../../domain/targets/spent.ts';
import type { TargetLine } from '../target-lines.ts';
import { shortVerdictWords } from '../target-words.ts';
import { TONES, type Tone } from '../words.ts';

/** The verdict in words on a ground of its colour. While the period runs nothing is met yet: its budget is kept to. */
export function verdictBadge(line: TargetLine, running: boolean): ComponentChild {
  const { words, tone } = running ? standing(line) : final(line);
  return h('span', { class: `verdict ${tone}` }, words);
}

interface Badge {
  readonly words: string;
  readonly tone: Tone;
}

function final(line: TargetLine): Badge {
  return { words: shortVerdictWords(line), tone: line.target === null ? 'unsure' : TONES[line.verdict] };
}

function standing(line: TargetLine): Badge {
  const { target, verdict } = line;
  const badge = final(line);
  if (target !== null && verdict === 'missed' && mayRecover(target))
    return { words: 'Below target so far', tone: 'unsure' };
  if (target === null || verdict === 'missed' || verdict === 'noAgreedTime') return badge;
  if (verdict !== 'notMeasured' && isAtRisk(target)) return { words: 'At risk', tone: 'unsure' };
  return verdict === 'met' ? { ...badge, words: 'Within budget' } : { ...badge, words: `${badge.words} so far` };
}
