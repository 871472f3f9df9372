import { contributionOf, isUncertain } from '../account.ts';
import type { ClassRun } from '../classify.ts';
import { DOWN } from '../condition.ts';
import type { AccountingMethod } from '../method.ts';
import type { CountedStretch } from '../outage.ts';

/**
 * What was down and what is unknown, piece by piece and unbroken: as long as an outage can have been. `certain` pieces
 * were down; `free` ones could have been up or down in any part.
 */
export type PossibleSpell = readonly SpellPiece[];

export interface SpellPiece {
  readonly type: 'certain' | 'free';
  readonly ms: number;
  /** What of it counts, or would if it was down, in thousandths: nothing in maintenance, say. */
  readonly weight: number;
}

/** All unbroken spells of what was down or unknown. What was surely up breaks them, as the time of no term does. */
export function possibleSpells(stretches: readonly CountedStretch[]): PossibleSpell[] {
  const spells: SpellPiece[][] = [];
  let end = Number.NaN;
  for (const { classified, method } of stretches) {
    for (const run of classified.runs) {
      const piece = pieceOf(run, method);
      if (piece === undefined) continue;
      if (run.start !== end) spells.push([]);
      spells.at(-1)?.push(piece);
      end = run.end;
    }
  }
  return spells;
}

function pieceOf(run: ClassRun, method: AccountingMethod): SpellPiece | undefined {
  const { weight, uncertain } = contributionOf(run, method);
  const ms = run.end - run.start;
  if (uncertain) return { type: 'free', ms, weight: 1000 };
  if (run.condition === DOWN || weight > 0) return { type: 'certain', ms, weight };
  return isUncertain(run.condition, method) ? { type: 'free', ms, weight } : undefined;
}

/** Counted milliseconds of the longest outage that the spell may have been, rounded up. */
export function longestOf(spell: PossibleSpell): number {
  return Math.ceil(spell.reduce((sum, { ms, weight }) => sum + ms * weight, 0) / 1000);
}

/**
 * The fewest outages longer than `longerThanMs` that a spell can have held: all in one if any part of it that was
 * certainly down is so long; else none, as all that is free may have been up.
 */
export function fewestOf(spell: PossibleSpell, longerThanMs: number): number {
  let counted = 0;
  for (const { type, ms, weight } of spell) {
    counted = type === 'free' ? 0 : counted + ms * weight;
    if (counted > longerThanMs * 1000) return 1;
  }
  return 0;
}

/**
 * The most that it can have held. An outage is taken to end the millisecond after it has become too long, if that is free:
 * to end as early as possible leaves most room for others.
 *
 * Ten minutes of unknown time can hold two outages longer than 4 min, and no three.
 */
export function mostOf(spell: PossibleSpell, longerThanMs: number): number {
  const limit = longerThanMs * 1000;
  let most = 0;
  let counted = 0;
  for (const { type, ms, weight } of spell) {
    if (type === 'certain') {
      counted += ms * weight;
    } else if (weight === 0) {
      if (counted > limit) [most, counted] = [most + 1, 0];
    } else {
      const held = holds(ms, { longerThanMs, counted });
      most += held.ended;
      counted = held.counted;
    }
  }
  return counted > limit ? most + 1 : most;
}

// Free time, beginning in an outage of which so much has counted: how many end in it, and how long the last one is.
function holds(freeMs: number, { longerThanMs, counted }: { longerThanMs: number; counted: number }) {
  const missingMs = Math.max(0, Math.floor((longerThanMs * 1000 - counted) / 1000) + 1);
  if (freeMs <= missingMs) return { ended: 0, counted: counted + freeMs * 1000 };
  const restMs = freeMs - missingMs - 1;
  const eachMs = longerThanMs + 2;
  return { ended: 1 + Math.floor(restMs / eachMs), counted: (restMs % eachMs) * 1000 };
}
