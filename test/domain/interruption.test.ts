import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEGRADED, DOWN, REPORTED_UNKNOWN, UP } from '../../shared/domain/condition.ts';
import { interruptionAt, withoutShortInterruptions } from '../../shared/domain/interruption.ts';
import { type Track, TrackBuilder } from '../../shared/domain/track.ts';

/** A condition and how many minutes it lasts, one after the other. */
type Lasting = readonly [condition: number, minutes: number];

function trackOf(...states: readonly Lasting[]): Track {
  const track = new TrackBuilder();
  let at = 0;
  for (const [condition, minutes] of states) {
    track.add(at, condition);
    at += minutes;
  }
  return track.build(at);
}

describe('with two minutes as the bound', () => {
  it.each<[string, Lasting[], Lasting[]]>([
    [
      'a minute down between up is up',
      [
        [UP, 9],
        [DOWN, 1],
        [UP, 9],
      ],
      [[UP, 19]],
    ],
    [
      'two minutes down stay',
      [
        [UP, 9],
        [DOWN, 2],
        [UP, 9],
      ],
      [
        [UP, 9],
        [DOWN, 2],
        [UP, 9],
      ],
    ],
    [
      'a minute up between down is down',
      [
        [DOWN, 9],
        [UP, 1],
        [DOWN, 9],
      ],
      [[DOWN, 19]],
    ],
    [
      'a minute unknown between up is up',
      [
        [UP, 9],
        [REPORTED_UNKNOWN, 1],
        [UP, 9],
      ],
      [[UP, 19]],
    ],
    [
      'a minute down between up and degraded stays: the sides do not agree',
      [
        [UP, 9],
        [DOWN, 1],
        [DEGRADED, 9],
      ],
      [
        [UP, 9],
        [DOWN, 1],
        [DEGRADED, 9],
      ],
    ],
    [
      'flapping every minute is what it was before',
      [
        [UP, 9],
        [DOWN, 1],
        [UP, 1],
        [DOWN, 1],
        [UP, 9],
      ],
      [[UP, 21]],
    ],
    [
      'a minute at the start stays, as nothing is known of its other side',
      [
        [DOWN, 1],
        [UP, 9],
      ],
      [
        [DOWN, 1],
        [UP, 9],
      ],
    ],
    [
      'a minute at the end stays',
      [
        [UP, 9],
        [DOWN, 1],
      ],
      [
        [UP, 9],
        [DOWN, 1],
      ],
    ],
  ])('%s', (_what, before, after) => {
    expect(withoutShortInterruptions(trackOf(...before), 2)).toEqual(trackOf(...after));
  });

  it('what was bridged is bridged in turn if it is short itself', () => {
    // With five: down-unknown-down lasts 1 + 1 + 1 = 3 minutes, and lies between up and up.
    const nested = trackOf([UP, 9], [DOWN, 1], [REPORTED_UNKNOWN, 1], [DOWN, 1], [UP, 9]);
    expect(withoutShortInterruptions(nested, 5)).toEqual(trackOf([UP, 21]));
  });
});

describe('an instant of a short interruption', () => {
  const nested = trackOf([UP, 9], [DOWN, 1], [REPORTED_UNKNOWN, 1], [DOWN, 1], [UP, 9]);

  it('is part of the one that is bridged, from its start until its end', () => {
    const track = trackOf([UP, 9], [DOWN, 1], [UP, 11]);
    const found = { start: 9, end: 10, condition: DOWN };
    expect([8, 9, 9.5, 10].map((at) => interruptionAt(track, 2, at))).toEqual([undefined, found, found, undefined]);
    expect(interruptionAt(track, 1, 9)).toBeUndefined();
  });

  it('is part of the outer one where one is inside another', () => {
    expect(interruptionAt(nested, 5, 10)).toEqual({ start: 9, end: 12, condition: DOWN });
    // With two only the minute unknown is bridged: down lasts three.
    expect(interruptionAt(nested, 2, 10)).toEqual({ start: 10, end: 11, condition: REPORTED_UNKNOWN });
    expect(interruptionAt(nested, 2, 9)).toBeUndefined();
  });
});

describe('for every track', () => {
  const condition = fc.constantFrom(UP, DEGRADED, REPORTED_UNKNOWN, DOWN);
  const tracks = fc
    .array(fc.tuple(condition, fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 20 })
    .map((states) => trackOf(...states));

  it('the window stays the same, and doing it twice changes nothing more', () => {
    fc.assert(
      fc.property(tracks, fc.nat(10), (track, bound) => {
        const once = withoutShortInterruptions(track, bound);
        expect([once.starts[0], once.end]).toEqual([track.starts[0], track.end]);
        expect(withoutShortInterruptions(once, bound)).toEqual(once);
      }),
    );
  });

  it('no short state is left between two that agree', () => {
    fc.assert(
      fc.property(tracks, fc.nat(10), (track, bound) => {
        const { starts, conditions } = withoutShortInterruptions(track, bound);
        for (let index = 1; index + 1 < starts.length; index++) {
          const isShort = (starts[index + 1] ?? 0) - (starts[index] ?? 0) < bound;
          expect(isShort && conditions[index - 1] === conditions[index + 1]).toBe(false);
        }
      }),
    );
  });
});
