import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../shared/domain/catalogue.ts';
import { foldSignals, knowledgeOf, questionsOf } from '../../shared/domain/compute.ts';
import { evaluate } from '../../shared/domain/evaluate.ts';
import { formatInstant, parseInstant } from '../../shared/domain/instant.ts';
import type { MonitorState, Signal } from '../../shared/domain/signal.ts';
import { type Waterfall, waterfall } from '../../shared/domain/waterfall.ts';
import { scenarios, signalsOf, versionsOf } from '../support/arbitraries.ts';
import { agreement, service, version } from '../support/catalogue.ts';
import { runs } from '../support/property-runs.ts';

const MINUTE = 60_000;
const october = '2026-10-01T00:00:00Z/2026-10-02T00:00:00Z';

function explained(signals: readonly Signal[], terms: Partial<Agreement> = {}, from = 0): Waterfall {
  const shop = version({ services: [service()], agreements: [agreement(terms)] });
  const before = version({ agreements: [agreement({ services: [] })] });
  const later = { ...shop, catalogue: { ...shop.catalogue, effectiveFrom: from } };
  const versions = from === 0 ? [shop] : [before, later];
  const folded = foldSignals(
    versions,
    signals.map((signal) => ({ signal })),
  );
  const [question] = questionsOf(versions, { period: october }, parseInstant('2026-11-01T00:00:00Z'));
  if (question === undefined) throw new Error('expected a question');
  return waterfall(question, knowledgeOf(folded, question));
}

function state(at: string, to: MonitorState): Signal {
  return { kind: 'state', monitor: 'probe', state: to, at: parseInstant(at) };
}

describe('a day with an hour of maintenance, ten minutes blind and two outages', () => {
  const day = explained([
    state('2026-10-01T02:00:00Z', 'down'),
    state('2026-10-01T02:20:00Z', 'up'),
    {
      kind: 'maintenance',
      maintenance: 'CHG-1',
      services: ['checkout'],
      title: 'New database',
      announcedAt: parseInstant('2026-09-20T00:00:00Z'),
      start: parseInstant('2026-10-01T10:00:00Z'),
      end: parseInstant('2026-10-01T11:00:00Z'),
    },
    state('2026-10-01T15:00:00Z', 'unknown'),
    state('2026-10-01T15:10:00Z', 'down'),
    state('2026-10-01T15:15:00Z', 'up'),
  ]);

  it('leaves 1,440 − 60 − 10 = 1,370 agreed minutes, each with its interval and reason', () => {
    expect(day.periodMs).toBe(1_440 * MINUTE);
    expect(day.leftOut).toEqual([
      {
        class: 'maintenance',
        ms: 60 * MINUTE,
        intervals: [
          {
            start: '2026-10-01T10:00:00.000Z',
            end: '2026-10-01T11:00:00.000Z',
            ms: 60 * MINUTE,
            because: 'New database',
          },
        ],
      },
      {
        class: 'unknown',
        ms: 10 * MINUTE,
        intervals: [
          { start: '2026-10-01T15:00:00.000Z', end: '2026-10-01T15:10:00.000Z', ms: 10 * MINUTE, because: 'reported' },
        ],
      },
    ]);
    expect(day.agreedMs).toBe(1_370 * MINUTE);
  });

  it('was up for 1,370 − 25 = 1,345 of them', () => {
    expect(day.downtime).toMatchObject([{ class: 'down', ms: 25 * MINUTE }]);
    expect(day.downtime[0]?.intervals).toHaveLength(2);
    expect(day.upMs).toBe(1_345 * MINUTE);
  });

  it('says what each outage cost of a budget of 0.1 % of 1,370 minutes, 82.2 seconds', () => {
    // 20 min = 1,200 s; 1,200 ÷ 82.2 = 14.5985…; 5 min = 300 s; 300 ÷ 82.2 = 3.6496…
    expect(day.outages.map(({ budgetPercent }) => budgetPercent)).toEqual(['1459.85', '364.96']);
  });
});

describe('a day', () => {
  const at = (time: string) => `2026-10-01T${time}:00Z`;
  const stepsIn = (steps: Waterfall['leftOut']) =>
    steps.map((step) => [
      step.class,
      step.ms / MINUTE,
      ...step.intervals.map(({ start, end, because }) => [start.slice(11, 16), end.slice(11, 16), because]),
    ]);
  const maintained: Signal = {
    kind: 'maintenance',
    maintenance: 'CHG-1',
    services: ['checkout'],
    announcedAt: 0,
    start: parseInstant(at('10:00')),
    end: parseInstant(at('11:00')),
  };

  it('in which nothing happened has nothing to explain', () => {
    expect(explained([])).toEqual({
      periodMs: 1_440 * MINUTE,
      leftOut: [],
      agreedMs: 1_440 * MINUTE,
      downtime: [],
      upMs: 1_440 * MINUTE,
      countedAsUp: [],
      outages: [],
    });
  });

  it('tells maintenance once, whatever the service was in it', () => {
    const { leftOut, downtime } = explained([maintained, state(at('10:20'), 'down'), state(at('10:30'), 'up')]);
    expect(stepsIn(leftOut)).toEqual([['maintenance', 60, ['10:00', '11:00', 'CHG-1']]]);
    expect(downtime).toEqual([]);
  });

  it('tells maintenance that the method counts as up: all 1,440 minutes are agreed, and 1,430 up', () => {
    const signals = [maintained, state(at('10:20'), 'down'), state(at('11:10'), 'up')];
    const { agreedMs, upMs, leftOut, countedAsUp, downtime } = explained(signals, { method: 'icinga' });
    expect({ agreedMs, upMs, leftOut }).toEqual({ agreedMs: 1_440 * MINUTE, upMs: 1_430 * MINUTE, leftOut: [] });
    expect(stepsIn(countedAsUp)).toEqual([['maintenance', 60, ['10:00', '11:00', 'CHG-1']]]);
    expect(stepsIn(downtime)).toEqual([['down', 10, ['11:00', '11:10', undefined]]]);
  });

  it('counts half of what is degraded under openstatus, and says which stretch that was', () => {
    const { downtime, upMs } = explained([state(at('10:00'), 'degraded'), state(at('10:10'), 'up')], {
      method: 'openstatus',
    });
    expect(stepsIn(downtime)).toEqual([['degraded', 5, ['10:00', '10:10', undefined]]]);
    expect(upMs).toBe(1_435 * MINUTE);
  });

  it('tells two reasons apart where one stretch follows the other, and joins one reason', () => {
    const excluded = (from: string, to: string, reason: string) => {
      return { start: parseInstant(at(from)), end: parseInstant(at(to)), reason, approvedBy: 'Kim' };
    };
    const exclusions = [
      excluded('08:00', '09:00', 'Flood'),
      excluded('09:00', '10:00', 'Strike'),
      excluded('12:00', '13:00', 'Strike'),
    ];
    const { leftOut } = explained([state(at('09:30'), 'down'), state(at('09:40'), 'up')], { exclusions });
    expect(stepsIn(leftOut)).toEqual([
      ['excluded', 180, ['08:00', '09:00', 'Flood'], ['09:00', '10:00', 'Strike'], ['12:00', '13:00', 'Strike']],
    ]);
  });

  it('leaves out the hours before an agreement is in force, and those in which none names the service', () => {
    const noon = parseInstant(at('12:00'));
    const expected = [['notInForce', 720, ['00:00', '12:00', undefined]]];
    const [signed, named] = [explained([], { from: noon }), explained([], {}, noon)];
    expect([stepsIn(signed.leftOut), stepsIn(named.leftOut)]).toEqual([expected, expected]);
    expect([signed.agreedMs, named.agreedMs]).toEqual([720 * MINUTE, 720 * MINUTE]);
    expect(Object.keys(signed.leftOut[0]?.intervals[0] ?? {})).toEqual(['start', 'end', 'ms']);
  });

  describe('of which a correction says what the service was', () => {
    const says = (correction: string, is: MonitorState, [from, to]: readonly [string, string]): Signal[] => {
      const [about, proposedAt] = [{ correction, services: ['checkout'] }, parseInstant('2026-10-02T00:00:00Z')];
      const stretch = { start: parseInstant(at(from)), end: parseInstant(at(to)) };
      return [
        {
          ...{ kind: 'correction', ...about, action: 'reclassify', state: is, ...stretch },
          ...{ proposedBy: 'Kim', proposedAt, reason: 'other' },
        },
        { kind: 'approval', ...about, approvedBy: 'Robin', at: proposedAt + MINUTE, decision: 'approved' },
      ];
    };
    const outage = [state(at('10:00'), 'down'), state(at('10:10'), 'up')];

    it('names it, and cuts what it says from what the monitors say', () => {
      const { downtime, leftOut } = explained([
        ...outage,
        ...says('COR-1', 'down', ['10:10', '10:15']),
        ...says('COR-2', 'unknown', ['12:00', '12:30']),
        ...says('COR-3', 'up', ['10:02', '10:04']),
      ]);
      expect(stepsIn(downtime)).toEqual([
        ['down', 13, ['10:00', '10:02', undefined], ['10:04', '10:10', undefined], ['10:10', '10:15', 'COR-1, other']],
      ]);
      expect(stepsIn(leftOut)).toEqual([['unknown', 30, ['12:00', '12:30', 'COR-2, other']]]);
    });

    it('names of two over one instant the one approved last, which holds', () => {
      const { downtime } = explained([
        ...says('COR-1', 'down', ['10:00', '10:30']),
        ...says('COR-2', 'down', ['10:10', '10:20']),
      ]);
      expect(stepsIn(downtime)).toEqual([
        [
          'down',
          30,
          ['10:00', '10:10', 'COR-1, other'],
          ['10:10', '10:20', 'COR-2, other'],
          ['10:20', '10:30', 'COR-1, other'],
        ],
      ]);
    });

    it('leaves the reason to maintenance that covers it', () => {
      const { leftOut } = explained([maintained, ...says('COR-1', 'down', ['10:20', '10:30'])]);
      expect(stepsIn(leftOut)).toEqual([['maintenance', 60, ['10:00', '11:00', 'CHG-1']]]);
    });

    it('names it beside the monitors of the outage that it made', () => {
      const { outages } = explained([...outage, ...says('COR-1', 'down', ['12:00', '12:05'])]);
      expect(outages.map(({ monitors, corrections }) => [monitors, corrections])).toEqual([
        [['probe'], undefined],
        [[], ['COR-1']],
      ]);
    });
  });

  it('has shares of an error budget only where there is one', () => {
    const signals = [state(at('10:00'), 'down'), state(at('10:01'), 'up')];
    const budgetPercent = (...targets: Agreement['services'][number]['targets']) =>
      explained(signals, { services: [{ service: 'checkout', targets }] }).outages.map((it) => it.budgetPercent);
    expect(budgetPercent({ kind: 'downtime', atMostMs: MINUTE })).toEqual([null]);
    expect(budgetPercent({ kind: 'availability', target: '100' })).toEqual([null]);
    // 10 % of 1,440 minutes are 144; 1 of them is 0.694 %. Of 50 %, 720, it is 0.138 %; the whole day has 0.069 %.
    const shares = ['90', '50', '0'].map((target) => budgetPercent({ kind: 'availability', target })[0]);
    expect(shares).toEqual(['0.69', '0.13', '0.06']);
  });
});

describe('every waterfall', () => {
  it('adds up to the figure that it explains', () => {
    fc.assert(
      fc.property(scenarios({ longest: 60 }), (scenario) => {
        const versions = versionsOf(scenario);
        const folded = foldSignals(
          versions,
          signalsOf(scenario).map((signal) => ({ signal })),
        );
        const period = `${formatInstant(scenario.start)}/${formatInstant(scenario.end)}`;
        for (const question of questionsOf(versions, { period }, scenario.now)) {
          const knowledge = knowledgeOf(folded, question);
          const { ms, agreedMs, downtimeMs } = evaluate(question, knowledge);
          const { periodMs, leftOut, downtime, upMs } = waterfall(question, knowledge);
          const sum = (steps: Waterfall['leftOut']) => steps.reduce((total, step) => total + step.ms, 0);
          expect([periodMs, sum(leftOut), sum(downtime), upMs]).toEqual([
            ms.period,
            ms.period - agreedMs,
            downtimeMs,
            agreedMs - downtimeMs,
          ]);
          for (const step of leftOut) {
            expect(step.intervals.reduce((total, it) => total + it.ms, 0)).toBe(step.ms);
          }
        }
      }),
      { numRuns: runs(500) },
    );
  });
});
