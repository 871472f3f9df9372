import { describe, expect, it } from 'vitest';
import { type HeardStream, sourceHealth } from '../../shared/domain/source-health.ts';
import type { Change } from '../../shared/domain/stream.ts';
import { monitor, source } from '../support/catalogue.ts';

const NOTHING = { seen: undefined, beats: [], refusals: [], quarantined: 0, streams: [] };

function stream(...changes: readonly Change[]): HeardStream {
  const listening = monitor({ id: 'probe', alertRules: { staleAfterMs: 100 } });
  return { service: 'checkout', monitor: 'probe', stream: 'a', changes, listening };
}

function healthOf(streams: readonly HeardStream[], now = 1_000) {
  return sourceHealth(source({ id: 'am' }), { ...NOTHING, streams }, now);
}

describe('a source', () => {
  it('is never heard until something comes from it', () => {
    expect(sourceHealth(source({ id: 'am' }), NOTHING, 1_000)).toStrictEqual({
      source: 'am',
      type: 'generic',
      state: 'never heard',
      refusals: [],
      quarantined: 0,
      forgotten: [],
      longOpen: [],
      orphans: [],
      relabelled: [],
    });
  });

  it('is as far behind as what it told of last, or ahead of us', () => {
    const seen = (toldOf: number) =>
      sourceHealth(source({ id: 'am' }), { ...NOTHING, seen: { receivedAt: 900, toldOf } }, 1_000);
    expect(seen(850)).toMatchObject({ state: 'heard', lagMs: 50 });
    expect(seen(950)).toMatchObject({ aheadMs: 50 });
    expect(seen(950)).not.toHaveProperty('lagMs');
    // To the millisecond, it is not ahead.
    expect(seen(900)).toMatchObject({ lagMs: 0 });
    expect(seen(900)).not.toHaveProperty('aheadMs');
  });

  it('shows what came last, what was turned away and what waits in quarantine', () => {
    const seen = { receivedAt: 900, noted: { reason: 'test', detail: 'A test of the connection' } };
    const told = { seen, refusals: [{ at: 800, reason: 'signature' }], quarantined: 3 };
    const health = sourceHealth(source({ id: 'am' }), { ...NOTHING, ...told }, 1_000);
    expect(health).toMatchObject({ ...told, state: 'heard' });
    expect(['lagMs', 'aheadMs', 'poll'].filter((key) => key in health)).toEqual([]);
  });

  it('that is asked says how that goes, and for how long it has failed', () => {
    const asked = source({ id: 'am', reconcile: { everyMs: 300_000, url: 'https://am.example.com' } });
    expect(sourceHealth(asked, NOTHING, 1_000).poll).toEqual({ failures: 0 });
    const failing = { succeededAt: 100, failed: { at: 900, reason: 'it refused' }, failingSince: 400, failures: 2 };
    expect(sourceHealth(asked, { ...NOTHING, poll: failing }, 1_000).poll).toEqual({ ...failing, failingMs: 600 });
    // One that is asked no more has nothing to say of it.
    expect(sourceHealth(source({ id: 'am' }), { ...NOTHING, poll: failing }, 1_000)).not.toHaveProperty('poll');
  });

  it('is silent once it promised signs of life and the last one is too old', () => {
    const promising = { ...source({ id: 'am' }), heartbeat: { everyMs: 10, allowedGapMs: 30 } };
    const at = (now: number, ...beats: readonly number[]) =>
      sourceHealth(promising, { ...NOTHING, seen: { receivedAt: 925 }, beats }, now).state;
    expect([at(929, 880, 900), at(930, 880, 900)]).toEqual(['heard', 'silent']);
    // What it sends besides bears nothing out.
    expect(at(926)).toBe('silent');
  });
});

describe('an alert that is left open', () => {
  it('is forgotten once it was not repeated for too long', () => {
    const open = stream({ at: 200, state: 'up' }, { at: 500, state: 'down', heardAt: 800 });
    expect(healthOf([open], 899).forgotten).toEqual([]);
    expect(healthOf([open], 900).forgotten).toEqual([
      { service: 'checkout', monitor: 'probe', stream: 'a', openSince: 500, heardAt: 800, givenUpAt: 900 },
    ]);
  });

  it('is not when its source never repeats, or when it is over', () => {
    expect(healthOf([stream({ at: 500, state: 'down' })]).forgotten).toEqual([]);
    const over = stream({ at: 500, state: 'down', heardAt: 500 }, { at: 700, state: 'up', heardAt: 700 });
    expect(healthOf([over, stream()]).forgotten).toEqual([]);
    const unheard = { ...stream({ at: 500, state: 'down', heardAt: 500 }), listening: monitor({ id: 'probe' }) };
    expect(healthOf([unheard]).forgotten).toEqual([]);
  });

  it('is when its source never repeats, and its end was not told for longer than anybody would believe', () => {
    const rules = { openAtMostMs: 300 };
    const open = { ...stream({ at: 500, state: 'down' }), listening: monitor({ id: 'probe', alertRules: rules }) };
    expect(healthOf([open], 799).forgotten).toEqual([]);
    expect(healthOf([open], 800).forgotten).toMatchObject([{ openSince: 500, heardAt: 500, givenUpAt: 800 }]);
  });

  it('is forgotten too where it only made the service worse', () => {
    expect(healthOf([stream({ at: 500, state: 'degraded', heardAt: 800 })]).forgotten).toHaveLength(1);
  });
});

describe('an alert that is open for long', () => {
  const DAY = 86_400_000;
  const silent = { listening: monitor({ id: 'probe' }) };
  const longOpen = (streams: readonly HeardStream[], at: number) => healthOf(streams, at).longOpen;

  it('is told of after a day, from its first word of trouble on', () => {
    const open = {
      ...stream({ at: 100, state: 'up' }, { at: 500, state: 'degraded' }, { at: 900, state: 'down' }),
      ...silent,
    };
    expect(longOpen([open], 500 + DAY - 1)).toEqual([]);
    expect(longOpen([open], 500 + DAY)).toEqual([
      { service: 'checkout', monitor: 'probe', stream: 'a', openSince: 500, openMs: DAY },
    ]);
  });

  it('stands by how long it is open', () => {
    const [one, other] = [stream({ at: 500, state: 'down' }), stream({ at: 200, state: 'down' })];
    expect(
      longOpen(
        [
          { ...one, ...silent },
          { ...other, ...silent },
        ],
        2 * DAY,
      ).map((it) => it.openSince),
    ).toEqual([200, 500]);
  });

  it('is not one that is over, unknown, or forgotten', () => {
    const over = { ...stream({ at: 500, state: 'down' }, { at: 600, state: 'up' }), ...silent };
    const unknown = { ...stream({ at: 500, state: 'unknown' }), ...silent };
    const forgotten = stream({ at: 500, state: 'down', heardAt: 800 });
    expect(longOpen([over, unknown, forgotten, stream()], 2 * DAY)).toEqual([]);
  });
});

describe('an alert that is left open while another of its monitor opens', () => {
  const old = stream({ at: 500, state: 'down', heardAt: 800 });
  const other = (at: number, more: Partial<HeardStream> = {}) => ({
    ...stream({ at, state: 'down', heardAt: at }),
    stream: 'b',
    ...more,
  });
  const relabelled = (...others: readonly HeardStream[]) => healthOf([old, ...others], 950).relabelled;

  it('may be the same with a label edited: it opened after the last repeat and before the other was given up', () => {
    expect(relabelled(other(850))).toEqual([
      { service: 'checkout', monitor: 'probe', from: 'b', to: 'a', openSince: 500, openedAt: 850 },
    ]);
    expect([800, 801, 900, 901].map((at) => relabelled(other(at)).length)).toEqual([0, 1, 1, 0]);
  });

  it('is another where that was heard before, is of another monitor or service, or no trouble', () => {
    const before = { ...stream({ at: 10, state: 'up' }, { at: 850, state: 'down', heardAt: 850 }), stream: 'b' };
    expect(relabelled(before)).toEqual([]);
    expect(relabelled(other(850, { monitor: 'other' }), other(850, { service: 'search' }))).toEqual([]);
    expect(relabelled({ ...stream({ at: 850, state: 'up' }), stream: 'b' }, { ...stream(), stream: 'c' })).toEqual([]);
  });

  it('may be the same, too, where the first is not repeated and was given up for want of any word', () => {
    const rules = { staleAfterMs: 10, openAtMostMs: 300 };
    const listening = monitor({ id: 'probe', alertRules: rules });
    const [first, next] = [
      { ...stream({ at: 500, state: 'down' }), listening },
      { ...other(700), listening },
    ];
    expect(healthOf([first, next], 800).relabelled).toMatchObject([{ from: 'b', to: 'a', openedAt: 700 }]);
  });

  it('is not its own successor, if its beginning was dated after it was heard last', () => {
    expect(healthOf([stream({ at: 850, state: 'down', heardAt: 800 })], 950)).toMatchObject({
      forgotten: [{ stream: 'a' }],
      relabelled: [],
    });
  });

  it('is not one of those while it is repeated', () => {
    expect(healthOf([old, other(850)], 899).relabelled).toEqual([]);
  });
});

describe('an end without a beginning', () => {
  it('is told with its time', () => {
    const orphan = stream({ at: 100, state: 'up' }, { at: 500, state: 'up', previous: 'down' });
    expect(healthOf([orphan]).orphans).toEqual([{ service: 'checkout', monitor: 'probe', stream: 'a', at: 500 }]);
    expect(healthOf([stream({ at: 500, state: 'up', previous: 'down' })]).orphans).toHaveLength(1);
    expect(healthOf([stream({ at: 500, state: 'up', ends: 'degraded' })]).orphans).toHaveLength(1);
  });

  it('is none where the beginning is there', () => {
    const whole = stream({ at: 400, state: 'down' }, { at: 500, state: 'up', previous: 'down' });
    expect(healthOf([whole]).orphans).toEqual([]);
    const worse = stream({ at: 400, state: 'degraded' }, { at: 500, state: 'up', previous: 'degraded' });
    expect(healthOf([worse]).orphans).toEqual([]);
  });

  it('is one of trouble: a monitor that begins, or that was blind, has lost nothing', () => {
    const ends = (['down', 'degraded', 'unknown', 'up', 'pending'] as const).map(
      (previous) => healthOf([stream({ at: 500, state: 'up', previous })]).orphans.length,
    );
    expect(ends).toEqual([1, 1, 0, 0, 0]);
    expect(healthOf([stream({ at: 500, state: 'degraded', previous: 'down' })]).orphans).toEqual([]);
  });
});
