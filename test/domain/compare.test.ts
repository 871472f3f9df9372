import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareMethods } from '../../shared/domain/compare.ts';
import { foldSignals, knowledgeOf, questionsOf } from '../../shared/domain/compute.ts';
import { formatInstant } from '../../shared/domain/instant.ts';
import { type AccountingMethod, METHOD_NAMES, methodNamed } from '../../shared/domain/method.ts';
import { type WeighedStretch, weighedStretches } from '../../shared/domain/weigh.ts';
import type { Scenario } from '../oracle/scenario.ts';
import { scenarios, signalsOf, versionsOf } from '../support/arbitraries.ts';
import { AFTER_THE_MONTH, MONTH, monthSignals, monthVersions } from '../support/month-example.ts';
import { runs } from '../support/property-runs.ts';

const HOUR = 3_600_000;

/** What each class brings to the difference, in hours: how long it is, agreed, down, not known. */
function changesUnder(method: string, own = 'contract') {
  const versions = monthVersions([], own);
  const [comparison] = compareMethods(versions, monthSignals(versions), { period: MONTH, now: AFTER_THE_MONTH });
  const found = comparison?.others.find(({ attainment }) => attainment.method === method);
  return found?.changes.map(({ from, to, ms, agreedMs, downtimeMicroseconds, unknownMs }) => [
    from,
    to,
    ms / HOUR,
    agreedMs / HOUR,
    downtimeMicroseconds / 1000 / HOUR,
    unknownMs / HOUR,
  ]);
}

describe('the month of the example, by class', () => {
  it('contract against strict: 3 h of maintenance were down and 1 h up, 2 h degraded and 6 h unknown count as down', () => {
    expect(changesUnder('strict')).toEqual([
      ['maintenance', 'down', 3, 3, 3, 0],
      ['maintenance', 'up', 1, 1, 0, 0],
      ['degraded', 'degraded', 2, 0, 2, 0],
      ['unknown', 'unknown', 6, 6, 6, -6],
    ]);
  });

  it('contract against statuspage: maintenance is up, 2 h degraded weigh 0.6 h, the gap keeps up', () => {
    expect(changesUnder('statuspage')).toEqual([
      ['maintenance', 'maintenance', 4, 4, 0, 0],
      ['degraded', 'degraded', 2, 0, 0.6, 0],
      ['unknown', 'up', 6, 6, 0, -6],
    ]);
  });

  it('the other way round is the same with the signs turned', () => {
    expect(changesUnder('contract', 'statuspage')).toEqual([
      ['maintenance', 'maintenance', 4, -4, 0, 0],
      ['degraded', 'degraded', 2, 0, -0.6, 0],
      ['up', 'unknown', 6, -6, 0, 6],
    ]);
  });

  it('the agreement’s own method is not among the others', () => {
    expect(changesUnder('zabbix', 'zabbix')).toBeUndefined();
  });

  it('a method that changes within the period is compared as it was, with all others', () => {
    // Two versions of the wording in one month: contract, then icinga from the 15th.
    const [first] = monthVersions();
    const [second] = monthVersions([], 'icinga');
    if (first === undefined || second === undefined) throw new Error('expected versions');
    const later = { ...second, catalogue: { ...second.catalogue, effectiveFrom: Date.UTC(2026, 10, 15) } };
    const versions = [first, later];
    const [comparison] = compareMethods(versions, monthSignals(versions), { period: MONTH, now: AFTER_THE_MONTH });
    expect(comparison?.others.map(({ attainment }) => attainment.method)).toEqual(METHOD_NAMES);
    // From the 15th icinga keeps the gap as up, which contract leaves out.
    const contract = comparison?.others[0];
    expect(contract?.change).toEqual({ agreedMs: -6 * HOUR, downtimeMicroseconds: 0, unknownMs: 6 * HOUR });
  });
});

const anyScenario = scenarios({ longest: 30 });
const RUNS = { numRuns: runs(500) };
const anyMethod: fc.Arbitrary<AccountingMethod> = fc
  .tuple(
    fc.constantFrom(...METHOD_NAMES),
    fc.record(
      {
        degradedWeight: fc.integer({ min: 0, max: 1000 }),
        shortInterruptionMs: fc.integer({ min: 1, max: 6 }),
        upInMaintenanceIsUp: fc.constant(true as const),
        unknownBeforeMaintenance: fc.constant(true as const),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([name, settings]) => ({ ...methodNamed(name), ...settings, name: 'any' }));

/** A scenario's comparisons with a method, and its stretches by it; nothing where nothing is agreed. */
function compared(scenario: Scenario, method: AccountingMethod) {
  const versions = versionsOf(scenario).map((it) => ({ ...it, catalogue: { ...it.catalogue, methods: [method] } }));
  const folded = foldSignals(
    versions,
    signalsOf(scenario).map((signal) => ({ signal })),
  );
  const selection = { period: `${formatInstant(scenario.start)}/${formatInstant(scenario.end)}` };
  const [comparison] = compareMethods(versions, folded, { ...selection, now: scenario.now });
  const [question] = questionsOf(versions, { ...selection, method: method.name }, scenario.now);
  if (comparison === undefined || question === undefined) return undefined;
  const knowledge = knowledgeOf(folded, question);
  const [asAgreed] = questionsOf(versions, selection, scenario.now);
  const own = asAgreed === undefined ? [] : weighedStretches(asAgreed, knowledge);
  return { comparison, own, stretches: weighedStretches(question, knowledge), question };
}

function total(stretches: readonly WeighedStretch[], of: (stretch: WeighedStretch) => number): number {
  return stretches.reduce((sum, it) => sum + (it.end - it.start) * of(it), 0);
}

describe('for every history and every method', () => {
  it('the changes by class add up to the difference of the two figures', () => {
    fc.assert(
      fc.property(anyScenario, anyMethod, (scenario, method) => {
        const { comparison } = compared(scenario, method) ?? {};
        for (const { attainment, changes } of comparison?.others ?? []) {
          const agreed = changes.reduce((sum, it) => sum + it.agreedMs, 0);
          expect(agreed).toBe(attainment.agreedMs - (comparison?.own.agreedMs ?? 0));
        }
      }),
      RUNS,
    );
  });

  it('so do they for downtime, to the microsecond', () => {
    fc.assert(
      fc.property(anyScenario, anyMethod, (scenario, method) => {
        const { comparison, own = [], stretches = [] } = compared(scenario, method) ?? {};
        const found = comparison?.others.find(({ attainment }) => attainment.method === 'any');
        const more = (found?.changes ?? []).reduce((sum, it) => sum + it.downtimeMicroseconds, 0);
        const weight = ({ contribution }: WeighedStretch) => contribution.weight;
        expect(total(own, weight) + more).toBe(total(stretches, weight));
        expect(found?.change.downtimeMicroseconds ?? 0).toBe(more);
      }),
      RUNS,
    );
  });

  it('the stretches are the period without gaps, and what they contribute is the figure', () => {
    fc.assert(
      fc.property(anyScenario, anyMethod, (scenario, method) => {
        const { comparison, stretches, question } = compared(scenario, method) ?? {};
        if (comparison === undefined || stretches === undefined || question === undefined) return;
        const starts = stretches.map(({ start }) => start);
        const ends = stretches.map(({ end }) => end);
        expect(starts).toEqual([...(stretches.length > 0 ? [question.period.start] : []), ...ends.slice(0, -1)]);
        const figure = comparison.others.find(({ attainment }) => attainment.method === 'any')?.attainment;
        expect(total(stretches, ({ contribution }) => Number(contribution.agreed))).toBe(figure?.agreedMs);
        const downtime = total(stretches, ({ contribution }) => contribution.weight);
        expect(Math.ceil(downtime / 1000)).toBe(figure?.downtimeMs);
      }),
      RUNS,
    );
  });

  it('strict never finds less downtime than contract', () => {
    fc.assert(
      fc.property(anyScenario, (scenario) => {
        const { contract, strict } = byName(scenario);
        if (contract === undefined || strict === undefined) return;
        expect(strict.downtimeMs).toBeGreaterThanOrEqual(contract.downtimeMs);
      }),
      RUNS,
    );
  });

  it('strict never gives more than contract where nothing was announced', () => {
    fc.assert(
      fc.property(anyScenario, (scenario) => {
        const unannounced = { ...scenario, facts: scenario.facts.filter(({ what }) => what !== 'maintenance') };
        const { contract, strict } = byName(unannounced);
        if (contract === undefined || strict === undefined) return;
        // up ÷ agreed, compared crosswise.
        const [strictUp, contractUp] = [strict, contract].map((it) => it.agreedMs - it.downtimeMs);
        expect((strictUp ?? 0) * contract.agreedMs).toBeLessThanOrEqual((contractUp ?? 0) * strict.agreedMs);
      }),
      RUNS,
    );
  });

  it('the methods of checkmk differ in maintenance alone', () => {
    fc.assert(
      fc.property(anyScenario, (scenario) => {
        const unannounced = { ...scenario, facts: scenario.facts.filter(({ what }) => what !== 'maintenance') };
        const found = byName(unannounced);
        const figures = ['checkmk', 'checkmk-exclude', 'checkmk-ignore'].map((name) => found[name]?.availability);
        expect(figures).toEqual([figures[0], figures[0], figures[0]]);
      }),
      RUNS,
    );
  });
});

/** A scenario's attainment by each method. */
function byName(scenario: Scenario) {
  const { comparison } = compared(scenario, { ...methodNamed('contract'), name: 'any' }) ?? {};
  const all = comparison === undefined ? [] : [comparison.own, ...comparison.others.map((it) => it.attainment)];
  return Object.fromEntries(all.map((it) => [it.method, it]));
}
