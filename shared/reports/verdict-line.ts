import { budgetWords } from './format.ts';
import { countTargets, isMet, type TargetLine } from './target-lines.ts';
import { plural } from './words.ts';

/** The count of met targets, then what was missed and what has no verdict, by name. */
export function verdictLine(lines: readonly TargetLine[]): string {
  const parts = [countOf(lines), missedOf(lines), namesOf(lines, 'notMeasured', 'not measured'), idleOf(lines)];
  return parts.filter((it) => it !== '').join('; ');
}

function countOf(lines: readonly TargetLine[]): string {
  const { total, met } = countTargets(lines);
  if (total === 0) return lines.some(({ target }) => target !== null) ? 'no agreed time' : 'no targets agreed';
  if (total === 1) return met === 1 ? `${nameOfOnly(lines)} met its target` : '';
  if (met === total) return total === 2 ? 'both targets met' : `all ${total} targets met`;
  return `${met} of ${total} targets met`;
}

// A count of one says less than the name does.
function nameOfOnly(lines: readonly TargetLine[]): string {
  return lines.find(isMet)?.service.name ?? '';
}

function missedOf(lines: readonly TargetLine[]): string {
  const missed = lines.filter(({ verdict }) => verdict === 'missed');
  const [first, second] = missed;
  if (first === undefined) return '';
  if (second === undefined) return `${first.service.name} missed${by(first)}`;
  if (missed.length === 2) return `${first.service.name} missed${by(first)}, ${second.service.name}${by(second)}`;
  return `${first.service.name} missed${by(first)}, ${missed.length - 1} more missed`;
}

function by({ target }: TargetLine): string {
  if (target === null || target.remainingMs >= 0) return '';
  return ` by ${budgetWords(target).remaining}`;
}

function idleOf(lines: readonly TargetLine[]): string {
  const allIdle = lines.every(({ verdict }) => verdict === 'noAgreedTime');
  return allIdle ? '' : namesOf(lines, 'noAgreedTime', 'without agreed time');
}

function namesOf(lines: readonly TargetLine[], verdict: TargetLine['verdict'], words: string): string {
  const names = lines.filter((line) => line.verdict === verdict).map(({ service }) => service.name);
  if (names.length === 0) return '';
  if (names.length <= 2) return `${names.join(' and ')} ${words}`;
  return `${plural(names.length, 'service')} ${words}`;
}
