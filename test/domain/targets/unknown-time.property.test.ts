import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Target } from '../../../shared/domain/catalogue.ts';
import type { MonitorState, Signal } from '../../../shared/domain/signal.ts';
import { runs } from '../../support/property-runs.ts';
import { DAY, HOUR, MINUTE, october, resultOf } from './october.ts';

/** So many minutes in a state, one after the other from 1 October on; then up. */
interface Segment {
  readonly state: MonitorState;
  readonly minutes: number;
}

const anyState = fc.constantFrom<MonitorState>('up', 'down', 'down', 'unknown');
const anySegment = fc.record({ state: anyState, minutes: fc.integer({ min: 1, max: 40 }) });
// No two neighbours alike, so that a segment is a whole stretch.
const someSegments = fc
  .array(anySegment, { minLength: 1, maxLength: 12 })
  .map((segments) => segments.filter(({ state }, index) => state !== segments[index - 1]?.state));
const someChoices = fc.array(fc.boolean(), { minLength: 8, maxLength: 8 });

const anyTarget = fc.oneof(
  fc
    .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 40 }))
    .map(([atMost, minutes]): Target => ({ kind: 'outages', atMost, longerThanMs: minutes * MINUTE })),
  fc.integer({ min: 0, max: 2 * HOUR }).map((atMostMs): Target => ({ kind: 'longestOutage', atMostMs })),
  fc.integer({ min: 0, max: 3 * HOUR }).map((atMostMs): Target => ({ kind: 'downtime', atMostMs })),
);
const anyMtbf = fc.integer({ min: 2, max: 31 }).map((days): Target => ({ kind: 'mtbf', atLeastMs: days * DAY }));

describe('a verdict', () => {
  it('stands whatever the unknown time turns out to have been', () => {
    fc.assert(
      fc.property(anyTarget, someSegments, someChoices, (target, segments, choices) => {
        const { verdict } = resultOf(target, signalsOf(segments));
        const revealed = segments.flatMap((it) => (it.state === 'unknown' ? inPieces(it, choices) : [it]));
        const { verdict: known } = resultOf(target, signalsOf(revealed));
        expect(known).not.toBe('notMeasured');
        if (verdict !== 'notMeasured') expect(known).toBe(verdict);
      }),
      { numRuns: runs(500) },
    );
  });

  it('on the time between outages stands if each stretch of it was up or down throughout', () => {
    fc.assert(
      fc.property(anyMtbf, someSegments, someChoices, (target, segments, choices) => {
        const { verdict } = resultOf(target, signalsOf(segments));
        const revealed = segments.map((it, index) =>
          it.state === 'unknown' ? { ...it, state: upOrDown(choices, index) } : it,
        );
        const { verdict: known } = resultOf(target, signalsOf(revealed));
        if (verdict !== 'notMeasured') expect(known).toBe(verdict);
      }),
      { numRuns: runs(500) },
    );
  });
});

/** Unknown time revealed as eight pieces that were up or down. */
function inPieces({ minutes }: Segment, choices: readonly boolean[]): Segment[] {
  return choices.map((_, index) => ({ state: upOrDown(choices, index), minutes: minutes / choices.length }));
}

function upOrDown(choices: readonly boolean[], index: number): MonitorState {
  return choices[index % choices.length] === true ? 'down' : 'up';
}

function signalsOf(segments: readonly Segment[]): Signal[] {
  let at = october('01T00:00');
  const signals: Signal[] = [];
  for (const { state, minutes } of [...segments, { state: 'up', minutes: 0 } as const]) {
    signals.push({ kind: 'state', monitor: 'probe', state, at });
    at += minutes * MINUTE;
  }
  return signals;
}
