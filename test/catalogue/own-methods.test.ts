import { describe, expect, it } from 'vitest';
import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import { CatalogueError } from '../../shared/catalogue/problem.ts';
import { methodHash, methodNamed } from '../../shared/domain/method.ts';
import { MINIMAL } from './minimal-catalogue.ts';

function withMethods(yaml: string, agreed = 'contract'): string {
  return `${MINIMAL.replace('kind: sla', `kind: sla\n    method: ${agreed}`)}methods:\n${yaml}`;
}

function methodsOf(yaml: string) {
  return parseCatalogue(withMethods(yaml), { file: 'c.yaml' }).methods;
}

function problemsOf(text: string): string[] {
  try {
    parseCatalogue(text, { file: 'c.yaml' });
    return [];
  } catch (error) {
    if (!(error instanceof CatalogueError)) throw error;
    return error.problems.map(({ path, expected, actual }) => `${path}: expected ${expected}, got ${actual}`);
  }
}

const contract = methodNamed('contract');

describe('a method of one’s own', () => {
  it('is a built-in one with what it says otherwise', () => {
    expect(methodsOf('  - { id: half-degraded, basedOn: contract, degradedWeight: 0.5 }')).toEqual([
      { ...contract, name: 'half-degraded', degradedWeight: 500 },
    ]);
  });

  it('is based on contract unless it says so', () => {
    expect(methodsOf('  - { id: ours }')).toEqual([{ ...contract, name: 'ours' }]);
  });

  it('has every setting', () => {
    const yaml = `  - id: ours
    basedOn: zabbix
    maintenance: countAsDown
    upInMaintenanceIsUp: true
    unknownBeforeMaintenance: true
    unknown: { reported: omit, feedSilent: countAsDown }
    degradedWeight: 0.125
    shortInterruption: PT90S
    initialState: [lastBefore, silence]
    rollUp: monitorSeconds
    displayDigits: 4
`;
    expect(methodsOf(yaml)).toEqual([
      {
        name: 'ours',
        version: 1,
        maintenance: 'countAsDown',
        upInMaintenanceIsUp: true,
        unknownBeforeMaintenance: true,
        unknown: {
          reported: 'omit',
          feedSilent: 'countAsDown',
          neverSeen: 'countAsUp',
          pending: 'countAsUp',
          noMonitor: 'exclude',
        },
        degradedWeight: 125,
        shortInterruptionMs: 90_000,
        initialState: ['lastBefore', 'silence'],
        rollUp: 'monitorSeconds',
        displayDigits: 4,
      },
    ]);
  });

  it('may treat every unknown alike', () => {
    const [method] = methodsOf('  - { id: ours, unknown: countAsDown }') ?? [];
    expect(new Set(Object.values(method?.unknown ?? {}))).toEqual(new Set(['countAsDown']));
  });

  it('that switches off what its base has on is as if it had never been on', () => {
    const [off] = methodsOf('  - { id: ours, basedOn: checkmk, unknownBeforeMaintenance: false }') ?? [];
    expect(off).not.toHaveProperty('unknownBeforeMaintenance');
    const { unknownBeforeMaintenance: _on, ...plain } = methodNamed('checkmk');
    expect(off && methodHash(off)).toBe(methodHash({ ...plain, name: 'ours' }));
  });

  it('may be named by an agreement', () => {
    const text = withMethods('  - { id: ours }', 'ours');
    expect(parseCatalogue(text, { file: 'c.yaml' }).agreements[0]?.method).toBe('ours');
  });

  it('leaves a catalogue without any as it was', () => {
    expect(parseCatalogue(MINIMAL, { file: 'c.yaml' })).not.toHaveProperty('methods');
  });

  it.each([
    ['{ id: icinga }', 'methods[0].id: expected another id than that of a built-in method, got "icinga"'],
    ['{ id: ours, basedOn: theirs }', 'methods[0].basedOn: expected a known built-in method (contract, strict, '],
    ['{ id: ours, degradedWeight: 1.5 }', 'methods[0].degradedWeight: expected a share between 0 and 1, to three'],
    ['{ id: ours, degradedWeight: 0.1234 }', 'methods[0].degradedWeight: expected a share between 0 and 1, to three'],
    ['{ id: ours, displayDigits: 10 }', 'methods[0].displayDigits: expected a whole number of digits from 0 to 9'],
    ['{ id: ours, maintenance: free }', 'methods[0].maintenance: expected one of exclude, countAsUp, countAsDown'],
    ['{ id: ours, unknown: { silent: carry } }', 'methods[0].unknown.silent: expected one of the keys reported,'],
    ['{ id: ours, weight: 1 }', 'methods[0].weight: expected one of the keys id, basedOn, maintenance,'],
    ['{ id: ours, shortInterruption: 5m }', 'methods[0].shortInterruption: expected an ISO 8601 duration such as'],
  ])('%s is refused', (method, expected) => {
    expect(problemsOf(withMethods(`  - ${method}\n`))).toEqual([expect.stringContaining(expected)]);
  });

  it('is defined once', () => {
    expect(problemsOf(withMethods('  - { id: ours }\n  - { id: ours }\n'))).toEqual([
      'methods[1].id: expected something that is not there already, got "ours"',
    ]);
  });
});
