import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../shared/domain/catalogue.ts';
import { foldSignals, knowledgeOf, questionsOf } from '../../shared/domain/compute.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { methodNamed } from '../../shared/domain/method.ts';
import type { CorrectiveAction, Proposal, Signal } from '../../shared/domain/signal.ts';
import { type Why, whyAt } from '../../shared/domain/why.ts';
import { agreement, monitor, service, source, version } from '../support/catalogue.ts';

const exclusion = {
  start: parseInstant('2026-10-14T08:00:00Z'),
  end: parseInstant('2026-10-14T09:00:00Z'),
  reason: 'Failover exercise',
  approvedBy: 'Kim Customer',
};

const signals: readonly Signal[] = [
  { kind: 'state', monitor: 'probe', state: 'down', at: parseInstant('2026-10-14T07:00:00Z') },
  { kind: 'state', monitor: 'probe', state: 'up', at: parseInstant('2026-10-14T10:00:00Z') },
];

function why(at: string, more: readonly Signal[] = [], noticeMs = 0): Why {
  const shop = version({ agreements: [agreement({ exclusions: [exclusion], maintenanceNoticeMs: noticeMs })] });
  const folded = foldSignals(
    [shop],
    [...signals, ...more].map((signal) => ({ signal })),
  );
  const [question] = questionsOf([shop], { period: '2026-10' }, parseInstant('2026-10-31T00:00:00Z'));
  if (question === undefined) throw new Error('expected a question');
  return whyAt(question, knowledgeOf(folded, question), parseInstant(at));
}

/** Maintenance from 07:00 to 08:00 that was announced an hour before it began. */
const late: Signal = {
  kind: 'maintenance',
  maintenance: 'CHG-7',
  services: ['checkout'],
  announcedAt: parseInstant('2026-10-14T06:00:00Z'),
  start: parseInstant('2026-10-14T07:00:00Z'),
  end: parseInstant('2026-10-14T08:00:00Z'),
};

describe('a moment', () => {
  it('of an outage counts as down by the last word of its monitor', () => {
    expect(why('2026-10-14T07:30:00Z')).toMatchObject({
      class: 'down',
      start: '2026-10-14T07:00:00.000Z',
      end: '2026-10-14T08:00:00.000Z',
      isAgreed: true,
      lostThousandths: 1000,
      condition: 'down',
      rollUp: 'anyDown',
      method: 'contract',
      catalogue: 'c0ffee',
      monitors: [
        {
          monitor: 'probe',
          condition: 'down',
          streams: [
            {
              stream: 'probe',
              last: { at: '2026-10-14T07:00:00.000Z', state: 'down' },
              next: { at: '2026-10-14T10:00:00.000Z', state: 'up' },
            },
          ],
        },
      ],
      outage: { start: '2026-10-14T07:00:00.000Z', end: '2026-10-14T10:00:00.000Z' },
    });
  });

  it('inside an exclusion leaves both sides, and names who approved it', () => {
    expect(why('2026-10-14T08:30:00Z')).toMatchObject({
      class: 'excluded',
      isAgreed: false,
      because: 'Failover exercise',
      approvedBy: 'Kim Customer',
      condition: 'down',
    });
  });

  it('belongs to the stretch that begins with it', () => {
    expect(why('2026-10-14T10:00:00Z')).toMatchObject({ class: 'up', start: '2026-10-14T10:00:00.000Z', outage: null });
    expect(why('2026-10-14T09:59:59.999Z')).toMatchObject({ class: 'down', start: '2026-10-14T09:00:00.000Z' });
  });

  it('that has not come yet is refused', () => {
    expect(() => why('2026-10-31T00:00:00Z')).toThrow(
      'expected a moment between 2026-10-01T00:00:00.000Z and 2026-10-31T00:00:00.000Z; got 2026-10-31T00:00:00.000Z',
    );
  });
});

describe('a moment of October', () => {
  /** Asked on the 31st unless told; checkout is agreed from a day of October on where one is given. */
  function asked(
    at: string,
    { terms = {}, now = '2026-10-31', from }: { terms?: Partial<Agreement>; now?: string; from?: string } = {},
    told = signals,
  ): Why {
    const shop = version({ agreements: [agreement(terms)] });
    const before = version({ agreements: [agreement({ services: [] })] });
    const later = from === undefined ? 0 : parseInstant(`${from}T00:00:00Z`);
    const versions =
      from === undefined ? [shop] : [before, { ...shop, catalogue: { ...shop.catalogue, effectiveFrom: later } }];
    const folded = foldSignals(
      versions,
      told.map((signal) => ({ signal })),
    );
    const [question] = questionsOf(versions, { period: '2026-10' }, parseInstant(`${now}T00:00:00Z`));
    if (question === undefined) throw new Error('expected a question');
    return whyAt(question, knowledgeOf(folded, question), parseInstant(at));
  }

  it('is up from the start of what was agreed, or the end of the trouble before, until the next trouble or now', () => {
    const stretch = ({ class: name, start, end, isAgreed, lostThousandths }: Why) => {
      return [name, start.slice(8, 16), end.slice(8, 16), isAgreed, lostThousandths];
    };
    expect(stretch(asked('2026-10-01T00:00:00Z'))).toEqual(['up', '01T00:00', '14T07:00', true, 0]);
    expect(stretch(asked('2026-10-20T00:00:00Z'))).toEqual(['up', '14T10:00', '31T00:00', true, 0]);
    expect(stretch(asked('2026-10-12T00:00:00Z', { from: '2026-10-10' }))).toEqual([
      'up',
      '10T00:00',
      '14T07:00',
      true,
      0,
    ]);
  });

  it('in which no version of the catalogue agrees the service is not in force', () => {
    expect(asked('2026-10-09T23:59:59Z', { from: '2026-10-10' })).toMatchObject({
      class: 'notInForce',
      start: '2026-10-01T00:00:00.000Z',
      end: '2026-10-10T00:00:00.000Z',
      isAgreed: false,
      covered: [{ start: '2026-10-10T00:00:00.000Z', end: '2026-11-01T00:00:00.000Z' }],
      condition: 'absent',
      monitors: [],
      outage: null,
    });
    expect(asked('2026-10-10T00:00:00Z', { from: '2026-10-10' })).not.toHaveProperty('covered');
  });

  it('after an amendment drops the service is not in force', () => {
    const dropped = { amendments: [{ from: parseInstant('2026-10-25T00:00:00Z'), services: [] }] };
    expect(asked('2026-10-25T00:00:00Z', { terms: dropped })).toMatchObject({
      class: 'notInForce',
      start: '2026-10-25T00:00:00.000Z',
      end: '2026-10-31T00:00:00.000Z',
      covered: [{ start: '2026-10-01T00:00:00.000Z', end: '2026-10-25T00:00:00.000Z' }],
      method: 'contract',
      catalogue: 'c0ffee',
    });
    expect(asked('2026-10-24T23:59:59Z', { terms: dropped }).class).toBe('up');
  });

  it('is one of the part of it that is over', () => {
    expect(() => asked('2026-09-30T23:59:59.999Z')).toThrow('expected a moment between');
    expect(asked('2026-10-10T00:00:00Z', { from: '2026-10-10' }).class).toBe('up');
    expect(() => asked('2026-10-05T00:00:00Z', { now: '2026-10-01' })).toThrow(
      'expected a moment that has passed; got 2026-10-05T00:00:00.000Z',
    );
  });

  it('may be lost in part, or left out as nothing is known', () => {
    const was = (state: 'degraded' | 'unknown') =>
      [{ kind: 'state', monitor: 'probe', state, at: parseInstant('2026-10-14T07:00:00Z') }] as const;
    const terms = { method: 'openstatus' };
    expect(asked('2026-10-14T08:00:00Z', { terms }, was('degraded'))).toMatchObject({
      class: 'degraded',
      isAgreed: true,
      lostThousandths: 500,
    });
    const blind = asked('2026-10-14T08:00:00Z', {}, was('unknown'));
    expect(blind).toMatchObject({ class: 'unknown', isAgreed: false, condition: 'unknown: reported', outage: null });
    expect(['because', 'approvedBy', 'corrections', 'refused'].filter((key) => key in blind)).toEqual([]);
  });

  it('is part of an outage that lasts', () => {
    const told = asked('2026-10-14T08:00:00Z', {}, signals.slice(0, 1));
    expect(told.outage).toMatchObject({ start: '2026-10-14T07:00:00.000Z', end: null });
    expect(asked('2026-10-14T06:59:59.999Z', {}, signals.slice(0, 1)).outage).toBeNull();
  });

  it('names who approved the exclusion of that moment for that service', () => {
    const about = (approvedBy: string, from: number, to: number) => {
      const [start, end] = [Date.UTC(2026, 9, 14, from), Date.UTC(2026, 9, 14, to)];
      return { start, end, reason: 'Flood', approvedBy };
    };
    const exclusions = [
      { ...about('For search', 8, 10), services: ['search'] },
      { ...about('Kim', 8, 9), services: ['checkout'] },
      about('Robin', 9, 10),
    ];
    const approvedAt = (hour: string) => asked(`2026-10-14T${hour}:00Z`, { terms: { exclusions } }).approvedBy;
    expect(['08:00', '08:59', '09:00', '09:59', '10:00'].map(approvedAt)).toEqual([
      'Kim',
      'Kim',
      'Robin',
      'Robin',
      undefined,
    ]);
  });

  it('is not refused as maintenance outside of what was announced', () => {
    const refusedAt = (time: string) => 'refused' in why(`2026-10-14T${time}Z`, [late], 86_400_000);
    expect(['06:59:59', '07:00:00', '07:59:59', '08:00:00'].map(refusedAt)).toEqual([false, true, true, false]);
  });

  it('names the corrections in force that reach over it', () => {
    const about = { correction: 'COR-1', services: ['checkout'] };
    const proposedAt = parseInstant('2026-10-15T09:00:00Z');
    const proposal: Proposal = { kind: 'correction', ...about, proposedBy: 'Kim', proposedAt, reason: 'other' };
    const approval: Signal = {
      kind: 'approval',
      ...about,
      approvedBy: 'Robin',
      at: parseInstant('2026-10-16T09:00:00Z'),
      decision: 'approved',
    };
    const [seven, eight, ten] = ['07', '08', '10'].map((hour) => parseInstant(`2026-10-14T${hour}:00:00Z`));
    if (seven === undefined || eight === undefined || ten === undefined) throw new Error('expected three');
    const change = { monitor: 'probe', signal: 'probe' } as const;
    const reach = (action: CorrectiveAction, decided = true) => {
      const signal: Signal = { ...proposal, ...action };
      return ['06:59', '07:00', '08:00', '09:59', '10:00'].filter(
        (time) => 'corrections' in why(`2026-10-14T${time}:00Z`, decided ? [signal, approval] : [signal]),
      );
    };
    expect(reach({ action: 'exclude', start: seven, end: eight })).toEqual(['07:00']);
    expect(reach({ action: 'exclude', start: seven, end: eight }, false)).toEqual([]);
    // Between the change and the time that it is given instead, which may be earlier.
    expect(reach({ action: 'amend', ...change, at: ten, to: eight })).toEqual(['08:00', '09:59']);
    // What is voided told until the next word, which is up at 10:00; that one holds for ever.
    expect(reach({ action: 'void', ...change, at: seven })).toEqual(['07:00', '08:00', '09:59']);
    expect(reach({ action: 'void', ...change, at: ten })).toEqual(['10:00']);
    // Nothing was said at 08:00, so nothing is corrected.
    expect(reach({ action: 'void', ...change, at: eight })).toEqual([]);
  });
});

describe('a moment of a service that depends on another', () => {
  it('rests on what the monitors of both were, and on what they said', () => {
    const services = [
      service({ dependsOn: [{ type: 'service', service: 'payments' }] }),
      service({ id: 'payments', monitors: [monitor({ id: 'cards' })] }),
    ];
    const shop = version({ services });
    const signal = { kind: 'state', monitor: 'cards', state: 'down', at: Date.UTC(2026, 9, 14, 7) } as const;
    const [question] = questionsOf([shop], { period: '2026-10' }, Date.UTC(2026, 9, 31));
    if (question === undefined) throw new Error('expected a question');
    const knowledge = knowledgeOf(foldSignals([shop], [{ signal }]), question);
    expect(whyAt(question, knowledge, Date.UTC(2026, 9, 14, 8))).toMatchObject({
      class: 'down',
      monitors: [
        { monitor: 'probe', condition: 'up', streams: [] },
        {
          monitor: 'payments/cards',
          condition: 'down',
          streams: [{ stream: 'cards', last: { at: '2026-10-14T07:00:00.000Z', state: 'down' }, next: null }],
        },
      ],
    });
  });

  it('in maintenance that was announced too late names it: the outage counts', () => {
    expect(why('2026-10-14T07:30:00Z', [late], 86_400_000)).toMatchObject({
      class: 'down',
      refused: [{ maintenance: 'CHG-7', why: 'notice' }],
    });
    expect(why('2026-10-14T07:30:00Z', [late])).toMatchObject({ class: 'maintenance' });
  });
});

describe('a moment whose condition the monitors do not decide', () => {
  const about = { correction: 'COR-1', services: ['checkout'] };
  const corrected = (action: CorrectiveAction, id = 'COR-1'): Signal[] => [
    {
      ...{ kind: 'correction', ...about, correction: id, ...action },
      ...{ proposedBy: 'Kim', proposedAt: parseInstant('2026-10-15T09:00:00Z'), reason: 'other' },
    },
    {
      ...{ kind: 'approval', ...about, correction: id, approvedBy: 'Robin' },
      ...{ at: parseInstant('2026-10-16T09:00:00Z'), decision: 'approved' },
    },
  ];
  const day = (clock: string) => parseInstant(`2026-10-14T${clock}:00Z`);
  const state = (is: 'up' | 'down', clock: string): Signal => {
    return { kind: 'state', monitor: 'probe', state: is, at: day(clock) };
  };

  function asked(clock: string, told: readonly Signal[], heartbeat?: { everyMs: number; allowedGapMs: number }): Why {
    const bridging = { ...methodNamed('contract'), name: 'bridging', shortInterruptionMs: 5 * 60_000 };
    const shop = version({
      methods: [bridging],
      sources: [source({ id: 'probes', ...(heartbeat && { heartbeat }) })],
      services: [service({ monitors: [monitor({ id: 'probe', source: 'probes' })] })],
      agreements: [agreement({ method: 'bridging' })],
    });
    const folded = foldSignals(
      [shop],
      told.map((signal) => ({ signal })),
    );
    const [question] = questionsOf([shop], { period: '2026-10' }, parseInstant('2026-10-31T00:00:00Z'));
    if (question === undefined) throw new Error('expected a question');
    return whyAt(question, knowledgeOf(folded, question), day(clock));
  }

  it('names the short interruption that the method bridges', () => {
    const flapping = [state('up', '06:00'), state('down', '07:00'), state('up', '07:04'), state('down', '08:00')];
    expect(asked('07:02', flapping)).toMatchObject({
      class: 'up',
      condition: 'up',
      rolledUp: 'down',
      interruption: {
        start: '2026-10-14T07:00:00.000Z',
        end: '2026-10-14T07:04:00.000Z',
        condition: 'down',
        shorterThanMs: 300_000,
      },
    });
    const after = asked('07:04', flapping);
    expect(['rolledUp', 'interruption'].filter((key) => key in after)).toEqual([]);
    expect(asked('08:03', [...flapping, state('up', '08:05')])).not.toHaveProperty('interruption');
  });

  it('leaves it to the correction that says what the service was', () => {
    const reclassify = corrected({ action: 'reclassify', state: 'degraded', start: day('07:01'), end: day('07:03') });
    const flapping = [state('up', '06:00'), state('down', '07:00'), state('up', '07:04'), ...reclassify];
    const at = (clock: string) => {
      const { condition, rolledUp, interruption, corrections } = asked(clock, flapping);
      return [condition, rolledUp, interruption?.condition, corrections?.map(({ correction }) => correction)];
    };
    expect(at('07:00')).toEqual(['up', 'down', 'down', undefined]);
    expect(at('07:01')).toEqual(['degraded', 'down', undefined, ['COR-1']]);
    expect(at('07:03')).toEqual(['up', 'down', 'down', undefined]);
  });

  it('names the feed that is silent, its last sign of life and the gap that it is allowed', () => {
    const beat = (clock: string): Signal => ({ kind: 'heartbeat', feed: 'probes', at: day(clock), every: 3_600_000 });
    const told = [state('up', '06:00'), beat('06:00'), beat('07:00'), beat('12:00')];
    const feedAt = (clock: string) => asked(clock, told, { everyMs: 3_600_000, allowedGapMs: 7_200_000 }).monitors[0];
    expect(feedAt('09:00')).toMatchObject({
      condition: 'unknown: feedSilent',
      feed: {
        source: 'probes',
        lastBeat: '2026-10-14T07:00:00.000Z',
        allowedGapMs: 7_200_000,
        start: '2026-10-14T09:00:00.000Z',
        nextBeat: '2026-10-14T12:00:00.000Z',
      },
    });
    expect(feedAt('08:59')).not.toHaveProperty('feed');
    expect(feedAt('05:00')?.feed).toMatchObject({ lastBeat: null, start: null, nextBeat: '2026-10-14T06:00:00.000Z' });
    expect(feedAt('14:00')?.feed).toMatchObject({ lastBeat: '2026-10-14T12:00:00.000Z', nextBeat: null });
  });

  it('marks the word that was voided, and tells the one that holds instead', () => {
    const voided = corrected({ action: 'void', monitor: 'probe', signal: 'probe', at: day('07:00') });
    const told = [state('up', '06:00'), state('down', '07:00'), state('up', '09:00'), ...voided];
    const streamAt = (clock: string) => asked(clock, told).monitors[0]?.streams[0];
    expect(streamAt('08:00')).toEqual({
      stream: 'probe',
      last: {
        at: '2026-10-14T07:00:00.000Z',
        state: 'down',
        corrected: { correction: 'COR-1', action: 'void' },
      },
      next: { at: '2026-10-14T09:00:00.000Z', state: 'up' },
      holds: { at: '2026-10-14T06:00:00.000Z', state: 'up' },
    });
    expect(streamAt('06:30')).toMatchObject({ next: { corrected: { correction: 'COR-1' } } });
    expect(streamAt('06:30')).not.toHaveProperty('holds');
    expect(streamAt('09:00')).toEqual({
      stream: 'probe',
      last: { at: '2026-10-14T09:00:00.000Z', state: 'up' },
      next: null,
    });
  });

  it('tells that nothing holds where the only word was voided', () => {
    const voided = corrected({ action: 'void', monitor: 'probe', signal: 'probe', at: day('07:00') });
    expect(asked('08:00', [state('down', '07:00'), ...voided]).monitors[0]?.streams[0]?.holds).toBeNull();
  });

  it('marks the word that was amended, between the time that it told and the one that it is given', () => {
    const [seven, eight] = [day('07:00'), day('08:00')];
    const amended = corrected({ action: 'amend', monitor: 'probe', signal: 'probe', at: seven, to: eight });
    const told = [state('up', '06:00'), state('down', '07:00'), ...amended];
    const to = { correction: 'COR-1', action: 'amend', to: '2026-10-14T08:00:00.000Z' };
    const streamAt = (clock: string) => asked(clock, told).monitors[0]?.streams[0];
    expect(streamAt('07:30')).toMatchObject({ last: { state: 'down', corrected: to }, holds: { state: 'up' } });
    expect(streamAt('08:00')).toMatchObject({
      last: { at: '2026-10-14T07:00:00.000Z', corrected: to },
      holds: { at: '2026-10-14T08:00:00.000Z', state: 'down' },
    });
  });
});

describe('a moment of a monitor with alert rules', () => {
  const rules = { staleAfterMs: 4 * 3_600_000 };
  const left: Signal = {
    kind: 'state',
    monitor: 'am',
    state: 'down',
    at: parseInstant('2026-10-04T09:00:00Z'),
    heardAt: parseInstant('2026-10-04T10:00:00Z'),
  };

  function streamAt(at: string, { method = 'contract', more = [] as readonly Signal[] } = {}) {
    const alerts = { ...monitor({ id: 'am', source: 'am-eu' }), alertRules: rules };
    const early = { ...monitor({ id: 'am', source: 'am-eu' }), alertRules: { staleAfterMs: 3_600_000 } };
    // Until noon it was stale after an hour.
    const versions = [
      version({ services: [service({ monitors: [early] })], agreements: [agreement({ method })] }),
      {
        ...version({ services: [service({ monitors: [alerts] })], agreements: [agreement({ method })] }),
        hash: 'decaf',
      },
    ].map((it, index) => ({
      ...it,
      catalogue: { ...it.catalogue, effectiveFrom: index * parseInstant('2026-10-04T12:00:00Z') },
    }));
    const signals = [left, ...more].map((signal) => ({ signal }));
    const [question] = questionsOf(versions, { period: '2026-10' }, parseInstant('2026-10-31T00:00:00Z'));
    if (question === undefined) throw new Error('expected a question');
    const told = whyAt(question, knowledgeOf(foldSignals(versions, signals), question), parseInstant(at));
    return { class: told.class, rule: told.monitors[0]?.streams[0]?.rule };
  }

  it('names the rule, whose it is and the version of the catalogue in force then', () => {
    expect(streamAt('2026-10-04T14:00:00Z')).toEqual({
      class: 'unknown',
      rule: {
        rule: 'staleAfter',
        state: 'unknown',
        ms: 4 * 3_600_000,
        heardAt: '2026-10-04T10:00:00.000Z',
        start: '2026-10-04T14:00:00.000Z',
        end: null,
        source: 'am-eu',
        catalogue: 'decaf',
      },
    });
    expect(streamAt('2026-10-04T13:59:59.999Z')).toEqual({ class: 'down', rule: undefined });
    expect(streamAt('2026-10-04T11:59:59.999Z')).toMatchObject({
      class: 'unknown',
      rule: { ms: 3_600_000, start: '2026-10-04T11:00:00.000Z', catalogue: 'c0ffee' },
    });
  });

  it('says so where the method goes on with the state before', () => {
    expect(streamAt('2026-10-04T14:00:00Z', { method: 'zabbix' })).toMatchObject({
      class: 'down',
      rule: { rule: 'staleAfter', carried: true },
    });
  });

  it('has the rule read what was said as it has been corrected', () => {
    const about = { correction: 'COR-1', services: ['checkout'] };
    const proposal: Signal = {
      kind: 'correction',
      ...about,
      action: 'void',
      monitor: 'am',
      signal: 'am',
      at: left.at,
      proposedBy: 'Kim',
      proposedAt: parseInstant('2026-10-05T09:00:00Z'),
      reason: 'false-alarm',
    };
    const at = parseInstant('2026-10-05T10:00:00Z');
    const approval: Signal = { kind: 'approval', ...about, approvedBy: 'Robin', at, decision: 'approved' };
    const corrected = streamAt('2026-10-04T14:00:00Z', { more: [proposal, approval] });
    expect(corrected).toEqual({ class: 'up', rule: undefined });
  });
});
