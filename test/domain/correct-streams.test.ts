import { describe, expect, it } from 'vitest';
import { correctStream, type StreamCorrection } from '../../shared/domain/correct-streams.ts';
import { corrected as correctedAgain } from '../../shared/domain/recount/corrected-streams.ts';
import type { Change } from '../../shared/domain/stream.ts';
import { proposal } from '../support/corrections.ts';

const up = (at: number, previous?: Change['previous']): Change => change(at, 'up', previous);
const down = (at: number, previous?: Change['previous']): Change => change(at, 'down', previous);

function change(at: number, state: Change['state'], previous?: Change['previous']): Change {
  return previous === undefined ? { at, state } : { at, state, previous };
}

const voids = (at: number) => of({ action: 'void', monitor: 'probe', signal: 'probe', at });
const amends = (at: number, to: number) => of({ action: 'amend', monitor: 'probe', signal: 'probe', at, to });

function of(action: Parameters<typeof proposal>[0]): StreamCorrection {
  const found = proposal(action);
  if (found.action !== 'void' && found.action !== 'amend') throw new Error('expected a correction of a stream');
  return found;
}

/** What is left of the changes, by both calculators, and how far it differs. */
function corrected(changes: readonly Change[], correction: StreamCorrection) {
  const told = [{ monitor: 'probe', stream: 'probe', changes }];
  const { streams, reach } = correctStream(told, correction);
  const known = { streams: told, dependencies: {}, maintenance: [], beats: {}, counts: [], incidents: [] };
  expect(correctedAgain(known, 'checkout', [correction]).streams).toEqual(streams);
  return { changes: streams[0]?.changes, reach };
}

describe('voiding a change', () => {
  it('leaves the state before it until the next change', () => {
    expect(corrected([up(1), down(5), up(9)], voids(5))).toEqual({
      changes: [up(1), up(9)],
      reach: { start: 5, end: 9 },
    });
  });

  it('takes the repeats of its state with it', () => {
    expect(corrected([up(1), down(5), down(6), down(7), up(9)], voids(5)).changes).toEqual([up(1), up(9)]);
  });

  it('leaves no trace in the change after it', () => {
    expect(corrected([down(5, 'up'), up(9, 'down')], voids(5)).changes).toEqual([up(9, 'up')]);
    expect(corrected([down(5), up(9, 'down')], voids(5)).changes).toStrictEqual([up(9)]);
  });

  it('keeps until when the change after it was heard of', () => {
    const next = { ...down(9, 'degraded'), heardAt: 20 };
    expect(corrected([up(1), change(5, 'degraded', 'up'), next], voids(5)).changes).toEqual([
      up(1),
      { ...down(9, 'up'), heardAt: 20 },
    ]);
  });

  it('keeps that nothing was known before the next', () => {
    expect(corrected([up(1), down(5, 'up'), up(9, 'pending')], voids(5)).changes).toEqual([up(1), up(9, 'pending')]);
  });

  it('leaves to the next what else it says: when it was heard, and that it is maintenance', () => {
    const heard = { ...down(9, 'up'), heardAt: 12 };
    expect(corrected([down(1), up(5), heard], voids(5)).changes).toEqual([
      down(1),
      { at: 9, state: 'down', heardAt: 12 },
    ]);
    const maintained = { at: 9, state: 'unknown', maintenance: true } as const;
    expect(corrected([up(1), down(5), maintained], voids(5)).changes).toEqual([up(1), maintained]);
  });

  it('of the last change lasts for ever', () => {
    expect(corrected([up(1), down(5)], voids(5))).toEqual({
      changes: [up(1)],
      reach: { start: 5, end: Number.POSITIVE_INFINITY },
    });
  });

  it('finds nothing where no change is, at a repeat, or in another stream', () => {
    const changes = [up(1), down(5), down(6), up(9)];
    expect(corrected(changes, voids(4))).toEqual({ changes, reach: undefined });
    expect(corrected(changes, voids(6))).toEqual({ changes, reach: undefined });
    for (const about of [
      { monitor: 'probe', signal: 'other' },
      { monitor: 'other', signal: 'probe' },
    ]) {
      const elsewhere = of({ action: 'void', ...about, at: 5 });
      expect(corrected(changes, elsewhere)).toEqual({ changes, reach: undefined });
    }
  });

  it('leaves other streams and other monitors alone', () => {
    const changes = [up(1), down(5), up(9)];
    const others = [
      { monitor: 'checks', stream: 'probe', changes },
      { monitor: 'probe', stream: 'other', changes },
    ];
    const { streams } = correctStream([...others, { monitor: 'probe', stream: 'probe', changes }], voids(5));
    expect(streams).toEqual([...others, { monitor: 'probe', stream: 'probe', changes: [up(1), up(9)] }]);
  });
});

describe('maintenance that a stream tells of', () => {
  const unknown = (at: number): Change => change(at, 'unknown');
  const maintained = (at: number): Change => ({ ...unknown(at), maintenance: true });

  it('is another word than unknown: each can be voided, and the other stays', () => {
    expect(corrected([unknown(1), maintained(5), up(9)], voids(5)).changes).toEqual([unknown(1), up(9)]);
    expect(corrected([maintained(1), unknown(5), up(9)], voids(5)).changes).toEqual([maintained(1), up(9)]);
    expect(corrected([up(1), maintained(5), unknown(7), up(9)], voids(5)).changes).toEqual([up(1), unknown(7), up(9)]);
  });

  it('is moved between what is unknown before and after', () => {
    const changes = [unknown(1), maintained(5), unknown(9)];
    expect(corrected(changes, amends(5, 3)).changes).toEqual([unknown(1), maintained(3), unknown(9)]);
    expect(corrected(changes, amends(5, 9))).toEqual({ changes, reach: undefined });
  });
});

describe('amending a change', () => {
  it('moves it back and forth between its neighbours', () => {
    expect(corrected([up(1), down(5), up(9)], amends(5, 3))).toEqual({
      changes: [up(1), down(3), up(9)],
      reach: { start: 3, end: 5 },
    });
    expect(corrected([up(1), down(5), up(9)], amends(5, 8))).toEqual({
      changes: [up(1), down(8), up(9)],
      reach: { start: 5, end: 8 },
    });
  });

  it('passes over repeats on either side', () => {
    expect(corrected([up(1), up(4), down(5), up(9)], amends(5, 3)).changes).toEqual([up(1), down(3), up(9)]);
    expect(corrected([up(1), down(5), down(6), down(8), up(9)], amends(5, 7)).changes).toEqual([
      up(1),
      down(7),
      down(8),
      up(9),
    ]);
  });

  it('takes the place of a repeat on either side at whose instant it ends up', () => {
    expect(corrected([up(1), up(4), down(5), up(9)], amends(5, 4)).changes).toEqual([up(1), down(4), up(9)]);
    expect(corrected([up(1), down(5), down(6), up(9)], amends(5, 6)).changes).toEqual([up(1), down(6), up(9)]);
  });

  it('does not pass another change', () => {
    const changes = [up(1), down(5), up(9)];
    for (const to of [0, 1, 9, 10]) expect(corrected(changes, amends(5, to))).toEqual({ changes, reach: undefined });
    const repeated = [down(0), up(2), up(4), down(6)];
    for (const to of [1, 2]) expect(corrected(repeated, amends(6, to)).reach).toBe(undefined);
    expect(corrected(repeated, amends(6, 3)).changes).toEqual([down(0), up(2), down(3)]);
  });

  it('moves the first change and the last as far as is wanted', () => {
    expect(corrected([down(5)], amends(5, -99)).changes).toEqual([down(-99)]);
    expect(corrected([down(5)], amends(5, 99)).changes).toEqual([down(99)]);
  });
});
