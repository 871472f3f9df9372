import type { OutagesTarget } from '../catalogue.ts';
import { outagesOf } from '../outage.ts';
import type { OutagesResult } from '../result.ts';
import { verdictOf } from '../verdict.ts';
import { type Measured, measuredTime } from './measured.ts';
import { fewestOf, mostOf, type PossibleSpell, possibleSpells } from './possible-outages.ts';
import { promiseOf } from './promise.ts';

/** Outages of which more than the agreed length counts, and how many there can have been, whatever is unknown. */
export function outagesResult(target: OutagesTarget, measured: Measured): OutagesResult {
  const { kind, atMost, longerThanMs } = target;
  const { wholeMs, tolerated } = measuredTime(measured);
  const spells = possibleSpells(measured.stretches);
  const low = total(spells, (spell) => fewestOf(spell, longerThanMs));
  const high = total(spells, (spell) => mostOf(spell, longerThanMs));
  return {
    kind,
    target: promiseOf(target),
    verdict: verdictOf({ total: wholeMs, certainMiss: low > atMost, certainMet: high <= atMost, tolerated }),
    atMost,
    longerThanMs,
    count: outagesOf(measured.stretches, measured).filter(({ countedMs }) => countedMs > longerThanMs).length,
    low,
    high,
  };
}

function total(spells: readonly PossibleSpell[], of: (spell: PossibleSpell) => number): number {
  return spells.reduce((sum, spell) => sum + of(spell), 0);
}
