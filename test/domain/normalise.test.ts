import { describe, expect, it } from 'vitest';
import { normalise, signalInstants, signalTime } from '../../shared/domain/normalise.ts';
import type { Signal, StateSignal } from '../../shared/domain/signal.ts';
import { catalogue, monitor, service, source } from '../support/catalogue.ts';

const shop = catalogue({
  sources: [
    source({ id: 'am' }),
    source({ id: 'kuma' }),
    source({ id: 'history', relay: true }),
    source({ id: 'desk', corrections: true }),
  ],
  services: [
    service({
      id: 'checkout',
      indicators: ['checkout-requests', 'all-requests'],
      monitors: [
        monitor({ id: 'alerts', source: 'am', match: { team: 'shop', severity: 'critical' } }),
        monitor({ id: 'probe', source: 'kuma' }),
      ],
    }),
    service({
      id: 'search',
      indicators: ['all-requests'],
      monitors: [monitor({ id: 'any', match: { team: 'shop' } })],
    }),
    service({ id: 'ledger', indicators: ['ledger-requests'], monitors: [] }),
  ],
});

const alert: StateSignal = {
  kind: 'state',
  monitor: 'CheckoutDown/42',
  state: 'down',
  at: 100,
  labels: { team: 'shop', severity: 'critical' },
  title: 'Checkout is down',
};

const speaker = (id: string) => shop.sources.find((source) => source.id === id) ?? { id, relay: false };
const events = (signal: Signal, from: string | undefined = 'am') =>
  normalise(signal, { catalogue: shop, source: speaker(from) }).events;
const unmapped = (signal: Signal, from: string | undefined = 'am') =>
  normalise(signal, { catalogue: shop, source: speaker(from) }).unmapped;

describe('a state', () => {
  it('goes to each monitor whose labels it carries, as a stream of its own name', () => {
    const heard = { kind: 'state', stream: 'CheckoutDown/42', state: 'down', at: 100, title: 'Checkout is down' };
    expect(events(alert)).toEqual([
      { ...heard, service: 'checkout', monitor: 'alerts' },
      { ...heard, service: 'search', monitor: 'any' },
    ]);
  });

  it('must carry all of the labels', () => {
    expect(events({ ...alert, labels: { team: 'shop' } })).toMatchObject([{ monitor: 'any' }]);
  });

  it('is known by its monitor as by a label', () => {
    expect(events({ kind: 'state', monitor: 'probe', state: 'up', at: 1 }, 'kuma')).toMatchObject([
      { monitor: 'probe' },
    ]);
  });

  it('cannot pass for another monitor by a label of that name', () => {
    expect(
      events({ kind: 'state', monitor: 'other', state: 'up', at: 1, labels: { monitor: 'probe' } }, 'kuma'),
    ).toEqual([]);
  });

  it('of another source is not heard by a monitor that listens to one', () => {
    expect(events(alert, 'kuma')).toMatchObject([{ monitor: 'any' }]);
  });

  it('is heard from a relay and from a file for any source', () => {
    expect(events(alert, 'history')).toHaveLength(2);
    expect(normalise(alert, { catalogue: shop, source: undefined }).events).toHaveLength(2);
  });

  it('that no monitor matches is said to be unmapped, with its labels', () => {
    expect(unmapped({ ...alert, labels: { team: 'stock' } })).toBe(
      'no monitor matches "CheckoutDown/42" with labels team="stock"',
    );
    expect(unmapped({ ...alert, labels: { team: 'stock', severity: 'low' } })).toContain(
      'with labels team="stock", severity="low"',
    );
    expect(unmapped({ kind: 'state', monitor: 'x', state: 'up', at: 1 })).toBe('no monitor matches "x" without labels');
  });
});

describe('a state that says since when the one before held', () => {
  const resolved: StateSignal = { kind: 'state', monitor: 'probe', state: 'up', at: 200, previous: 'down', since: 100 };

  it('is evidence of that opening too, just as the opening itself would have been', () => {
    const opening = events({ kind: 'state', monitor: 'probe', state: 'down', at: 100 }, 'kuma');
    const heard = { kind: 'state', service: 'checkout', monitor: 'probe', stream: 'probe' };
    expect(events(resolved, 'kuma')).toEqual([...opening, { ...heard, state: 'up', at: 200, previous: 'down' }]);
  });

  it('was open to the end where its sender repeats what is open', () => {
    expect(events({ ...resolved, heardAt: 150 }, 'kuma')).toMatchObject([
      { state: 'down', at: 100, heardAt: 200 },
      { state: 'up', at: 200, heardAt: 150 },
    ]);
    expect(events(resolved, 'kuma')[0]).not.toHaveProperty('heardAt');
  });

  it.each<[string, StateSignal]>([
    ['without the state before', { kind: 'state', monitor: 'probe', state: 'up', at: 200, since: 100 }],
    ['that was pending', { ...resolved, previous: 'pending' }],
    ['since then itself', { ...resolved, since: 200 }],
    ['since later', { ...resolved, since: 300 }],
  ])('is no such evidence %s', (_what, signal) => {
    expect(events(signal, 'kuma')).toMatchObject([{ at: 200 }]);
  });
});

describe('what nobody minds', () => {
  const ignoring = catalogue({
    ...shop,
    sources: [
      {
        ...source({ id: 'am' }),
        ignore: ['lab', 'shop'].map((team) => ({ match: { team }, reason: `${team} promises nothing` })),
        aliases: [{ from: 'renamed', to: 'probe' }],
      },
      source({ id: 'kuma' }),
    ],
  });
  const read = (labels: Record<string, string>, from = 'am') =>
    normalise({ ...alert, labels }, { catalogue: ignoring, source: source({ id: from }) });

  it('is no event and does not wait in quarantine', () => {
    expect(read({ team: 'lab', severity: 'critical' })).toEqual({ events: [], ignored: 'lab promises nothing' });
    expect(read({ team: 'desk' }).unmapped).toContain('no monitor matches');
  });

  it('counts all the same where a monitor picks it', () => {
    expect(read({ team: 'shop', severity: 'critical' }).events).toHaveLength(2);
  });

  it('is minded where another source says it, and so is a name that only one source has given up', () => {
    expect(read({ team: 'lab' }, 'kuma').unmapped).toContain('no monitor matches');
    const renamed: StateSignal = { kind: 'state', monitor: 'renamed', state: 'down', at: 1 };
    const { unmapped } = normalise(renamed, { catalogue: ignoring, source: source({ id: 'kuma' }) });
    expect(unmapped).toBe('no monitor matches "renamed" without labels');
  });

  it('may be an incident, which is kept by its id', () => {
    const opened = { kind: 'incident', incident: 'INC-1', phase: 'opened', priority: 'P1', at: 5 } as const;
    const told = (team: string) =>
      normalise({ ...opened, labels: { team } }, { catalogue: ignoring, source: source({ id: 'am' }) });
    const events = [{ ...opened, service: null, source: 'am' }];
    expect(told('lab')).toEqual({ events, ignored: 'lab promises nothing' });
    expect(told('desk').unmapped).toContain('no monitor matches');
  });

  it('may be maintenance that names no service', () => {
    const announced = { kind: 'maintenance', maintenance: 'CHG-7', start: 10, end: 20, announcedAt: 1 } as const;
    const ofTeam = (team: string) =>
      normalise(
        { ...announced, services: [], labels: { team } },
        { catalogue: ignoring, source: source({ id: 'am' }) },
      );
    expect(ofTeam('lab')).toEqual({ events: [], ignored: 'lab promises nothing' });
    expect(ofTeam('desk').unmapped).toBe('no monitor matches with labels team="desk"');
  });
});

describe('maintenance', () => {
  const announced: Signal = {
    kind: 'maintenance',
    maintenance: 'CHG-7',
    services: ['search', 'checkout', 'search'],
    start: 10,
    end: 20,
    announcedAt: 1,
  };

  it('is an event of each service it names, once', () => {
    expect(events(announced)).toEqual([
      { kind: 'maintenance', service: 'search', maintenance: 'CHG-7', start: 10, end: 20, announcedAt: 1 },
      { kind: 'maintenance', service: 'checkout', maintenance: 'CHG-7', start: 10, end: 20, announcedAt: 1 },
    ]);
  });

  it('of services that are not there is unmapped for those alone', () => {
    const partly = { ...announced, services: ['checkout', 'chekout', 'cart'] };
    expect(events(partly)).toMatchObject([{ service: 'checkout' }]);
    expect(unmapped(partly)).toBe('no service named "chekout", "cart"');
  });

  it('that names no service is of those whose monitors its labels pick', () => {
    const labelled = { ...announced, services: [], labels: { team: 'shop', severity: 'warning' } };
    expect(events(labelled)).toEqual([
      { kind: 'maintenance', service: 'search', maintenance: 'CHG-7', start: 10, end: 20, announcedAt: 1 },
    ]);
    expect(unmapped({ ...labelled, labels: { team: 'desk' } })).toBe('no monitor matches with labels team="desk"');
  });

  it('is of the services it names and of those that its labels pick', () => {
    const both = { ...announced, services: ['checkout'], labels: { team: 'shop', severity: 'warning' } };
    expect(events(both)).toMatchObject([{ service: 'checkout' }, { service: 'search' }]);
  });
});

describe('an incident', () => {
  const opened: Signal = { kind: 'incident', incident: 'INC-1', phase: 'opened', priority: 'P1', at: 5 };

  it('that names no service belongs to those whose monitors its labels pick, or to none', () => {
    const labelled = (labels: Record<string, string>) => events({ ...opened, labels });
    expect(labelled({ team: 'shop', severity: 'critical' })).toMatchObject([
      { service: 'checkout' },
      { service: 'search' },
    ]);
    expect(labelled({ team: 'desk' })).toMatchObject([{ service: null, incident: 'INC-1' }]);
    expect(events({ ...opened, services: ['checkout'], labels: { team: 'shop' } })).toMatchObject([
      { service: 'checkout' },
      { service: 'search' },
    ]);
  });

  it('that opens with labels which nobody picks is told of, as an alert is; what follows it goes by its id', () => {
    const stray = { ...opened, labels: { team: 'desk' } };
    expect(unmapped(stray)).toBe('no monitor matches "INC-1" with labels team="desk"');
    expect(unmapped({ ...stray, phase: 'restored' })).toBeUndefined();
    expect(unmapped({ ...opened, labels: {} })).toBeUndefined();
    expect(unmapped(opened)).toBeUndefined();
    expect(unmapped({ ...opened, labels: { team: 'shop', severity: 'critical' } })).toBeUndefined();
  });

  it('belongs to the services it names, or to none', () => {
    expect(events({ ...opened, services: ['checkout'] })).toMatchObject([{ service: 'checkout', incident: 'INC-1' }]);
    expect(events(opened)).toEqual([{ ...opened, service: null, source: 'am' }]);
    expect(events({ ...opened, services: [] })).toEqual([{ ...opened, service: null, source: 'am' }]);
  });
});

describe('a count', () => {
  const counted: Signal = { kind: 'count', indicator: 'all-requests', good: 9, total: 10, start: 0, end: 60 };

  it('belongs to each service that has the indicator', () => {
    expect(events(counted).map((event) => 'service' in event && event.service)).toEqual(['checkout', 'search']);
  });

  it('of an unknown indicator is unmapped', () => {
    expect(unmapped({ ...counted, indicator: 'clicks' })).toBe('no service has an indicator "clicks"');
  });
});

describe('a heartbeat', () => {
  it('is a sign of life of a source in the catalogue', () => {
    const beat: Signal = { kind: 'heartbeat', feed: 'am', at: 5, every: 60_000 };
    expect(events(beat)).toEqual([beat]);
    expect(unmapped({ ...beat, feed: 'pager' })).toBe('no source named "pager"');
  });

  it('is no sign of life of another source than the one that sends it, unless that relays', () => {
    const beat: Signal = { kind: 'heartbeat', feed: 'am', at: 5, every: 60_000 };
    expect(events(beat, 'kuma')).toEqual([]);
    expect(unmapped(beat, 'kuma')).toBe('"kuma" may not speak for "am"');
    expect(events(beat, 'history')).toEqual([beat]);
  });
});

describe('the catalogue version that maps a signal', () => {
  it('is the one in force when it happened, or when it starts', () => {
    expect(signalTime(alert)).toBe(100);
    expect(signalTime({ kind: 'count', indicator: 'i', good: 1, total: 1, start: 7, end: 9 })).toBe(7);
  });
});

describe('the instants that a signal speaks of', () => {
  it('are when it happened or starts, and since when the state before held', () => {
    expect(signalInstants(alert)).toEqual([100]);
    expect(signalInstants({ ...alert, since: 40 })).toEqual([100, 40]);
    expect(signalInstants({ kind: 'count', indicator: 'i', good: 1, total: 1, start: 7, end: 9 })).toEqual([7]);
    expect(signalInstants({ kind: 'heartbeat', feed: 'am', at: 5, every: 60 })).toEqual([5]);
  });
});

describe('a service that a signal names', () => {
  const named = { services: ['checkout'], start: 10, end: 20 };
  const maintenance: Signal = { ...named, kind: 'maintenance', maintenance: 'CHG-7', announcedAt: 1 };
  const incident: Signal = {
    kind: 'incident',
    incident: 'INC-1',
    phase: 'opened',
    priority: 'P1',
    at: 5,
    services: ['checkout'],
  };
  const count: Signal = { kind: 'count', indicator: 'checkout-requests', good: 9, total: 10, start: 0, end: 60 };
  const refused = '"rota" may not speak for service "checkout": no monitor of it listens to this source';

  it.each<[string, Signal]>([
    ['maintenance', maintenance],
    ['an incident', incident],
    ['a count', count],
  ])('is not spoken for in %s by a source that none of its monitors listens to', (_what, signal) => {
    expect(events(signal, 'rota')).toEqual([]);
    expect(unmapped(signal, 'rota')).toBe(refused);
    for (const trusted of ['am', 'kuma', 'history', 'desk']) {
      expect(events(signal, trusted)).toMatchObject([{ kind: signal.kind, service: 'checkout' }]);
      expect(unmapped(signal, trusted)).toBeUndefined();
    }
    const { events: fromFile } = normalise(signal, { catalogue: shop, source: undefined });
    expect(fromFile).toMatchObject([{ kind: signal.kind, service: 'checkout' }]);
  });

  it('is spoken for by anyone where a monitor of it listens to every source, or it has no monitors', () => {
    for (const service of ['search', 'ledger']) {
      expect(events({ ...maintenance, services: [service] }, 'rota')).toMatchObject([{ service }]);
      expect(events({ ...incident, services: [service] }, 'rota')).toMatchObject([{ service }]);
    }
    expect(events({ ...count, indicator: 'ledger-requests' }, 'rota')).toMatchObject([{ service: 'ledger' }]);
  });

  it('does not keep the others that are named with it from being heard', () => {
    const both = { ...maintenance, services: ['cart', 'checkout', 'search'] };
    expect(events(both, 'rota')).toMatchObject([{ service: 'search' }]);
    expect(unmapped(both, 'rota')).toBe(`no service named "cart"; ${refused}`);
    const shared = { ...count, indicator: 'all-requests' };
    expect(events(shared, 'rota')).toMatchObject([{ service: 'search' }]);
    expect(unmapped(shared, 'rota')).toBe(refused);
  });
});

describe('a correction and a decision on it', () => {
  const said = { correction: 'COR-7', services: ['checkout', 'search'] };
  const correction: Signal = {
    ...said,
    kind: 'correction',
    action: 'exclude',
    start: 100,
    end: 200,
    proposedBy: 'Kim',
    proposedAt: 300,
    reason: 'other',
  };
  const approval: Signal = { ...said, kind: 'approval', approvedBy: 'Robin', at: 400, decision: 'approved' };

  it('go to each of their services, from a source that is trusted with them', () => {
    for (const signal of [correction, approval]) {
      const { services: _services, ...event } = signal;
      expect(events(signal, 'desk')).toEqual([
        { ...event, service: 'checkout' },
        { ...event, service: 'search' },
      ]);
    }
  });

  it('of any other source are set aside, even of a relay', () => {
    for (const [signal, from] of [
      [correction, 'am'],
      [approval, 'am'],
      [correction, 'history'],
    ] as const) {
      expect(events(signal, from)).toEqual([]);
      expect(unmapped(signal, from)).toBe(
        `"${from}" may not send corrections: its source in the catalogue does not say corrections: true`,
      );
    }
  });

  it('belong where the corrected time lies, and the decision when it was taken', () => {
    expect([signalTime(correction), signalTime(approval)]).toEqual([100, 400]);
  });
});
