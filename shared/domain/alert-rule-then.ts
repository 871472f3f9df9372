import { type AlertRules, afterEachRule, isTrouble, lastWordAt, type RuledChanges } from './alert-rules.ts';
import { formatInstant } from './instant.ts';
import type { MonitorState } from './signal.ts';
import type { Change } from './stream.ts';

/**
 * The alert rule that makes a stream's state what it is at a moment, its length (ms), and the stretch `[start, end)` that
 * it decides, ISO instants; `end` is null where nothing has ended it.
 */
export type AlertRuleThen = StaleThen | MergedThen | MovedThen;

interface Decided {
  /** What the time counts as; without the rule it would be something else. */
  readonly state: MonitorState;
  readonly ms: number;
  readonly start: string;
}

/** An open alert that is not repeated any more, or whose end nobody tells. */
interface StaleThen extends Decided {
  readonly rule: 'staleAfter' | 'openAtMost';
  readonly end: string | null;
  /** When it was heard last that it still holds; of one that is not repeated, when that was told. */
  readonly heardAt: string;
}

/** An end of trouble, told at `start`, that was none: trouble followed too soon. */
interface MergedThen extends Decided {
  readonly rule: 'mergeGap';
  /** When the trouble that followed began, and when that was told: earlier than told with a `detectionOffset`. */
  readonly end: string;
  readonly firedAt: string;
}

/** Trouble that was told at `end` and began at `start`: `ms` earlier, or where the change before it was. */
interface MovedThen extends Decided {
  readonly rule: 'detectionOffset';
  readonly end: string;
}

/**
 * Which of the rules of ADR 6 decides the state of one stream at an instant (epoch ms), given its changes as known and
 * corrected, ascending, and the rules that its monitor has then. Of several that bear on the instant, the one applied
 * last. Undefined where the state is what the source said.
 *
 * @example
 *   alertRuleThen([{ at: 0, state: 'down', heardAt: 0 }], { staleAfterMs: 60_000 }, 60_000)
 *   //=> { rule: 'staleAfter', state: 'unknown', ms: 60_000, start: '1970-01-01T00:01:00.000Z', end: null,
 *   //     heardAt: '1970-01-01T00:00:00.000Z' }
 */
export function alertRuleThen(
  changes: readonly Change[],
  rules: AlertRules | undefined,
  at: number,
): AlertRuleThen | undefined {
  if (rules === undefined) return undefined;
  const ruled = afterEachRule(changes, rules);
  const taken = stateAt(ruled.taken, at);
  if (taken === stateAt(ruled.told, at)) return undefined;
  const bridged = stateAt(ruled.bridged, at);
  if (taken !== bridged) return staleThen(ruled, rules, at);
  return bridged === stateAt(ruled.moved, at) ? movedThen(ruled, rules, at) : mergedThen(ruled, rules, at);
}

/** The state that a stream's changes, ascending, give an instant (epoch ms), as a monitor's track has it; undefined before any. */
export function stateAt(changes: readonly Change[], at: number): Change['previous'] {
  const held = heldAt(changes, at);
  // A change may say that nothing was known until it came.
  const previous = changes[held + 1]?.previous;
  return previous === 'pending' ? previous : (changes[held]?.state ?? previous);
}

// The index of the change that holds; -1 before the first.
function heldAt(changes: readonly Change[], at: number): number {
  return changes.findLastIndex((change) => change.at <= at);
}

function staleThen({ told, taken }: RuledChanges, rules: AlertRules, at: number): StaleThen | undefined {
  const held = heldAt(taken, at);
  const [open, given, next, latest] = [taken[held - 1], taken[held], taken[held + 1], told.at(-1)];
  if (open === undefined || given === undefined || latest === undefined) return undefined;
  const isRepeated = open.heardAt !== undefined && rules.staleAfterMs !== undefined;
  return {
    rule: isRepeated ? 'staleAfter' : 'openAtMost',
    state: given.state,
    ms: (isRepeated ? rules.staleAfterMs : rules.openAtMostMs) ?? 0,
    start: formatInstant(given.at),
    end: next === undefined ? null : formatInstant(next.at),
    heardAt: formatInstant(isRepeated ? (open.heardAt ?? open.at) : lastWordAt(latest)),
  };
}

function mergedThen({ told, bridged }: RuledChanges, { mergeGap }: AlertRules, at: number): MergedThen | undefined {
  const held = heldAt(bridged, at);
  const [end, next] = [bridged[held], bridged[held + 1]];
  const fired = next && toldAs(next, told);
  if (mergeGap === undefined || end === undefined || next === undefined || fired === undefined) return undefined;
  return {
    rule: 'mergeGap',
    state: end.state,
    ms: mergeGap.withinMs,
    start: formatInstant(end.at),
    end: formatInstant(next.at),
    firedAt: formatInstant(fired.at),
  };
}

function movedThen({ told, moved }: RuledChanges, rules: AlertRules, at: number): MovedThen | undefined {
  const begin = moved[heldAt(moved, at)];
  const fired = begin && toldAs(begin, told);
  if (begin === undefined || fired === undefined) return undefined;
  return {
    rule: 'detectionOffset',
    state: begin.state,
    ms: rules.detectionOffsetMs ?? 0,
    start: formatInstant(begin.at),
    end: formatInstant(fired.at),
  };
}

// Nothing comes between the begin of trouble and when it was told: it is never moved over a change.
function toldAs(begin: Change, told: readonly Change[]): Change | undefined {
  return told.find(({ at, state }) => at >= begin.at && isTrouble(state));
}
