import { describe, expect, it } from 'vitest';
import {
  heard,
  hearersOf,
  isDue,
  isSameStream,
  labelsOf,
  listenersTo,
  monitorOf,
  type Polled,
  stateOf,
} from '../../shared/domain/standing.ts';
import { monitor, service, source, version } from '../support/catalogue.ts';

const alerts = source({ id: 'alerts', type: 'alertmanager', relay: true });
const critical = monitor({ id: 'critical', source: 'alerts', match: { monitor: 'f1', service: 'checkout' } });

/** Checkout listens to the alerts with one monitor, to probes with another, and to whoever speaks with a third. */
const polled: Polled = {
  source: alerts,
  everyMs: 300_000,
  now: 1_000,
  versions: [
    version({
      sources: [alerts, source({ id: 'probes' })],
      services: [
        service({
          monitors: [
            critical,
            monitor({ id: 'probe', source: 'probes', match: { service: 'checkout' } }),
            monitor({ id: 'anyone', match: { service: 'checkout' } }),
          ],
        }),
        service({ id: 'search', monitors: [monitor({ id: 'probe', source: 'probes' })] }),
      ],
    }),
  ],
};

const HEARER = { service: 'checkout', monitor: 'critical', stream: 'f1' };
const STANDING = { monitor: 'f1', state: 'down', labels: { service: 'checkout' } } as const;

describe('a stream of a source that is asked', () => {
  it('is heard by the monitors that listen to the source, not by others that its words would reach', () => {
    expect(listenersTo(polled)).toEqual([{ service: 'checkout', monitors: ['critical'] }]);
    expect(hearersOf(STANDING, polled)).toEqual([{ kind: 'state', ...HEARER, state: 'down', at: 1_000 }]);
    expect(hearersOf({ ...STANDING, monitor: 'f2' }, polled)).toEqual([]);
  });

  it('is not told of by the milestone of an incident', () => {
    const opened = { kind: 'incident', incident: 'INC-1', phase: 'opened', priority: 'P1', at: 900 } as const;
    expect(heard({ ...opened, services: ['checkout'] }, polled)).toEqual([]);
  });

  it('is of one service, of one monitor, and has one name', () => {
    expect(isSameStream(HEARER, { ...HEARER })).toBe(true);
    const others = [{ service: 'search' }, { monitor: 'probe' }, { stream: 'f2' }];
    expect(others.map((other) => isSameStream(HEARER, { ...HEARER, ...other }))).toEqual([false, false, false]);
  });

  it('is known by the labels of its monitor at that time, beside its name', () => {
    expect(labelsOf(HEARER, polled)).toEqual({ service: 'checkout' });
    const basket = { ...critical, match: { service: 'basket' } };
    const from900 = version({ effectiveFrom: 900, sources: [alerts], services: [service({ monitors: [basket] })] });
    const then = { ...polled, versions: [...polled.versions, from900] };
    expect([labelsOf(HEARER, then), labelsOf(HEARER, then, 899)]).toEqual([
      { service: 'basket' },
      { service: 'checkout' },
    ]);
    expect(labelsOf({ ...HEARER, monitor: 'gone' }, polled)).toEqual({});
  });

  it('has the monitor of its own service: other services may have one of the same name', () => {
    const probe = { service: 'search', monitor: 'probe', stream: 'probe' };
    expect(monitorOf(probe, polled)?.match).toEqual({ monitor: 'probe' });
    expect(monitorOf({ ...probe, service: 'payments' }, polled)).toBeUndefined();
  });

  it('cannot be mapped without a catalogue', () => {
    expect(() => listenersTo({ ...polled, versions: [] })).toThrow('expected a catalogue; there is none');
  });
});

describe('what is said of a stream', () => {
  it('is a signal of a time, with what the sender adds and nothing else', () => {
    expect(stateOf({ monitor: 'f1', state: 'up', since: 5, isMuted: true }, { at: 10, previous: 'down' })).toEqual({
      kind: 'state',
      monitor: 'f1',
      state: 'up',
      at: 10,
      previous: 'down',
    });
    const url = 'https://alerts.example.com/f1';
    const said = stateOf({ ...STANDING, title: 'CheckoutDown', url }, { at: 10 });
    expect(said).toEqual({ kind: 'state', ...STANDING, at: 10, title: 'CheckoutDown', url });
    expect(Object.keys(stateOf({ monitor: 'f1', state: 'up' }, { at: 10 }))).toEqual([
      'kind',
      'monitor',
      'state',
      'at',
    ]);
  });
});

describe('a source is asked again', () => {
  it('once its interval has passed but for a minute', () => {
    const at = (now: number, last?: number) => isDue({ ...polled, now }, last);
    expect([at(239_999, 0), at(240_000, 0), at(0), at(0, 1), at(1, 1)]).toEqual([false, true, true, true, false]);
  });
});
