import { describe, expect, it } from 'vitest';
import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import { CatalogueError } from '../../shared/catalogue/problem.ts';
import { minimalWith } from './minimal-catalogue.ts';

const LINE = '- { kind: availability, target: 99.9 }';

function withTargets(...targets: string[]): string {
  const text = minimalWith(LINE, targets.map((it) => `- ${it}`).join('\n      '));
  return text.replace('    monitors:', '    indicators: [orders, fast]\n    monitors:');
}

function targetsOf(...targets: string[]): unknown {
  return parseCatalogue(withTargets(...targets), { file: 'c.yaml' }).agreements[0]?.services[0]?.targets;
}

function problemsOf(...targets: string[]): string[] {
  try {
    parseCatalogue(withTargets(...targets), { file: 'c.yaml' });
    return [];
  } catch (error) {
    if (error instanceof CatalogueError) return error.message.split('\n');
    throw error;
  }
}

describe('targets of any kind', () => {
  it('are read with their lengths in milliseconds', () => {
    expect(
      targetsOf(
        '{ kind: availability, target: 99.90 }',
        '{ kind: outages, atMost: 2, longerThan: PT15M }',
        '{ kind: outages, atMost: 5 }',
        '{ kind: longestOutage, atMost: PT1H }',
        '{ kind: downtime, atMost: PT2H }',
        '{ kind: requests, indicator: orders, target: 99.95, minimum: 1000 }',
        '{ kind: latency, indicator: fast, target: 99 % }',
        '{ kind: mtbf, atLeast: P7D }',
        '{ kind: coverage, target: 99 }',
        '{ kind: acknowledge, priority: P1, within: PT15M, target: 95 }',
        '{ kind: restore, priority: P1, within: PT4H, target: 95 %, clock: serviceHours, retroactive: false }',
      ),
    ).toEqual([
      { kind: 'availability', target: '99.90' },
      { kind: 'outages', atMost: 2, longerThanMs: 900_000 },
      { kind: 'outages', atMost: 5, longerThanMs: 0 },
      { kind: 'longestOutage', atMostMs: 3_600_000 },
      { kind: 'downtime', atMostMs: 7_200_000 },
      { kind: 'requests', indicator: 'orders', target: '99.95', minimum: 1000 },
      { kind: 'latency', indicator: 'fast', target: '99', minimum: 0 },
      { kind: 'mtbf', atLeastMs: 604_800_000 },
      { kind: 'coverage', target: '99' },
      {
        kind: 'acknowledge',
        priority: 'P1',
        withinMs: 900_000,
        target: '95',
        clock: 'wallTime',
        retroactive: true,
      },
      {
        kind: 'restore',
        priority: 'P1',
        withinMs: 14_400_000,
        target: '95',
        clock: 'serviceHours',
        retroactive: false,
      },
    ]);
  });
});

describe('a mistake in a target', () => {
  it.each([
    [
      '{ kind: uptime }',
      '29:17: agreements[0].targets[0].kind: expected one of availability, outages, longestOutage, ',
    ],
    [
      '{ kind: outages, atMost: two }',
      '29:34: agreements[0].targets[0].atMost: expected a whole number from 0 on, got "two"',
    ],
    [
      '{ kind: mtbf, atLeast: PT0S }',
      '29:32: agreements[0].targets[0].atLeast: expected an ISO 8601 duration above zero',
    ],
    [
      '{ kind: restore, priority: P1, within: PT4H, target: 95, clock: office }',
      'agreements[0].targets[0].clock: expected one of wallTime, serviceHours, got "office"',
    ],
    ['{ kind: downtime, atmost: PT1H }', 'agreements[0].targets[0].atmost: expected one of the keys kind, atMost'],
    [
      '{ kind: requests, indicator: order, target: 99 }',
      '29:38: agreements[0].targets[0].indicator: expected an indicator of the service checkout (orders, fast), got "order" (did you mean "orders"?)',
    ],
  ])('is named: %s', (target, problem) => {
    expect(problemsOf(target).join('\n')).toContain(problem);
  });

  it('is a second availability, or what another says already in other words', () => {
    expect(problemsOf('{ kind: availability, target: 99.9 }', '{ kind: availability, target: 99.5 }')).toEqual([
      'c.yaml:30:17: agreements[0].targets[1].kind: expected one availability target for a service, got "availability"',
    ]);
    expect(problemsOf('{ kind: downtime, atMost: PT1H }', '{ kind: downtime, atMost: PT60M }')).toEqual([
      'c.yaml:30:17: agreements[0].targets[1].kind: expected a target that is not there already, got "at most 1 h of downtime"',
    ]);
    expect(problemsOf('{ kind: outages, atMost: 2 }', '{ kind: outages, atMost: 2, longerThan: PT1H }')).toEqual([]);
  });

  it('is an indicator that the service with targets of its own does not have', () => {
    const own = minimalWith(
      'services: [checkout]',
      'services: [{ service: checkout, targets: [{ kind: latency, indicator: fast, target: 99 }] }]',
    );
    expect(() => parseCatalogue(own, { file: 'c.yaml' })).toThrow(
      'agreements[0].services[0].targets[0].indicator: expected an indicator of the service checkout (it has none), got "fast"',
    );
  });
});
