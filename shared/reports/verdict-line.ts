import { isAtRisk, mayRecover } from '../domain/targets/spent.ts';
import { countTargets, isMet, type TargetLine } from './target-lines.ts';
import { spentWords } from './target-words.ts';
import { plural } from './words.ts';

/** The count of met targets, then what was missed and what has no verdict, by name. */
export function verdictLine(lines: readonly TargetLine[]): string {
  const { total, met } = countTargets(lines);
  const count = total === 1 && met === 1 ? `${nameOfOnly(lines)} met its target` : countOf(lines, 'met');
  return joined(count, missedOf(lines), ...unmeasuredOf(lines));
}

/** The same while the period runs, when nothing is met yet: a budget that is not used up, or nearly is. */
export function standingLine(lines: readonly TargetLine[]): string {
  const { total, met } = countTargets(lines);
  const below = lines.filter((line) => line.verdict === 'missed' && line.target !== null && mayRecover(line.target));
  const risky = lines.filter((line) => isMet(line) && line.target !== null && isAtRisk(line.target));
  const within = total === 1 && met === 1 && risky.length === 0 ? `${nameOfOnly(lines)} is within its budget` : '';
  return joined(
    within,
    countOf(lines, 'within budget'),
    missedOf(lines.filter((line) => !below.includes(line))),
    namesOf(below, 'below target so far'),
    namesOf(risky, 'at risk'),
    ...unmeasuredOf(lines),
  );
}

function joined(...parts: readonly string[]): string {
  return parts.filter((it) => it !== '').join('; ');
}

// A count of one says less than a name does.
function countOf(lines: readonly TargetLine[], words: string): string {
  const { total, met } = countTargets(lines);
  if (total === 0) return lines.some(({ target }) => target !== null) ? 'no agreed time' : 'no targets agreed';
  if (total === 1) return '';
  if (met === total) return total === 2 ? `both targets ${words}` : `all ${total} targets ${words}`;
  return `${met} of ${total} targets ${words}`;
}

function nameOfOnly(lines: readonly TargetLine[]): string {
  return lines.find(isMet)?.service.name ?? '';
}

function unmeasuredOf(lines: readonly TargetLine[]): string[] {
  const blind = lines.filter(({ verdict }) => verdict === 'notMeasured');
  return [namesOf(blind, 'not measured'), idleOf(lines)];
}

function missedOf(lines: readonly TargetLine[]): string {
  const missed = lines.filter(({ verdict }) => verdict === 'missed');
  const [first, second] = missed;
  if (first === undefined) return '';
  if (second === undefined) return `${first.service.name} missed${by(first)}`;
  if (missed.length === 2 && first.service.id === second.service.id) {
    return `${first.service.name} missed${by(first)} and${by(second) || ' another target'}`;
  }
  if (missed.length === 2) return `${first.service.name} missed${by(first)}, ${second.service.name}${by(second)}`;
  return `${first.service.name} missed${by(first)}, ${missed.length - 1} more missed`;
}

function by({ target }: TargetLine): string {
  if (target === null) return '';
  const { over, remaining } = spentWords(target);
  return over ? ` by ${remaining}` : '';
}

function idleOf(lines: readonly TargetLine[]): string {
  const idle = lines.filter(({ verdict }) => verdict === 'noAgreedTime');
  return idle.length === lines.length ? '' : namesOf(idle, 'without agreed time');
}

function namesOf(lines: readonly TargetLine[], words: string): string {
  const names = [...new Map(lines.map(({ service }) => [service.id, service.name])).values()];
  if (names.length === 0) return '';
  if (names.length <= 2) return `${names.join(' and ')} ${words}`;
  return `${plural(names.length, 'service')} ${words}`;
}
