import { describe, expect, it } from 'vitest';
import type { ClassRun } from '../../../shared/domain/classify.ts';
import { DEGRADED, DOWN, FEED_SILENT, NEVER_SEEN, REPORTED_UNKNOWN, UP } from '../../../shared/domain/condition.ts';
import { methodNamed } from '../../../shared/domain/method.ts';
import {
  fewestOf,
  longestOf,
  mostOf,
  type PossibleSpell,
  possibleSpells,
  type SpellPiece,
} from '../../../shared/domain/targets/possible-outages.ts';
import { constantTrack } from '../../../shared/domain/track.ts';

function certain(ms: number, weight = 1000): SpellPiece {
  return { type: 'certain', ms, weight };
}

function free(ms: number, weight = 1000): SpellPiece {
  return { type: 'free', ms, weight };
}

describe('the longest outage that a spell can have been', () => {
  it('is all of it that counts, rounded up', () => {
    expect(longestOf([certain(5), free(3), certain(2, 0)])).toBe(8);
    expect(longestOf([certain(5, 500)])).toBe(3);
    expect(longestOf([free(9, 0)])).toBe(0);
  });
});

describe('the fewest outages longer than 5 ms', () => {
  const fewest = (...spell: PossibleSpell) => fewestOf(spell, 5);

  it('are one if what was down for certain is so long, and none if not', () => {
    expect([fewest(certain(5)), fewest(certain(6)), fewest(free(60))]).toEqual([0, 1, 0]);
    expect(fewest(certain(3), certain(3))).toBe(1);
    expect([fewest(certain(10, 500)), fewest(certain(11, 500))]).toEqual([0, 1]);
  });

  it('are one through time that does not count, and none through time that may have been up', () => {
    expect(fewest(certain(3), certain(9, 0), certain(3))).toBe(1);
    expect(fewest(certain(3), free(1), certain(3))).toBe(0);
    expect(fewest(certain(3), free(1, 0), certain(3))).toBe(0);
  });

  it('are never more than one of a spell, as all between them may have been down', () => {
    expect(fewest(certain(6), free(1), certain(6))).toBe(1);
  });
});

describe('the most outages longer than 15 ms', () => {
  const most = (...spell: PossibleSpell) => mostOf(spell, 15);

  it('take 16 ms of unknown time each, and one of up between two', () => {
    expect([15, 16, 32, 33, 49, 50].map((ms) => most(free(ms)))).toEqual([0, 1, 1, 2, 2, 3]);
  });

  it('begin with what was down before', () => {
    expect([most(certain(10), free(5)), most(certain(10), free(6))]).toEqual([0, 1]);
    // 14.5 ms count already: one more makes 15.5.
    expect([most(certain(29, 500)), most(certain(29, 500), free(1))]).toEqual([0, 1]);
  });

  it('end as early as they can: a millisecond of up, and what follows is another', () => {
    expect(most(certain(10), free(6), certain(16))).toBe(1);
    expect(most(certain(10), free(7), certain(16))).toBe(2);
    expect(most(certain(16), free(1), certain(16))).toBe(2);
    // 15.5 ms count before.
    expect(most(certain(31, 500), free(1), certain(16))).toBe(2);
  });

  it('go on with what is left of unknown time', () => {
    // 16, one of up, and 16 that go on for another 15.
    expect(most(free(33), certain(15))).toBe(2);
    expect([most(free(34), certain(15)), most(free(34), certain(16))]).toEqual([2, 3]);
    // 16, one of up, and 10 with 6 more.
    expect([most(free(27), certain(5)), most(free(27), certain(6))]).toEqual([1, 2]);
  });

  it('may end in unknown time that does not count, and go on through it too', () => {
    expect(most(certain(16), free(1, 0), certain(16))).toBe(2);
    expect(most(certain(10), free(1, 0), certain(6))).toBe(1);
    expect(most(certain(10), certain(1, 0), certain(5))).toBe(0);
    expect(most(free(99, 0))).toBe(0);
  });
});

describe('the spells of what was down or unknown', () => {
  /** A run of so many ms, right after the one before. */
  function runsOf(...pieces: readonly (readonly [ms: number, run: Pick<ClassRun, 'class' | 'condition'>])[]) {
    let at = 0;
    return pieces.map(([ms, run]): ClassRun => {
      const [start, end] = [at, at + ms];
      at = end;
      return { ...run, start, end, layer: { start, end, class: 'open' } };
    });
  }

  function spellsOf(runs: readonly ClassRun[], method = 'contract') {
    const timeline = { service: constantTrack({ start: 0, end: 100 }, UP), monitors: [] };
    return possibleSpells([{ classified: { runs, upMs: 0 }, timeline, method: methodNamed(method) }]);
  }

  const down = { class: 'down', condition: DOWN } as const;
  const unknown = { class: 'unknown', condition: REPORTED_UNKNOWN } as const;
  const degraded = { class: 'degraded', condition: DEGRADED } as const;

  it('are unbroken until the service was surely up', () => {
    const upFor = (ms: number) => [ms, { class: 'maintenance', condition: UP } as const] as const;
    expect(spellsOf(runsOf([5, down], [3, unknown], upFor(2), [4, unknown]))).toEqual([
      [certain(5), free(3)],
      [free(4)],
    ]);
    const [first, second] = runsOf([5, down], [3, unknown]);
    if (first === undefined || second === undefined) throw new Error('expected two runs');
    expect(spellsOf([first, { ...second, start: 6, end: 9 }])).toEqual([[certain(5)], [free(3)]]);
  });

  it('hold in maintenance what does not count, and what may have been down in it', () => {
    const inMaintenance = (condition: number) => ({ class: 'maintenance', condition }) as const;
    expect(spellsOf(runsOf([5, inMaintenance(DOWN)], [3, inMaintenance(FEED_SILENT)], [2, down]))).toEqual([
      [certain(5, 0), free(3, 0), certain(2)],
    ]);
  });

  it('hold what is worse as far as the method counts it', () => {
    expect(spellsOf(runsOf([5, degraded]))).toEqual([]);
    expect(spellsOf(runsOf([5, degraded]), 'openstatus')).toEqual([[certain(5, 500)]]);
  });

  it('hold unknown time as down for certain where the method counts it so, and not at all where it is up', () => {
    expect(spellsOf(runsOf([5, unknown]), 'strict')).toEqual([[certain(5)]]);
    const neverSeen = { class: 'unknown', condition: NEVER_SEEN } as const;
    expect(spellsOf(runsOf([5, neverSeen]), 'icinga')).toEqual([]);
  });
});
