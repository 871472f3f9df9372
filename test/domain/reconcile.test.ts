import { describe, expect, it } from 'vitest';
import type { AlertRules } from '../../shared/domain/alert-rules.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { afterwards, recalled, reconciling } from '../../shared/domain/reconcile.ts';
import { isDue, listenersTo, type OpenStream, type Polled, type Standing } from '../../shared/domain/standing.ts';
import { type Confirmed, confirmed, differences } from '../../shared/domain/standing-difference.ts';
import { monitor, service, source, version } from '../support/catalogue.ts';

const at = (time: string): number => parseInstant(`2026-10-14T${time}Z`);
const FIVE_MINUTES = 5 * 60_000;

const alerts = source({ id: 'alerts', type: 'alertmanager' });
const polled: Polled = {
  source: alerts,
  everyMs: FIVE_MINUTES,
  now: at('12:00:00'),
  versions: [
    version({
      sources: [alerts, source({ id: 'probes' })],
      services: [
        service({ monitors: [monitor({ id: 'critical', source: 'alerts', match: { service: 'checkout' } })] }),
        service({
          id: 'search',
          monitors: [
            monitor({ id: 'search-alerts', source: 'alerts', match: { service: 'search' } }),
            monitor({ id: 'search-probe', source: 'probes' }),
            monitor({ id: 'anyone', match: { service: 'checkout' } }),
          ],
        }),
      ],
    }),
  ],
};

const open: OpenStream = {
  service: 'checkout',
  monitor: 'critical',
  stream: 'f1',
  state: 'down',
  since: at('09:30:00'),
  saidAt: at('09:30:00'),
};
const firing: Standing = { monitor: 'f1', state: 'down', since: at('09:30:00'), labels: { service: 'checkout' } };
const over: Standing = { monitor: 'f1', state: 'up' };

/** The same poll, with a monitor of checkout that takes alerts for forgotten. */
const staleAfter = (staleAfterMs: number): Polled => withRules({ staleAfterMs });

function withRules(alertRules: AlertRules): Polled {
  const critical = monitor({ id: 'critical', source: 'alerts', match: { service: 'checkout' }, alertRules });
  return { ...polled, versions: [version({ sources: [alerts], services: [service({ monitors: [critical] })] })] };
}

const found = (standing: Standing, ledger: readonly OpenStream[]) =>
  differences([standing], ledger, polled).map((it) => it.open ?? 'lost opening');

describe('listening to a source', () => {
  it('are the monitors that name it, and not those that hear everybody', () => {
    expect(listenersTo(polled)).toEqual([
      { service: 'checkout', monitors: ['critical'] },
      { service: 'search', monitors: ['search-alerts'] },
    ]);
  });
});

describe('the ledger and the sender differ', () => {
  it('where the sender has trouble that the ledger does not know, and a monitor listens', () => {
    expect(found(firing, [])).toEqual(['lost opening']);
    expect(found({ ...firing, labels: { service: 'payments' } }, [])).toEqual([]);
  });

  it('where the ledger has trouble that is over, or of another kind', () => {
    expect(found(over, [open])).toEqual([open]);
    expect(found({ ...firing, state: 'unknown' }, [open])).toEqual([open]);
  });

  it('where an open alarm was deleted, until the ledger says so; one that is not open stays as it was', () => {
    const deleted = { monitor: 'f1', state: 'unknown', isMuted: true } as const;
    expect(found(deleted, [open])).toEqual([open]);
    const signals = reconciling({ ...seen({ standing: deleted, open }), seenAt: at('11:55:00') }, polled);
    expect(signals).toMatchObject([{ state: 'unknown', at: at('11:55:00'), previous: 'down', since: at('09:30:00') }]);
    const [unknown] = afterwards([open], signals, polled);
    expect(unknown).toMatchObject({ state: 'unknown', saidAt: at('11:55:00') });
    expect(found(deleted, unknown === undefined ? [] : [unknown])).toEqual([]);
    expect(found(deleted, [])).toEqual([]);
  });

  it('not over what the sender tells nobody, such as a silenced alert', () => {
    expect(found({ ...firing, isMuted: true }, [])).toEqual([]);
  });

  it('where trouble that would soon be taken for forgotten is there still', () => {
    const then = staleAfter(8 * 3_600_000);
    const muted = { ...firing, isMuted: true } as const;
    const known = (heardAt: string) => ({ ...open, heardAt: at(heardAt) });
    expect(differences([muted], [known('08:00:01')], then)).toEqual([]);
    const [fading] = differences([muted], [known('08:00:00')], then);
    expect(fading).toMatchObject({ open: known('08:00:00') });
    const signals = fading === undefined ? [] : reconciling({ ...fading, seenAt: at('11:55:00') }, then);
    expect(signals).toEqual([
      {
        kind: 'state',
        monitor: 'f1',
        state: 'down',
        at: at('09:30:00'),
        heardAt: at('12:00:00'),
        labels: { service: 'checkout' },
      },
    ]);
    expect(afterwards([known('08:00:00')], signals, then)).toEqual([known('12:00:00')]);
  });

  it('where trouble of which nobody says more would soon be given up, and is there still', () => {
    // Told at 09:30 and believed for 5 hours: half of that is over at 12:00.
    const then = withRules({ openAtMostMs: 5 * 3_600_000 });
    expect(differences([firing], [open], { ...then, now: at('11:59:59') })).toEqual([]);
    const [fading] = differences([firing], [open], then);
    const signals = fading === undefined ? [] : reconciling({ ...fading, seenAt: at('11:55:00') }, then);
    const known = afterwards([open], signals, then);
    expect(known).toEqual([{ ...open, heardAt: at('12:00:00') }]);
    expect(differences([firing], known, then)).toEqual([]);
    expect(differences([firing], known, { ...then, now: at('14:29:59') })).toEqual([]);
    expect(differences([firing], known, { ...then, now: at('14:30:00') })).toHaveLength(1);
  });

  it('where the poll after the next would come too late to say that it is there still', () => {
    // Forgotten after 20 min of silence, asked every 5: at 9 min 59 s the poll after the next is in time, at 10 min it is not.
    const then = staleAfter(20 * 60_000);
    const heard = (time: string) => ({ ...open, heardAt: at(time) });
    expect(differences([firing], [heard('11:50:01')], then)).toEqual([]);
    expect(differences([firing], [heard('11:50:00')], then)).toHaveLength(1);
    // Forgotten after 12 min: half of it has not passed yet after 2 min, but 2 + 2 × 5 are 12.
    const sooner = staleAfter(12 * 60_000);
    expect(differences([firing], [heard('11:58:01')], sooner)).toEqual([]);
    expect(differences([firing], [heard('11:58:00')], sooner)).toHaveLength(1);
    expect(differences([firing], [heard('12:00:00')], staleAfter(60_000))).toEqual([]);
  });

  it('not where both say the same, though they date it differently', () => {
    expect(found(firing, [open])).toEqual([]);
    expect(found({ ...firing, since: at('11:00:00') }, [open])).toEqual([]);
    expect(found(over, [])).toEqual([]);
    expect(found({ ...firing, state: 'up' }, [])).toEqual([]);
    // Though its monitor is gone from the catalogue.
    const gone = { ...open, monitor: 'gone' };
    expect(found({ ...firing, labels: { service: 'payments' } }, [gone])).toEqual([]);
  });
});

describe('a difference holds', () => {
  const seenAt = (times: readonly string[], it: Standing, ledger: readonly OpenStream[]) => {
    let seen = {};
    return times.map((time) => {
      const then = { ...polled, now: at(time) };
      const result = confirmed(differences([it], ledger, then), seen, then);
      seen = result.waiting;
      return result.confirmed.map((each) => each.seenAt);
    });
  };

  it('when a second poll sees it, a minute later or more, and dates from the first', () => {
    expect(seenAt(['12:00:00', '12:00:59', '12:01:00'], over, [open])).toEqual([[], [], [at('12:00:00')]]);
    expect(seenAt(['12:00:00', '12:05:00'], firing, [])).toEqual([[], [at('12:00:00')]]);
  });

  it('only of trouble that was told two polls ago', () => {
    const young = { ...open, saidAt: at('11:58:00') };
    expect(seenAt(['12:00:00', '12:05:00', '12:08:00'], over, [young])).toEqual([[], [], [at('12:00:00')]]);
  });

  it('at once when it is that an alert is there still, and once until it fades again', () => {
    const then = staleAfter(20 * 60_000);
    const heardAt = at('11:45:00');
    const { confirmed: held, waiting } = confirmed(differences([firing], [{ ...open, heardAt }], then), {}, then);
    expect(held).toMatchObject([{ seenAt: at('12:00:00') }]);
    expect(waiting).toEqual({});
    const next = afterwards(
      [{ ...open, heardAt }],
      held.flatMap((it) => reconciling(it, then)),
      then,
    );
    expect(next).toEqual([{ ...open, heardAt: at('12:00:00') }]);
    expect(differences([firing], next, { ...then, now: at('12:05:00') })).toEqual([]);
    expect(differences([firing], next, { ...then, now: at('12:10:00') })).toHaveLength(1);
  });

  it('not when the sender dates it otherwise than before: that is another one', () => {
    const first = confirmed(differences([firing], [], polled), {}, polled);
    const later = { ...polled, now: at('12:20:00') };
    const secondly = (standing: Standing) =>
      confirmed(differences([standing], [], later), first.waiting, later).confirmed;
    expect(secondly(firing)).toHaveLength(1);
    expect(secondly({ ...firing, since: at('11:58:00') })).toEqual([]);
  });

  it('not when the alert was repeated meanwhile', () => {
    const heard = (time: string) => [{ ...open, heardAt: at(time) }];
    const first = confirmed(differences([over], heard('11:30:00'), polled), {}, polled);
    const later = { ...polled, now: at('12:20:00') };
    const secondly = (ledger: readonly OpenStream[]) =>
      confirmed(differences([over], ledger, later), first.waiting, later).confirmed;
    expect(secondly(heard('11:30:00'))).toHaveLength(1);
    expect(secondly(heard('12:01:00'))).toEqual([]);
  });

  it('not when the ledger has heard of the stream meanwhile', () => {
    const first = confirmed(differences([over], [open], polled), {}, polled);
    const again = { ...open, saidAt: at('12:01:00') };
    const later = { ...polled, now: at('12:20:00') };
    expect(confirmed(differences([over], [again], later), first.waiting, later).confirmed).toEqual([]);
  });
});

const seen = (it: Pick<Confirmed, 'standing' | 'open'>): Confirmed => ({ id: 'x', seenAt: at('11:55:00'), ...it });

describe('the signals that make good what was lost', () => {
  it('open a stream when the sender says that it began', () => {
    expect(reconciling(seen({ standing: { ...firing, title: 'CheckoutDown' } }), polled)).toEqual([
      {
        kind: 'state',
        monitor: 'f1',
        state: 'down',
        at: at('09:30:00'),
        labels: { service: 'checkout' },
        title: 'CheckoutDown',
      },
    ]);
  });

  it('close a stream when the sender says, with the labels that its monitor knows it by', () => {
    const standing = { ...over, since: at('10:15:00'), labels: { service: 'renamed' } };
    expect(reconciling(seen({ standing, open }), polled)).toEqual([
      {
        kind: 'state',
        monitor: 'f1',
        state: 'up',
        at: at('10:15:00'),
        previous: 'down',
        since: at('09:30:00'),
        labels: { service: 'checkout' },
      },
    ]);
  });

  it('say that it is there still with the labels by which its monitor heard it then', () => {
    const [now] = staleAfter(60_000).versions;
    const critical = monitor({ id: 'critical', source: 'alerts', match: { service: 'basket' } });
    const before = version({ effectiveFrom: 0, sources: [alerts], services: [service({ monitors: [critical] })] });
    if (now === undefined) throw new Error('expected a version');
    const since = { ...now, catalogue: { ...now.catalogue, effectiveFrom: at('11:00:00') } };
    const then = { ...polled, versions: [before, since] };
    const signals = reconciling(seen({ standing: firing, open: { ...open, heardAt: at('11:00:00') } }), then);
    expect(signals).toMatchObject([{ at: at('09:30:00'), heardAt: at('12:00:00'), labels: { service: 'basket' } }]);
    expect(afterwards([], signals, then)).toMatchObject([{ monitor: 'critical', heardAt: at('12:00:00') }]);
  });

  it('close it at the poll that first missed it, where the sender does not say', () => {
    expect(reconciling(seen({ standing: over, open }), polled)).toMatchObject([
      { at: at('11:55:00'), labels: { service: 'checkout', attain_time: 'poll' } },
    ]);
  });

  it('never say what is older than what the ledger has: the poll dates it then', () => {
    const earlier = { ...over, since: at('09:00:00') };
    expect(reconciling(seen({ standing: earlier, open }), polled)).toMatchObject([{ at: at('11:55:00') }]);
    // Resolved by mistake at 10:00: the alert has fired all the time, by its sender.
    expect(reconciling(seen({ standing: firing }), polled, at('10:00:00'))).toMatchObject([
      { state: 'down', at: at('11:55:00'), labels: { attain_time: 'poll' } },
    ]);
  });

  it('begin maintenance at the poll that first saw it, and end it at the poll that first saw it over', () => {
    const standing = { monitor: 'f1', state: 'unknown', maintenance: true, labels: { service: 'checkout' } } as const;
    expect(found(standing, [])).toEqual(['lost opening']);
    const [begin] = reconciling(seen({ standing }), polled);
    expect(begin).toMatchObject({ state: 'unknown', maintenance: true, at: at('11:55:00') });
    const [maintained] = begin === undefined ? [] : afterwards([], [begin], polled);
    if (maintained === undefined) throw new Error('expected an open stream');
    expect(found(standing, [maintained])).toEqual([]);
    const later = { ...polled, now: at('13:00:00') };
    const end = reconciling({ id: 'x', seenAt: at('12:55:00'), standing: over, open: maintained }, later);
    expect(end).toMatchObject([{ state: 'up', at: at('12:55:00'), previous: 'unknown', since: at('11:55:00') }]);
    expect(end[0]).not.toHaveProperty('maintenance');
  });

  it('bring along what belongs to it', () => {
    const restored = {
      kind: 'incident',
      incident: 'f1',
      phase: 'restored',
      priority: '',
      at: at('10:15:00'),
    } as const;
    const signals = reconciling(seen({ standing: { ...over, along: [restored] }, open }), polled);
    expect(signals).toMatchObject([{ kind: 'state' }, restored]);
  });

  it('are none where no monitor listened at that time', () => {
    const [now] = polled.versions;
    if (now === undefined) throw new Error('expected a version');
    const before = version({ effectiveFrom: 0 });
    const since = { ...now, catalogue: { ...now.catalogue, effectiveFrom: at('11:00:00') } };
    expect(reconciling(seen({ standing: firing }), { ...polled, versions: [before, since] })).toEqual([]);
  });
});

describe('once the signals are told', () => {
  it('a stream that they close is open no more, and one that they open is', () => {
    const closing = reconciling(seen({ standing: over, open }), polled);
    expect(afterwards([open], closing, polled)).toEqual([]);
    const opening = reconciling(seen({ standing: firing }), polled);
    expect(afterwards([], opening, polled)).toEqual([open]);
  });
});

describe('a sender that leaves out labels', () => {
  it('is heard by whoever heard the stream before', () => {
    const bare = { ...firing, labels: { name: 'Shop', service: 'chckout' } };
    const names = [{ service: 'checkout', monitor: 'critical', stream: 'f1' }];
    expect(recalled([bare], names, polled)).toEqual([{ ...bare, labels: { name: 'Shop', service: 'checkout' } }]);
    expect(recalled([bare], [], polled)).toEqual([bare]);
  });
});

describe('a poll is due', () => {
  it.each([
    ['before the first', undefined, true],
    ['four minutes after the last, as turns are not exact', '11:56:00', true],
    ['when the clock was set back', '12:10:00', true],
    ['not sooner', '11:56:01', false],
  ])('%s', (_when, last, due) => {
    expect(isDue(polled, last === undefined ? undefined : at(last))).toBe(due);
  });
});
