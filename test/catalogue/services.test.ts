import { describe, expect, it } from 'vitest';
import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import { CatalogueError } from '../../shared/catalogue/problem.ts';
import { lintPromises } from '../../shared/domain/promises/lint-promises.ts';
import { minimalWith } from './minimal-catalogue.ts';

const MONITORS = '    monitors:\n      - id: probe\n        source: alerts\n';

/** The minimal catalogue with other lines about its services: line 17 on is theirs, indented by four. */
function withServices(checkout: string, others = ''): string {
  return minimalWith(MONITORS, `${checkout}${others}`);
}

function parsed(text: string) {
  return parseCatalogue(text, { file: 'c.yaml' });
}

function problemsOf(text: string): string[] {
  try {
    parsed(text);
    return [];
  } catch (error) {
    if (error instanceof CatalogueError) return error.message.split('\n');
    throw error;
  }
}

const THREE = '    monitors: [{ id: a }, { id: b }, { id: c }]\n';
const PAYMENTS = '  - { id: payments, name: Payments, monitors: [{ id: p }] }\n';
const DNS =
  PAYMENTS + ['a', 'b', 'c'].map((it) => `  - { id: dns-${it}, name: DNS, monitors: [{ id: d${it} }] }\n`).join('');

describe('the roll-up of a service', () => {
  it.each([
    ['', { type: 'anyDown' }],
    ['    rollUp: anyDown\n', { type: 'anyDown' }],
    ['    rollUp: allDown\n', { type: 'allDown' }],
    ['    rollUp: { atLeast: 2 }\n', { type: 'atLeast', monitors: 2 }],
    ['    rollUp: monitorSeconds\n', { type: 'monitorSeconds' }],
    ['    rollUp: { weighted: { a: 5, b: 3, c: 2 } }\n', { type: 'weighted', weights: { a: 5, b: 3, c: 2 } }],
  ])('%j is read', (line, rule) => {
    expect(parsed(withServices(line + THREE)).services[0]?.rollUp).toEqual(rule);
  });

  const RULES = 'one of anyDown, allDown, monitorSeconds, { atLeast: 2 }, or { weighted: { probe-a: 3, probe-b: 1 } }';

  it.each([
    [
      'allDwn',
      '17:13: services[0].rollUp: expected one of anyDown, allDown, monitorSeconds, got "allDwn" (did you mean "allDown"?)',
    ],
    ['[allDown]', `17:13: services[0].rollUp: expected ${RULES}, got a list of 1`],
    ['{ atLeast: 0 }', '17:24: services[0].rollUp.atLeast: expected a whole number from 1 on, got "0"'],
    ['{ atLeast: 1.5 }', '17:24: services[0].rollUp.atLeast: expected a whole number from 1 on, got "1.5"'],
    [
      '{ atLeast: 4 }',
      '17:24: services[0].rollUp.atLeast: expected at most the number of monitors of the service (3), got "4"',
    ],
    [
      '{ atleast: 2 }',
      '17:13: services[0].rollUp: expected either atLeast or weighted, got a mapping',
      '17:15: services[0].rollUp.atleast: expected one of the keys atLeast, weighted, got "atleast" (did you mean "atLeast"?)',
    ],
    [
      '{ atLeast: 2, weighted: { a: 1, b: 1, c: 1 } }',
      '17:13: services[0].rollUp: expected either atLeast or weighted, got a mapping',
    ],
    [
      '{ weighted: { a: 1, b: 0, c: 1 } }',
      '17:36: services[0].rollUp.weighted.b: expected a whole number from 1 on, got "0"',
    ],
    [
      '{ weighted: { a: 1, b: 1, d: 1 } }',
      '17:25: services[0].rollUp.weighted: expected a weight for each monitor, also for c, got a mapping',
      '17:39: services[0].rollUp.weighted.d: expected a monitor of the service (a, b, c), got "d" (did you mean "a"?)',
    ],
    [
      '{ weighted: { a: 1, b: 1, c: 999 } }',
      '17:25: services[0].rollUp.weighted: expected weights that add up to at most 1000, got "1001"',
    ],
  ])('%s is refused', (written, ...problems) => {
    const found = problemsOf(withServices(`    rollUp: ${written}\n${THREE}`));
    expect(found).toEqual(problems.map((it) => `c.yaml:${it}`));
  });
});

describe('what a service depends on', () => {
  it('is one service, or several of which so many must work', () => {
    const text = withServices(
      `    dependsOn: [payments, { anyOf: [dns-a, dns-b] }, { anyOf: [dns-a, dns-b, dns-c], atLeast: 2 }]\n${THREE}`,
      DNS,
    );
    expect(parsed(text).services[0]?.dependsOn).toEqual([
      { type: 'service', service: 'payments' },
      { type: 'anyOf', services: ['dns-a', 'dns-b'], atLeast: 1 },
      { type: 'anyOf', services: ['dns-a', 'dns-b', 'dns-c'], atLeast: 2 },
    ]);
  });

  it('is left out of a catalogue that says nothing of it, so that its hash stays', () => {
    expect(Object.keys(parsed(withServices(MONITORS)).services[0] ?? {})).not.toContain('dependsOn');
  });

  it.each([
    [
      'payment',
      '17:17: services[0].dependsOn[0]: expected a known service (checkout, payments, dns-a, dns-b, dns-c), got "payment" (did you mean "payments"?)',
    ],
    [
      '{ anyOf: [dns-x] }',
      '17:27: services[0].dependsOn[0].anyOf[0]: expected a known service (checkout, payments, dns-a, dns-b, dns-c), got "dns-x" (did you mean "dns-a"?)',
    ],
    [
      'payments, payments',
      '17:27: services[0].dependsOn[1]: expected something that is not there already, got "payments"',
    ],
    [
      '{ anyOf: [dns-a, dns-a] }',
      '17:34: services[0].dependsOn[0].anyOf[1]: expected something that is not there already, got "dns-a"',
    ],
    [
      '{ anyOf: [dns-a, dns-b], atLeast: 3 }',
      '17:51: services[0].dependsOn[0].atLeast: expected at most the number of services named (2), got "3"',
    ],
  ])('%s is refused', (written, problem) => {
    expect(problemsOf(withServices(`    dependsOn: [${written}]\n${THREE}`, DNS))).toEqual([`c.yaml:${problem}`]);
  });

  it('needs neither a monitor beside it nor an agreement of its own', () => {
    const text = withServices('    dependsOn: [payments]\n', DNS);
    const findings = lintPromises(parsed(text), { now: 0 }).filter(({ lint }) => lint.startsWith('un'));
    expect(findings.map(({ message }) => message)).toEqual(
      ['dns-a', 'dns-b', 'dns-c'].map((id) => `Service "${id}" is in no agreement`),
    );
  });
});

describe('services that depend on themselves', () => {
  const expected = 'expected services that do not depend on themselves';

  it('are refused, directly', () => {
    expect(problemsOf(withServices(`    dependsOn: [checkout]\n${THREE}`))).toEqual([
      `c.yaml:17:17: services[0].dependsOn[0]: ${expected} (checkout → checkout), got "checkout"`,
    ]);
  });

  it('are refused in a circle, which is named once, where it closes', () => {
    const others = [
      '  - { id: payments, name: Payments, dependsOn: [{ anyOf: [ledger, cards] }] }\n',
      '  - { id: ledger, name: Ledger, dependsOn: [checkout] }\n',
      '  - { id: cards, name: Cards }\n',
    ].join('');
    expect(problemsOf(withServices('    dependsOn: [payments]\n', others))).toEqual([
      `c.yaml:19:45: services[2].dependsOn[0]: ${expected} (checkout → payments → ledger → checkout), got "checkout"`,
    ]);
  });

  it('are not those that two others depend on', () => {
    const others = '  - { id: payments, name: P, dependsOn: [ledger] }\n  - { id: ledger, name: L }\n';
    expect(problemsOf(withServices('    dependsOn: [payments, ledger]\n', others))).toEqual([]);
  });
});
