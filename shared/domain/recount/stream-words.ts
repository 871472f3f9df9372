import { lastAtOrBefore } from './search.ts';
import { type Word, wordOf } from './seen.ts';
import type { AccountingMethod, Change, MonitorState, StreamHistory } from './types.ts';

/** What one stream says: `absent` while it has no say. */
export type Said = Word | 'absent';

/** One stream and what it was when the term began. */
export interface StreamWords {
  readonly changes: readonly Change[];
  readonly initial: Said;
  /** Index of the first change after its beginning. */
  readonly first: number;
  /** Whether it keeps the state before while it calls itself unknown. */
  readonly carries: boolean;
}

/** A stream as it is heard from `start` on. */
export function streamWords({ changes }: StreamHistory, start: number, method: AccountingMethod): StreamWords {
  const first = indexAt(changes, start) + 1;
  const carries = method.unknown.reported === 'carry';
  return { changes, first, carries, initial: initiallySaid(changes, first, { method, carries }) };
}

function indexAt(changes: readonly Change[], instant: number): number {
  return lastAtOrBefore(changes.length, (index) => changes[index]?.at ?? 0, instant);
}

function initiallySaid(
  changes: readonly Change[],
  first: number,
  { method, carries }: { method: AccountingMethod; carries: boolean },
): Said {
  const [before, after, newest] = [changes[first - 1], changes[first], changes.at(-1)];
  for (const from of method.initialState) {
    if (from === 'lastBefore' && before !== undefined) return carries ? kept(before) : wordOf(before.state);
    const named = after?.previous;
    if (from === 'previousNamed' && named !== undefined && named !== 'pending') return wordOf(named);
    if (from === 'currentState' && newest !== undefined) return wordOf(newest.state);
    if (from === 'silence') return 'absent';
    if (from === 'up') return 'up';
  }
  return 'absent';
}

// Of the last word by the beginning no more is asked than what it says itself.
function kept({ state, previous }: Change): Said {
  return state === 'unknown' && isKnown(previous) ? previous : wordOf(state);
}

function isKnown(state: Change['previous']): state is Exclude<MonitorState, 'unknown'> {
  return state !== undefined && state !== 'pending' && state !== 'unknown';
}

/** What the stream says at an instant of the term. */
export function saidAt(words: StreamWords, instant: number): Said {
  const index = indexAt(words.changes, instant);
  if (words.changes[index + 1]?.previous === 'pending') return 'pending';
  return sayingOf(words, index);
}

function sayingOf(words: StreamWords, index: number): Said {
  const change = words.changes[index];
  if (change === undefined || index < words.first) return words.initial;
  if (change.state !== 'unknown' || !words.carries) return wordOf(change.state);
  if (change.previous === 'pending') return 'reported';
  const before = sayingOf(words, index - 1);
  return before === 'absent' ? 'reported' : before;
}
