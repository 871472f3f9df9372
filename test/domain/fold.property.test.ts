import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bucket, feedSubject, utcDay, utcDays } from '../../shared/domain/bucket.ts';
import { LONGEST_BURN_WINDOW_MS } from '../../shared/domain/burn.ts';
import type { Folded } from '../../shared/domain/compute.ts';
import { mergeRollups, type Rollup, type StreamHistory } from '../../shared/domain/fold.ts';
import type { Interval } from '../../shared/domain/interval.ts';
import type { Scenario } from '../oracle/scenario.ts';
import { scenarios } from '../support/arbitraries.ts';
import { runs } from '../support/property-runs.ts';
import { evaluated, rollupsByBucket } from './evaluated.ts';

type Parts = readonly { readonly bucket: Bucket; readonly rollup: Rollup }[];

const anyScenario = scenarios({ longest: 30 });

/** A scenario, and its facts once more in another order with some of them repeated. */
const toldTwice = anyScenario.chain((scenario) =>
  fc.record({
    scenario: fc.constant(scenario),
    facts: fc
      .tuple(
        fc.shuffledSubarray([...scenario.facts]),
        fc.shuffledSubarray([...scenario.facts], { minLength: scenario.facts.length }),
      )
      .map(([again, all]) => [...again, ...all]),
  }),
);

function merged(parts: Parts): Folded {
  const bySubject = Map.groupBy(parts, ({ bucket }) => bucket.subject);
  const rollups = [...bySubject].map(([subject, own]): [string, Rollup] => [
    subject,
    mergeRollups(own.map(({ rollup }) => rollup)),
  ]);
  return { rollups: new Map(rollups), unmapped: [] };
}

describe('the figures', () => {
  it('are the same, byte for byte, in whatever order and however often the signals come', () => {
    fc.assert(
      fc.property(toldTwice, ({ scenario, facts }) => {
        expect(JSON.stringify(evaluated({ ...scenario, facts }))).toBe(JSON.stringify(evaluated(scenario)));
      }),
      { numRuns: runs(1000) },
    );
  });

  it('are the same folded bucket by bucket, and read in any order', () => {
    fc.assert(
      fc.property(anyScenario, (scenario) => {
        const parts = rollupsByBucket(scenario);
        const expected = JSON.stringify(evaluated(scenario));
        expect(JSON.stringify(evaluated(scenario, merged(parts)))).toBe(expected);
        expect(JSON.stringify(evaluated(scenario, merged(parts.toReversed())))).toBe(expected);
      }),
      { numRuns: runs(1000) },
    );
  });

  it('are the same from the days of the period and the nearest events outside it', () => {
    fc.assert(
      fc.property(anyScenario, (scenario) => {
        const near = merged(neededFor(scenario, rollupsByBucket(scenario)));
        expect(evaluated(scenario, near)).toEqual(evaluated(scenario));
      }),
      { numRuns: runs(1000) },
    );
  });
});

const DAY_MS = 86_400_000;

// What a reader of the store needs: the days that are counted, of each stream the nearest day with events on either
// side and the newest of all, all maintenance, and beats that could still last. The same for the last days before the
// moment of asking, in which a budget may burn.
function neededFor({ start, end, now }: Scenario, parts: Parts): Parts {
  const until = Math.max(Math.min(end, now), start + 1);
  const recent = { start: Math.min(start, until - LONGEST_BURN_WINDOW_MS), end: until };
  const needed = [{ start, end: until }, recent].flatMap((window) => neededIn(window, parts));
  return parts.filter((part) => needed.includes(part));
}

function neededIn(window: Interval, parts: Parts): Parts {
  const days = new Set(utcDays(window));
  const outside = streamsIn(parts).flatMap((stream) =>
    neighbours(stream, utcDay(window.start), utcDay(window.end - 1)),
  );
  const wanted = new Set([...days, ...outside]);
  const beats = new Set(utcDays({ start: window.start - DAY_MS, end: window.end }));
  return parts.filter(({ bucket: { subject, span } }) =>
    subject === feedSubject('f1') || subject === feedSubject('f2') ? beats.has(span) : wanted.has(span) || isYear(span),
  );
}

const isYear = (span: string): boolean => span.length === 4;

function streamsIn(parts: Parts): readonly StreamHistory[] {
  return mergeRollups(parts.map(({ rollup }) => rollup)).streams;
}

function neighbours({ changes }: StreamHistory, first: string, last: string): (string | undefined)[] {
  const days = changes.map(({ at }) => utcDay(at));
  return [days.findLast((day) => day < first), days.find((day) => day > last), days.at(-1)];
}
