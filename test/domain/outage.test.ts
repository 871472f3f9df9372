import { describe, expect, it } from 'vitest';
import { classify } from '../../shared/domain/classify.ts';
import { formatInstant } from '../../shared/domain/instant.ts';
import { layersOf } from '../../shared/domain/layer.ts';
import { methodNamed } from '../../shared/domain/method.ts';
import { type CountedStretch, notCountedOf, notKnownOf, outagesOf } from '../../shared/domain/outage.ts';
import type { MonitorState } from '../../shared/domain/signal.ts';
import { serviceTimeline } from '../../shared/domain/timeline.ts';
import { monitor, service } from '../support/catalogue.ts';

type Said = readonly [at: number, state: MonitorState];

const PROBES = service({ monitors: [monitor({ id: 'a' }), monitor({ id: 'b' })] });

/** A stretch of what two monitors said, with maintenance in the middle of it if wanted. */
function stretch(
  { start, end, maintenance = [] }: { start: number; end: number; maintenance?: { start: number; end: number }[] },
  said: { a?: readonly Said[]; b?: readonly Said[] },
  methodName = 'contract',
): CountedStretch {
  const method = methodNamed(methodName);
  const streams = Object.entries(said).map(([id, words]) => ({
    monitor: id,
    stream: id,
    changes: words.map(([at, state]) => ({ at, state })),
  }));
  const timeline = serviceTimeline(
    PROBES,
    { streams, dependencies: {}, feeds: {} },
    { window: { start, end }, method },
  );
  const layers = layersOf({ start, end }, [{ class: 'maintenance', intervals: maintenance, reason: 'CHG-7' }]);
  return { classified: classify(timeline.service, layers), timeline, method };
}

/** Outages as `[start, end, counted, monitors]`, in milliseconds. */
function outages(stretches: readonly CountedStretch[], until = 100, end = 100): unknown[] {
  return outagesOf(stretches, { until, end }).map((it) => [
    Date.parse(it.start),
    it.end === null ? null : Date.parse(it.end),
    it.countedMs,
    it.monitors,
  ]);
}

const whole = { start: 0, end: 100 };

describe('an outage', () => {
  it('lasts from down to up, and names who saw it', () => {
    expect(
      outages([
        stretch(whole, {
          a: [
            [10, 'down'],
            [30, 'up'],
          ],
        }),
      ]),
    ).toEqual([[10, 30, 20, ['a']]]);
  });

  it('is one where outages of several monitors overlap or touch', () => {
    const both = stretch(whole, {
      b: [
        [10, 'down'],
        [30, 'up'],
      ],
      a: [
        [30, 'down'],
        [40, 'up'],
      ],
    });
    expect(outages([both])).toEqual([[10, 40, 30, ['a', 'b']]]);
  });

  it('is two with a moment of up between', () => {
    const twice = stretch(whole, {
      a: [
        [10, 'down'],
        [30, 'up'],
        [31, 'down'],
        [40, 'up'],
      ],
    });
    expect(outages([twice])).toHaveLength(2);
  });

  it('goes on through maintenance, which does not count', () => {
    const within = stretch(
      { ...whole, maintenance: [{ start: 15, end: 25 }] },
      {
        a: [
          [10, 'down'],
          [30, 'up'],
        ],
      },
    );
    expect(outages([within])).toEqual([[10, 30, 10, ['a']]]);
  });

  it('wholly inside maintenance is none', () => {
    const within = stretch(
      { ...whole, maintenance: [{ start: 5, end: 40 }] },
      {
        a: [
          [10, 'down'],
          [30, 'up'],
        ],
      },
    );
    expect(outages([within])).toEqual([]);
  });

  it('goes on when the terms change', () => {
    const said = {
      a: [
        [10, 'down'],
        [80, 'up'],
      ] as Said[],
    };
    expect(outages([stretch({ start: 0, end: 50 }, said), stretch({ start: 50, end: 100 }, said)])).toEqual([
      [10, 80, 70, ['a']],
    ]);
  });

  it('begins with the period when it began before', () => {
    expect(
      outages([
        stretch(
          { start: 20, end: 100 },
          {
            a: [
              [10, 'down'],
              [30, 'up'],
            ],
          },
        ),
      ]),
    ).toEqual([[20, 30, 10, ['a']]]);
  });

  it('has no end while it lasts in a period that runs, and the end of the period once that is over', () => {
    const lasting = { a: [[10, 'down']] as Said[] };
    expect(outages([stretch({ start: 0, end: 60 }, lasting)], 60, 100)).toEqual([[10, null, 50, ['a']]]);
    expect(outages([stretch(whole, lasting)])).toEqual([[10, 100, 90, ['a']]]);
  });

  it('is not made by a degraded or an unknown service', () => {
    expect(
      outages([
        stretch(whole, {
          a: [
            [10, 'degraded'],
            [30, 'unknown'],
          ],
        }),
      ]),
    ).toEqual([]);
  });

  it('is made by an unknown one where that counts as down', () => {
    expect(
      outages([
        stretch(
          whole,
          {
            a: [
              [10, 'unknown'],
              [30, 'up'],
            ],
          },
          'icinga',
        ),
      ]),
    ).toEqual([[10, 30, 20, ['a']]]);
  });
});

describe('time that is not counted', () => {
  it('says why, for how long, and how bad it was', () => {
    const within = stretch(
      { ...whole, maintenance: [{ start: 15, end: 25 }] },
      {
        a: [
          [10, 'down'],
          [20, 'up'],
        ],
      },
    );
    expect(notCountedOf([within])).toEqual([
      { start: formatInstant(15), end: formatInstant(25), ms: 10, class: 'maintenance', reason: 'CHG-7', badMs: 5 },
    ]);
  });

  it('is not what a method counts as down, whatever it is called', () => {
    const maintained = stretch({ ...whole, maintenance: [{ start: 15, end: 25 }] }, { a: [[10, 'up']] }, 'checkmk');
    expect(notCountedOf([maintained])).toEqual([]);
  });
});

describe('time of which nothing is known', () => {
  it('is listed with its cause', () => {
    const blind = stretch(
      { ...whole, maintenance: [{ start: 40, end: 50 }] },
      {
        a: [
          [10, 'unknown'],
          [60, 'up'],
        ],
      },
    );
    expect(notKnownOf(blind.classified)).toEqual([
      { start: formatInstant(10), end: formatInstant(40), ms: 30, cause: 'reported' },
      { start: formatInstant(50), end: formatInstant(60), ms: 10, cause: 'reported' },
    ]);
  });
});
