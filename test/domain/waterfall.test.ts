import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldSignals, knowledgeOf, questionsOf } from '../../shared/domain/compute.ts';
import { evaluate } from '../../shared/domain/evaluate.ts';
import { formatInstant, parseInstant } from '../../shared/domain/instant.ts';
import type { Signal } from '../../shared/domain/signal.ts';
import { type Waterfall, waterfall } from '../../shared/domain/waterfall.ts';
import { scenarios, signalsOf, versionsOf } from '../support/arbitraries.ts';
import { agreement, service, version } from '../support/catalogue.ts';
import { runs } from '../support/property-runs.ts';

const MINUTE = 60_000;
const october = '2026-10-01T00:00:00Z/2026-10-02T00:00:00Z';

function explained(signals: readonly Signal[]): Waterfall {
  const shop = version({ services: [service()], agreements: [agreement()] });
  const folded = foldSignals(
    [shop],
    signals.map((signal) => ({ signal })),
  );
  const [question] = questionsOf([shop], { period: october }, parseInstant('2026-11-01T00:00:00Z'));
  if (question === undefined) throw new Error('expected a question');
  return waterfall(question, knowledgeOf(folded, question));
}

function state(at: string, to: 'up' | 'down' | 'unknown'): Signal {
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
