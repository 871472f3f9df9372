import type { Change } from './stream.ts';

/**
 * How the word of an alert is taken, since alerting systems report late, resolve by mistake and forget to resolve. What
 * they said stays in the ledger as it was; these rules are applied where it is read.
 */
export interface AlertRules {
  /** An open alert that its source repeats becomes unknown when it was not repeated for so long, ms. */
  readonly staleAfterMs?: number;
  /**
   * An open alert of which nobody says more becomes unknown after so long, ms, until somebody does: its end, told after all,
   * makes all of it trouble. Not for alerts that `staleAfterMs` holds for.
   */
  readonly openAtMostMs?: number;
  /** Trouble began so much earlier than it was reported, ms: scrape interval, `for`, number of retries. */
  readonly detectionOffsetMs?: number;
  /** An end of trouble that lasts shorter than this is taken for a mistake, and the time counts as said. */
  readonly mergeGap?: { readonly withinMs: number; readonly countsAs: 'down' | 'unknown' };
}

/**
 * The changes of one stream as these rules read them: openings moved to when the trouble began (never over the change
 * before), then false ends bridged, then alerts that nobody repeats or ends any more left open no longer. Ascending in,
 * ascending out; only what is at hand is seen: a false end is one as soon as the trouble before it and the one after are both
 * there.
 */
export function byAlertRules(changes: readonly Change[], rules: AlertRules | undefined): readonly Change[] {
  return rules === undefined ? changes : afterEachRule(changes, rules).taken;
}

/** The changes of one stream as told, and after each rule in turn; `taken` is after the last. */
export interface RuledChanges {
  readonly told: readonly Change[];
  readonly moved: readonly Change[];
  readonly bridged: readonly Change[];
  readonly taken: readonly Change[];
}

/** What `byAlertRules` makes of the changes rule by rule, for whoever explains it. */
export function afterEachRule(changes: readonly Change[], rules: AlertRules): RuledChanges {
  const { detectionOffsetMs = 0, mergeGap, staleAfterMs, openAtMostMs } = rules;
  const isForgettable = staleAfterMs !== undefined || openAtMostMs !== undefined;
  const told = isForgettable ? borneOut(changes) : changes;
  const moved = detectionOffsetMs === 0 ? told : withoutDetectionDelay(told, detectionOffsetMs);
  const bridged = mergeGap === undefined ? moved : withoutFalseEnds(moved, mergeGap);
  return {
    told,
    moved,
    bridged,
    taken: isForgettable ? withoutForgotten(bridged, rules, told.at(-1)) : bridged,
  };
}

/** Whether an alert is open in this state: what the rules are about. */
export function isTrouble(state: Change['state'] | undefined): boolean {
  return state === 'down' || state === 'degraded';
}

// Trouble that would begin before the last change began there, and that change lasted no time.
function withoutDetectionDelay(changes: readonly Change[], offsetMs: number): Change[] {
  const moved: Change[] = [];
  for (const change of changes) {
    const before = moved.at(-1);
    if (!isTrouble(change.state) || isTrouble(before?.state)) {
      moved.push(change);
      continue;
    }
    const at = Math.max(change.at - offsetMs, before?.at ?? Number.NEGATIVE_INFINITY);
    if (at === before?.at) moved.pop();
    moved.push({ ...change, at });
  }
  return moved;
}

function withoutFalseEnds(
  changes: readonly Change[],
  { withinMs, countsAs }: NonNullable<AlertRules['mergeGap']>,
): Change[] {
  return changes.map((change, index) => {
    const [before, next] = [changes[index - 1], changes[index + 1]];
    const isFalseEnd =
      change.state === 'up' &&
      isTrouble(before?.state) &&
      isTrouble(next?.state) &&
      (next?.at ?? 0) - change.at < withinMs;
    if (!isFalseEnd) return change;
    // Nobody repeats what is over: that it was not is known from what came after it.
    const { heardAt: _, ...said } = change;
    return { ...said, state: countsAs };
  });
}

function withoutForgotten(changes: readonly Change[], rules: AlertRules, latest: Change | undefined): Change[] {
  return changes.flatMap((change, index) => {
    const next = changes[index + 1];
    const at = isTrouble(change.state) ? givenUpAt(change, next === undefined ? latest : undefined, rules) : undefined;
    if (at === undefined || (next !== undefined && next.at <= at)) return [change];
    return [change, { at, state: 'unknown' as const, previous: change.state }];
  });
}

// An alert that is repeated is given up for want of repeats; any other only if it is the latest word, as long after that was
// told, wherever its begin is put.
function givenUpAt(
  { at, heardAt }: Change,
  latest: Change | undefined,
  { staleAfterMs, openAtMostMs }: AlertRules,
): number | undefined {
  if (heardAt !== undefined && staleAfterMs !== undefined) return Math.max(at, heardAt + staleAfterMs);
  return latest !== undefined && openAtMostMs !== undefined ? lastWordAt(latest) + openAtMostMs : undefined;
}

/** When it was heard last of an alert that it is open. */
export function lastWordAt({ at, heardAt = at }: Pick<Change, 'at' | 'heardAt'>): number {
  return Math.max(at, heardAt);
}

// What is repeated is borne out until it was heard last, also in the repeats that say no time of their own.
function borneOut(changes: readonly Change[]): Change[] {
  let heardAt: number | undefined;
  return changes.map((change, index) => {
    if (changes[index - 1]?.state !== change.state) heardAt = undefined;
    if (change.heardAt !== undefined) heardAt = Math.max(heardAt ?? change.heardAt, change.heardAt);
    return heardAt === undefined ? change : { ...change, heardAt };
  });
}
