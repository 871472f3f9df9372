import { describe, expect, it } from 'vitest';
import { bridged } from '../../../shared/domain/recount/bridge.ts';
import { seenAs, type Word } from '../../../shared/domain/recount/seen.ts';

/** States with the minutes that they last, and what each slice is once what lasts less than two is bridged. */
function bridge(...states: readonly (readonly [Word, number])[]): Word[] {
  const edges = [0];
  for (const [, minutes] of states) edges.push((edges.at(-1) ?? 0) + minutes);
  const seen = states.map(([word]) => seenAs(word, 0));
  return bridged(edges, seen, 2).map(({ is }) => is);
}

describe('with two minutes as the bound', () => {
  it('a minute down between up is up, and two are not', () => {
    expect(bridge(['up', 9], ['down', 1], ['up', 9])).toEqual(['up', 'up', 'up']);
    expect(bridge(['up', 9], ['down', 2], ['up', 9])).toEqual(['up', 'down', 'up']);
  });

  it('two slices of a minute are one state of two', () => {
    expect(bridge(['up', 9], ['down', 1], ['down', 1], ['up', 9])).toEqual(['up', 'down', 'down', 'up']);
  });

  it('flapping every minute is what it was before', () => {
    expect(bridge(['up', 9], ['down', 1], ['up', 1], ['down', 1], ['up', 9])).toEqual(['up', 'up', 'up', 'up', 'up']);
  });

  it('the first, the last, and what lies between two that do not agree stay', () => {
    expect(bridge(['down', 1], ['up', 9], ['down', 1])).toEqual(['down', 'up', 'down']);
    expect(bridge(['up', 9], ['down', 1], ['degraded', 9])).toEqual(['up', 'down', 'degraded']);
  });
});
