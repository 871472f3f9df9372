import type { AlertRules, Change, MonitorState } from './types.ts';

/** A stretch in which a stream says one thing, until the next begins. */
interface Spell {
  readonly from: number;
  readonly to: number;
  readonly state: MonitorState;
  readonly previous?: Change['previous'];
  /** Until when its source has borne it out. */
  readonly borneOut?: number;
}

/** What a stream says once its alerts are taken as the monitor's rules have it. */
export function asTaken(changes: readonly Change[], rules: AlertRules | undefined): readonly Change[] {
  if (rules === undefined) return changes;
  const told = spellsOf(changes);
  const begun = told.map((spell, index) => begunEarlier(spell, told[index - 1], told[index + 1], rules));
  const lasting = begun.filter(({ from, to }) => from < to);
  const bridged = lasting.map((spell, index) => bridgedOver(spell, lasting[index - 1], lasting[index + 1], rules));
  const latest = changes.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  return bridged.flatMap((spell) => wornOut(spell, rules, latest));
}

function spellsOf(changes: readonly Change[]): Spell[] {
  let borneOut: number | undefined;
  return changes.map(({ at, state, previous, heardAt }, index): Spell => {
    const goesOn = changes[index - 1]?.state === state;
    const latest = Math.max(goesOn ? (borneOut ?? -1) : -1, heardAt ?? -1);
    borneOut = latest < 0 ? undefined : latest;
    return {
      from: at,
      to: changes[index + 1]?.at ?? Number.POSITIVE_INFINITY,
      state,
      ...(previous !== undefined && { previous }),
      ...(borneOut !== undefined && { borneOut }),
    };
  });
}

// Trouble takes from the spell before it what it was late to be told, and at most all of it.
function begunEarlier(
  spell: Spell,
  before: Spell | undefined,
  after: Spell | undefined,
  { detectionOffsetMs: late = 0 }: AlertRules,
): Spell {
  const begins = (it: Spell, earlier: Spell | undefined) => isBad(it) && !(earlier !== undefined && isBad(earlier));
  const from = begins(spell, before)
    ? Math.max(spell.from - late, before?.from ?? Number.NEGATIVE_INFINITY)
    : spell.from;
  const to = after !== undefined && begins(after, spell) ? Math.max(after.from - late, spell.from) : spell.to;
  return { ...spell, from, to };
}

function bridgedOver(
  spell: Spell,
  before: Spell | undefined,
  after: Spell | undefined,
  { mergeGap }: AlertRules,
): Spell {
  if (mergeGap === undefined || spell.state !== 'up' || spell.to - spell.from >= mergeGap.withinMs) return spell;
  const isAmidTrouble = before !== undefined && isBad(before) && after !== undefined && isBad(after);
  if (!isAmidTrouble) return spell;
  const { from, to, previous } = spell;
  return { from, to, state: mergeGap.countsAs, ...(previous !== undefined && { previous }) };
}

function wornOut({ from, to, state, previous, borneOut }: Spell, rules: AlertRules, latest: number): Change[] {
  const begin: Change = { at: from, state, ...(previous !== undefined && { previous }) };
  const patience = borneOut === undefined ? undefined : rules.staleAfterMs;
  // Without repeats to miss, it takes a stretch that nothing has followed.
  const allowed = patience ?? (to === Number.POSITIVE_INFINITY ? rules.openAtMostMs : undefined);
  if (allowed === undefined || !isBad({ state })) return [begin];
  const heard = patience === undefined ? Math.max(latest, borneOut ?? latest) : (borneOut ?? from);
  const end = Math.max(from, heard + allowed);
  return end < to ? [begin, { at: end, state: 'unknown', previous: state }] : [begin];
}

function isBad({ state }: Pick<Spell, 'state'>): boolean {
  return state === 'down' || state === 'degraded';
}
