import { describe, expect, it } from 'vitest';
import {
  type CountEvent,
  compareEvents,
  identify,
  type LedgerEvent,
  type StateEvent,
} from '../../shared/domain/event.ts';
import { type Change, fold, mergeRollups, setRoot } from '../../shared/domain/fold.ts';
import type { MonitorState, PreviousState } from '../../shared/domain/signal.ts';
import { decision, proposal } from '../support/corrections.ts';

function state(at: number, to: MonitorState, previous?: PreviousState): StateEvent {
  const said = { kind: 'state', service: 'checkout', monitor: 'probe', stream: 's', state: to, at } as const;
  return previous === undefined ? said : { ...said, previous };
}

function foldAll(...events: readonly LedgerEvent[]) {
  return fold(events.map(identify));
}

function changes(...events: readonly StateEvent[]): readonly Change[] {
  const [stream] = foldAll(...events).streams;
  return stream?.changes ?? [];
}

describe('maintenance that a stream tells', () => {
  const maintained = (at: number): StateEvent => ({ ...state(at, 'unknown'), maintenance: true });

  it('is no repeat of an unknown nor of itself, and neither is the unknown after it', () => {
    const all = [state(1, 'unknown'), maintained(2), maintained(3), state(4, 'unknown'), state(5, 'up')];
    expect(changes(...all)).toEqual([
      { at: 1, state: 'unknown' },
      { at: 2, state: 'unknown', maintenance: true },
      { at: 3, state: 'unknown', maintenance: true },
      { at: 4, state: 'unknown' },
      { at: 5, state: 'up' },
    ]);
  });

  it('is maintenance where the same instant is only called unknown too, in either order', () => {
    const bare = state(2, 'unknown', 'up');
    for (const events of [
      [bare, maintained(2)],
      [maintained(2), bare],
    ]) {
      expect(changes(...events)).toMatchObject([{ at: 2, state: 'unknown', maintenance: true }]);
    }
  });
});

describe('the changes of a stream', () => {
  it('are in the order of time, whatever order they came in', () => {
    expect(changes(state(20, 'up'), state(10, 'down'))).toEqual([
      { at: 10, state: 'down' },
      { at: 20, state: 'up' },
    ]);
  });

  it('count a fact once, however often it was delivered', () => {
    expect(changes(state(10, 'down'), state(10, 'down'), state(10, 'down'))).toHaveLength(1);
  });

  it.each<[MonitorState, MonitorState]>([
    ['up', 'down'],
    ['degraded', 'unknown'],
    ['up', 'degraded'],
    ['unknown', 'down'],
  ])('of %s and %s at one instant keep the worse', (better, worse) => {
    expect(changes(state(10, worse), state(10, better))).toEqual([{ at: 10, state: worse }]);
  });

  it('drop a repeat between two changes: it says nothing new', () => {
    expect(changes(state(10, 'down'), state(15, 'down'), state(18, 'down', 'down'), state(20, 'up'))).toEqual([
      { at: 10, state: 'down' },
      { at: 20, state: 'up' },
    ]);
  });

  it('keep the last repeat: what comes after it may be in another bucket', () => {
    expect(changes(state(10, 'down'), state(15, 'down'), state(18, 'down'))).toEqual([
      { at: 10, state: 'down' },
      { at: 18, state: 'down' },
    ]);
  });

  it('keep the repeat after which nothing was known', () => {
    // Up from 10 until 15 at least; then nobody looked until 20, when it was down.
    expect(changes(state(10, 'up'), state(12, 'up'), state(15, 'up'), state(20, 'down', 'pending'))).toEqual([
      { at: 10, state: 'up' },
      { at: 15, state: 'up' },
      { at: 20, state: 'down', previous: 'pending' },
    ]);
  });

  it('keep a repeat before which nothing was known', () => {
    expect(changes(state(10, 'up'), state(20, 'up', 'pending'), state(30, 'down'))).toHaveLength(3);
  });

  it('remember what the first of them named as the state before', () => {
    expect(changes(state(10, 'up', 'down'))).toEqual([{ at: 10, state: 'up', previous: 'down' }]);
  });

  it('of several streams are kept apart, by monitor and by name', () => {
    const other = { ...state(10, 'down'), stream: 'r' };
    const another = { ...state(10, 'down'), monitor: 'alerts' };
    expect(foldAll(state(10, 'up'), other, another).streams.map((it) => [it.monitor, it.stream])).toEqual([
      ['alerts', 's'],
      ['probe', 'r'],
      ['probe', 's'],
    ]);
  });
});

describe('events', () => {
  it('are ordered by time, then the worse last, then those that change no state, then by identity', () => {
    const beat: LedgerEvent = { kind: 'heartbeat', feed: 'am', at: 10, every: 1 };
    const ordered = [state(9, 'down'), state(10, 'up'), state(10, 'degraded'), state(10, 'unknown'), state(10, 'down')];
    const events = [...ordered, beat].map(identify);
    expect(events.toReversed().sort(compareEvents)).toEqual(events);
    const twins = [state(10, 'up', 'down'), state(10, 'up', 'unknown')].map(identify);
    expect(twins.toSorted(compareEvents)).toEqual(twins.toReversed().toSorted(compareEvents));
  });

  it('of one time and state are in the order of their identities, and equal to themselves alone', () => {
    const [a, b] = ['a', 'b'].map((id) => ({ id, event: state(10, 'up') }));
    if (a === undefined || b === undefined) throw new Error('expected two events');
    expect([compareEvents(a, b), compareEvents(b, a), compareEvents(a, { ...a })]).toEqual([-1, 1, 0]);
  });
});

describe('beats', () => {
  it('are ascending, each instant once', () => {
    const beat = (at: number, every: number): LedgerEvent => ({ kind: 'heartbeat', feed: 'am', at, every });
    expect(foldAll(beat(30, 60), beat(20, 60), beat(10, 60), beat(30, 30), beat(20, 30)).beats).toEqual([10, 20, 30]);
  });
});

describe('counts', () => {
  const counted: CountEvent = {
    kind: 'count',
    service: 'checkout',
    indicator: 'requests',
    good: 90,
    total: 100,
    start: 0,
    end: 60,
  };

  it('are kept as often as something else was counted, the same once, in the order of their start', () => {
    const [fuller, later] = [
      { ...counted, total: 101 },
      { ...counted, start: 60, end: 120 },
    ];
    const folded = foldAll(later, counted, fuller, counted).counts;
    expect(folded).toHaveLength(3);
    expect(folded).toEqual(expect.arrayContaining([counted, fuller]));
    expect(folded.at(-1)).toEqual(later);
    expect(mergeRollups([foldAll(later), foldAll(counted)]).counts).toEqual([counted, later]);
  });
});

describe('incidents', () => {
  it('keep all their phases, in the order of time', () => {
    const phase = { kind: 'incident', service: 'checkout', incident: 'INC-1', priority: 'P1' } as const;
    const [opened, closed] = [
      { ...phase, phase: 'opened', at: 1 } as const,
      { ...phase, phase: 'closed', at: 9 } as const,
    ];
    expect(foldAll(closed, opened, opened).incidents).toEqual([opened, closed]);
  });
});

describe('several buckets', () => {
  const monday = foldAll(state(10, 'down'), { kind: 'heartbeat', feed: 'am', at: 5, every: 1 });
  const tuesday = foldAll(state(110, 'up'), { kind: 'heartbeat', feed: 'am', at: 105, every: 1 });

  it('make one history, in whatever order they are read', () => {
    const merged = mergeRollups([tuesday, monday]);
    expect(merged.streams[0]?.changes.map(({ at }) => at)).toEqual([10, 110]);
    expect(merged.beats).toEqual([5, 105]);
    expect(merged).toEqual(mergeRollups([monday, tuesday]));
  });

  it('hold all that was announced of a maintenance that was moved from year to year', () => {
    const announced = { kind: 'maintenance', service: 'checkout', maintenance: 'CHG-7', announcedAt: 1 } as const;
    const first = { ...announced, start: 100, end: 200 };
    const moved = { ...announced, start: 500, end: 600, announcedAt: 2 };
    const years = [foldAll(moved), foldAll(first, first)];
    expect(mergeRollups(years).maintenance).toEqual([first, moved]);
  });

  it('tell of an incident in the order of time', () => {
    const phase = { kind: 'incident', service: 'checkout', incident: 'INC-1', priority: 'P1' } as const;
    const [opened, restored] = [
      { ...phase, phase: 'opened', at: 10 } as const,
      { ...phase, phase: 'restored', at: 110 } as const,
    ];
    expect(mergeRollups([foldAll(restored), foldAll(opened)]).incidents).toEqual([opened, restored]);
  });

  it('have every proposed correction and every decision on one, and no list of them where there are none', () => {
    const [proposed, decided] = [proposal({ action: 'exclude', start: 10, end: 20 }), decision({ at: 110 })];
    const buckets = [foldAll(proposed, proposed), monday, foldAll(decided)];
    expect(mergeRollups(buckets).corrections).toEqual([proposed, decided]);
    expect(mergeRollups([monday, tuesday])).not.toHaveProperty('corrections');
  });

  it('of nothing are nothing', () => {
    expect(mergeRollups([])).toStrictEqual(fold([]));
    expect(fold([])).not.toHaveProperty('corrections');
  });
});

describe('the root of a set of events', () => {
  const [a, b] = [identify(state(1, 'up')), identify(state(2, 'down'))];

  it('is the same for the same set, in any order, with any repetition', () => {
    expect(setRoot([a, b])).toBe(setRoot([b, a, b]));
  });

  it('is another for another set', () => {
    expect(setRoot([a])).not.toBe(setRoot([a, b]));
    expect(setRoot([])).not.toBe(setRoot([a]));
  });
});
