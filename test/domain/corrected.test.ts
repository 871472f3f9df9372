import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldSignals, knowledgeOf, questionsOf } from '../../shared/domain/compute.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import type { Attainment } from '../../shared/domain/result.ts';
import type { Signal } from '../../shared/domain/signal.ts';
import { whyAt } from '../../shared/domain/why.ts';
import { parseSignal } from '../../shared/sources/signals/signal-json.ts';
import { agreement, monitor, service, version } from '../support/catalogue.ts';
import { countTwice } from '../support/counted-twice.ts';

// 10 October 2026, a day of 1,440 minutes. The target of 95 % allows 72 of them; down from 10:00 to 12:00 is 120.
const DAY = '2026-10-10T00:00:00Z/2026-10-11T00:00:00Z';
const MINUTE = 60_000;
const time = (clock: string): string => `2026-10-10T${clock}:00Z`;

const state = (clock: string, is: string) => ({ kind: 'state', monitor: 'probe', state: is, at: time(clock) });
const OUTAGE = [state('00:00', 'up'), state('10:00', 'down'), state('12:00', 'up')];

const proposed = (action: object, more: object = {}) => ({
  kind: 'correction',
  correction: 'COR-7',
  services: ['checkout'],
  proposedBy: 'Kim',
  proposedAt: time('14:00'),
  reason: 'customer-caused',
  ...action,
  ...more,
});
const approved = (more: object = {}) => ({
  kind: 'approval',
  correction: 'COR-7',
  services: ['checkout'],
  approvedBy: 'Robin',
  at: time('15:00'),
  decision: 'approved',
  ...more,
});

const targets = [{ kind: 'availability', target: '95' }] as const;
const services = [{ service: 'checkout', targets }];

function attainment(signals: readonly object[], overrides: Parameters<typeof agreement>[0] = {}): Attainment {
  const versions = [version({ agreements: [agreement({ services, ...overrides })] })];
  const read = signals.map((json): { signal: Signal } => ({ signal: parseSignal(json) }));
  const now = parseInstant('2026-10-20T00:00:00Z');
  const [found] = countTwice(versions, foldSignals(versions, read), { period: DAY, now });
  if (found === undefined) throw new Error('expected an attainment');
  return found;
}

const minutes = ({ ms }: Attainment) => ({
  excluded: ms.excluded / MINUTE,
  down: ms.down / MINUTE,
  up: ms.up / MINUTE,
});
const WITHOUT = { verdict: 'missed', downtimeMs: 120 * MINUTE, availability: { percent: '91.66' } };

describe('a correction in force', () => {
  it('excludes a stretch: 120 of 1,440 minutes down become 60 of 1,380', () => {
    const exclude = { action: 'exclude', start: time('11:00'), end: time('12:00') };
    const found = attainment([...OUTAGE, proposed(exclude), approved()]);
    expect(minutes(found)).toEqual({ excluded: 60, down: 60, up: 1_320 });
    // 1,320 of 1,380 minutes
    expect(found).toMatchObject({ verdict: 'met', availability: { percent: '95.65' }, withoutCorrections: WITHOUT });
    expect(found.notCounted).toMatchObject([{ reason: 'COR-7, customer-caused', badMs: 60 * MINUTE }]);
  });

  it('includes a stretch that the catalogue excludes', () => {
    const exclusions = [
      { start: parseInstant(time('10:00')), end: parseInstant(time('12:00')), reason: 'Exercise', approvedBy: 'Lena' },
    ];
    const include = { action: 'include', start: time('10:30'), end: time('11:00') };
    const found = attainment([...OUTAGE, proposed(include), approved()], { exclusions });
    expect(minutes(found)).toEqual({ excluded: 90, down: 30, up: 1_320 });
    expect(found.withoutCorrections).toMatchObject(WITHOUT);
    expect(attainment(OUTAGE, { exclusions })).not.toHaveProperty('corrections');
    expect(found.notCounted.map(({ start, end }) => [start.slice(11, 16), end.slice(11, 16)])).toEqual([
      ['10:00', '10:30'],
      ['11:00', '12:00'],
    ]);
  });

  it('includes a stretch of maintenance', () => {
    const maintenance = {
      kind: 'maintenance',
      maintenance: 'CHG-7',
      services: ['checkout'],
      start: time('10:00'),
      end: time('12:00'),
      announcedAt: '2026-10-01T00:00:00Z',
    };
    const include = { action: 'include', start: time('11:00'), end: time('12:00') };
    const found = attainment([...OUTAGE, maintenance, proposed(include), approved()]);
    expect([found.ms.maintenance / MINUTE, found.ms.down / MINUTE]).toEqual([60, 60]);
  });

  it('says what the service was in a stretch', () => {
    const reclassify = { action: 'reclassify', start: time('10:00'), end: time('11:30'), state: 'degraded' };
    const found = attainment([...OUTAGE, proposed(reclassify), approved()]);
    expect(minutes(found)).toEqual({ excluded: 0, down: 30, up: 1_320 });
    expect(found.ms.degraded).toBe(90 * MINUTE);
    expect(found.corrections).toMatchObject([
      { action: 'reclassify', becomes: 'degraded', start: '2026-10-10T10:00:00.000Z' },
    ]);
  });

  it('voids a false alarm', () => {
    const voids = { action: 'void', monitor: 'probe', signal: 'probe', at: time('10:00') };
    const found = attainment([...OUTAGE, proposed(voids), approved()]);
    expect(minutes(found)).toEqual({ excluded: 0, down: 0, up: 1_440 });
    expect(found.outages).toEqual([]);
    expect(found.withoutCorrections).toMatchObject(WITHOUT);
    expect(found.corrections).toMatchObject([
      { state: 'approved', why: 'approved by Robin', flags: ['helps to turn a missed target into a met one'] },
    ]);
  });

  it('amends a time: down from 11:15 on', () => {
    const amend = { action: 'amend', monitor: 'probe', signal: 'probe', at: time('10:00'), to: time('11:15') };
    expect(minutes(attainment([...OUTAGE, proposed(amend), approved()]))).toMatchObject({ down: 45 });
  });

  it('goes by what the ones approved before it left: what is included after it was excluded counts', () => {
    const stretch = { start: time('10:00'), end: time('12:00') };
    const both = [
      proposed({ action: 'exclude', ...stretch }, { correction: 'COR-1' }),
      proposed({ action: 'include', ...stretch }, { correction: 'COR-2' }),
    ];
    const order = (first: string, second: string) =>
      attainment([
        ...OUTAGE,
        ...both,
        approved({ correction: first }),
        approved({ correction: second, at: time('16:00') }),
      ]).ms.down / MINUTE;
    expect([order('COR-1', 'COR-2'), order('COR-2', 'COR-1')]).toEqual([120, 0]);
  });

  it('that finds nothing to correct says so', () => {
    const voids = { action: 'void', monitor: 'probe', signal: 'probe', at: time('10:01') };
    expect(attainment([...OUTAGE, proposed(voids), approved()]).corrections).toMatchObject([
      { state: 'approved', why: 'approved by Robin; finds no such change to correct', decidedBy: 'Robin' },
    ]);
  });

  it('that finds nothing is shown in the period in which it looked for it', () => {
    const isShown = (at: string) => {
      const voids = { action: 'void', monitor: 'probe', signal: 'never-heard', at };
      return attainment([...OUTAGE, proposed(voids), approved()]).corrections !== undefined;
    };
    expect(['2026-10-10T00:00:00Z', '2026-10-10T23:59:59.999Z'].map(isShown)).toEqual([true, true]);
    expect(['2026-10-09T23:59:59.999Z', '2026-10-11T00:00:00Z'].map(isShown)).toEqual([false, false]);
  });

  it('beside one that waits still says what the figures would be without', () => {
    const voids = { action: 'void', monitor: 'probe', signal: 'probe', at: time('10:00') };
    const waiting = proposed(
      { action: 'reclassify', start: time('13:00'), end: time('14:00'), state: 'down' },
      { correction: 'COR-8', proposedAt: time('14:30') },
    );
    const found = attainment([...OUTAGE, proposed(voids), approved(), waiting]);
    expect(found.corrections?.map(({ state: its }) => its)).toEqual(['approved', 'proposed']);
    expect(found.withoutCorrections).toMatchObject(WITHOUT);
  });
});

describe('a correction that is not in force', () => {
  const exclude = { action: 'exclude', start: time('10:00'), end: time('12:00') };

  it('is shown and changes nothing', () => {
    const { corrections, ...rest } = attainment([
      ...OUTAGE,
      proposed(exclude, { clause: '4.2', note: 'Their firewall' }),
    ]);
    expect(rest).toEqual(attainment(OUTAGE));
    expect(corrections).toEqual([
      {
        correction: 'COR-7',
        action: 'exclude',
        state: 'proposed',
        why: 'waits for approval by somebody other than its proposer',
        start: '2026-10-10T10:00:00.000Z',
        end: '2026-10-10T12:00:00.000Z',
        proposedBy: 'Kim',
        proposedAt: '2026-10-10T14:00:00.000Z',
        reason: 'customer-caused',
        note: 'Their firewall',
        clause: '4.2',
      },
    ]);
  });

  it('is shown in each period that it would reach into', () => {
    const night = { ...state('00:00', 'down'), at: '2026-10-09T22:00:00Z' };
    const voids = { action: 'void', monitor: 'probe', signal: 'probe', at: '2026-10-09T22:00:00Z' };
    const shown = (until: object) =>
      attainment([night, until, proposed(voids)]).corrections?.map((it) => [it.action, it.state]);
    expect(shown(state('02:00', 'up'))).toEqual([['void', 'proposed']]);
    expect(shown({ ...night, state: 'up', at: '2026-10-09T23:00:00Z' })).toBe(undefined);
  });

  it('of another period is not shown', () => {
    const elsewhere = { action: 'exclude', start: '2026-10-12T00:00:00Z', end: '2026-10-13T00:00:00Z' };
    expect(attainment([...OUTAGE, proposed(elsewhere), approved()])).toEqual(attainment(OUTAGE));
  });

  it('never changes a figure, whoever decided what', () => {
    const action = fc.constantFrom(
      exclude,
      { ...exclude, action: 'reclassify', state: 'up' },
      { action: 'void', monitor: 'probe', signal: 'probe', at: time('10:00') },
      { action: 'amend', monitor: 'probe', signal: 'probe', at: time('10:00'), to: time('11:59') },
    );
    const refusal = fc.constantFrom<readonly object[]>(
      [],
      [approved({ approvedBy: 'KIM' })],
      [approved({ decision: 'rejected' }), approved({ at: time('16:00') })],
      [approved({ at: time('13:00') })],
      [approved({ at: '2026-10-19T00:00:00Z' })],
    );
    fc.assert(
      fc.property(action, refusal, (what, decisions) => {
        const signals = [...OUTAGE, proposed(what, { expiresAt: '2026-10-19T00:00:00Z' }), ...decisions];
        const { corrections, ...rest } = attainment(signals);
        expect(rest).toEqual(attainment(OUTAGE));
        expect(corrections).toHaveLength(1);
      }),
    );
  });
});

describe('the figures without corrections', () => {
  const clock = fc.integer({ min: 0, max: 23 }).map((hour) => time(`${String(hour).padStart(2, '0')}:30`));
  const action = fc
    .tuple(fc.constantFrom('exclude', 'include', 'reclassify'), clock, clock)
    .filter(([, start, end]) => start < end)
    .map(([name, start, end]) => ({ action: name, start, end, ...(name === 'reclassify' && { state: 'down' }) }));

  it('are those of the same signals when nobody ever proposed or excluded anything', () => {
    const exclusions = [
      { start: parseInstant(time('09:00')), end: parseInstant(time('10:30')), reason: 'Exercise', approvedBy: 'Lena' },
    ];
    fc.assert(
      fc.property(fc.array(action, { maxLength: 4 }), (actions) => {
        const corrections = actions.flatMap((what, index) => [
          proposed(what, { correction: `COR-${index}` }),
          approved({ correction: `COR-${index}`, at: time(`1${5 + index}:00`) }),
        ]);
        const { availability, downtimeMs, verdict } = attainment(OUTAGE);
        const found = attainment([...OUTAGE, ...corrections], { exclusions });
        expect(found.withoutCorrections).toEqual({ availability, downtimeMs, verdict });
      }),
    );
  });

  it('are not there where there is no exclusion and no correction', () => {
    expect(Object.keys(attainment(OUTAGE))).not.toContain('withoutCorrections');
  });
});

describe('an exclusion is flagged', () => {
  const exclude = (start: string, end: string) => ({ action: 'exclude', start: time(start), end: time(end) });
  const flags = (signals: readonly object[], overrides: Parameters<typeof agreement>[0] = {}) =>
    attainment(signals, overrides).notCounted.flatMap((it) => it.flags ?? []);
  const LATE = 'entered after the outage had begun';
  const HELPS = 'helps to turn a missed target into a met one';

  it('when it was entered after the outage had begun', () => {
    const early = proposed(exclude('10:00', '10:30'), { proposedAt: time('09:00') });
    expect(flags([...OUTAGE, early, approved()])).toEqual([]);
    const late = proposed(exclude('10:00', '10:30'), { proposedAt: time('10:01') });
    expect(flags([...OUTAGE, late, approved()])).toEqual([LATE]);
  });

  it('when it covers 80 % of an outage: 96 of 120 minutes, not 95', () => {
    const early = { proposedAt: time('09:00') };
    const strict = { services: [{ service: 'checkout', targets: [] }] };
    expect(flags([...OUTAGE, proposed(exclude('10:00', '11:35'), early), approved()], strict)).toEqual([]);
    expect(flags([...OUTAGE, proposed(exclude('10:00', '11:36'), early), approved()], strict)).toEqual([
      'covers 80 % of an outage',
    ]);
  });

  describe('by the real begin of an outage that began before the period', () => {
    // Down from 14:00 on the 9th to 02:00 on the 10th: 12 hours, of which 2 are the period's.
    const before = { kind: 'state', monitor: 'probe', state: 'down', at: '2026-10-09T14:00:00Z' };
    const night = [{ ...before, state: 'up', at: '2026-10-01T00:00:00Z' }, before, state('02:00', 'up')];
    const none = { services: [{ service: 'checkout', targets: [] }] };

    it('when it was entered before the period, but after that', () => {
      const whole = { ...exclude('00:00', '00:30'), proposedAt: '2026-10-09T14:01:00Z' };
      expect(flags([...night, proposed(whole), approved()], none)).toEqual([LATE]);
      expect(flags([...night, proposed({ ...whole, proposedAt: '2026-10-09T14:00:00Z' }), approved()], none)).toEqual(
        [],
      );
    });

    it('when it covers 80 % of all of it: 576 of 720 minutes, and not the 2 hours of the period alone', () => {
      const early = { proposedAt: '2026-10-09T13:00:00Z' };
      expect(flags([...night, proposed(exclude('00:00', '02:00'), early), approved()], none)).toEqual([]);
      const most = (start: string) => ({ action: 'exclude', start: `2026-10-09T${start}:00Z`, end: time('02:00') });
      expect(flags([...night, proposed(most('16:24'), early), approved()], none)).toEqual(['covers 80 % of an outage']);
      expect(flags([...night, proposed(most('16:25'), early), approved()], none)).toEqual([]);
    });

    it('as a dependency tells of it', () => {
      const payments = service({ id: 'payments', monitors: [monitor({ id: 'payments-probe' })] });
      const dependent = service({ dependsOn: [{ type: 'service', service: 'payments' }] });
      const versions = [version({ services: [dependent, payments], agreements: [agreement(none)] })];
      const late = proposed(exclude('00:00', '00:30'), { proposedAt: '2026-10-09T14:01:00Z' });
      const signals = [...night.map((it) => ({ ...it, monitor: 'payments-probe' })), late, approved()];
      const folded = foldSignals(
        versions,
        signals.map((json) => ({ signal: parseSignal(json) })),
      );
      const now = parseInstant('2026-10-20T00:00:00Z');
      expect(countTwice(versions, folded, { period: DAY, now })[0]?.notCounted[0]?.flags).toEqual([LATE]);
    });
  });

  it('when it helps to turn a miss into a met', () => {
    const early = proposed(exclude('11:00', '12:00'), { proposedAt: time('09:00') });
    expect(flags([...OUTAGE, early, approved()])).toEqual([HELPS]);
  });

  it('wherever it is shown: beside the correction too', () => {
    const late = proposed(exclude('10:00', '12:00'));
    const found = attainment([...OUTAGE, late, approved()]);
    const all = [LATE, 'covers 100 % of an outage', HELPS];
    expect([found.notCounted[0]?.flags, found.corrections?.[0]?.flags]).toEqual([all, all]);
  });

  it('for itself alone, not for others with its reason or in its time', () => {
    const exclusion = (start: string, end: string, reason: string) => {
      return { start: parseInstant(time(start)), end: parseInstant(time(end)), reason, approvedBy: 'Lena' };
    };
    // Of the two hours from 10:00 on the exercise covers 96 minutes, the visit 60; what both cover is the visit's.
    const exclusions = [
      exclusion('11:00', '13:00', 'Visit'),
      exclusion('10:00', '11:36', 'Exercise'),
      exclusion('14:00', '15:00', 'Exercise'),
    ];
    const { notCounted } = attainment(OUTAGE, { exclusions, services: [{ service: 'checkout', targets: [] }] });
    expect(notCounted.map(({ start, reason, flags: its }) => [start.slice(11, 16), reason, its])).toEqual([
      ['10:00', 'Exercise', ['covers 80 % of an outage']],
      ['11:00', 'Visit', undefined],
      ['14:00', 'Exercise', undefined],
    ]);
  });

  it('when the catalogue has it since after the outage began', () => {
    const exclusions = [
      { start: parseInstant(time('10:00')), end: parseInstant(time('10:30')), reason: 'Exercise', approvedBy: 'Lena' },
    ];
    const wording = (publishedAt: string, excluded: typeof exclusions) => ({
      ...version({ agreements: [agreement({ services, exclusions: excluded })] }),
      publishedAt: parseInstant(publishedAt),
    });
    const flagsWith = (...versions: ReturnType<typeof wording>[]) => {
      const folded = foldSignals(
        versions,
        OUTAGE.map((json) => ({ signal: parseSignal(json) })),
      );
      const now = parseInstant('2026-10-20T00:00:00Z');
      return countTwice(versions, folded, { period: DAY, now })[0]?.notCounted[0]?.flags;
    };
    const [before, after] = ['2026-10-01T00:00:00Z', '2026-10-15T00:00:00Z'];
    expect(flagsWith(wording(before, []), wording(after, exclusions))).toEqual([LATE]);
    expect(flagsWith(wording(before, exclusions), wording(after, exclusions))).toBeUndefined();
  });
});

describe('a correction of a service that others depend on', () => {
  const payments = service({ id: 'payments', monitors: [monitor({ id: 'payments-probe' })] });
  const dependent = service({ monitors: [], dependsOn: [{ type: 'service', service: 'payments' }] });
  const words = (clock: string, is: string) => ({ ...state(clock, is), monitor: 'payments-probe' });
  const outage = [words('00:00', 'up'), words('10:00', 'down'), words('12:00', 'up')];

  function ofCheckout(...actions: readonly object[]): Attainment {
    const versions = [version({ services: [dependent, payments], agreements: [agreement({ services })] })];
    const proposals = actions.map((action) => proposed(action, { services: ['payments'], ...action }));
    const corrections = [...proposals, approved({ services: ['payments'] })];
    const signals = [...outage, ...corrections].map((json) => ({ signal: parseSignal(json) }));
    const asked = { period: DAY, now: parseInstant('2026-10-20T00:00:00Z') };
    const [found] = countTwice(versions, foldSignals(versions, signals), asked);
    if (found === undefined) throw new Error('expected an attainment');
    return found;
  }

  it('tells on them: what it was', () => {
    const voids = { action: 'void', monitor: 'payments-probe', signal: 'payments-probe', at: time('10:00') };
    expect(ofCheckout(voids)).toMatchObject({
      ms: { down: 0 },
      withoutCorrections: WITHOUT,
      corrections: [{ service: 'payments', correction: 'COR-7', state: 'approved' }],
    });
    const reclassify = { action: 'reclassify', start: time('10:00'), end: time('11:00'), state: 'up' };
    expect(ofCheckout(reclassify).ms.down).toBe(60 * MINUTE);
  });

  it('to degraded weighs as the method says beside what is down in part', () => {
    // One of 100 parts is down all day: 0.01 × 1,440 min; by statuspage an hour of degraded weighs 0.3, which is worse:
    // 0.01 × 1,380 min + 0.3 × 60 min = 13.8 + 18 = 31.8 min.
    const parts = service({
      monitors: [monitor({ id: 'most' }), monitor({ id: 'rest' })],
      rollUp: { type: 'weighted', weights: { most: 99, rest: 1 } },
      dependsOn: [{ type: 'service', service: 'payments' }],
    });
    const versions = [
      version({ services: [parts, payments], agreements: [agreement({ services, method: 'statuspage' })] }),
    ];
    const reclassify = { action: 'reclassify', start: time('10:00'), end: time('11:00'), state: 'degraded' };
    const signals = [
      { ...state('00:00', 'up'), monitor: 'most' },
      { ...state('00:00', 'down'), monitor: 'rest' },
      words('00:00', 'up'),
      proposed(reclassify, { services: ['payments'] }),
      approved({ services: ['payments'] }),
    ].map((json) => ({ signal: parseSignal(json) }));
    const asked = { period: DAY, now: parseInstant('2026-10-20T00:00:00Z') };
    const [found] = countTwice(versions, foldSignals(versions, signals), asked);
    expect(found?.downtimeMs).toBe(1_908_000);
  });

  it('does not: what its own agreements exclude', () => {
    const found = ofCheckout({ action: 'exclude', start: time('10:00'), end: time('12:00') });
    expect(found.ms).toMatchObject({ down: 120 * MINUTE, excluded: 0 });
    expect(Object.keys(found)).not.toContain('corrections');
  });

  it('does not: what was proposed anew as an exclusion before it was approved', () => {
    const voids = { action: 'void', monitor: 'payments-probe', signal: 'payments-probe', at: time('10:00') };
    const anew = { action: 'exclude', start: time('10:00'), end: time('12:00'), proposedAt: time('14:30') };
    const found = ofCheckout(voids, anew);
    expect(found.ms).toMatchObject({ down: 120 * MINUTE, excluded: 0 });
    expect(found.corrections).toMatchObject([
      { action: 'void', state: 'refused', why: 'was replaced by another proposal under its id' },
    ]);
  });
});

describe('why a moment counts as it does', () => {
  it('names the corrections in force that reach over it, and who approved them', () => {
    const versions = [version({ agreements: [agreement({ services })] })];
    const exclude = proposed({ action: 'exclude', start: time('11:00'), end: time('12:00') });
    const signals = [...OUTAGE, exclude, approved()].map((json) => ({ signal: parseSignal(json) }));
    const folded = foldSignals(versions, signals);
    const [question] = questionsOf(versions, { period: DAY }, parseInstant('2026-10-20T00:00:00Z'));
    if (question === undefined) throw new Error('expected a question');
    const why = (clock: string) => whyAt(question, knowledgeOf(folded, question), parseInstant(time(clock)));
    expect(why('11:30')).toMatchObject({
      class: 'excluded',
      because: 'COR-7, customer-caused',
      corrections: [{ correction: 'COR-7', decidedBy: 'Robin' }],
    });
    expect(Object.keys(why('10:30'))).not.toContain('corrections');
  });
});
