import { describe, expect, it } from 'vitest';
import type { Service } from '../../shared/domain/catalogue.ts';
import {
  type Condition,
  DEGRADED,
  DOWN,
  FEED_SILENT,
  NEVER_SEEN,
  NO_MONITOR,
  REPORTED_UNKNOWN,
  UP,
  WAS_PENDING,
} from '../../shared/domain/condition.ts';
import type { Change, StreamHistory } from '../../shared/domain/fold.ts';
import { methodNamed } from '../../shared/domain/method.ts';
import { type Observations, serviceTimeline } from '../../shared/domain/timeline.ts';
import { monitor, service } from '../support/catalogue.ts';

const WINDOW = { start: 100, end: 200 };

function stream(...changes: readonly Change[]): StreamHistory {
  return { monitor: 'probe', stream: 'probe', changes };
}

/** The service's runs in the window: `[[100, UP], [150, DOWN]]` is up from 100 and down from 150. */
function runs(
  streams: readonly StreamHistory[],
  {
    of = service(),
    feeds = {},
    method = 'contract',
  }: { of?: Service; feeds?: Observations['feeds']; method?: string } = {},
): (readonly [number, Condition | undefined])[] {
  const timeline = serviceTimeline(
    of,
    { streams, dependencies: {}, feeds },
    { window: WINDOW, method: methodNamed(method) },
  );
  return timeline.service.starts.map((start, index) => [start, timeline.service.conditions[index]]);
}

const check = service({ monitors: [monitor({ id: 'probe', silenceMeans: 'unknown' })] });

describe('the state at the start of a window', () => {
  it('is that of the last change before it, or at it', () => {
    expect(runs([stream({ at: 10, state: 'down' }, { at: 50, state: 'degraded' })])).toEqual([[100, DEGRADED]]);
    expect(runs([stream({ at: 50, state: 'up' }, { at: 100, state: 'down' })])).toEqual([[100, DOWN]]);
  });

  it('failing that, is the one that the first change after it names', () => {
    expect(runs([stream({ at: 150, state: 'up', previous: 'down' })])).toEqual([
      [100, DOWN],
      [150, UP],
    ]);
  });

  it('is what a change says that calls itself unknown after nothing was known, where others carry a state on', () => {
    expect(runs([stream({ at: 50, state: 'unknown', previous: 'up' })], { method: 'zabbix' })).toEqual([[100, UP]]);
    expect(runs([stream({ at: 50, state: 'unknown', previous: 'pending' })], { method: 'zabbix' })).toEqual([
      [100, REPORTED_UNKNOWN],
    ]);
  });

  it('is not changed by what comes as the window ends', () => {
    expect(runs([stream({ at: 50, state: 'up' }, { at: 200, state: 'down' })])).toEqual([[100, UP]]);
  });

  it('may be named by a change after the end of the window', () => {
    expect(runs([stream({ at: 900, state: 'up', previous: 'down' })])).toEqual([[100, DOWN]]);
  });

  it('is not contradicted by what a later change says of it', () => {
    expect(runs([stream({ at: 50, state: 'up' }, { at: 150, state: 'up', previous: 'down' })])).toEqual([[100, UP]]);
  });

  it('failing that too, is what silence means: contract does not look into the future', () => {
    const later = [stream({ at: 900, state: 'down' })];
    expect(runs(later)).toEqual([[100, UP]]);
    expect(runs(later, { of: check })).toEqual([[100, NEVER_SEEN]]);
  });

  it('under icinga is the newest state of all before anything is assumed', () => {
    expect(runs([stream({ at: 900, state: 'down' })], { method: 'icinga' })).toEqual([[100, DOWN]]);
    expect(runs([], { of: check, method: 'icinga' })).toEqual([[100, UP]]);
  });
});

describe('a change that says nothing was known before it', () => {
  it('takes back what the change before it claimed', () => {
    const looked = stream(
      { at: 50, state: 'up' },
      { at: 120, state: 'up' },
      { at: 150, state: 'down', previous: 'pending' },
    );
    expect(runs([looked])).toEqual([
      [100, UP],
      [120, WAS_PENDING],
      [150, DOWN],
    ]);
  });

  it('does so from after the window too', () => {
    expect(runs([stream({ at: 50, state: 'up' }, { at: 900, state: 'up', previous: 'pending' })])).toEqual([
      [100, WAS_PENDING],
    ]);
  });
});

describe('several streams of one monitor', () => {
  it('are as bad as the worst of them', () => {
    const one = { ...stream({ at: 120, state: 'down' }, { at: 140, state: 'up' }), stream: 'a' };
    const other = { ...stream({ at: 130, state: 'down' }, { at: 160, state: 'up' }), stream: 'b' };
    expect(runs([one, other])).toEqual([
      [100, UP],
      [120, DOWN],
      [160, UP],
    ]);
  });

  it('have a say only once they were seen: one that is up is enough to know', () => {
    const seen = { ...stream({ at: 120, state: 'up' }), stream: 'a' };
    const notYet = { ...stream({ at: 180, state: 'up' }), stream: 'b' };
    expect(runs([seen, notYet], { of: check })).toEqual([
      [100, NEVER_SEEN],
      [120, UP],
    ]);
  });

  it('of which one was pending are known if another was up', () => {
    const pending = { ...stream({ at: 900, state: 'up', previous: 'pending' }), stream: 'a' };
    const up = { ...stream({ at: 50, state: 'up' }), stream: 'b' };
    expect(runs([pending, up])).toEqual([[100, UP]]);
  });
});

describe('several monitors of one service', () => {
  const both = service({ monitors: [monitor({ id: 'probe' }), monitor({ id: 'other', silenceMeans: 'unknown' })] });

  it('make it down when any of them is', () => {
    expect(runs([stream({ at: 150, state: 'down' })], { of: both })).toEqual([
      [100, NEVER_SEEN],
      [150, DOWN],
    ]);
  });

  it('make it unknown when one of them is blind and none is down', () => {
    const blind = { ...stream({ at: 50, state: 'unknown' }), monitor: 'other' };
    expect(runs([blind, stream({ at: 50, state: 'degraded' })], { of: both })).toEqual([[100, REPORTED_UNKNOWN]]);
  });

  it('that are none make it unknown', () => {
    expect(runs([], { of: service({ monitors: [] }) })).toEqual([[100, NO_MONITOR]]);
  });
});

describe('a feed that promised a heartbeat', () => {
  const watched = service({ monitors: [monitor({ id: 'probe', source: 'am' })] });
  const feeds = { am: { beats: [90, 110, 160], allowedGapMs: 30 } };

  it('makes its monitors unknown once the gap is too long, whatever they had said', () => {
    // Alive from 90 to 120 and from 110 to 140; silent until 160; alive until 190.
    expect(runs([stream({ at: 130, state: 'down' })], { of: watched, feeds })).toEqual([
      [100, UP],
      [130, DOWN],
      [140, FEED_SILENT],
      [160, DOWN],
      [190, FEED_SILENT],
    ]);
  });

  it('was not alive before its first beat', () => {
    const late = { am: { beats: [150], allowedGapMs: 100 } };
    expect(runs([], { of: watched, feeds: late })).toEqual([
      [100, FEED_SILENT],
      [150, UP],
    ]);
  });

  it('says nothing of the monitors of others', () => {
    expect(runs([], { feeds })).toEqual([[100, UP]]);
  });

  it('is not missed under icinga', () => {
    expect(runs([stream({ at: 130, state: 'down' })], { of: watched, feeds, method: 'icinga' })).toEqual([[100, DOWN]]);
  });
});

describe('a service that depends on another', () => {
  const shop = service({ dependsOn: [{ type: 'service', service: 'payments' }] });
  const bare = { ...shop, monitors: [] };

  /** The timeline of a service, while the monitor of payments has been down from 150 on. */
  function timelineOf(of: Service, services?: readonly Service[]) {
    const cards = { monitor: 'cards', stream: 'cards', changes: [{ at: 150, state: 'down' }] } as const;
    const observations = { streams: [], dependencies: { payments: [cards] }, feeds: {} };
    const setting = { window: WINDOW, method: methodNamed('contract'), ...(services && { services }) };
    const { service: track, monitors } = serviceTimeline(of, observations, setting);
    return {
      runs: track.starts.map((start, index) => [start, track.conditions[index]]),
      monitors: monitors.map(({ id }) => id),
    };
  }
  const payments = service({ id: 'payments', monitors: [monitor({ id: 'cards' })] });

  it('is down with it, by the monitors of both', () => {
    expect(timelineOf(shop, [payments])).toEqual({
      runs: [
        [100, UP],
        [150, DOWN],
      ],
      monitors: ['probe', 'payments/cards'],
    });
  });

  it('is unknown where the catalogue does not have that', () => {
    for (const services of [undefined, [], [service({ id: 'search' })]]) {
      expect(timelineOf(shop, services)).toEqual({ runs: [[100, NO_MONITOR]], monitors: ['probe'] });
    }
  });

  it('does not feel it before the day on which that goes live, in UTC unless a zone is told', () => {
    // The second day of 1970 begins at 86,400,000 ms, the first at 0.
    const live = (from: string) => [{ ...payments, from }];
    expect(timelineOf(shop, live('1970-01-02')).runs).toEqual([[100, UP]]);
    expect(timelineOf(shop, live('1970-01-01')).runs).toEqual([
      [100, UP],
      [150, DOWN],
    ]);
    expect(timelineOf(bare, live('1970-01-02')).runs).toEqual([[100, NO_MONITOR]]);
  });
});
