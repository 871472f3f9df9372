import { describe, expect, it } from 'vitest';
import { foldSignals, knowledgeOf, questionsOf } from '../../shared/domain/compute.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import type { Said } from '../../shared/domain/monitor-then.ts';
import type { Signal, StateSignal } from '../../shared/domain/signal.ts';
import { whyAt } from '../../shared/domain/why.ts';
import { agreement, monitor, service, source, version } from '../support/catalogue.ts';

const day = (clock: string) => parseInstant(`2026-10-14T${clock}:00Z`);

/** Two streams of one monitor, one of another, and one of a service that this one depends on. */
const shop = version({
  sources: [
    source({ id: 'am' }),
    source({ id: 'probes', heartbeat: { everyMs: 3_600_000, allowedGapMs: 3_600_000 } }),
    source({ id: 'others', heartbeat: { everyMs: 3_600_000, allowedGapMs: 60_000 } }),
  ],
  services: [
    service({
      monitors: [
        monitor({ id: 'alerts', source: 'am', match: { team: 'shop' } }),
        monitor({ id: 'probe', source: 'probes', match: { team: 'probes' } }),
      ],
      dependsOn: [{ type: 'service', service: 'payments' }],
    }),
    service({ id: 'payments', monitors: [monitor({ id: 'alerts', source: 'am', match: { team: 'cards' } })] }),
  ],
  agreements: [agreement()],
});

function said(stream: string, team: string, is: StateSignal['state'], clock: string, more: Partial<StateSignal> = {}) {
  return { kind: 'state', monitor: stream, state: is, at: day(clock), labels: { team }, ...more } as const;
}

function voided(about: { service: string; monitor: string; signal: string }, clock: string): Signal[] {
  const { service: of, ...change } = about;
  const correction = { correction: 'COR-1', services: [of] };
  return [
    {
      ...{ kind: 'correction', ...correction, action: 'void', ...change, at: day(clock) },
      ...{ proposedBy: 'Kim', proposedAt: day('20:00'), reason: 'false-alarm' },
    },
    { kind: 'approval', ...correction, approvedBy: 'Robin', at: day('21:00'), decision: 'approved' },
  ];
}

function monitorsAt(clock: string, signals: readonly Signal[]) {
  const folded = foldSignals(
    [shop],
    signals.map((signal) => ({ signal })),
  );
  const [question] = questionsOf([shop], { period: '2026-10' }, parseInstant('2026-10-31T00:00:00Z'));
  if (question === undefined) throw new Error('expected a question');
  return whyAt(question, knowledgeOf(folded, question), day(clock)).monitors;
}

/** Every stream and the correction of its last word, if there is one. */
function correctedAt(clock: string, signals: readonly Signal[]) {
  const marks = monitorsAt(clock, signals).flatMap(({ monitor: of, streams }) =>
    streams.map(({ stream, last }) => [`${of}/${stream}`, last?.corrected?.correction]),
  );
  return Object.fromEntries(marks);
}

it('names the roll-up that the method has, where that is not the service’s own', () => {
  const rolledUpBy = (method: string) => {
    const all = service({ rollUp: { type: 'allDown' }, monitors: [monitor({ id: 'a' }), monitor({ id: 'b' })] });
    const versions = [version({ services: [all], agreements: [agreement({ method })] })];
    const down = [{ signal: { kind: 'state', monitor: 'a', state: 'down', at: day('07:00') } as const }];
    const [question] = questionsOf(versions, { period: '2026-10' }, parseInstant('2026-10-31T00:00:00Z'));
    if (question === undefined) throw new Error('expected a question');
    const told = whyAt(question, knowledgeOf(foldSignals(versions, down), question), day('08:00'));
    return [told.class, told.rollUp];
  };
  expect(rolledUpBy('contract')).toEqual(['up', 'allDown']);
  expect(rolledUpBy('oneuptime')).toEqual(['down', 'anyDown']);
  expect(rolledUpBy('oneuptime-average')).toEqual(['degraded', 'monitorSeconds']);
});

describe('what the streams of a service had said at a moment', () => {
  const all = [
    said('a', 'shop', 'down', '07:00'),
    said('b', 'shop', 'down', '07:00'),
    said('p', 'probes', 'down', '07:00'),
    said('a', 'cards', 'down', '07:00'),
  ];

  it.each([
    [{ service: 'checkout', monitor: 'alerts', signal: 'a' }, 'alerts/a'],
    [{ service: 'checkout', monitor: 'alerts', signal: 'b' }, 'alerts/b'],
    [{ service: 'checkout', monitor: 'probe', signal: 'p' }, 'probe/p'],
    [{ service: 'payments', monitor: 'alerts', signal: 'a' }, 'payments/alerts/a'],
  ])('is marked as corrected for the stream that was corrected and for no other: %j', (about, marked) => {
    expect(correctedAt('08:00', [...all, ...voided(about, '07:00')])).toEqual({
      'alerts/a': undefined,
      'alerts/b': undefined,
      'probe/p': undefined,
      'payments/alerts/a': undefined,
      [marked]: 'COR-1',
    });
  });

  it('tells what held before, and that a beginning was never told', () => {
    const wordOf = (more: Partial<StateSignal>): Said | null | undefined =>
      monitorsAt('08:00', [said('a', 'shop', 'up', '07:00', more)])[0]?.streams[0]?.last;
    const at = '2026-10-14T07:00:00.000Z';
    expect(wordOf({})).toEqual({ at, state: 'up' });
    expect(wordOf({ previous: 'unknown' })).toEqual({ at, state: 'up', previous: 'unknown' });
    expect(wordOf({ ends: 'degraded' })).toEqual({ at, state: 'up', ends: 'degraded' });
  });

  it('names the feed of the monitor that is not known for its silence, and of no other', () => {
    const beat = (feed: string): Signal => ({ kind: 'heartbeat', feed, at: day('07:00'), every: 3_600_000 });
    const monitors = monitorsAt('09:00', [...all, beat('probes'), beat('others')]);
    expect(monitors.map(({ monitor: of, feed }) => [of, feed?.source, feed?.allowedGapMs])).toEqual([
      ['alerts', undefined, undefined],
      ['probe', 'probes', 3_600_000],
      ['payments/alerts', undefined, undefined],
    ]);
  });
});
