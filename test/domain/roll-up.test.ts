import { describe, expect, it } from 'vitest';
import type { RollUpRule } from '../../shared/domain/catalogue.ts';
import type { MonitorState } from '../../shared/domain/signal.ts';
import { classesOf, type Told } from '../support/hour.ts';

/** An hour of three monitors, each told by the minute. All are up until they say otherwise. */
const CASE: Told = {
  'shop/paris': { 10: 'down', 40: 'up' },
  'shop/oslo': { 20: 'down', 30: 'up' },
  'shop/rome': { 25: 'down', 28: 'up' },
};

function shop(rollUp: RollUpRule, told: Told = CASE) {
  return classesOf([{ id: 'shop', rollUp, monitors: ['paris', 'oslo', 'rome'] }], told);
}

describe('of three monitors: Paris is down from minute 10 to 40, Oslo from 20 to 30, Rome from 25 to 28', () => {
  it('anyDown is down while any is: for 30 minutes', () => {
    expect(shop({ type: 'anyDown' })).toEqual([
      [0, 'up'],
      [10, 'down'],
      [40, 'up'],
    ]);
  });

  it('atLeast: 2 is down while two are: for 10 minutes', () => {
    expect(shop({ type: 'atLeast', monitors: 2 })).toEqual([
      [0, 'up'],
      [20, 'down'],
      [30, 'up'],
    ]);
  });

  it('allDown is down while all are: for 3 minutes', () => {
    expect(shop({ type: 'allDown' })).toEqual([
      [0, 'up'],
      [25, 'down'],
      [28, 'up'],
    ]);
  });

  it('atLeast: 1 is anyDown, and atLeast: 3 is allDown', () => {
    expect(shop({ type: 'atLeast', monitors: 1 })).toEqual(shop({ type: 'anyDown' }));
    expect(shop({ type: 'atLeast', monitors: 3 })).toEqual(shop({ type: 'allDown' }));
  });
});

describe('what is not known', () => {
  it.each<[MonitorState, MonitorState, MonitorState, string, string, string]>([
    // Paris, Oslo, Rome; anyDown, atLeast: 2, allDown
    ['down', 'up', 'unknown', 'down', 'unknown', 'up'],
    ['down', 'down', 'unknown', 'down', 'down', 'unknown'],
    ['up', 'unknown', 'unknown', 'unknown', 'unknown', 'up'],
    ['unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown'],
    ['degraded', 'unknown', 'up', 'unknown', 'degraded', 'up'],
    ['degraded', 'down', 'degraded', 'down', 'degraded', 'degraded'],
  ])('matters only where it decides: %s, %s, %s', (paris, oslo, rome, anyDown, atLeastTwo, allDown) => {
    const told: Told = { 'shop/paris': { 0: paris }, 'shop/oslo': { 0: oslo }, 'shop/rome': { 0: rome } };
    expect(shop({ type: 'anyDown' }, told)).toEqual([[0, anyDown]]);
    expect(shop({ type: 'atLeast', monitors: 2 }, told)).toEqual([[0, atLeastTwo]]);
    expect(shop({ type: 'allDown' }, told)).toEqual([[0, allDown]]);
  });
});
