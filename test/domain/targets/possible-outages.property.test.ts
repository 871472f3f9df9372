import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fewestOf,
  longestOf,
  mostOf,
  type PossibleSpell,
  type SpellPiece,
} from '../../../shared/domain/targets/possible-outages.ts';
import { runs } from '../../support/property-runs.ts';

const piece = fc.record<SpellPiece>({
  type: fc.constantFrom('certain', 'free'),
  ms: fc.integer({ min: 1, max: 5 }),
  weight: fc.constantFrom(1000, 1000, 0),
});
// Short enough that every way of what was unknown can be tried.
const spell = fc.array(piece, { maxLength: 6 }).filter((pieces) => freeMs(pieces) <= 12 && pieces.length > 0);
const longerThanMs = fc.integer({ min: 0, max: 6 });

describe('the bounds of what unknown time can have hidden', () => {
  it('are the fewest and the most outages, and the longest, of all that can have been', () => {
    fc.assert(
      fc.property(spell, longerThanMs, (pieces, longer) => {
        const counts = everyWay(pieces).map((outages) => outages.filter((counted) => counted > longer).length);
        expect(fewestOf(pieces, longer)).toBe(Math.min(...counts));
        expect(mostOf(pieces, longer)).toBe(Math.max(...counts));
        expect(longestOf(pieces)).toBe(Math.max(0, ...everyWay(pieces).flat()));
      }),
      { numRuns: runs(300) },
    );
  });
});

function freeMs(pieces: PossibleSpell): number {
  return pieces.filter(({ type }) => type === 'free').reduce((sum, { ms }) => sum + ms, 0);
}

/** The counted lengths of the outages, for every choice of up or down of each free millisecond. */
function everyWay(pieces: PossibleSpell): number[][] {
  const slots = pieces.flatMap(({ type, ms, weight }) =>
    Array.from({ length: ms }, () => ({ isFree: type === 'free', counts: weight / 1000 })),
  );
  const free = slots.filter(({ isFree }) => isFree).length;
  return Array.from({ length: 2 ** free }, (_, choice) => {
    const outages: number[] = [];
    let bit = 0;
    let wasDown = false;
    for (const { isFree, counts } of slots) {
      const isDown = !isFree || ((choice >> bit++) & 1) === 1;
      if (isDown && !wasDown) outages.push(0);
      if (isDown) outages.push((outages.pop() ?? 0) + counts);
      wasDown = isDown;
    }
    return outages;
  });
}
