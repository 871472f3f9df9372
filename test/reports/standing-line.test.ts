import { describe, expect, it } from 'vitest';
import { targetLines } from '../../shared/reports/target-lines.ts';
import { standingLine } from '../../shared/reports/verdict-line.ts';
import { type AttainmentFacts, buildAttainment } from '../support/attainment-builder.ts';

// 44.7 minutes are allowed; a target is at risk once 33.525 of them are used.
describe('where a running period stands, in one line', () => {
  it.each([
    [[named('A', {}), named('B', {}), named('C', {})], 'all 3 targets within budget'],
    [[named('A', {}), named('B', {})], 'both targets within budget'],
    [[named('A', { down: 33 })], 'A is within its budget'],
    [[named('A', { down: 34 })], 'A at risk'],
    [[named('A', { down: 128 })], 'A missed by 83 min'],
    [[named('A', { down: 34 }), named('B', {})], 'both targets within budget; A at risk'],
    [
      [named('A', { down: 128 }), named('B', { down: 40 }), named('C', { verdict: 'notMeasured' }), named('D', {})],
      '2 of 4 targets within budget; A missed by 83 min; B at risk; C not measured',
    ],
    [[named('A', { verdict: 'noAgreedTime' })], 'no agreed time'],
    [[], 'no targets agreed'],
  ] as const)('%#: %s', (services, line) => {
    expect(standingLine(targetLines(services))).toBe(line);
  });
});

function named(name: string, facts: Omit<AttainmentFacts, 'service'>) {
  return { id: name, name, attainment: buildAttainment({ service: name, ...facts }) };
}
