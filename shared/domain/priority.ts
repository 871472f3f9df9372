/**
 * How urgent a priority is by its name, 1 the most: its number (`P1`, `SEV-2`, `3 - Moderate`), or a word that service
 * desks use. Undefined for a name that says neither.
 *
 * @example urgencyOf('P1')  //=> 1
 */
export function urgencyOf(priority: string): number | undefined {
  const digits = /\d{1,4}/.exec(priority)?.[0];
  if (digits !== undefined) return Number(digits);
  const name = priority.toLowerCase();
  const index = WORDS.findIndex((words) => words.includes(name));
  return index === -1 ? undefined : index + 1;
}

const WORDS: readonly (readonly string[])[] = [
  ['critical', 'blocker', 'emergency', 'highest'],
  ['high', 'urgent', 'major'],
  ['medium', 'moderate', 'normal'],
  ['low', 'minor'],
  ['lowest', 'planning', 'trivial', 'info'],
];

/** What a change of priority is. Between names that cannot be compared it is only a change. */
export type PriorityTurn = 'raised' | 'lowered' | 'changed';

export function priorityTurn({ from, to }: { from: string; to: string }): PriorityTurn {
  const [before, after] = [urgencyOf(from), urgencyOf(to)];
  if (before === undefined || after === undefined || before === after) return 'changed';
  return after < before ? 'raised' : 'lowered';
}
