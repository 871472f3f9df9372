import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldSignals, knowledgeOf, questionsOf } from '../../shared/domain/compute.ts';
import { classStretches } from '../../shared/domain/evaluate.ts';
import { formatInstant } from '../../shared/domain/instant.ts';
import { type Attainment, CLASSES } from '../../shared/domain/result.ts';
import type { Fact, Rule, Scenario, Span, Wording } from '../oracle/scenario.ts';
import { MIDNIGHT, scenarios, signalsOf, versionsOf } from '../support/arbitraries.ts';
import { runs } from '../support/property-runs.ts';
import { evaluated } from './evaluated.ts';

const ANY_DOWN: Rule = { what: 'count', down: 1 };
const anyScenario = scenarios({ longest: 30 });
/** Nothing is down in part: no fraction of a millisecond is rounded, and one more monitor takes no weight from others. */
const anyWholeScenario = anyScenario.map((scenario) => ({ ...scenario, wordings: scenario.wordings.map(withAnyDown) }));
const RUNS = { numRuns: runs(1000) };

describe('the classes', () => {
  it('sum to what is counted of the period', () => {
    fc.assert(
      fc.property(anyScenario, (scenario) => {
        const { ms } = evaluated(scenario) ?? { ms: undefined };
        if (ms === undefined) return;
        expect(CLASSES.reduce((sum, name) => sum + ms[name], 0)).toBe(ms.period);
        expect(ms.period).toBe(Math.max(0, Math.min(scenario.end, scenario.now) - scenario.start));
      }),
      RUNS,
    );
  });
});

describe('a period cut in two', () => {
  it('adds up: every class, agreed time and downtime, under both methods', () => {
    fc.assert(
      fc.property(anyWholeScenario, fc.nat(28), (scenario, at) => {
        const cut = scenario.start + 1 + (at % Math.max(1, scenario.end - scenario.start - 1));
        if (cut >= scenario.end) return;
        const parts = [
          { ...scenario, end: cut },
          { ...scenario, start: cut },
        ].map((part) => sums(evaluated(part)));
        const whole = sums(evaluated(scenario));
        expect(whole.map((_, index) => (parts[0]?.[index] ?? 0) + (parts[1]?.[index] ?? 0))).toEqual(whole);
      }),
      RUNS,
    );
  });
});

/** Everything that must add up, except time in which nothing is agreed: a part of only that is no attainment. */
function sums(attainment: Attainment | undefined): number[] {
  if (attainment === undefined) return Array.from({ length: 9 }, () => 0);
  const { ms, agreedMs, downtimeMs } = attainment;
  return [agreedMs, downtimeMs, ...CLASSES.filter((name) => name !== 'notInForce').map((name) => ms[name])];
}

/** Whether the first is a lower availability than the second, or the same; so is one that is not there. */
function isAtMost(a: Attainment | undefined, b: Attainment | undefined): boolean {
  if (a === undefined || b === undefined || a.agreedMs === 0 || b.agreedMs === 0) return true;
  return (a.agreedMs - a.downtimeMs) * b.agreedMs <= (b.agreedMs - b.downtimeMs) * a.agreedMs;
}

describe('one more down interval', () => {
  const instant = fc.integer({ min: MIDNIGHT - 18, max: MIDNIGHT + 30 });
  const interval = fc.record({ start: instant, end: instant }).filter(({ start, end }) => start < end);

  it('seen by one more monitor never raises the availability', () => {
    fc.assert(
      fc.property(anyWholeScenario, interval, (scenario, span) => {
        const watched = scenario.wordings.every(({ probes }) => probes.some((it) => it.service === 'checkout'));
        fc.pre(watched);
        const after = {
          ...scenario,
          wordings: scenario.wordings.map(withWitness),
          facts: [...scenario.facts, ...down(span)],
        };
        expect(isAtMost(evaluated(after), evaluated(scenario))).toBe(true);
      }),
      RUNS,
    );
  });
});

function withAnyDown(wording: Wording): Wording {
  return { ...wording, rules: { checkout: ANY_DOWN, payments: ANY_DOWN, cards: ANY_DOWN } };
}

function withWitness(wording: Wording): Wording {
  const witness = { id: 'witness', service: 'checkout', silence: 'up', feed: null } as const;
  return { ...wording, probes: [...wording.probes, witness] };
}

function down({ start, end }: Span): Fact[] {
  const said = { what: 'state', probe: 'witness', stream: 'witness' } as const;
  return [
    { ...said, state: 'down', at: start },
    { ...said, state: 'up', at: end },
  ];
}

describe('an exclusion', () => {
  it('of downtime never lowers the availability', () => {
    fc.assert(
      fc.property(anyScenario, (scenario) => {
        for (const span of downtimeOf(scenario)) {
          const after = { ...scenario, wordings: scenario.wordings.map((it) => excluding(it, span)) };
          expect(isAtMost(evaluated(scenario), evaluated(after))).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('of time that was up does lower it: only the denominator shrinks', () => {
    // Of 10 ms, 2 down: 80 %. Without 5 ms that were up, 2 of 5 are down: 60 %.
    const scenario = tenMsWithTwoDown();
    const excluded = { ...scenario, wordings: scenario.wordings.map((it) => excluding(it, { start: 5, end: 10 })) };
    expect(evaluated(scenario)?.availability?.percent).toBe('80.00');
    expect(evaluated(excluded)?.availability?.percent).toBe('60.00');
  });
});

function excluding(wording: Wording, span: Span): Wording {
  return { ...wording, exclusions: [...wording.exclusions, span] };
}

/** Stretches that count as down. */
function downtimeOf(scenario: Scenario): Span[] {
  const versions = versionsOf(scenario);
  const folded = foldSignals(
    versions,
    signalsOf(scenario).map((signal) => ({ signal })),
  );
  const period = `${formatInstant(scenario.start)}/${formatInstant(scenario.end)}`;
  return questionsOf(versions, { period }, scenario.now)
    .flatMap((question) => classStretches(question, knowledgeOf(folded, question)))
    .filter((run) => run.class === 'down');
}

function tenMsWithTwoDown(): Scenario {
  const wording: Wording = {
    from: 0,
    agreed: true,
    inForce: { start: 0, end: 1000 },
    life: null,
    lives: { payments: null, cards: null },
    hours: null,
    exclusions: [],
    allowance: null,
    noticeMs: 0,
    toleranceMillionths: 0,
    target: '99',
    method: 'contract',
    probes: [],
    rules: { checkout: ANY_DOWN, payments: ANY_DOWN, cards: ANY_DOWN },
    needs: [],
    paymentsNeedsCards: false,
    feeds: {},
  };
  return { start: 0, end: 10, now: 100, wordings: [withWitness(wording)], facts: down({ start: 1, end: 3 }) };
}
